import type {
  DateState,
  DateStep,
  FailedPlayer,
  Plan,
  PlanDate,
  PlanIssue,
  RunLogEntry,
  RunState,
} from '../../../shared/backfill.js';
import { assertNever } from '../../../shared/assert-never.js';
import type { CoverageMonth } from '../../../shared/coverage.js';
import { BacklineError, type ErrorInfo } from '../../../shared/errors.js';
import type { GameDate } from '../../../shared/game-date.js';
import type { SnapshotRef, WarehouseUsage, WriteReceipt } from '../../warehouse/port.js';
import { advancePace, NO_PACE, type Pace } from './pace.js';
import type { DateFigures, JournalRecord, RunEvent } from './records.js';

/** All that a journal says about one date. */
export interface DateFold {
  readonly planned: PlanDate;
  readonly state: DateState;
  readonly step: DateStep | null;
  readonly steps: readonly { readonly step: DateStep; readonly ms: number }[];
  readonly attempt: number;
  readonly listed: number | null;
  readonly before: DateFigures | null;
  /** What was computed; true of the store only once `final` is set. */
  readonly computed: DateFigures | null;
  readonly final: DateFigures | null;
  readonly failedPlayers: readonly FailedPlayer[];
  readonly warnings: readonly PlanIssue[];
  readonly error: ErrorInfo | null;
  readonly skipReason: string | null;
  /** The partition's version as this run last knew it: the plan's, then that of its own writes. */
  readonly version: string;
  /** What stood there before the first write of this run. */
  readonly snapshot: SnapshotRef | null;
  /** A write the warehouse may or may not have taken. */
  readonly openWrite: string | null;
  readonly written: WriteReceipt | null;
  readonly openRestore: string | null;
  readonly restored: WriteReceipt | null;
  readonly restores: number;
}

/** A run as its journal tells it. */
export interface RunFold {
  readonly id: string;
  readonly state: RunState;
  readonly plan: Plan;
  readonly startedBy: string;
  readonly location: string;
  readonly startedAt: string;
  readonly endedAt: string | null;
  readonly activeMs: number;
  readonly pace: Pace;
  /** Time of the last record. */
  readonly lastAt: string;
  readonly error: ErrorInfo | null;
  readonly dates: readonly DateFold[];
  readonly positions: ReadonlyMap<GameDate, number>;
  readonly monthsBefore: readonly CoverageMonth[];
  readonly monthsAfter: readonly CoverageMonth[];
  readonly log: readonly RunLogEntry[];
  readonly snapshots: 'kept' | 'retired' | 'dropped';
  /** What the warehouse did for the run, in all its sessions; null where nothing is billed. */
  readonly usage: WarehouseUsage | null;
}

/** States in which dates are being worked on, so that time counts. */
const WORKING: ReadonlySet<RunState> = new Set<RunState>(['running', 'pausing', 'stopping', 'cancelling']);
const ENDED: ReadonlySet<RunState> = new Set<RunState>(['stopped', 'cancelled', 'interrupted', 'succeeded', 'failed']);

export function isWorking(state: RunState): boolean {
  return WORKING.has(state);
}

/**
 * The run after all records; the live run is folded by the same steps, so what a screen shows and what a journal says
 * cannot part.
 */
export function foldRun(records: readonly JournalRecord[]): RunFold {
  const first = records[0];
  if (first?.type !== 'run-created') throw new BacklineError('bad_rows', 'a journal must begin with run-created');
  // Log entries are many: they are gathered once here instead of copying the list for each.
  const log = records.filter((record) => record.type === 'log').map((record, index) => logEntry(record, index + 1));
  let run = startRun(first);
  for (const record of records.slice(1)) run = advance(run, record);
  return { ...run, log };
}

export function startRun(record: JournalRecord & { readonly type: 'run-created' }): RunFold {
  const { plan } = record;
  return {
    id: record.runId,
    state: 'running',
    plan,
    startedBy: record.startedBy,
    location: record.location,
    startedAt: record.at,
    endedAt: null,
    activeMs: 0,
    pace: NO_PACE,
    lastAt: record.at,
    error: null,
    dates: plan.dates.map(startDate),
    positions: new Map(plan.dates.map(({ date }, index) => [date, index])),
    monthsBefore: [],
    monthsAfter: [],
    log: [],
    snapshots: 'kept',
    usage: null,
  };
}

function startDate(planned: PlanDate): DateFold {
  const skipped = planned.action === 'skip';
  return {
    planned,
    state: skipped ? 'skipped' : 'pending',
    step: null,
    steps: [],
    attempt: 0,
    listed: null,
    before: null,
    computed: null,
    final: null,
    failedPlayers: [],
    warnings: planned.warnings,
    error: null,
    skipReason: skipped ? planned.reasonText : null,
    version: planned.partitionVersion,
    snapshot: null,
    openWrite: null,
    written: null,
    openRestore: null,
    restored: null,
    restores: 0,
  };
}

/** `seq` counts the log records of the run from 1. */
export function logEntry(record: JournalRecord & { readonly type: 'log' }, seq: number): RunLogEntry {
  return { seq, at: record.at, level: record.level, date: record.date, message: record.message };
}

/** The run after one more record, its log left as it is. */
export function advance(run: RunFold, record: JournalRecord): RunFold {
  const moved = { ...applyEvent(run, record), lastAt: record.at };
  // The gap before `interrupted` is the time in which no process lived.
  const died = record.type === 'run-state' && record.state === 'interrupted';
  const working = isWorking(run.state);
  const since = working && !died ? Math.max(0, Date.parse(record.at) - Date.parse(run.lastAt)) : 0;
  const activeMs = run.activeMs + since;
  return { ...moved, activeMs, pace: advancePace(run.pace, record, activeMs, working) };
}

/** What came is told instead of what the plan foresaw of it: which players gave no row, not only how many would. */
function withWarnings(foreseen: readonly PlanIssue[], came: readonly PlanIssue[]): readonly PlanIssue[] {
  const named = came.some(({ code }) => code === 'failed_players');
  return [...(named ? foreseen.filter(({ code }) => code !== 'players_stopped') : foreseen), ...came];
}

function applyEvent(run: RunFold, event: RunEvent & { readonly at: string }): RunFold {
  switch (event.type) {
    case 'run-created':
      throw new BacklineError('bad_rows', 'run-created stands twice in a journal');
    case 'run-state':
      return {
        ...run,
        state: event.state,
        error: event.error,
        endedAt: ENDED.has(event.state) ? event.at : null,
      };
    case 'months':
      return event.when === 'before' ? { ...run, monthsBefore: event.months } : { ...run, monthsAfter: event.months };
    case 'usage':
      return { ...run, usage: addUsage(run.usage, event) };
    case 'snapshots-retired':
      return { ...run, snapshots: 'retired' };
    case 'snapshots-dropped':
      return { ...run, snapshots: 'dropped' };
    case 'log':
      return run;
    case 'date-started':
    case 'step-started':
    case 'step-done':
    case 'date-computed':
    case 'date-warned':
    case 'snapshot-intended':
    case 'snapshot-taken':
    case 'write-intended':
    case 'write-done':
    case 'write-absent':
    case 'date-done':
    case 'date-ended':
    case 'date-skipped':
    case 'date-reopened':
    case 'restore-intended':
    case 'restore-done':
    case 'restore-absent':
      return withDate(run, event.date, (date) => applyToDate(date, event));
    default:
      return assertNever(event, 'journal record');
  }
}

function addUsage(before: WarehouseUsage | null, added: WarehouseUsage): WarehouseUsage {
  const sum = (a: number | null, b: number | null): number | null =>
    a === null && b === null ? null : (a ?? 0) + (b ?? 0);
  return {
    queryJobs: (before?.queryJobs ?? 0) + added.queryJobs,
    loadJobs: (before?.loadJobs ?? 0) + added.loadJobs,
    copyJobs: (before?.copyJobs ?? 0) + added.copyJobs,
    bytesProcessed: sum(before?.bytesProcessed ?? null, added.bytesProcessed),
    bytesBilled: sum(before?.bytesBilled ?? null, added.bytesBilled),
  };
}

function withDate(run: RunFold, date: GameDate, change: (date: DateFold) => DateFold): RunFold {
  const position = run.positions.get(date);
  const found = position === undefined ? undefined : run.dates[position];
  if (position === undefined || found === undefined) {
    throw new BacklineError('bad_rows', `the journal of ${run.id} speaks of ${date}, which is not in its plan`);
  }
  return { ...run, dates: run.dates.with(position, change(found)) };
}

type DateEvent = Extract<RunEvent, { readonly date: GameDate }>;

function applyToDate(date: DateFold, event: DateEvent): DateFold {
  switch (event.type) {
    case 'date-started':
      return {
        ...date,
        state: 'running',
        step: null,
        steps: [],
        attempt: event.attempt,
        error: null,
        final: null,
        warnings: date.planned.warnings,
        failedPlayers: [],
      };
    case 'step-started':
      return { ...date, step: event.step };
    case 'step-done':
      return { ...date, steps: [...date.steps, { step: event.step, ms: event.ms }] };
    case 'date-computed':
      return {
        ...date,
        listed: event.listed,
        before: event.before,
        computed: event.after,
        failedPlayers: event.failedPlayers,
      };
    case 'date-warned':
      return { ...date, warnings: withWarnings(date.warnings, event.warnings) };
    case 'snapshot-intended':
      return date;
    case 'snapshot-taken':
      return { ...date, snapshot: event.snapshot };
    case 'write-intended':
      return { ...date, openWrite: event.writeId };
    case 'write-done':
      return { ...date, openWrite: null, written: event.receipt, version: event.receipt.version };
    case 'write-absent':
      return { ...date, openWrite: null };
    case 'date-done':
      return { ...date, state: 'done', step: null, error: null, final: event.figures };
    case 'date-ended':
      return { ...date, state: event.state, step: event.step, error: event.error };
    case 'date-skipped':
      return { ...date, state: 'skipped', step: null, skipReason: event.reason };
    case 'date-reopened':
      return { ...date, state: 'pending', step: null, steps: [], error: null };
    case 'restore-intended':
      return { ...date, openRestore: event.writeId, restores: date.restores + 1 };
    case 'restore-done':
      return {
        ...date,
        state: 'restored',
        step: null,
        openRestore: null,
        restored: event.receipt,
        version: event.receipt.version,
      };
    case 'restore-absent':
      return { ...date, openRestore: null };
    default:
      return assertNever(event, 'journal record');
  }
}
