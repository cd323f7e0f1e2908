import type { RunDelta } from '../../shared/backfill.js';
import { parseDateRange } from '../../shared/game-date.js';
import type { BridgeEmit } from '../../shared/ipc/types.js';
import { ACTIVE_RUN_STATES } from '../../shared/backfill.js';
import type { Services } from '../services.js';
import type { HostCalls } from './protocol.js';

/** The host's calls over the services; the same services serve the command line. */
export function hostCalls(services: Services, emit: BridgeEmit): HostCalls {
  const { calendar, coverage, exports, planner, runs } = services;
  return {
    warehouse: {
      status: () => calendar.status(),
      calendar: ({ from, to }) => calendar.days(parseDateRange(from, to)),
    },
    backfill: {
      plan: (options) => planner.plan(options),
      launch: ({ options, planHash }) => runs.launch(options, planHash),
      runs: () => runs.runs(),
      run: ({ runId }) => runs.run(runId),
      log: ({ runId, afterSeq, limit, date }) => runs.log(runId, afterSeq, limit, date),
      pause: ({ runId }) => runs.pause(runId),
      resume: ({ runId }) => runs.resume(runId),
      stop: ({ runId }) => runs.stop(runId),
      cancel: ({ runId }) => runs.cancel(runId),
      retryFailed: ({ runId }) => runs.retryFailed(runId),
      restore: async ({ runId, date }) => {
        const result = await runs.restore(runId, date);
        emit('warehouse', 'changed', null);
        return result;
      },
    },
    coverage: {
      report: ({ from, to, feature }) => coverage.report(parseDateRange(from, to), feature),
    },
    export: {
      features: ({ from, to, path }) => exports.features({ range: parseDateRange(from, to), path, withTimes: false }),
      runDates: async ({ runId, path }) => exports.runDates(await runs.run(runId), path),
    },
  };
}

/**
 * Passes on what the services tell by themselves. A run's end says once that the store changed: while it goes on, its
 * deltas carry the figures, and asking for all coverage again at every date would slow the rebuild.
 */
export function passOn(services: Services, emit: BridgeEmit): void {
  services.runs.onDelta((delta: RunDelta) => emit('backfill', 'delta', delta));
  services.runs.onNotice((notice) => {
    emit('backfill', 'notice', notice);
    if (!ACTIVE_RUN_STATES.includes(notice.state)) emit('warehouse', 'changed', null);
  });
}
