import type { RunDelta } from '../../shared/backfill.js';
import { parseDateRange } from '../../shared/game-date.js';
import type { BridgeEmit } from '../../shared/ipc/types.js';
import { ACTIVE_RUN_STATES } from '../../shared/backfill.js';
import type { Services } from '../services.js';
import { Exporting } from './exporting.js';
import type { WarehouseCalls } from './opened-services.js';

/** The host's calls over the services; the same services serve the command line. Settings are answered without them. */
export function hostCalls(services: Services, emit: BridgeEmit): WarehouseCalls {
  const { calendar, checks, coverage, exports, lines, planner, readCost, reports, runs, snapshots } = services;
  const exporting = new Exporting((progress) => emit('export', 'progress', progress));
  return {
    warehouse: {
      status: () => calendar.status(),
      calendar: ({ from, to }) => calendar.days(parseDateRange(from, to)),
      readCost: ({ kinds, from, to }) => readCost.of(kinds, parseDateRange(from, to)),
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
      groups: ({ from, to, feature, by }) => coverage.groups(parseDateRange(from, to), feature, by),
      players: ({ date, feature }) => coverage.players(date, feature),
      row: ({ playerLookup, date }) => coverage.row(playerLookup, date),
      snapshots: () => snapshots.list(),
      snapshot: ({ id }) => snapshots.get(id),
      saveSnapshot: async ({ from, to, feature, name }) =>
        snapshots.save(await coverage.report(parseDateRange(from, to), feature), {
          name,
          moment: 'manual',
          runId: null,
        }),
      deleteSnapshot: async ({ id }) => {
        await snapshots.delete(id);
        return null;
      },
      restoreSnapshot: async ({ id }) => {
        await snapshots.restore(id);
        return null;
      },
    },
    export: {
      features: ({ from, to, path }) =>
        exporting.run(path, (watch) =>
          exports.features({ range: parseDateRange(from, to), path, withTimes: false, ...watch }),
        ),
      table: ({ scope, query, path }) =>
        exporting.run(path, (watch) => exports.table({ scope, query, path, ...watch })),
      report: ({ from, to, feature, path }) =>
        exporting.run(path, (watch) => reports.write({ range: parseDateRange(from, to), feature, path, ...watch })),
      chart: ({ path, title, columns, rows }) =>
        exporting.run(path, (watch) => exports.chart({ path, title, columns, rows, ...watch })),
      cancel: async () => {
        exporting.cancel();
        return null;
      },
    },
    lines: {
      gaps: ({ from, to }) => lines.gaps(parseDateRange(from, to)),
      diff: ({ from, to }) => lines.diff(parseDateRange(from, to)),
      evidence: ({ playerLookup, date }) => lines.evidence(playerLookup, date),
      player: ({ playerLookup, from, to }) => lines.player(playerLookup, parseDateRange(from, to)),
      findPlayers: ({ text }) => lines.findPlayers(text),
    },
    checks: {
      run: ({ asOf, thresholds }) => checks.run(asOf, thresholds),
      rootCause: ({ from, to }) => checks.rootCause(parseDateRange(from, to)),
    },
  };
}

/**
 * Passes on what the services tell by themselves. A run's end says once that the store changed: while it goes on, its
 * deltas carry the figures, and asking for all coverage again at every date would slow the rebuild.
 */
export function passOn(services: Services, emit: BridgeEmit): void {
  services.daily.start({
    onRan: (report) => emit('checks', 'ran', report),
    onFailure: (message) => process.stderr.write(`backline: ${message}\n`),
  });
  services.runs.onDelta((delta: RunDelta) => emit('backfill', 'delta', delta));
  services.runs.onNotice((notice) => {
    emit('backfill', 'notice', notice);
    if (!ACTIVE_RUN_STATES.includes(notice.state)) emit('warehouse', 'changed', null);
  });
}
