import type { RunSummary } from '../../shared/backfill.js';
import type { RunNotice } from '../../shared/console.js';

const TITLES: Partial<Record<RunSummary['state'], string>> = {
  succeeded: 'Backfill finished',
  failed: 'Backfill finished with failures',
  paused: 'Backfill paused',
  stopped: 'Backfill stopped',
  cancelled: 'Backfill cancelled',
  interrupted: 'Backfill interrupted',
};

/** What a notification says of a run that nobody works on any more. */
export function noticeOf(run: RunSummary): RunNotice {
  const { counts } = run;
  const parts = [
    `${counts.done} of ${counts.total - counts.skipped} dates done`,
    ...(counts.failed > 0 ? [`${counts.failed} failed`] : []),
    ...(counts.blocked > 0 ? [`${counts.blocked} blocked`] : []),
    ...(counts.cancelled > 0 ? [`${counts.cancelled} given up`] : []),
    ...(counts.restored > 0 ? [`${counts.restored} put back`] : []),
    ...(counts.pending > 0 ? [`${counts.pending} left`] : []),
  ];
  const why = run.state === 'failed' && counts.failed + counts.blocked === 0 ? `. ${run.error?.message ?? ''}` : '';
  return {
    runId: run.id,
    state: run.state,
    title: TITLES[run.state] ?? 'Backfill',
    body: `${run.options.from} to ${run.options.to}: ${parts.join(', ')}${why}`,
  };
}
