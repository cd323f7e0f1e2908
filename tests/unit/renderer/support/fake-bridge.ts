import type { AppCommand } from '../../../../shared/app-command.js';
import type { Plan, RunDelta, RunDetail } from '../../../../shared/backfill.js';
import type { CheckReport } from '../../../../shared/checks.js';
import { DEFAULT_SETTINGS } from '../../../../shared/settings.js';
import type { ExportProgress, ImportProgress, RunNotice, ServicesStatus } from '../../../../shared/console.js';
import type { ErrorInfo } from '../../../../shared/errors.js';
import type { BridgeClient } from '../../../../shared/ipc/types.js';
import { failed, ok, type Result } from '../../../../shared/result.js';
import { makeCheckReport, makeRootCause } from './check-fixtures.js';
import { makeCalendar, makeLog, makePlan, makeReport, makeRun, makeStatus, summaryOf } from './fixtures.js';
import { makeGroups, makePlayers, makeSnapshot, makeStoredRow, SNAPSHOTS } from './coverage-fixtures.js';
import { findIn, makeGaps, makePlayerPage } from './gap-fixtures.js';
import { makeDiff, makeEvidence } from './line-fixtures.js';
import { DDL, makeSchemaReport, PASSED_CONNECTION } from './settings-fixtures.js';

/** Says its events to whoever listens; `calls` counts what was asked. */
export interface FakeBridge {
  readonly client: BridgeClient;
  readonly calls: Readonly<Record<string, number>>;
  /** Tickets of the reads that were given up. */
  readonly givenUp: readonly string[];
  delta(delta: RunDelta): void;
  notice(notice: RunNotice): void;
  changed(): void;
  services(status: ServicesStatus): void;
}

type Override<T> = { readonly [G in keyof T]?: Partial<T[G]> };

/** A bridge that answers from fixtures; any call can be replaced. */
export function fakeBridge(
  override: Override<BridgeClient> = {},
  world: { readonly runs?: readonly RunDetail[]; readonly plan?: Plan } = {},
): FakeBridge {
  const runs = new Map((world.runs ?? []).map((run) => [run.id, run]));
  const calls: Record<string, number> = {};
  const givenUp: string[] = [];
  const listeners = {
    delta: new Set<(d: RunDelta) => void>(),
    notice: new Set<(n: RunNotice) => void>(),
    changed: new Set<(n: null) => void>(),
    services: new Set<(s: ServicesStatus) => void>(),
    command: new Set<(command: AppCommand) => void>(),
    ran: new Set<(report: CheckReport) => void>(),
    exports: new Set<(progress: ExportProgress) => void>(),
    imports: new Set<(progress: ImportProgress) => void>(),
  };
  const on =
    <T>(set: Set<(payload: T) => void>) =>
    (listener: (payload: T) => void): (() => void) => {
      set.add(listener);
      return () => void set.delete(listener);
    };
  const answer = <T>(name: string, value: T): Promise<Result<T>> => {
    calls[name] = (calls[name] ?? 0) + 1;
    return Promise.resolve(ok(value));
  };
  const refuse = <T>(name: string, error: ErrorInfo): Promise<Result<T>> => {
    calls[name] = (calls[name] ?? 0) + 1;
    return Promise.resolve(failed<T>(error));
  };
  const unknown = (runId: string): ErrorInfo => ({
    code: 'not_found',
    message: `there is no run ${runId}`,
    subject: runId,
    retryable: false,
  });
  const withRun = <T>(name: string, runId: string, of: (run: RunDetail) => T): Promise<Result<T>> => {
    const run = runs.get(runId);
    return run ? answer(name, of(run)) : refuse<T>(name, unknown(runId));
  };
  const become = (
    name: string,
    runId: string,
    state: RunDetail['state'],
  ): Promise<Result<ReturnType<typeof summaryOf>>> =>
    withRun(name, runId, (run) => {
      const next = { ...run, state };
      runs.set(runId, next);
      return summaryOf(next);
    });
  const client: BridgeClient = {
    app: {
      info: () =>
        answer('info', {
          version: '0.1.0',
          electron: '45.4.1',
          platform: 'linux',
          dataDir: '/home/operator/.config/Backline',
        }),
      notices: () => answer('notices', 'react 19.3.1 (MIT)\n\nTerms of the package.\n'),
      open: () => answer('open', null),
      services: () =>
        answer('services', {
          phase: 'ready',
          message: 'Demo season opened',
          fraction: null,
          error: null,
        }),
      servicesChanged: on(listeners.services),
      giveUp: ({ ticket }) => {
        givenUp.push(ticket);
        return answer('giveUp', null);
      },
      command: on(listeners.command),
      ...override.app,
    },
    warehouse: {
      status: () => answer('status', makeStatus()),
      calendar: (range) => answer('calendar', makeCalendar(range)),
      readCost: () => answer('readCost', null),
      changed: on(listeners.changed),
      ...override.warehouse,
    },
    backfill: {
      plan: (options) => answer('plan', world.plan ? { ...world.plan, options } : makePlan(options)),
      launch: ({ options }) => {
        const run = makeRun('running', 0, { plan: world.plan ?? makePlan(options) });
        runs.set(run.id, run);
        return answer('launch', summaryOf(run));
      },
      runs: () => answer('runs', [...runs.values()].map(summaryOf)),
      unreadable: () => answer('unreadable', []),
      run: ({ runId }) => withRun('run', runId, (run) => run),
      log: ({ runId, afterSeq, limit }) =>
        withRun('log', runId, (run) =>
          makeLog(run)
            .filter((entry) => entry.seq > afterSeq)
            .slice(0, limit),
        ),
      pause: ({ runId }) => become('pause', runId, 'pausing'),
      resume: ({ runId }) => become('resume', runId, 'running'),
      stop: ({ runId }) => become('stop', runId, 'stopping'),
      cancel: ({ runId }) => become('cancel', runId, 'cancelling'),
      retryFailed: ({ runId }) => become('retryFailed', runId, 'running'),
      restore: ({ runId }) =>
        withRun('restore', runId, (run) => ({
          runId,
          restored: run.dates.map((date) => date.date),
          skipped: [],
          rows: run.rowsWritten,
        })),
      delta: on(listeners.delta),
      notice: on(listeners.notice),
      ...override.backfill,
    },
    coverage: {
      report: ({ from, to, feature }) => answer('report', makeReport({ from, to }, feature)),
      groups: ({ from, to, feature, by }) => answer('groups', makeGroups({ from, to }, feature, by)),
      players: ({ date, feature }) => answer('players', makePlayers(date, feature)),
      row: ({ date, playerLookup }) => answer('row', makeStoredRow(date, playerLookup)),
      snapshots: () => answer('snapshots', SNAPSHOTS),
      unreadableSnapshots: () => answer('unreadableSnapshots', []),
      snapshot: ({ id }) => answer('snapshot', makeSnapshot(id)),
      saveSnapshot: ({ name }) =>
        answer('saveSnapshot', { ...makeSnapshot('s-3'), id: 's-4', name, savedAt: '2026-02-01T16:00:00Z' }),
      deleteSnapshot: () => answer('deleteSnapshot', null),
      restoreSnapshot: () => answer('restoreSnapshot', null),
      ...override.coverage,
    },
    lines: {
      gaps: (range) => answer('gaps', makeGaps(range)),
      diff: (range) => answer('diff', makeDiff(range)),
      evidence: ({ date, playerLookup }) => answer('evidence', makeEvidence(date, playerLookup)),
      player: ({ playerLookup, from, to }) => answer('player', makePlayerPage(playerLookup, { from, to })),
      findPlayers: ({ text }) => answer('findPlayers', findIn(text)),
      ...override.lines,
    },
    checks: {
      run: ({ asOf, thresholds }) => answer('checks', makeCheckReport(asOf, thresholds)),
      rootCause: (range) => answer('rootCause', makeRootCause(range)),
      ran: on(listeners.ran),
      ...override.checks,
    },
    settings: {
      get: () => answer('settings', DEFAULT_SETTINGS),
      set: (settings) => answer('setSettings', settings),
      testConnection: () => answer('testConnection', PASSED_CONNECTION),
      schema: () => answer('schema', makeSchemaReport()),
      ddl: () => answer('ddl', DDL),
      chooseFile: () => answer('chooseFile', null),
      importFolder: () => answer('importFolder', null),
      cancelImport: () => answer('cancelImport', null),
      importProgress: on(listeners.imports),
      ...override.settings,
    },
    export: {
      features: () => answer('features', { path: '/home/operator/features.ndjson', rows: 18432, bytes: 41_233_012 }),
      table: () => answer('table', { path: '/home/operator/table.csv', rows: 86, bytes: 9_120 }),
      report: () => answer('exportReport', { path: '/home/operator/report.html', rows: 4, bytes: 41_120 }),
      chart: () => answer('exportChart', { path: '/home/operator/chart.csv', rows: 87, bytes: 2_410 }),
      picture: () => answer('exportPicture', { path: '/home/operator/chart.png', rows: 1, bytes: 61_204 }),
      cancel: () => answer('cancelExport', null),
      progress: on(listeners.exports),
      ...override.export,
    },
  };
  const say = <T>(set: Set<(payload: T) => void>, payload: T): void => {
    for (const listener of set) listener(payload);
  };
  return {
    client,
    calls,
    givenUp,
    delta: (delta) => {
      say(listeners.delta, delta);
    },
    notice: (notice) => {
      say(listeners.notice, notice);
    },
    changed: () => {
      say(listeners.changed, null);
    },
    services: (status) => {
      say(listeners.services, status);
    },
  };
}
