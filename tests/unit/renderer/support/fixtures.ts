import {
  DATE_STEPS,
  DEFAULT_OPTIONS,
  type BackfillOptions,
  type DateProgress,
  type DateState,
  type Plan,
  type PlanDate,
  type PlanIssue,
  type RunCounts,
  type RunDetail,
  type RunLogEntry,
  type RunState,
  type RunSummary,
  type UpstreamReadiness,
} from '../../../../shared/backfill.js';
import type { CalendarDay, WarehouseStatus } from '../../../../shared/console.js';
import type { CoverageMonth, CoverageReport, ReportDate, Share } from '../../../../shared/coverage.js';
import type { ErrorInfo } from '../../../../shared/errors.js';
import { eachDate, monthOf, toDayNumber, type DateRange, type GameDate } from '../../../../shared/game-date.js';

export const day = (text: string): GameDate => text as GameDate;

export const TODAY = day('2026-02-01');
export const SEASON: DateRange = { from: day('2025-10-21'), to: TODAY };
export const INCIDENT: DateRange = { from: day('2025-11-04'), to: TODAY };

/** A small repeatable scatter, so that pictures and expectations stay the same. */
function scatter(date: GameDate, salt: number): number {
  const x = Math.sin(toDayNumber(date) * 12.9898 + salt * 78.233) * 43758.5453;
  return x - Math.floor(x);
}

export function makeStatus(change: Partial<WarehouseStatus> = {}): WarehouseStatus {
  return {
    engine: 'duckdb',
    label: 'Demo season',
    location: '/home/operator/.config/Backline/demo.duckdb',
    isDemo: true,
    today: TODAY,
    scheduleRead: true,
    firstGame: day('2022-10-18'),
    lastGame: day('2026-02-01'),
    problem: null,
    ...change,
  };
}

const NO_GAMES = new Set(['2025-11-27', '2025-12-24', '2025-12-09', '2025-11-10']);

export function makeDay(date: GameDate): CalendarDay {
  const bootstrap = date < '2025-11-04';
  const games = NO_GAMES.has(date) ? 0 : 3 + Math.floor(scatter(date, 1) * 9);
  const rows = bootstrap || games === 0 ? 0 : date === '2025-12-11' ? 0 : games * 23;
  const raw = games * 15;
  const matched = rows === 0 ? 0 : Math.floor(raw * (0.3 + scatter(date, 2) * 0.65));
  return {
    date,
    games,
    bootstrap,
    storedRows: rows,
    rowsWithLine: matched,
    match: { numerator: matched, denominator: raw },
  };
}

export function makeCalendar(range: DateRange = SEASON): readonly CalendarDay[] {
  return eachDate(range).map(makeDay);
}

const UPSTREAM = [
  'player_daily_cache',
  'player_composite_factors',
  'player_shot_zone_analysis',
  'team_defense_zone_analysis',
];

function makeUpstream(date: GameDate, listed: number): readonly UpstreamReadiness[] {
  return UPSTREAM.map((table, index) => {
    const thin = scatter(date, 10 + index) > 0.93;
    const missing = date === '2025-12-18' && index === 1;
    const served = missing ? 0 : thin ? Math.floor(listed * 0.61) : listed;
    return {
      table: `nba_precompute.${table}`,
      rows: served,
      served: { numerator: served, denominator: listed },
      state: missing ? 'missing' : thin ? 'thin' : 'ready',
    };
  });
}

export function makePlanDate(date: GameDate, change: Partial<PlanDate> = {}): PlanDate {
  const known = makeDay(date);
  const listed = known.games * 23;
  const raw = known.match.denominator;
  const skip = known.bootstrap;
  const upstream = makeUpstream(date, listed);
  const weak = upstream.filter((table) => table.state !== 'ready');
  return {
    date,
    action: skip ? 'skip' : known.storedRows === 0 ? 'create' : 'rebuild',
    reason: skip ? 'bootstrap' : known.storedRows === 0 ? 'no_rows' : 'low_match_rate',
    reasonText: skip
      ? 'Within the first 14 days of the season: nothing to average yet'
      : known.storedRows === 0
        ? 'The store has no rows for this date'
        : `${raw - known.match.numerator} players with a raw line lack it in the store`,
    games: known.games,
    listed,
    storedRows: known.storedRows,
    coverageBefore: { numerator: known.rowsWithLine, denominator: known.storedRows },
    coverageAfter: { numerator: Math.floor(raw * 0.99), denominator: listed },
    matchBefore: known.match,
    matchAfter: { numerator: Math.floor(raw * 0.995), denominator: raw },
    upstream,
    bytes: null,
    warnings: weak.map((table) => ({
      code: 'upstream-thin',
      message: `${table.table} serves ${table.served.numerator} of ${table.served.denominator} listed players`,
    })),
    blockers: [],
    partitionVersion: `v-${date}`,
    ...change,
  };
}

export function add(shares: readonly Share[]): Share {
  return shares.reduce(
    (sum, share) => ({ numerator: sum.numerator + share.numerator, denominator: sum.denominator + share.denominator }),
    { numerator: 0, denominator: 0 },
  );
}

export function makeOptions(change: Partial<BackfillOptions> = {}): BackfillOptions {
  return { ...DEFAULT_OPTIONS, ...INCIDENT, ...change };
}

export function makePlan(
  options: BackfillOptions = makeOptions(),
  change: {
    readonly date?: (date: PlanDate) => PlanDate;
    readonly blockers?: readonly PlanIssue[];
    readonly plan?: Partial<Plan>;
  } = {},
): Plan {
  const dates = eachDate(options)
    .filter((date) => makeDay(date).games > 0)
    .map((date) => makePlanDate(date))
    .map(change.date ?? ((date) => date));
  const count = (action: PlanDate['action']): number => dates.filter((date) => date.action === action).length;
  const sum = (of: (date: PlanDate) => number): number => dates.reduce((total, date) => total + of(date), 0);
  return {
    hash: '9f2c1ab0'.repeat(8),
    createdAt: '2026-02-01T15:04:05Z',
    today: TODAY,
    warehouse: 'Demo season',
    options,
    dates,
    totals: {
      dates: dates.length,
      rebuild: count('rebuild'),
      create: count('create'),
      skip: count('skip'),
      blocked: dates.filter((date) => date.blockers.length > 0).length,
      games: sum((date) => date.games),
      listed: sum((date) => date.listed),
      storedRows: sum((date) => date.storedRows),
      coverageBefore: add(dates.map((date) => date.coverageBefore)),
      coverageAfter: add(dates.map((date) => date.coverageAfter)),
      matchBefore: add(dates.map((date) => date.matchBefore)),
      matchAfter: add(dates.map((date) => date.matchAfter)),
      bytes: dates.some((date) => date.bytes !== null) ? sum((date) => date.bytes ?? 0) : null,
    },
    warnings: [],
    blockers: change.blockers ?? [],
    downstream: [],
    ...change.plan,
  };
}

const FAILURE: ErrorInfo = {
  code: 'warehouse_failed',
  message: '2025-12-18: the statement processor-composite failed: IO Error: Could not read 16384 bytes at offset 81920',
  subject: '2025-12-18',
  remedy: 'Check the disk that holds the warehouse file, then retry the date.',
  retryable: true,
};
const GUARDED: ErrorInfo = {
  code: 'blocked',
  message: 'the rebuild would drop 9 players that stand in the store (212 -> 203 rows)',
  subject: 'row-loss',
  remedy: 'Allow "row-loss" if the players were stored by mistake.',
  retryable: false,
};

export function makeProgress(
  date: PlanDate,
  state: DateState,
  step: (typeof DATE_STEPS)[number] | null = null,
): DateProgress {
  const reached =
    state === 'done' || state === 'restored' ? DATE_STEPS.length : step === null ? 0 : DATE_STEPS.indexOf(step);
  const ended = state === 'done' || state === 'restored';
  return {
    date: date.date,
    state,
    step,
    steps: DATE_STEPS.slice(0, reached).map((one, index) => ({
      step: one,
      ms: 4 + Math.floor(scatter(date.date, index) * 90),
    })),
    attempt: state === 'pending' || state === 'skipped' ? 0 : 1,
    listed: state === 'pending' ? null : date.listed,
    rowsBefore: date.storedRows,
    rowsWritten: ended ? date.listed : null,
    coverageBefore: date.coverageBefore,
    coverageAfter: ended ? date.coverageAfter : null,
    matchBefore: date.matchBefore,
    matchAfter: ended ? date.matchAfter : null,
    failedPlayers:
      state === 'done' && scatter(date.date, 5) > 0.85
        ? [
            {
              playerLookup: 'giannisantetokounmpolongestsurnamejr',
              category: 'INSUFFICIENT_DATA',
              reason: 'no phase 4 row and fewer than 3 games',
            },
          ]
        : [],
    warnings: ended ? date.warnings : [],
    error: state === 'failed' ? FAILURE : state === 'blocked' ? GUARDED : null,
    skipReason: state === 'skipped' ? date.reasonText : null,
    durationMs: ended ? 120 + Math.floor(scatter(date.date, 7) * 300) : null,
    restorable: state === 'done',
  };
}

export function countStates(dates: readonly DateProgress[]): RunCounts {
  const of = (state: DateState): number => dates.filter((date) => date.state === state).length;
  return {
    total: dates.length,
    pending: of('pending'),
    running: of('running'),
    done: of('done'),
    failed: of('failed'),
    blocked: of('blocked'),
    skipped: of('skipped'),
    cancelled: of('cancelled'),
    restored: of('restored'),
  };
}

function makeMonth(month: string, dates: readonly PlanDate[], after: boolean): CoverageMonth {
  const inside = dates.filter((date) => monthOf(date.date) === month);
  const coverage = add(inside.map((date) => (after ? date.coverageAfter : date.coverageBefore)));
  const lastSeason = { numerator: 1578, denominator: 1589 };
  const share = coverage.denominator === 0 ? 0 : coverage.numerator / coverage.denominator;
  return {
    month,
    dates: { numerator: inside.filter((date) => after || date.storedRows > 0).length, denominator: inside.length },
    rows: coverage.denominator,
    rowsWithFeature: coverage.denominator,
    rowsWithValue: coverage.numerator,
    mean: after ? 14.62 : 14.11,
    match: add(inside.map((date) => (after ? date.matchAfter : date.matchBefore))),
    context: { numerator: 2281, denominator: 8794 },
    lastSeason,
    drift: (share - lastSeason.numerator / lastSeason.denominator) * 100,
  };
}

export function makeMonths(plan: Plan, after: boolean): readonly CoverageMonth[] {
  const months = [...new Set(plan.dates.map((date) => monthOf(date.date)))];
  return months.map((month) => makeMonth(month, plan.dates, after));
}

export function makeRun(state: RunState, ended: number, change: Partial<RunDetail> = {}): RunDetail {
  const plan = change.plan ?? makePlan();
  const dates = plan.dates.map((date, index): DateProgress => {
    if (date.action === 'skip') return makeProgress(date, 'skipped');
    if (index < ended) {
      if (date.date === '2025-12-18') return makeProgress(date, 'failed', 'read');
      if (date.date === '2025-11-20' || date.date === '2026-01-05') return makeProgress(date, 'blocked', 'guard');
      return makeProgress(date, 'done');
    }
    const running = state === 'running' || state === 'cancelling' || state === 'stopping' || state === 'pausing';
    if (running && index === ended) return makeProgress(date, 'running', 'snapshot');
    if (running && index === ended + 1) return makeProgress(date, 'running', 'compute');
    return makeProgress(date, state === 'cancelled' && index < ended + 2 ? 'cancelled' : 'pending');
  });
  const counts = countStates(dates);
  const active = ['running', 'pausing', 'paused', 'stopping', 'cancelling'].includes(state);
  return {
    id: '20260201-150405-7c1f',
    state,
    options: plan.options,
    warehouse: 'Demo season',
    startedBy: 'operator',
    startedAt: '2026-02-01T15:04:05Z',
    endedAt: active ? null : '2026-02-01T15:04:41Z',
    activeMs: 9_400,
    counts,
    rowsWritten: dates.reduce((sum, date) => sum + (date.rowsWritten ?? 0), 0),
    warnings: dates.reduce((sum, date) => sum + date.warnings.length, 0),
    bytesEstimated: null,
    bytesBilled: null,
    remainingMs: state === 'running' ? 27_000 : null,
    error: null,
    plan,
    dates,
    monthsBefore: makeMonths(plan, false),
    monthsAfter: active ? [] : makeMonths(plan, true),
    ...change,
  };
}

export function summaryOf(run: RunDetail): RunSummary {
  const { plan: _plan, dates: _dates, monthsBefore: _before, monthsAfter: _after, ...summary } = run;
  return summary;
}

export function makeLog(run: RunDetail): readonly RunLogEntry[] {
  const lines: Omit<RunLogEntry, 'seq'>[] = [];
  const at = (index: number): string => new Date(Date.UTC(2026, 1, 1, 15, 4, 5, index * 37)).toISOString();
  const say = (level: RunLogEntry['level'], date: GameDate | null, message: string): void => {
    lines.push({ at: at(lines.length), level, date, message });
  };
  say('info', null, `run ${run.id} started: ${run.dates.length} dates, 2 at a time`);
  for (const date of run.dates) {
    for (const step of date.steps) say('info', date.date, `${step.step} took ${step.ms} ms`);
    for (const warning of date.warnings) say('warning', date.date, warning.message);
    if (date.error) say('error', date.date, date.error.message);
    if (date.state === 'done') say('info', date.date, `${date.rowsWritten ?? 0} rows written and read back`);
  }
  return lines.map((line, index) => ({ ...line, seq: index + 1 }));
}

export function makeReport(range: DateRange, feature: string): CoverageReport {
  const plan = makePlan({ ...makeOptions(), ...range });
  return {
    ...range,
    feature,
    months: makeMonths(plan, false).map((month, index) =>
      index === 0 ? { ...month, lastSeason: null, drift: null } : month,
    ),
    dates: plan.dates.map((date): ReportDate => ({
      date: date.date,
      games: date.games,
      rows: date.storedRows,
      rowsWithFeature: date.storedRows,
      rowsWithValue: date.coverageBefore.numerator,
      mean: date.storedRows === 0 ? null : 13 + scatter(date.date, 8) * 3,
      match: date.matchBefore,
      context: { numerator: 62, denominator: 176 },
      posted: { numerator: date.games * 15, denominator: date.games * 20 },
    })),
  };
}
