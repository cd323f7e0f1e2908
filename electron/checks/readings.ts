import type { CoverageDate, CoverageReport } from '../../shared/coverage.js';
import {
  addDays,
  parseGameDate,
  seasonYearOf,
  yearsBefore,
  type DateRange,
  type GameDate,
} from '../../shared/game-date.js';
import { FEEDS, type Feed } from '../../shared/lines.js';
import { readSchedule } from '../calendar/schedule.js';
import { storeCounts, type Counts } from '../coverage/counts.js';
import { coverageFeature, LINE_FEATURE } from '../coverage/features.js';
import type { LinesService } from '../lines/service.js';
import type { RowOf } from '../warehouse/statement.js';
import { checksContext } from '../warehouse/statements/checks-context.js';
import { checksFlow } from '../warehouse/statements/checks-flow.js';
import { checksSources } from '../warehouse/statements/checks-sources.js';
import { checksStore } from '../warehouse/statements/checks-store.js';
import { checksVariance } from '../warehouse/statements/checks-variance.js';

import type { ChecksParts } from './parts.js';

export type FlowRow = RowOf<(typeof checksFlow)['columns']>;
export type StoreFacts = RowOf<(typeof checksStore)['columns']>;
export type ContextFacts = RowOf<(typeof checksContext)['columns']>;
export type SourceRow = RowOf<(typeof checksSources)['columns']>;
export type VarianceRow = RowOf<(typeof checksVariance)['columns']>;

/** Days that rows a day are compared over. */
export const ROWS_WINDOW_DAYS = 30;

/** What the checks of one day look at. Every list is in the order of its dates. */
export interface Readings {
  readonly asOf: GameDate;
  /** From 1 October of the season to the day of the checks. */
  readonly season: DateRange;
  readonly coverage: CoverageReport;
  /** Dates that owe rows: with games or rows, the first 14 days of the season only where they have rows. */
  readonly dates: readonly CoverageDate[];
  /** Store counts of last season for the days that rows a day are compared over. */
  readonly rowsLastSeason: ReadonlyMap<GameDate, Counts>;
  readonly flow: readonly FlowRow[];
  readonly store: readonly StoreFacts[];
  readonly context: readonly ContextFacts[];
  readonly sources: readonly SourceRow[];
  /** Feeds that nobody captured in the season: their silence is no finding. */
  readonly notCaptured: readonly Feed[];
  readonly variance: readonly VarianceRow[];
}

export function seasonTo(date: GameDate): DateRange {
  return { from: parseGameDate(`${seasonYearOf(date)}-10-01`, 'season'), to: date };
}

/** The days `[date - days + 1, date]`. */
export function daysTo(date: GameDate, days: number): DateRange {
  return { from: addDays(date, 1 - days), to: date };
}

async function notCaptured(
  lines: Pick<LinesService, 'capturedFeeds'>,
  sources: readonly SourceRow[],
  asOf: GameDate,
): Promise<readonly Feed[]> {
  const mute = FEEDS.filter((feed) => sources.every(({ source }) => source !== feed));
  if (mute.length === 0) return [];
  const captured = await lines.capturedFeeds(asOf);
  return mute.filter((feed) => !captured[feed]);
}

export function within(range: DateRange): (row: { readonly date: GameDate }) => boolean {
  return ({ date }) => date >= range.from && date <= range.to;
}

/**
 * Thirteen statements, each bounded on its partition column, whatever the season holds; one or two more tell whether a
 * feed without a row was captured at all.
 */
export async function readForChecks(
  { warehouse, coverage, lines }: Pick<ChecksParts, 'warehouse' | 'coverage' | 'lines'>,
  asOf: GameDate,
): Promise<Readings> {
  const season = seasonTo(asOf);
  const recent = daysTo(asOf, ROWS_WINDOW_DAYS);
  const params = { from: season.from, to: season.to };
  const [report, schedule, rowsLastSeason, flow, store, context, sources, variance] = await Promise.all([
    coverage.report(season, LINE_FEATURE),
    readSchedule(warehouse, season),
    storeCounts(
      warehouse,
      { from: yearsBefore(recent.from, 1), to: yearsBefore(recent.to, 1) },
      coverageFeature(LINE_FEATURE),
    ),
    warehouse.read(checksFlow, params),
    warehouse.read(checksStore, params),
    warehouse.read(checksContext, params),
    warehouse.read(checksSources, params),
    warehouse.read(checksVariance, params),
  ]);
  return {
    asOf,
    season,
    coverage: report,
    dates: report.dates.filter((day) => day.rows > 0 || !schedule.isBootstrap(day.date)),
    rowsLastSeason,
    flow,
    store,
    context,
    sources,
    notCaptured: await notCaptured(lines, sources, asOf),
    variance,
  };
}
