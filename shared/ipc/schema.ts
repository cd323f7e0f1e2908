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
import type { AppCommand } from '../app-command.js';
import type {
  AppInfo,
  CalendarDay,
  ExportProgress,
  ExportResult,
  ImportProgress,
  ImportResult,
  OpenTarget,
  RunNotice,
  ServicesStatus,
  WarehouseStatus,
} from '../console.js';
import { GAP_GROUPS } from '../gap-groups.js';
import { THRESHOLD_SETS, type CheckReport, type RootCauseReport } from '../checks.js';
import {
  COVERAGE_GROUPS,
  type CoverageGroups,
  type CoveragePlayer,
  type CoverageReport,
  type CoverageSnapshot,
  type CoverageSnapshotInfo,
  type StoredRow,
} from '../coverage.js';
import type { ErrorInfo } from '../errors.js';
import { gameDateSchema } from '../game-date-schema.js';
import {
  LINE_SIDES,
  type GapReport,
  type LineDiffReport,
  type LineEvidence,
  type PlayerHit,
  type PlayerPage,
} from '../lines.js';
import { READ_KINDS, type ReadCost } from '../read-cost.js';
import { APPEARANCES, CSV_DELIMITERS, DATASETS, WAREHOUSE_KINDS, type Settings } from '../settings.js';
import { FILTER_OPS, type TableQuery } from '../tables/table.js';
import type { TableScope } from '../tables/scope.js';
import type { ConnectionReport, SchemaReport } from '../warehouse-report.js';
import { event, invoke, read } from './call.js';

const range = z.strictObject({ from: gameDateSchema, to: gameDateSchema });
/** Of a run or a snapshot. */
const id = z.string().min(1).max(100);
const runId = z.strictObject({ runId: id });

export const backfillOptions = z.strictObject({
  from: gameDateSchema,
  to: gameDateSchema,
  mode: z.enum(BACKFILL_MODES),
  lines: z.enum(LINE_SOURCES),
  only: z.enum(DATE_SELECTIONS),
  order: z.enum(DATE_ORDERS),
  concurrency: z.int().min(1).max(MAX_CONCURRENCY),
  maxBytes: z.number().positive().nullable(),
  allow: z.array(z.enum(GUARD_OVERRIDES)),
});

const playerLookup = z.string().min(1).max(200);
const feature = z.string().min(1).max(100);
const thresholds = z.enum(THRESHOLD_SETS);
/** Points. */
const tolerance = z.number().min(0).max(10);
const featureRange = z.strictObject({ from: gameDateSchema, to: gameDateSchema, feature });
const playerDate = z.strictObject({ playerLookup, date: gameDateSchema });

export const tableQuery: z.ZodType<TableQuery> = z.strictObject({
  filters: z
    .array(
      z.strictObject({
        column: z.string().max(100),
        op: z.enum(FILTER_OPS),
        values: z.array(z.string().max(20_000)).max(10_000),
      }),
    )
    .max(100),
  sort: z.array(z.strictObject({ column: z.string().max(100), desc: z.boolean() })).max(20),
  search: z.string().max(20_000),
});

export const tableScope: z.ZodType<TableScope> = z.discriminatedUnion('table', [
  z.strictObject({ table: z.literal('coverage-months'), from: gameDateSchema, to: gameDateSchema, feature }),
  z.strictObject({ table: z.literal('coverage-dates'), from: gameDateSchema, to: gameDateSchema, feature }),
  z.strictObject({
    table: z.literal('coverage-groups'),
    from: gameDateSchema,
    to: gameDateSchema,
    feature,
    by: z.enum(COVERAGE_GROUPS),
  }),
  z.strictObject({ table: z.literal('coverage-players'), date: gameDateSchema, feature }),
  z.strictObject({ table: z.literal('stored-features'), playerLookup, date: gameDateSchema }),
  z.strictObject({ table: z.literal('snapshots') }),
  z.strictObject({ table: z.literal('snapshot-months'), before: id, after: id }),
  z.strictObject({ table: z.literal('snapshot-dates'), before: id, after: id }),
  z.strictObject({ table: z.literal('gaps'), from: gameDateSchema, to: gameDateSchema }),
  z.strictObject({
    table: z.literal('gap-groups'),
    from: gameDateSchema,
    to: gameDateSchema,
    by: z.enum(GAP_GROUPS),
    normal: z.boolean(),
  }),
  z.strictObject({ table: z.literal('player-days'), from: gameDateSchema, to: gameDateSchema, playerLookup }),
  z.strictObject({
    table: z.literal('diff'),
    from: gameDateSchema,
    to: gameDateSchema,
    left: z.enum(LINE_SIDES),
    right: z.enum(LINE_SIDES),
    tolerance,
  }),
  z.strictObject({ table: z.literal('raw-rows'), playerLookup, date: gameDateSchema }),
  z.strictObject({ table: z.literal('checks'), asOf: gameDateSchema, thresholds }),
  z.strictObject({ table: z.literal('runs') }),
  z.strictObject({ table: z.literal('run-dates'), runId: id }),
  z.strictObject({ table: z.literal('run-months'), runId: id }),
  z.strictObject({ table: z.literal('plan-dates'), options: backfillOptions }),
]);

/** A name proposed in a dialog: never a path. */
const fileStem = z.string().regex(/^[a-z0-9][a-z0-9-]{0,150}$/, { error: 'not a plain file name' });
const PNG_BEGINS = [0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a];
const MOST_PICTURE_BYTES = 64 * 1024 * 1024;
const png = z
  .instanceof(Uint8Array)
  .refine((bytes) => bytes.length <= MOST_PICTURE_BYTES && PNG_BEGINS.every((byte, at) => bytes[at] === byte), {
    error: 'not a PNG picture',
  });

export const chartFigures = z
  .strictObject({
    name: fileStem,
    title: z.string().min(1).max(500),
    /** One for each series, with its unit. */
    columns: z.array(z.string().min(1).max(200)).min(1).max(20),
    rows: z.array(z.strictObject({ date: gameDateSchema, values: z.array(z.number().nullable()).max(20) })).max(20_000),
  })
  .refine(({ columns, rows }) => rows.every(({ values }) => values.length === columns.length), {
    error: 'a row has more or fewer values than there are columns',
  });
export type ChartFigures = z.infer<typeof chartFigures>;

export const bigQuerySettings = z.strictObject({
  project: z.string().max(200),
  location: z.string().max(100),
  datasets: z.partialRecord(z.enum(DATASETS), z.string().max(300)),
  snapshotDataset: z.string().max(300),
  snapshotDays: z.int().min(1).max(3650),
  keyFile: z.string().max(4096).nullable(),
  impersonate: z.string().max(300).nullable(),
  maxBytesPerQuery: z.number().positive(),
  apiEndpoint: z.string().max(1000).nullable(),
});

export const settingsSchema: z.ZodType<Settings> = z.strictObject({
  warehouse: z.strictObject({ kind: z.enum(WAREHOUSE_KINDS), file: z.string().max(4096).nullable() }),
  bigquery: bigQuerySettings,
  maxBytesPerRun: z.number().positive().nullable(),
  checks: z.strictObject({
    thresholds,
    dailyAt: z
      .string()
      .regex(/^([01]\d|2[0-3]):[0-5]\d$/, { error: 'not a time like 08:30' })
      .nullable(),
  }),
  tolerance,
  csv: z.strictObject({
    delimiter: z.enum(CSV_DELIMITERS),
    byteOrderMark: z.boolean(),
    nullText: z.string().max(20),
  }),
  appearance: z.enum(APPEARANCES),
});

/** Names a question of the window while it is under way. */
export const ticket = z.string().min(1).max(100);

/** Everything the window and the services say to each other. Types of both sides derive from this one object. */
export const bridgeSchema = {
  app: {
    info: invoke(z.undefined()).returns<AppInfo>(),
    /** The software of others that is in the program, with its terms, as a text. */
    notices: invoke(z.undefined()).returns<string>(),
    /** Opens one of a fixed list of places outside the window; never a free address. */
    open: invoke(z.strictObject({ target: z.enum(['data-folder']) satisfies z.ZodType<OpenTarget> })).returns<null>(),
    /** How far the services have come; other calls wait for them. */
    services: invoke(z.undefined()).returns<ServicesStatus>(),
    /** The same, whenever it changes. `ready` a second time means they were restarted: ask for everything again. */
    servicesChanged: event<ServicesStatus>(),
    /** Gives up the read that was asked with this ticket; one that is answered already, or unknown, is no fault. */
    giveUp: invoke(z.strictObject({ ticket })).returns<null>(),
    /** A menu of the desktop was used. */
    command: event<AppCommand>(),
  },
  warehouse: {
    status: invoke(z.undefined()).returns<WarehouseStatus>(),
    /** Every date of the range, game days and days without games, with what the store holds. */
    calendar: read(range).returns<readonly CalendarDay[]>(),
    /** What screens would be billed for what they read over a range; null where reads cost nothing. */
    readCost: invoke(
      z.strictObject({
        kinds: z.array(z.enum(READ_KINDS)).min(1).max(READ_KINDS.length),
        from: gameDateSchema,
        to: gameDateSchema,
      }),
    ).returns<ReadCost | null>(),
    /** The store's content changed: coverage and calendar should be asked for again. */
    changed: event<null>(),
  },
  backfill: {
    plan: read(backfillOptions).returns<Plan>(),
    /** Starts a run; refused with `plan_stale` when a fresh plan's hash differs. */
    launch: invoke(z.strictObject({ options: backfillOptions, planHash: z.string().length(64) })).returns<RunSummary>(),
    runs: invoke(z.undefined()).returns<readonly RunSummary[]>(),
    /** Journals that cannot be read, each naming its file and line: their runs are not among `runs`. */
    unreadable: invoke(z.undefined()).returns<readonly ErrorInfo[]>(),
    run: invoke(runId).returns<RunDetail>(),
    /** Log entries after `afterSeq`, oldest first, at most `limit`. */
    log: invoke(
      z.strictObject({
        runId: id,
        afterSeq: z.int().min(0),
        limit: z.int().min(1).max(5000),
        date: gameDateSchema.nullable(),
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
    restore: invoke(z.strictObject({ runId: id, date: gameDateSchema.nullable() })).returns<RestoreResult>(),
    /** At most ten a second. Ask for the run first, then apply these. */
    delta: event<RunDelta>(),
    /** A run ended, paused or needs attention: for the notification and the live region. */
    notice: event<RunNotice>(),
  },
  coverage: {
    report: read(featureRange).returns<CoverageReport>(),
    groups: read(
      z.strictObject({ from: gameDateSchema, to: gameDateSchema, feature, by: z.enum(COVERAGE_GROUPS) }),
    ).returns<CoverageGroups>(),
    /** The store rows of a date. */
    players: read(z.strictObject({ date: gameDateSchema, feature })).returns<readonly CoveragePlayer[]>(),
    /** One store row with all its features. */
    row: read(playerDate).returns<StoredRow>(),
    snapshots: invoke(z.undefined()).returns<readonly CoverageSnapshotInfo[]>(),
    /** Kept snapshots that cannot be read, each naming its file: they are not among `snapshots`. */
    unreadableSnapshots: invoke(z.undefined()).returns<readonly ErrorInfo[]>(),
    snapshot: invoke(z.strictObject({ id })).returns<CoverageSnapshot>(),
    /** Saves what stands now under a name. */
    saveSnapshot: invoke(
      z.strictObject({ from: gameDateSchema, to: gameDateSchema, feature, name: z.string().trim().min(1).max(200) }),
    ).returns<CoverageSnapshotInfo>(),
    deleteSnapshot: invoke(z.strictObject({ id })).returns<null>(),
    /** Takes back a deletion. */
    restoreSnapshot: invoke(z.strictObject({ id })).returns<null>(),
  },
  lines: {
    gaps: read(range).returns<GapReport>(),
    diff: read(range).returns<LineDiffReport>(),
    /** All raw and context rows behind one player and date. */
    evidence: read(playerDate).returns<LineEvidence>(),
    player: read(z.strictObject({ playerLookup, from: gameDateSchema, to: gameDateSchema })).returns<PlayerPage>(),
    /** Players of the store and the box scores whose name or key has the text in it, at most 50, best first. */
    findPlayers: invoke(z.strictObject({ text: z.string().max(200) })).returns<readonly PlayerHit[]>(),
  },
  checks: {
    run: read(z.strictObject({ asOf: gameDateSchema, thresholds })).returns<CheckReport>(),
    rootCause: read(range).returns<RootCauseReport>(),
    /** The daily checks ran by themselves. */
    ran: event<CheckReport>(),
  },
  settings: {
    get: invoke(z.undefined()).returns<Settings>(),
    /** Refused with `wrong_state` when it would change the warehouse while a run is at work. */
    set: invoke(settingsSchema).returns<Settings>(),
    testConnection: invoke(bigQuerySettings).returns<ConnectionReport>(),
    schema: invoke(z.undefined()).returns<SchemaReport>(),
    /** The CREATE TABLE statements for the warehouse in use. */
    ddl: invoke(z.undefined()).returns<string>(),
    /** Asks for a file; null when the operator closed the dialog. */
    chooseFile: invoke(z.strictObject({ what: z.enum(['warehouse', 'key']) })).returns<string | null>(),
    /** Asks for a folder of files and where their warehouse is to stand, and imports; null when closed. */
    importFolder: invoke(z.undefined()).returns<ImportResult | null>(),
    /** Gives up the import under way; nothing of it stays, and it answers `cancelled`. */
    cancelImport: invoke(z.undefined()).returns<null>(),
    importProgress: event<ImportProgress>(),
  },
  export: {
    /** Asks where to, then writes feature rows of the range; null when the operator closed the dialog. */
    features: invoke(range).returns<ExportResult | null>(),
    /**
     * Asks where to, then writes a table as it is filtered and sorted; the ending says the format. Only these columns in
     * this order, or with null all of them.
     */
    table: invoke(
      z.strictObject({
        scope: tableScope,
        query: tableQuery,
        columns: z.array(z.string().min(1).max(100)).min(1).max(200).nullable(),
      }),
    ).returns<ExportResult | null>(),
    /** Asks where to, then writes the printable coverage report; the ending says HTML or PDF. */
    report: invoke(featureRange).returns<ExportResult | null>(),
    /** Asks where to, then writes the figures of a chart as they are drawn; the ending says the format. */
    chart: invoke(chartFigures).returns<ExportResult | null>(),
    /** Asks where to, then writes a picture that the page made of itself. */
    picture: invoke(z.strictObject({ name: fileStem, png })).returns<ExportResult | null>(),
    /** Gives up the export under way. */
    cancel: invoke(z.undefined()).returns<null>(),
    progress: event<ExportProgress>(),
  },
} as const;

export type Bridge = typeof bridgeSchema;
