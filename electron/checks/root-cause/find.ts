import type { CurvePoint, RootCauseReport } from '../../../shared/checks.js';
import type { CoverageDate, Share } from '../../../shared/coverage.js';
import { addDays, type DateRange } from '../../../shared/game-date.js';
import { readSchedule } from '../../calendar/schedule.js';
import { LINE_FEATURE } from '../../coverage/features.js';
import { checksFlow } from '../../warehouse/statements/checks-flow.js';
import { checksSources } from '../../warehouse/statements/checks-sources.js';
import { checksStore } from '../../warehouse/statements/checks-store.js';
import type { FlowRow } from '../readings.js';
import type { ChecksParts } from '../parts.js';
import { sourceDays } from '../silent-sources.js';
import { changePointsOf } from './change-points.js';
import { contextChanges, events, rebuiltStretches, runChanges, sourceChanges, writerChanges } from './changes.js';
import { causesOf, repairOf } from './repair.js';
import { stepsOf } from './steps.js';
import { tracesOf } from './writers.js';

const NOTHING: Share = { numerator: 0, denominator: 0 };

function curvePoint(day: CoverageDate, row: FlowRow | undefined): CurvePoint {
  return {
    date: day.date,
    match: day.match,
    share: { numerator: day.rowsWithValue, denominator: day.rowsWithFeature },
    overlap: row === undefined ? NOTHING : { numerator: row.listed_in_context ?? 0, denominator: row.listed ?? 0 },
    contextServes:
      row === undefined ? NOTHING : { numerator: row.raw_with_context_line ?? 0, denominator: row.raw_players ?? 0 },
  };
}

type Parts = Pick<ChecksParts, 'warehouse' | 'clock' | 'coverage' | 'lines' | 'runs'>;

/**
 * Finds why lines are missing over a range: nine statements besides those of the gaps. Dates are those that owe rows
 * and are over.
 */
export async function findRootCause(parts: Parts, range: DateRange): Promise<RootCauseReport> {
  const { warehouse, coverage, clock, lines, runs } = parts;
  const params = { from: range.from, to: range.to };
  const [report, schedule, flow, store, sources, gaps, journal] = await Promise.all([
    coverage.report(range, LINE_FEATURE),
    readSchedule(warehouse, range),
    warehouse.read(checksFlow, params),
    warehouse.read(checksStore, params),
    warehouse.read(checksSources, params),
    lines.gaps(range),
    runs.runs(),
  ]);
  const yesterday = addDays(clock.today(), -1);
  const dates = report.dates.filter(
    (day) => (day.rows > 0 || !schedule.isBootstrap(day.date)) && (day.rows > 0 || day.date <= yesterday),
  );
  const owed = new Set(dates.map((day) => day.date));
  const flowOfDates = flow.filter((row) => row.game_date !== null && owed.has(row.game_date));
  const flowByDate = new Map(flowOfDates.map((row) => [row.game_date, row]));
  const curve = dates.map((day) => curvePoint(day, flowByDate.get(day.date)));
  const traces = flowOfDates.flatMap((row) => tracesOf(row) ?? []);
  const changePoints = (['match', 'share', 'overlap'] as const).flatMap((measure) =>
    changePointsOf(
      measure,
      curve.map((point) => ({ date: point.date, share: point[measure] })),
    ),
  );
  const gameDates = report.dates.filter((day) => day.games > 0 && day.date <= yesterday);
  const { location } = warehouse.info;
  const changes = [
    ...writerChanges(traces),
    ...rebuiltStretches(store),
    ...runChanges(
      journal.filter((run) => run.warehouse === warehouse.info.label || run.warehouse === location),
      range,
    ),
    ...sourceChanges(sourceDays(sources, gameDates), sources),
    ...contextChanges(flowOfDates),
    ...events(range),
  ].sort((a, b) => (a.date < b.date ? -1 : a.date > b.date ? 1 : 0));
  const causes = causesOf(gaps);
  const repair = repairOf(gaps, dates, flowOfDates);
  const lastSeason = report.months.reduce<Share>(
    (sum, { lastSeason: share }) =>
      share === null
        ? sum
        : { numerator: sum.numerator + share.numerator, denominator: sum.denominator + share.denominator },
    NOTHING,
  );
  const [first, last] = [dates[0], dates.at(-1)];
  const steps = stepsOf({
    range: first && last ? { from: first.date, to: last.date } : range,
    curve,
    flow: flowOfDates,
    traces,
    changePoints,
    changes,
    causes,
    notCaptured: gaps.notCaptured,
    repair,
    lastSeason,
  });
  return { from: range.from, to: range.to, curve, changePoints, changes, steps, causes, repair };
}
