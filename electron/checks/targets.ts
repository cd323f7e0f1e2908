import type { CheckTarget, TargetRows } from '../../shared/checks.js';
import { monthOf, type DateRange, type GameDate } from '../../shared/game-date.js';
import type { LineSide } from '../../shared/lines.js';
import type { TableFilter } from '../../shared/tables/table.js';
import { LINE_FEATURE } from '../coverage/features.js';

// What a check opens. The filters name columns of shared/tables, so that screen, export and the tests count alike.

export function filterOf(column: string, op: TableFilter['op'], ...values: readonly string[]): TableFilter {
  return { column, op, values };
}

export function dateRows(count: number): TargetRows {
  return { count, noun: 'date' };
}

function playerDates(count: number): TargetRows {
  return { count, noun: 'player and date', nouns: 'players and dates' };
}

interface CoverageParts {
  readonly feature?: string;
  readonly month?: string;
  readonly filters?: readonly TableFilter[];
  readonly rows?: TargetRows | null;
}

/** The dates of a range in Coverage. */
export function inCoverage(range: DateRange, parts: CoverageParts = {}): CheckTarget {
  return {
    screen: 'coverage',
    from: range.from,
    to: range.to,
    feature: parts.feature ?? LINE_FEATURE,
    month: parts.month ?? null,
    date: null,
    filters: parts.filters ?? [],
    rows: parts.rows ?? null,
  };
}

/** These dates and no others in Coverage; all of the range where there is none. */
export function datesInCoverage(range: DateRange, feature: string, dates: readonly GameDate[]): CheckTarget {
  const [from, to] = [dates[0], dates.at(-1)];
  if (from === undefined || to === undefined) return inCoverage(range, { feature });
  return inCoverage(
    { from, to },
    { feature, filters: [filterOf('date', 'is', ...dates)], rows: dateRows(dates.length) },
  );
}

/** The store rows of one date, down to the players. */
export function storeRowsOf(date: GameDate, rows: number, feature: string = LINE_FEATURE): CheckTarget {
  return {
    screen: 'coverage',
    from: date,
    to: date,
    feature,
    month: monthOf(date),
    date,
    filters: [],
    rows: { count: rows, noun: 'row' },
  };
}

interface DiffParts {
  readonly left?: LineSide;
  readonly right?: LineSide;
  readonly filters?: readonly TableFilter[];
  /** Players and dates that the filters leave; null where the check does not count them. */
  readonly rows?: number | null;
}

export function inLineDiff(range: DateRange, parts: DiffParts = {}): CheckTarget {
  const { rows = null } = parts;
  return {
    screen: 'diff',
    from: range.from,
    to: range.to,
    left: parts.left ?? 'context',
    right: parts.right ?? 'raw',
    filters: parts.filters ?? [],
    rows: rows === null ? null : playerDates(rows),
  };
}

/**
 * Players with a raw line whom the other side gives none, in Line diff; where there is none, all that have a raw line.
 * `missing` names the filter that leaves them.
 */
export function withoutTheirLine(
  range: DateRange,
  sides: Pick<DiffParts, 'left' | 'right'>,
  counts: { readonly matched: number; readonly raw: number },
  missing: TableFilter,
): CheckTarget {
  const lacking = counts.raw - counts.matched;
  const raw = filterOf('raw_line', 'notEmpty');
  return lacking > 0
    ? inLineDiff(range, { ...sides, filters: [raw, missing], rows: lacking })
    : inLineDiff(range, { ...sides, filters: [raw], rows: counts.raw });
}

/** The faults of a range; `count` where they were counted. */
export function inGaps(range: DateRange, count: number | null = null): CheckTarget {
  const rows = count === null ? null : { count, noun: 'gap' };
  return { screen: 'gaps', from: range.from, to: range.to, filters: [], rows };
}
