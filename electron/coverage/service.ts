import {
  shareChange,
  type CoverageGroupBy,
  type CoverageGroups,
  type CoveragePlayer,
  type StoredRow,
  type CoverageMonth,
  type CoverageReport,
  type ReportDate,
} from '../../shared/coverage.js';
import { addDays, monthOf, parseGameDate, yearsBefore, type DateRange, type GameDate } from '../../shared/game-date.js';
import { shareOfRows } from '../../shared/tables/coverage.js';
import type { Clock } from '../calendar/clock.js';
import { readSchedule } from '../calendar/schedule.js';
import type { Warehouse } from '../warehouse/port.js';
import {
  addCounts,
  countsByDate,
  measuresOf,
  NO_COUNTS,
  postedByDate,
  storeCounts,
  withoutBootstrapLines,
  type Counts,
} from './counts.js';
import { playersOf, rowOf } from './drill.js';
import { coverageFeature, LINE_FEATURE } from './features.js';
import { groupsOf } from './groups.js';

/** The whole calendar months, one year earlier, that the range touches: C3 compares a month with a whole month. */
function lastSeasonRange(range: DateRange): DateRange {
  const first = parseGameDate(`${monthOf(range.from)}-01`, '--from');
  const lastMonth = parseGameDate(`${monthOf(range.to)}-01`, '--to');
  const nextMonth = parseGameDate(`${monthOf(addDays(lastMonth, 31))}-01`, '--to');
  return { from: yearsBefore(first, 1), to: addDays(yearsBefore(nextMonth, 1), -1) };
}

function sumByMonth(counts: ReadonlyMap<GameDate, Counts>): ReadonlyMap<string, Counts> {
  const months = new Map<string, Counts>();
  for (const [date, value] of counts) {
    months.set(monthOf(date), addCounts(months.get(monthOf(date)) ?? NO_COUNTS, value));
  }
  return months;
}

/** Coverage of the store as the checks of domain: vegas section 8 count it. Reads only. */
export class CoverageService {
  constructor(
    private readonly warehouse: Warehouse,
    private readonly clock: Clock,
  ) {}

  /**
   * Months and game dates of a range for one feature. Future dates are left out: nothing is missing there yet.
   * @throws BacklineError `bad_input` when the feature is unknown.
   */
  async report(range: DateRange, feature: string): Promise<CoverageReport> {
    const wanted = coverageFeature(feature);
    const today = this.clock.today();
    const [counted, lastSeason, schedule, posted] = await Promise.all([
      countsByDate(this.warehouse, range, wanted),
      storeCounts(this.warehouse, lastSeasonRange(range), wanted),
      readSchedule(this.warehouse, range),
      postedByDate(this.warehouse, range),
    ]);
    const counts = withoutBootstrapLines(counted, (date) => schedule.isBootstrap(date));
    const known = new Set<GameDate>(counts.keys());
    for (const date of schedule.games.keys()) if (date <= today) known.add(date);
    const dates = [...known].sort().map((date): ReportDate => ({
      date,
      games: schedule.games.get(date) ?? 0,
      ...measuresOf(counts.get(date) ?? NO_COUNTS),
      posted: posted.get(date) ?? { numerator: 0, denominator: 0 },
    }));
    const byMonth = sumByMonth(counts);
    const lastSeasonByMonth = sumByMonth(lastSeason);
    const months = [...new Set(dates.map((day) => monthOf(day.date)))].map((month): CoverageMonth => {
      const measures = measuresOf(byMonth.get(month) ?? NO_COUNTS);
      const gameDates = dates.filter((day) => day.games > 0 && monthOf(day.date) === month);
      const before = lastSeasonByMonth.get(`${Number(month.slice(0, 4)) - 1}${month.slice(4)}`);
      const baseline =
        before === undefined || before.rows === 0
          ? null
          : { numerator: before.rowsWithValue, denominator: before.rowsWithFeature };
      return {
        month,
        ...measures,
        dates: { numerator: gameDates.filter((day) => day.rows > 0).length, denominator: gameDates.length },
        lastSeason: baseline,
        drift: shareChange(baseline, shareOfRows(measures)),
      };
    });
    return { from: range.from, to: range.to, feature: wanted.name, months, dates };
  }

  /**
   * The same measures by team or by book, over the dates of a range; two statements.
   * @throws BacklineError `bad_input` when the feature is unknown.
   */
  async groups(range: DateRange, feature: string, by: CoverageGroupBy): Promise<CoverageGroups> {
    const wanted = coverageFeature(feature);
    const schedule = await readSchedule(this.warehouse, range);
    const { groups, uncounted } = await groupsOf(
      this.warehouse,
      range,
      wanted,
      by,
      (date, rows) => rows > 0 || !schedule.isBootstrap(date),
    );
    return { from: range.from, to: range.to, feature: wanted.name, by, groups, uncounted };
  }

  /** The store rows of a date for one feature, in the order of their keys. */
  async players(date: GameDate, feature: string): Promise<readonly CoveragePlayer[]> {
    return playersOf(this.warehouse, date, coverageFeature(feature));
  }

  /** @throws BacklineError `not_found` naming player and date. */
  async row(playerLookup: string, date: GameDate): Promise<StoredRow> {
    return rowOf(this.warehouse, playerLookup, date);
  }

  /** The months of the points line: what a run shows before and after itself. */
  async months(range: DateRange): Promise<readonly CoverageMonth[]> {
    return (await this.report(range, LINE_FEATURE)).months;
  }
}
