import {
  ACTIVE_RUN_STATES,
  type DateProgress,
  type DateState,
  type RunDelta,
  type RunDetail,
  type RunState,
  type RunSummary,
} from '../../shared/backfill.js';
import { assertNever } from '../../shared/assert-never.js';
import { appendLog, type RunLog } from './run-log.js';

/** One run as the journal has it, mirrored: a snapshot, moved on by deltas. */
export interface RunMirror {
  readonly detail: RunDetail;
  readonly log: RunLog;
  /** `performance.now()` when the summary was heard, so that clocks can run on between deltas. */
  readonly heardAt: number;
}

export interface DeltaOutcome {
  readonly mirror: RunMirror;
  /** Log entries are missing between what stands here and what arrived: the log must be asked for again. */
  readonly logGap: boolean;
  /** The delta speaks of a date the snapshot does not have: the run must be asked for again. */
  readonly unknownDate: boolean;
}

export function isActive(state: RunState): boolean {
  return ACTIVE_RUN_STATES.includes(state);
}

function rankOf(state: DateState): number {
  switch (state) {
    case 'pending':
      return 0;
    case 'running':
      return 1;
    case 'done':
    case 'failed':
    case 'blocked':
    case 'skipped':
    case 'cancelled':
      return 2;
    case 'restored':
      return 3;
    default:
      return assertNever(state, 'date state');
  }
}

/** Whether `next` tells of a later moment of the same date than `known`. */
export function isLater(next: DateProgress, known: DateProgress): boolean {
  if (next.attempt !== known.attempt) return next.attempt > known.attempt;
  const rank = rankOf(next.state) - rankOf(known.state);
  return rank === 0 ? next.steps.length > known.steps.length : rank > 0;
}

function mergeDates(
  known: readonly DateProgress[],
  changed: readonly DateProgress[],
  accept: (next: DateProgress, now: DateProgress) => boolean,
): { readonly dates: readonly DateProgress[]; readonly unknownDate: boolean } {
  if (changed.length === 0) return { dates: known, unknownDate: false };
  const byDate = new Map(changed.map((progress) => [progress.date, progress]));
  const dates = known.map((now) => {
    const next = byDate.get(now.date);
    byDate.delete(now.date);
    return next && accept(next, now) ? next : now;
  });
  return { dates, unknownDate: byDate.size > 0 };
}

/**
 * Whether `next` was made before `known`. Deltas and the answers to commands reach the window by two ways, and one can
 * overtake the other: what a cancel answered must not be taken back by a delta sent before it. Time in work never falls.
 */
export function isOlder(next: Pick<RunSummary, 'activeMs'>, known: Pick<RunSummary, 'activeMs'>): boolean {
  return next.activeMs < known.activeMs;
}

/** A delta heard after the snapshot: its dates are the truth, its summary unless a later one was answered. */
export function applyDelta(mirror: RunMirror, delta: RunDelta, heardAt: number): DeltaOutcome {
  const { dates, unknownDate } = mergeDates(mirror.detail.dates, delta.dates, () => true);
  const { log, gap } = appendLog(mirror.log, delta.log);
  return {
    mirror: isOlder(delta.summary, mirror.detail)
      ? { ...mirror, detail: { ...mirror.detail, dates }, log }
      : { detail: { ...mirror.detail, ...delta.summary, dates }, log, heardAt },
    logGap: gap,
    unknownDate,
  };
}

/**
 * A snapshot, and the deltas heard while it was on its way. These may be older than the snapshot, so a date is only
 * moved forward, and the summary only by a delta that had more time in work.
 */
export function fromSnapshot(
  detail: RunDetail,
  log: RunLog,
  meanwhile: readonly RunDelta[],
  heardAt: number,
): RunMirror {
  let mirror: RunMirror = { detail, log, heardAt };
  for (const delta of meanwhile) {
    const { dates } = mergeDates(mirror.detail.dates, delta.dates, isLater);
    const appended = appendLog(mirror.log, delta.log);
    const summary = isOlder(mirror.detail, delta.summary) ? delta.summary : {};
    mirror = { ...mirror, detail: { ...mirror.detail, ...summary, dates }, log: appended.log };
  }
  return mirror;
}
