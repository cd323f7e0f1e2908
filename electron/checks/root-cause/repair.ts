import { DEFAULT_OPTIONS } from '../../../shared/backfill.js';
import { isFault, type Cause } from '../../../shared/causes.js';
import type { RootCauseReport } from '../../../shared/checks.js';
import type { CoverageDate, Share } from '../../../shared/coverage.js';
import type { GameDate } from '../../../shared/game-date.js';
import type { GapReport } from '../../../shared/lines.js';
import type { FlowRow } from '../readings.js';

/** Gaps that are faults, by cause, most first. */
export function causesOf(report: GapReport): RootCauseReport['causes'] {
  const counts = new Map<Cause, { gaps: number; closable: number }>();
  for (const { cause, closedByRebuild } of report.gaps) {
    if (!isFault(cause)) continue;
    const count = counts.get(cause) ?? { gaps: 0, closable: 0 };
    counts.set(cause, { gaps: count.gaps + 1, closable: count.closable + (closedByRebuild ? 1 : 0) });
  }
  return [...counts].map(([cause, count]) => ({ cause, ...count })).sort((a, b) => b.gaps - a.gaps);
}

function sum(shares: readonly Share[]): Share {
  return {
    numerator: shares.reduce((total, share) => total + share.numerator, 0),
    denominator: shares.reduce((total, share) => total + share.denominator, 0),
  };
}

/**
 * The rebuild from raw lines over all dates with a gap it closes, and what it will leave: each closed gap is one more
 * matched player and one more row with a line; listed players without a row get one. Counted over the whole range.
 */
export function repairOf(
  report: GapReport,
  dates: readonly CoverageDate[],
  flow: readonly FlowRow[],
): RootCauseReport['repair'] {
  const [from, to] = [report.closableDates[0], report.closableDates.at(-1)];
  const closes = report.closable.numerator;
  if (from === undefined || to === undefined || closes === 0) return null;
  const rebuilt = new Set<GameDate>(dates.map(({ date }) => date).filter((date) => date >= from && date <= to));
  const listed = flow.reduce(
    (total, row) =>
      row.game_date !== null && rebuilt.has(row.game_date) ? total + (row.listed_not_stored ?? 0) : total,
    0,
  );
  // A raw line that a rebuild does not bring into the store means that the player gets no row.
  const held = report.gaps.filter(
    (gap) => !gap.inStore && gap.raw !== null && !gap.closedByRebuild && rebuilt.has(gap.date),
  ).length;
  const rowsAdded = listed - held;
  const matchBefore = sum(dates.map(({ match }) => match));
  const shareBefore = sum(dates.map((day) => ({ numerator: day.rowsWithValue, denominator: day.rowsWithFeature })));
  return {
    options: { from, to, ...DEFAULT_OPTIONS },
    dates: report.closableDates.length,
    closes,
    matchBefore,
    matchAfter: { ...matchBefore, numerator: matchBefore.numerator + closes },
    shareBefore,
    shareAfter: { numerator: shareBefore.numerator + closes, denominator: shareBefore.denominator + rowsAdded },
  };
}
