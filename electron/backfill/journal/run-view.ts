import type { DateProgress, DateState, Plan, RunCounts, RunDetail, RunSummary } from '../../../shared/backfill.js';
import { CARRIED_COLUMNS } from '../plan/carried.js';
import type { DateFold, RunFold } from './run-fold.js';
import { isWorking } from './run-fold.js';
import { remainingAt } from './pace.js';

export function viewDate(date: DateFold, run: RunFold): DateProgress {
  const { planned, before, final } = date;
  const ms = date.steps.reduce((sum, step) => sum + step.ms, 0);
  return {
    date: planned.date,
    state: date.state,
    step: date.step,
    steps: date.steps,
    attempt: date.attempt,
    listed: date.listed,
    rowsBefore: before?.rows ?? planned.storedRows,
    rowsWritten: date.written?.rows ?? null,
    coverageBefore: before?.coverage ?? planned.coverageBefore,
    coverageAfter: final?.coverage ?? null,
    matchBefore: before?.match ?? planned.matchBefore,
    matchAfter: final?.match ?? null,
    failedPlayers: date.failedPlayers,
    warnings: date.warnings,
    error: date.error,
    skipReason: date.skipReason,
    durationMs: date.steps.length === 0 ? null : ms,
    restorable: isRestorable(date, run),
  };
}

/** What stood before is kept, and this run has replaced it. */
export function isRestorable(date: DateFold, run: RunFold): boolean {
  return run.snapshots === 'kept' && date.snapshot !== null && date.written !== null && date.state !== 'restored';
}

/** That columns are carried over is said once, as a note: it holds for every run of such a warehouse. */
function ownWarnings(plan: Plan): number {
  return plan.warnings.filter(({ code }) => code !== CARRIED_COLUMNS).length;
}

function countDates(dates: readonly DateFold[]): RunCounts {
  const count = (state: DateState): number => dates.filter((date) => date.state === state).length;
  return {
    total: dates.length,
    pending: count('pending'),
    running: count('running'),
    done: count('done'),
    failed: count('failed'),
    blocked: count('blocked'),
    skipped: count('skipped'),
    cancelled: count('cancelled'),
    restored: count('restored'),
  };
}

/** Written in this attempt and waiting to be counted back, which is done for many dates at once. */
function isWritten({ state, steps }: DateFold): boolean {
  return state === 'running' && steps.some(({ step }) => step === 'write');
}

function rounded(ms: number | null): number | null {
  return ms === null ? null : Math.round(ms);
}

/** `now` lets the clock of a live run go on between records; leave it out for a run that nobody works on. */
export function summarize(run: RunFold, now?: Date): RunSummary {
  const counts = countDates(run.dates);
  const since = now !== undefined && isWorking(run.state) ? Math.max(0, now.getTime() - Date.parse(run.lastAt)) : 0;
  const activeMs = run.activeMs + since;
  const written = run.dates.filter(isWritten).length;
  const left = counts.pending + counts.running - written;
  return {
    id: run.id,
    state: run.state,
    options: run.plan.options,
    warehouse: run.plan.warehouse,
    startedBy: run.startedBy,
    startedAt: run.startedAt,
    endedAt: run.endedAt,
    activeMs,
    counts,
    rowsWritten: run.dates.reduce((sum, { written }) => sum + (written?.rows ?? 0), 0),
    warnings: run.dates.reduce((sum, { warnings }) => sum + warnings.length, ownWarnings(run.plan)),
    bytesEstimated: run.plan.totals.bytes,
    bytesBilled: run.usage?.bytesBilled ?? null,
    remainingMs: run.endedAt === null ? rounded(remainingAt(run.pace, left, activeMs)) : null,
    error: run.error,
  };
}

export function detail(run: RunFold, now?: Date): RunDetail {
  return {
    ...summarize(run, now),
    plan: run.plan,
    dates: run.dates.map((date) => viewDate(date, run)),
    monthsBefore: run.monthsBefore,
    monthsAfter: run.monthsAfter,
  };
}
