import type { CoverageMeasures, Share } from '../../shared/coverage.js';
import type { DateRange, GameDate } from '../../shared/game-date.js';
import type { Warehouse } from '../warehouse/port.js';
import { coverageContext } from '../warehouse/statements/coverage-context.js';
import { coverageMatch } from '../warehouse/statements/coverage-match.js';
import { coveragePlayed } from '../warehouse/statements/coverage-played.js';
import { coverageStore } from '../warehouse/statements/coverage-store.js';
import type { CoverageFeature } from './features.js';

/** What is counted on one date; counts add up over dates, shares and means do not. */
export interface Counts {
  readonly rows: number;
  readonly rowsWithFeature: number;
  readonly rowsWithValue: number;
  readonly valueSum: number;
  readonly rawPlayers: number;
  readonly matched: number;
  readonly contextPlayers: number;
  readonly contextWithLine: number;
}

export const NO_COUNTS: Counts = {
  rows: 0,
  rowsWithFeature: 0,
  rowsWithValue: 0,
  valueSum: 0,
  rawPlayers: 0,
  matched: 0,
  contextPlayers: 0,
  contextWithLine: 0,
};

/**
 * The first 14 days of a season have no store rows by rule (domain: processor section 3), so the raw lines of such a
 * date are no promise the store could keep: without rows they are left out of the match rate.
 */
export function withoutBootstrapLines(
  counts: ReadonlyMap<GameDate, Counts>,
  isBootstrap: (date: GameDate) => boolean,
): ReadonlyMap<GameDate, Counts> {
  return new Map(
    [...counts].map(([date, count]) => [
      date,
      count.rows === 0 && isBootstrap(date) ? { ...count, rawPlayers: 0, matched: 0 } : count,
    ]),
  );
}

export function addCounts(a: Counts, b: Counts): Counts {
  return {
    rows: a.rows + b.rows,
    rowsWithFeature: a.rowsWithFeature + b.rowsWithFeature,
    rowsWithValue: a.rowsWithValue + b.rowsWithValue,
    valueSum: a.valueSum + b.valueSum,
    rawPlayers: a.rawPlayers + b.rawPlayers,
    matched: a.matched + b.matched,
    contextPlayers: a.contextPlayers + b.contextPlayers,
    contextWithLine: a.contextWithLine + b.contextWithLine,
  };
}

export function measuresOf(counts: Counts): CoverageMeasures {
  return {
    rows: counts.rows,
    rowsWithFeature: counts.rowsWithFeature,
    rowsWithValue: counts.rowsWithValue,
    mean: counts.rowsWithValue === 0 ? null : counts.valueSum / counts.rowsWithValue,
    match: { numerator: counts.matched, denominator: counts.rawPlayers },
    context: { numerator: counts.contextWithLine, denominator: counts.contextPlayers },
  };
}

/** Store counts of one feature per date, one statement. */
export async function storeCounts(
  warehouse: Warehouse,
  range: DateRange,
  feature: CoverageFeature,
): Promise<ReadonlyMap<GameDate, Counts>> {
  const rows = await warehouse.read(coverageStore, {
    from: range.from,
    to: range.to,
    feature_index: feature.index,
    min_length: feature.minLength,
    positive_only: feature.positiveOnly,
  });
  return new Map(
    rows.flatMap((row): [GameDate, Counts][] =>
      row.game_date === null
        ? []
        : [
            [
              row.game_date,
              {
                ...NO_COUNTS,
                rows: row.row_count ?? 0,
                rowsWithFeature: row.rows_with_feature ?? 0,
                rowsWithValue: row.rows_with_value ?? 0,
                valueSum: row.value_sum ?? 0,
              },
            ],
          ],
    ),
  );
}

/** Store, raw and context side by side per date; three statements whatever the range. Dates with nothing are absent. */
export async function countsByDate(
  warehouse: Warehouse,
  range: DateRange,
  feature: CoverageFeature,
): Promise<ReadonlyMap<GameDate, Counts>> {
  const [store, match, context] = await Promise.all([
    storeCounts(warehouse, range, feature),
    warehouse.read(coverageMatch, { from: range.from, to: range.to }),
    warehouse.read(coverageContext, { from: range.from, to: range.to }),
  ]);
  const counts = new Map(store);
  for (const row of match) {
    if (row.game_date === null) continue;
    const base = counts.get(row.game_date) ?? NO_COUNTS;
    counts.set(row.game_date, { ...base, rawPlayers: row.raw_players ?? 0, matched: row.matched_players ?? 0 });
  }
  for (const row of context) {
    if (row.game_date === null) continue;
    const base = counts.get(row.game_date) ?? NO_COUNTS;
    counts.set(row.game_date, {
      ...base,
      contextPlayers: row.context_players ?? 0,
      contextWithLine: row.players_with_line ?? 0,
    });
  }
  return counts;
}

/** Players with minutes and, of them, those with a raw line; one statement. Dates without a box score are absent. */
export async function postedByDate(warehouse: Warehouse, range: DateRange): Promise<ReadonlyMap<GameDate, Share>> {
  const rows = await warehouse.read(coveragePlayed, { from: range.from, to: range.to });
  return new Map(
    rows.flatMap((row): [GameDate, Share][] =>
      row.game_date === null
        ? []
        : [[row.game_date, { numerator: row.players_with_line ?? 0, denominator: row.players ?? 0 }]],
    ),
  );
}
