import { toErrorInfo } from '../../shared/errors.js';
import type { BackfillDeps } from './deps.js';
import type { LiveRun } from './live-run.js';

/** Coverage is told beside the run; that it cannot be counted must not fail the run. */
export async function recordMonths(
  coverage: BackfillDeps['coverage'],
  live: LiveRun,
  when: 'before' | 'after',
  signal: AbortSignal,
): Promise<void> {
  const { from, to } = live.fold.plan.options;
  try {
    const warn = (message: string): void => live.note('warning', message);
    const months = await coverage.months({ from, to }, { runId: live.id, moment: when, warn, signal });
    live.record({ type: 'months', when, months });
  } catch (thrown) {
    if (live.journalFailure !== null) throw live.journalFailure;
    live.note('warning', `coverage ${when} the run could not be counted: ${toErrorInfo(thrown).message}`);
  }
}
