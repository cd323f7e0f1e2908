import type { CoverageMonth, Share } from './coverage.js';
import type { ErrorInfo } from './errors.js';
import type { DateRange, GameDate } from './game-date.js';

// ------------------------------------------------------------------ options

/** `backfill`: every player of the box score; `production`: the players of the context (domain: processor section 2). */
export const BACKFILL_MODES = ['backfill', 'production'] as const;
export type BackfillMode = (typeof BACKFILL_MODES)[number];

/** Where lines are read from. `context` is what the incident did; it is there to reproduce and compare. */
export const LINE_SOURCES = ['raw', 'context'] as const;
export type LineSource = (typeof LINE_SOURCES)[number];

/** Which dates of the range: all, those without store rows, those that failed last time, those older than their inputs. */
export const DATE_SELECTIONS = ['all', 'missing', 'failed', 'stale'] as const;
export type DateSelection = (typeof DATE_SELECTIONS)[number];

export const DATE_ORDERS = ['oldest-first', 'newest-first'] as const;
export type DateOrder = (typeof DATE_ORDERS)[number];

/** What the guard may be told to let pass, one name per rule. */
export const GUARD_OVERRIDES = ['regression', 'row-loss', 'source-mismatch', 'upstream'] as const;
export type GuardOverride = (typeof GUARD_OVERRIDES)[number];

export const MAX_CONCURRENCY = 8;

export interface BackfillOptions extends DateRange {
  readonly mode: BackfillMode;
  readonly lines: LineSource;
  readonly only: DateSelection;
  readonly order: DateOrder;
  /** Dates in work at the same time, 1..MAX_CONCURRENCY. */
  readonly concurrency: number;
  /** Cap on estimated bytes read; null is no cap. An embedded warehouse reads nothing that is billed. */
  readonly maxBytes: number | null;
  readonly allow: readonly GuardOverride[];
}

export const DEFAULT_OPTIONS: Omit<BackfillOptions, keyof DateRange> = {
  mode: 'backfill',
  lines: 'raw',
  only: 'all',
  order: 'oldest-first',
  concurrency: 2,
  maxBytes: null,
  allow: [],
};

// ------------------------------------------------------------------ plan

/** `create` writes a date without rows, `rebuild` replaces one, `skip` leaves it. */
export type PlanAction = 'create' | 'rebuild' | 'skip';

export type PlanReason =
  | 'no_rows' // create: the store has nothing for the date
  | 'low_match_rate' // rebuild: players with a raw line lack it in the store
  | 'stale_inputs' // rebuild: an input was loaded after the rows were written
  | 'failed_before' // rebuild: the newest run that touched the date failed
  | 'requested' // rebuild: in the range, nothing wrong known
  | 'bootstrap' // skip: first 14 days of the season
  | 'not_selected' // skip: outside `only`
  | 'no_players'; // skip: scheduled, but no box score and no context yet

export interface PlanIssue {
  /** Stable name, for tests and filters. */
  readonly code: string;
  /** A sentence with the figures. */
  readonly message: string;
  /** The override that lets it pass; absent when nothing does. */
  readonly override?: GuardOverride | undefined;
}

export type UpstreamState = 'ready' | 'thin' | 'missing' | 'expired';

/** Readiness of one phase 4 table for one date. */
export interface UpstreamReadiness {
  readonly table: string;
  readonly rows: number;
  /** Players (or teams) of the date's list that have a row / players (or teams) listed. */
  readonly served: Share;
  readonly state: UpstreamState;
}

export interface PlanDate {
  readonly date: GameDate;
  readonly action: PlanAction;
  readonly reason: PlanReason;
  readonly reasonText: string;
  readonly games: number;
  /** Players the rebuild will list. */
  readonly listed: number;
  /** Rows in the store now. */
  readonly storedRows: number;
  /** Rows with a line / rows: now, and expected after. */
  readonly coverageBefore: Share;
  readonly coverageAfter: Share;
  /** Players with a raw line that have one in the store / players with a raw line: now, and expected after. */
  readonly matchBefore: Share;
  readonly matchAfter: Share;
  readonly upstream: readonly UpstreamReadiness[];
  /** Estimated bytes billed for the date's reads; null where the engine does not bill. */
  readonly bytes: number | null;
  readonly warnings: readonly PlanIssue[];
  readonly blockers: readonly PlanIssue[];
  /** What stood in the partition when the plan was made; a different value at write time blocks the date. */
  readonly partitionVersion: string;
}

export interface PlanTotals {
  readonly dates: number;
  readonly rebuild: number;
  readonly create: number;
  readonly skip: number;
  readonly blocked: number;
  readonly games: number;
  readonly listed: number;
  readonly storedRows: number;
  readonly coverageBefore: Share;
  readonly coverageAfter: Share;
  readonly matchBefore: Share;
  readonly matchAfter: Share;
  readonly bytes: number | null;
}

/** One read of a run, as it would be sent. */
export interface PlanRead {
  readonly statement: string;
  /** Null: everything before `to`. */
  readonly from: GameDate | null;
  readonly to: GameDate;
  /** Estimated, as they would be billed: the minimum for each table included. */
  readonly bytes: number;
}

export interface Plan {
  /** SHA-256 over options, dates, actions, listed players and partition versions, hex. Launch compares it. */
  readonly hash: string;
  /** UTC instant, ISO 8601. */
  readonly createdAt: string;
  /** The date in New York the plan was made for. */
  readonly today: GameDate;
  readonly warehouse: string;
  readonly options: BackfillOptions;
  readonly dates: readonly PlanDate[];
  readonly totals: PlanTotals;
  readonly warnings: readonly PlanIssue[];
  readonly blockers: readonly PlanIssue[];
  /** What a rebuild of these dates makes stale elsewhere, in sentences; empty when nothing. */
  readonly downstream: readonly string[];
  /** What the run would read, each with its estimate; absent where reads cost nothing, and in plans of an older Backline. */
  readonly reads?: readonly PlanRead[] | undefined;
}

// ------------------------------------------------------------------ run

export const DATE_STEPS = ['read', 'compute', 'validate', 'guard', 'snapshot', 'write', 'verify'] as const;
export type DateStep = (typeof DATE_STEPS)[number];

/**
 * `pending` -> `running` -> `done` | `failed` | `blocked` | `cancelled`; `skipped` never starts; `restored` is a done
 * date that was put back.
 */
export const DATE_STATES = [
  'pending',
  'running',
  'done',
  'failed',
  'blocked',
  'skipped',
  'cancelled',
  'restored',
] as const;
export type DateState = (typeof DATE_STATES)[number];

/** Words ending in -ing are true until the last running date has let go. `interrupted`: the process died. */
export const RUN_STATES = [
  'running',
  'pausing',
  'paused',
  'stopping',
  'stopped',
  'cancelling',
  'cancelled',
  'interrupted',
  'succeeded',
  'failed',
] as const;
export type RunState = (typeof RUN_STATES)[number];

/** States in which a run still owns its dates and the status bar shows it. */
export const ACTIVE_RUN_STATES: readonly RunState[] = ['running', 'pausing', 'paused', 'stopping', 'cancelling'];

export interface FailedPlayer {
  readonly playerLookup: string;
  readonly category: string;
  readonly reason: string;
}

export interface DateProgress {
  readonly date: GameDate;
  readonly state: DateState;
  /** The step under way or, when it failed, the step that failed. */
  readonly step: DateStep | null;
  /** Steps finished, with milliseconds each. */
  readonly steps: readonly { readonly step: DateStep; readonly ms: number }[];
  readonly attempt: number;
  readonly listed: number | null;
  readonly rowsBefore: number | null;
  readonly rowsWritten: number | null;
  readonly coverageBefore: Share | null;
  readonly coverageAfter: Share | null;
  readonly matchBefore: Share | null;
  readonly matchAfter: Share | null;
  readonly failedPlayers: readonly FailedPlayer[];
  readonly warnings: readonly PlanIssue[];
  /** Why it failed, was blocked or was skipped. */
  readonly error: ErrorInfo | null;
  readonly skipReason: string | null;
  readonly durationMs: number | null;
  /** True when what stood before can be put back. */
  readonly restorable: boolean;
}

export type LogLevel = 'info' | 'warning' | 'error';

export interface RunLogEntry {
  /** Rises by one within a run; the renderer asks for what follows the last it has. */
  readonly seq: number;
  readonly at: string;
  readonly level: LogLevel;
  readonly date: GameDate | null;
  readonly message: string;
}

export interface RunCounts {
  readonly total: number;
  readonly pending: number;
  readonly running: number;
  readonly done: number;
  readonly failed: number;
  readonly blocked: number;
  readonly skipped: number;
  readonly cancelled: number;
  readonly restored: number;
}

export interface RunSummary {
  readonly id: string;
  readonly state: RunState;
  readonly options: BackfillOptions;
  readonly warehouse: string;
  readonly startedBy: string;
  readonly startedAt: string;
  readonly endedAt: string | null;
  /** Milliseconds in work, pauses and interruptions left out. */
  readonly activeMs: number;
  readonly counts: RunCounts;
  readonly rowsWritten: number;
  readonly warnings: number;
  readonly bytesEstimated: number | null;
  readonly bytesBilled: number | null;
  /** Milliseconds left by the pace of the dates finished or written, null until it can be told. */
  readonly remainingMs: number | null;
  readonly error: ErrorInfo | null;
}

/** Everything the live view and the result need; a mirror of the journal. */
export interface RunDetail extends RunSummary {
  readonly plan: Plan;
  readonly dates: readonly DateProgress[];
  /** Months before the first write, and now; filled when known. */
  readonly monthsBefore: readonly CoverageMonth[];
  readonly monthsAfter: readonly CoverageMonth[];
}

/** What changes while a run is live; sent at most ten times a second, each date at most once per delta. */
export interface RunDelta {
  readonly runId: string;
  readonly summary: RunSummary;
  readonly dates: readonly DateProgress[];
  readonly log: readonly RunLogEntry[];
}

export interface RestoreResult {
  readonly runId: string;
  readonly restored: readonly GameDate[];
  /** Dates of the run that had nothing to put back, with the reason. */
  readonly skipped: readonly { readonly date: GameDate; readonly reason: string }[];
  readonly rows: number;
}
