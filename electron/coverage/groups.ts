import { NO_BOOK, NO_TEAM, type CoverageGroupBy, type CoverageGroups } from '../../shared/coverage.js';
import type { DateRange, GameDate } from '../../shared/game-date.js';
import type { Warehouse } from '../warehouse/port.js';
import { coverageBooks } from '../warehouse/statements/coverage-books.js';
import { coverageTeams } from '../warehouse/statements/coverage-teams.js';
import { addCounts, measuresOf, NO_COUNTS, type Counts } from './counts.js';
import type { CoverageFeature } from './features.js';

interface DateGroup {
  readonly date: GameDate;
  /** What is added up, and how it is shown. */
  readonly key: string;
  readonly label: string;
  readonly counts: Counts;
  readonly chosen: number | null;
}

function countsOf(row: {
  readonly row_count: number | null;
  readonly rows_with_feature: number | null;
  readonly rows_with_value: number | null;
  readonly value_sum: number | null;
  readonly raw_players: number | null;
  readonly matched_players: number | null;
  readonly context_players: number | null;
  readonly context_with_line: number | null;
}): Counts {
  return {
    rows: row.row_count ?? 0,
    rowsWithFeature: row.rows_with_feature ?? 0,
    rowsWithValue: row.rows_with_value ?? 0,
    valueSum: row.value_sum ?? 0,
    rawPlayers: row.raw_players ?? 0,
    matched: row.matched_players ?? 0,
    contextPlayers: row.context_players ?? 0,
    contextWithLine: row.context_with_line ?? 0,
  };
}

async function readGroups(
  warehouse: Warehouse,
  range: DateRange,
  feature: CoverageFeature,
  by: CoverageGroupBy,
): Promise<readonly DateGroup[]> {
  const params = {
    from: range.from,
    to: range.to,
    feature_index: feature.index,
    min_length: feature.minLength,
    positive_only: feature.positiveOnly,
  };
  if (by === 'team') {
    const rows = await warehouse.read(coverageTeams, params);
    return rows.flatMap((row) => {
      const team = row.team ?? NO_TEAM;
      return row.game_date === null
        ? []
        : [{ date: row.game_date, key: team, label: team, counts: countsOf(row), chosen: null }];
    });
  }
  const rows = await warehouse.read(coverageBooks, params);
  return rows.flatMap((row) =>
    row.game_date === null
      ? []
      : [
          {
            date: row.game_date,
            key: row.book ?? NO_BOOK,
            label: row.spelling ?? NO_BOOK,
            counts: countsOf(row),
            chosen: row.chosen ?? 0,
          },
        ],
  );
}

/**
 * Coverage by team or by book, in the order of their names without case; one statement. `owesLines` says of a date whether its raw
 * lines count for the match rate (those of the first 14 days without rows do not).
 */
export async function groupsOf(
  warehouse: Warehouse,
  range: DateRange,
  feature: CoverageFeature,
  by: CoverageGroupBy,
  owesLines: (date: GameDate, rowsOfDate: number) => boolean,
): Promise<Pick<CoverageGroups, 'groups' | 'uncounted'>> {
  const read = await readGroups(warehouse, range, feature, by);
  const rowsByDate = new Map<GameDate, number>();
  for (const { date, counts } of read) rowsByDate.set(date, (rowsByDate.get(date) ?? 0) + counts.rows);
  const groups = new Map<string, { label: string; counts: Counts; chosen: number | null }>();
  for (const { date, key, label, counts, chosen } of read) {
    const owed = owesLines(date, rowsByDate.get(date) ?? 0);
    const counted = owed ? counts : { ...counts, rawPlayers: 0, matched: 0 };
    const group = groups.get(key);
    groups.set(key, {
      label: group === undefined || label < group.label ? label : group.label,
      counts: addCounts(group?.counts ?? NO_COUNTS, counted),
      chosen: chosen === null ? null : (group?.chosen ?? 0) + (owed ? chosen : 0),
    });
  }
  const uncounted = [...rowsByDate].flatMap(([date, rows]) => (owesLines(date, rows) ? [] : [date]));
  return {
    groups: [...groups.values()]
      .map(({ label, counts, chosen }) => ({ group: label, ...measuresOf(counts), chosen }))
      .sort((a, b) => (a.group.toLowerCase() < b.group.toLowerCase() ? -1 : 1)),
    uncounted: uncounted.sort(),
  };
}
