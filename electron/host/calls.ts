import type { RunDelta } from '../../shared/backfill.js';
import { parseDateRange } from '../../shared/game-date.js';
import type { BridgeEmit } from '../../shared/ipc/types.js';
import { ACTIVE_RUN_STATES } from '../../shared/backfill.js';
import type { Services } from '../services.js';
import { Exporting } from './exporting.js';
import { SharedReads } from './shared-reads.js';
import type { ScreenServices } from '../services/screen-services.js';
import type { WarehouseCalls } from './opened-services.js';

/**
 * The host's calls over the services; the same services serve the command line. Settings are answered without them. What
 * screens read is read once for all who ask the same, until nobody waits for it.
 */
export function hostCalls(
  services: Services,
  emit: BridgeEmit,
  reads = new SharedReads(),
  exporting = new Exporting((progress) => emit('export', 'progress', progress)),
): WarehouseCalls {
  const { calendar, exports, lines, readCost, reports, runs, snapshots } = services;
  const screens =
    <I, O>(name: string, read: (own: ScreenServices, input: I) => Promise<O>) =>
    (input: I, signal: AbortSignal): Promise<O> =>
      reads.ask(`${name} ${JSON.stringify(input)}`, signal, (until) =>
        services.until(until, (own) => read(own, input)),
      );
  return {
    warehouse: {
      status: () => calendar.status(),
      calendar: screens('calendar', (own, { from, to }) => own.calendar.days(parseDateRange(from, to))),
      readCost: ({ kinds, from, to }) => readCost.of(kinds, parseDateRange(from, to)),
    },
    backfill: {
      plan: screens('plan', (own, options) => own.planner.plan(options)),
      launch: ({ options, planHash }) => runs.launch(options, planHash),
      runs: () => runs.runs(),
      unreadable: () => runs.damaged(),
      run: ({ runId }) => runs.run(runId),
      log: ({ runId, afterSeq, limit, date }) => runs.log(runId, afterSeq, limit, date),
      pause: ({ runId }) => runs.pause(runId),
      resume: ({ runId }) => runs.resume(runId),
      stop: ({ runId }) => runs.stop(runId),
      cancel: ({ runId }) => runs.cancel(runId),
      retryFailed: ({ runId }) => runs.retryFailed(runId),
      restore: async ({ runId, date }) => {
        const result = await runs.restore(runId, date);
        storeChanged(services, reads, emit);
        return result;
      },
    },
    coverage: {
      report: screens('coverage', (own, { from, to, feature }) =>
        own.coverage.report(parseDateRange(from, to), feature),
      ),
      groups: screens('groups', (own, { from, to, feature, by }) =>
        own.coverage.groups(parseDateRange(from, to), feature, by),
      ),
      players: screens('players', (own, { date, feature }) => own.coverage.players(date, feature)),
      row: screens('row', (own, { playerLookup, date }) => own.coverage.row(playerLookup, date)),
      snapshots: () => snapshots.list(),
      unreadableSnapshots: () => snapshots.damaged(),
      snapshot: ({ id }) => snapshots.get(id),
      saveSnapshot: async ({ from, to, feature, name }) => {
        const range = parseDateRange(from, to);
        const report = await services.until(undefined, (own) => own.coverage.report(range, feature));
        return snapshots.save(report, { name, moment: 'manual', runId: null });
      },
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
      table: ({ scope, query, columns, path }) =>
        exporting.run(path, (watch) => exports.table({ scope, query, columns, path, ...watch })),
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
      gaps: screens('gaps', (own, { from, to }) => own.lines.gaps(parseDateRange(from, to))),
      diff: screens('diff', (own, { from, to }) => own.lines.diff(parseDateRange(from, to))),
      evidence: screens('evidence', (own, { playerLookup, date }) => own.lines.evidence(playerLookup, date)),
      player: screens('player', (own, { playerLookup, from, to }) =>
        own.lines.player(playerLookup, parseDateRange(from, to)),
      ),
      findPlayers: ({ text }) => lines.findPlayers(text),
    },
    checks: {
      run: screens('checks', (own, { asOf, thresholds }) => own.checks.run(asOf, thresholds)),
      rootCause: screens('root-cause', (own, { from, to }) => own.checks.rootCause(parseDateRange(from, to))),
    },
  };
}

function storeChanged({ lines, warehouse }: Services, reads: SharedReads, emit: BridgeEmit): void {
  reads.forget();
  // Where reads are billed the list was paid for, and a rebuild changes the counts in it but not who plays.
  if (warehouse.info.leastBilledPerTable === undefined) lines.forget();
  emit('warehouse', 'changed', null);
}

/**
 * Passes on what the services tell by themselves. A run's end says once that the store changed: while it goes on, its
 * deltas carry the figures, and asking for all coverage again at every date would slow the rebuild.
 */
export function passOn(services: Services, emit: BridgeEmit, reads: SharedReads): void {
  services.daily.start({
    onRan: (report) => emit('checks', 'ran', report),
    onFailure: (message) => process.stderr.write(`backline: ${message}\n`),
  });
  services.runs.onDelta((delta: RunDelta) => emit('backfill', 'delta', delta));
  services.runs.onNotice((notice) => {
    emit('backfill', 'notice', notice);
    if (!ACTIVE_RUN_STATES.includes(notice.state)) storeChanged(services, reads, emit);
  });
}
