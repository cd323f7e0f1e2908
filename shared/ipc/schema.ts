import { z } from 'zod';
import {
  BACKFILL_MODES,
  DATE_ORDERS,
  DATE_SELECTIONS,
  GUARD_OVERRIDES,
  LINE_SOURCES,
  MAX_CONCURRENCY,
  type Plan,
  type RestoreResult,
  type RunDelta,
  type RunDetail,
  type RunLogEntry,
  type RunSummary,
} from '../backfill.js';
import type {
  AppInfo,
  CalendarDay,
  ExportResult,
  OpenTarget,
  RunNotice,
  ServicesStatus,
  WarehouseStatus,
} from '../console.js';
import type { CoverageReport } from '../coverage.js';
import { isGameDate, type GameDate } from '../game-date.js';
import { event, invoke } from './call.js';

const gameDate = z
  .string()
  .refine(isGameDate, { error: 'not a date like 2026-01-31' }) as unknown as z.ZodType<GameDate>;
const range = z.strictObject({ from: gameDate, to: gameDate });
const runId = z.strictObject({ runId: z.string().min(1).max(100) });

export const backfillOptions = z.strictObject({
  from: gameDate,
  to: gameDate,
  mode: z.enum(BACKFILL_MODES),
  lines: z.enum(LINE_SOURCES),
  only: z.enum(DATE_SELECTIONS),
  order: z.enum(DATE_ORDERS),
  concurrency: z.int().min(1).max(MAX_CONCURRENCY),
  maxBytes: z.number().positive().nullable(),
  allow: z.array(z.enum(GUARD_OVERRIDES)),
});

/** Everything the window and the services say to each other. Types of both sides derive from this one object. */
export const bridgeSchema = {
  app: {
    info: invoke(z.undefined()).returns<AppInfo>(),
    /** Opens one of a fixed list of places outside the window; never a free address. */
    open: invoke(
      z.strictObject({ target: z.enum(['data-folder', 'operators-guide']) satisfies z.ZodType<OpenTarget> }),
    ).returns<null>(),
    /** How far the services have come; other calls wait for them. */
    services: invoke(z.undefined()).returns<ServicesStatus>(),
    /** The same, whenever it changes. `ready` a second time means they were restarted: ask for everything again. */
    servicesChanged: event<ServicesStatus>(),
  },
  warehouse: {
    status: invoke(z.undefined()).returns<WarehouseStatus>(),
    /** Every date of the range, game days and days without games, with what the store holds. */
    calendar: invoke(range).returns<readonly CalendarDay[]>(),
    /** The store's content changed: coverage and calendar should be asked for again. */
    changed: event<null>(),
  },
  backfill: {
    plan: invoke(backfillOptions).returns<Plan>(),
    /** Starts a run; refused with `plan_stale` when a fresh plan's hash differs. */
    launch: invoke(z.strictObject({ options: backfillOptions, planHash: z.string().length(64) })).returns<RunSummary>(),
    runs: invoke(z.undefined()).returns<readonly RunSummary[]>(),
    run: invoke(runId).returns<RunDetail>(),
    /** Log entries after `afterSeq`, oldest first, at most `limit`. */
    log: invoke(
      z.strictObject({
        runId: z.string(),
        afterSeq: z.int().min(0),
        limit: z.int().min(1).max(5000),
        date: gameDate.nullable(),
      }),
    ).returns<readonly RunLogEntry[]>(),
    pause: invoke(runId).returns<RunSummary>(),
    /** Goes on after a pause, or finishes a run that was stopped, interrupted or cancelled. */
    resume: invoke(runId).returns<RunSummary>(),
    /** Lets the running dates finish and starts no more. */
    stop: invoke(runId).returns<RunSummary>(),
    /** Gives up the running dates; none of them is left half written. */
    cancel: invoke(runId).returns<RunSummary>(),
    /** Runs the failed, blocked and cancelled dates of a finished run again, as part of the same run. */
    retryFailed: invoke(runId).returns<RunSummary>(),
    restore: invoke(z.strictObject({ runId: z.string(), date: gameDate.nullable() })).returns<RestoreResult>(),
    /** At most ten a second. Ask for the run first, then apply these. */
    delta: event<RunDelta>(),
    /** A run ended, paused or needs attention: for the notification and the live region. */
    notice: event<RunNotice>(),
  },
  coverage: {
    report: invoke(z.strictObject({ from: gameDate, to: gameDate, feature: z.string() })).returns<CoverageReport>(),
  },
  export: {
    /** Asks where to, then writes feature rows of the range; null when the operator closed the dialog. */
    features: invoke(range).returns<ExportResult | null>(),
    /** Asks where to, then writes the dates of a run as CSV. */
    runDates: invoke(runId).returns<ExportResult | null>(),
  },
} as const;

export type Bridge = typeof bridgeSchema;
