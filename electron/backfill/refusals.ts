import type { DateState, RunState, RunSummary } from '../../shared/backfill.js';
import { BacklineError } from '../../shared/errors.js';
import type { LiveRun } from './live-run.js';

/** What a run's state does not allow; `what` is a participle: `taken up`. */
export function wrongState(runId: string, state: RunState, what: string): BacklineError {
  return new BacklineError('wrong_state', `run ${runId} is ${state} and cannot be ${what}`, { subject: runId });
}

export function oneRunAtATime({ id, state }: Pick<RunSummary, 'id' | 'state'>): BacklineError {
  return new BacklineError('wrong_state', `run ${id} is ${state}; one run at a time`, {
    subject: id,
    remedy: 'Let it end, or stop it.',
    retryable: true,
  });
}

/** @throws BacklineError `wrong_state` naming the warehouse to open. */
export function requireSameWarehouse(runId: string, location: string, open: string): void {
  if (location === open) return;
  throw new BacklineError('wrong_state', `run ${runId} belongs to the warehouse ${location}, open is ${open}`, {
    subject: runId,
    remedy: `Open that one (--warehouse ${location}).`,
  });
}

/** A run whose dates are all through was asked to go on with those that are pending or in one of these states. */
export function nothingLeft(live: LiveRun, again: readonly DateState[]): BacklineError {
  const failed = live.fold.dates.filter(({ state }) => state === 'failed' || state === 'blocked').length;
  return new BacklineError('wrong_state', `run ${live.id} is ${live.state}: no date of it is left to run`, {
    subject: live.id,
    remedy: failed > 0 && !again.includes('failed') ? `Retry its ${failed} failed or blocked dates.` : undefined,
  });
}
