import { assertNever } from '../../shared/assert-never.js';
import type { AppInfo, ExportResult, OpenTarget } from '../../shared/console.js';
import type { BridgeHandlers } from '../../shared/ipc/types.js';
import type { Settings } from '../../shared/settings.js';
import type { TableScope } from '../../shared/tables/scope.js';
import type { HostClient } from '../host/client.js';
import type { OpenReads } from './open-reads.js';

export type ExportKind = 'features' | 'table' | 'report' | 'picture';

/** The name a save dialog proposes for a table. */
export function exportName(scope: TableScope): string {
  switch (scope.table) {
    case 'coverage-players':
      return `${scope.table}-${scope.date}`;
    case 'raw-rows':
    case 'stored-features':
      return `${scope.table}-${scope.playerLookup}-${scope.date}`;
    case 'player-days':
      return `${scope.playerLookup}-${scope.from}-${scope.to}`;
    case 'checks':
      return `checks-${scope.asOf}`;
    case 'runs':
    case 'snapshots':
      return scope.table;
    case 'snapshot-months':
    case 'snapshot-dates':
      return `${scope.table}-${scope.before}-${scope.after}`;
    case 'run-dates':
      return `run-${scope.runId}-dates`;
    case 'run-months':
      return `run-${scope.runId}-months`;
    case 'plan-dates':
      return `plan-${scope.options.from}-${scope.options.to}`;
    case 'coverage-months':
    case 'coverage-dates':
    case 'coverage-groups':
    case 'gap-groups':
    case 'gaps':
    case 'diff':
      return `${scope.table}-${scope.from}-${scope.to}`;
    default:
      return assertNever(scope, 'table');
  }
}

/** What the window's calls need of the shell around it. */
export interface ShellActions {
  readonly info: () => AppInfo;
  readonly notices: () => Promise<string>;
  readonly open: (target: OpenTarget) => Promise<void>;
  /** Asks where to write; null when the operator closed the dialog. */
  readonly askExportPath: (suggested: string, what: ExportKind) => Promise<string | null>;
  /** Asks for a file to open; null when the operator closed the dialog. */
  readonly chooseFile: (what: 'warehouse' | 'key') => Promise<string | null>;
  /** Asks for a folder of files and for the warehouse file to make of it; null when either dialog was closed. */
  readonly chooseImport: () => Promise<{ readonly folder: string; readonly file: string } | null>;
  /** Has the HTML made by `make`, and prints it where `path` ends in .pdf. */
  readonly writeReport: (path: string, make: (html: string) => Promise<ExportResult>) => Promise<ExportResult>;
  /** Writes bytes that the page made; they stand at the path when they are whole. */
  readonly writePicture: (path: string, png: Uint8Array) => Promise<ExportResult>;
  /** What is set has changed: the desktop's part of it is to be done. */
  readonly settingsSaved: (settings: Settings) => void;
}

/** The bridge's calls: what needs a window is done here, all else by the host. */
export function bridgeHandlers(
  host: Pick<HostClient, 'call' | 'status'>,
  shell: ShellActions,
  reads: Pick<OpenReads, 'giveUp'>,
): BridgeHandlers {
  return {
    app: {
      info: async () => shell.info(),
      notices: () => shell.notices(),
      open: async ({ target }) => {
        await shell.open(target);
        return null;
      },
      services: async () => host.status,
      giveUp: async ({ ticket }) => {
        reads.giveUp(ticket);
        return null;
      },
    },
    warehouse: {
      status: () => host.call('warehouse', 'status', undefined),
      calendar: (range, signal) => host.call('warehouse', 'calendar', range, signal),
      readCost: (input) => host.call('warehouse', 'readCost', input),
    },
    backfill: {
      plan: (options, signal) => host.call('backfill', 'plan', options, signal),
      launch: (input) => host.call('backfill', 'launch', input),
      runs: () => host.call('backfill', 'runs', undefined),
      unreadable: () => host.call('backfill', 'unreadable', undefined),
      run: (input) => host.call('backfill', 'run', input),
      log: (input) => host.call('backfill', 'log', input),
      pause: (input) => host.call('backfill', 'pause', input),
      resume: (input) => host.call('backfill', 'resume', input),
      stop: (input) => host.call('backfill', 'stop', input),
      cancel: (input) => host.call('backfill', 'cancel', input),
      retryFailed: (input) => host.call('backfill', 'retryFailed', input),
      restore: (input) => host.call('backfill', 'restore', input),
    },
    coverage: {
      report: (input, signal) => host.call('coverage', 'report', input, signal),
      groups: (input, signal) => host.call('coverage', 'groups', input, signal),
      players: (input, signal) => host.call('coverage', 'players', input, signal),
      row: (input, signal) => host.call('coverage', 'row', input, signal),
      snapshots: () => host.call('coverage', 'snapshots', undefined),
      unreadableSnapshots: () => host.call('coverage', 'unreadableSnapshots', undefined),
      snapshot: (input) => host.call('coverage', 'snapshot', input),
      saveSnapshot: (input) => host.call('coverage', 'saveSnapshot', input),
      deleteSnapshot: (input) => host.call('coverage', 'deleteSnapshot', input),
      restoreSnapshot: (input) => host.call('coverage', 'restoreSnapshot', input),
    },
    lines: {
      gaps: (input, signal) => host.call('lines', 'gaps', input, signal),
      diff: (input, signal) => host.call('lines', 'diff', input, signal),
      evidence: (input, signal) => host.call('lines', 'evidence', input, signal),
      player: (input, signal) => host.call('lines', 'player', input, signal),
      findPlayers: (input) => host.call('lines', 'findPlayers', input),
    },
    checks: {
      run: (input, signal) => host.call('checks', 'run', input, signal),
      rootCause: (input, signal) => host.call('checks', 'rootCause', input, signal),
    },
    settings: {
      get: () => host.call('settings', 'get', undefined),
      set: async (input) => {
        const saved = await host.call('settings', 'set', input);
        shell.settingsSaved(saved);
        return saved;
      },
      testConnection: (input) => host.call('settings', 'testConnection', input),
      schema: () => host.call('settings', 'schema', undefined),
      ddl: () => host.call('settings', 'ddl', undefined),
      chooseFile: ({ what }) => shell.chooseFile(what),
      importFolder: async () => {
        const places = await shell.chooseImport();
        return places === null ? null : host.call('settings', 'importFolder', places);
      },
      cancelImport: () => host.call('settings', 'cancelImport', undefined),
    },
    export: {
      features: async (range) => {
        const path = await shell.askExportPath(`features-${range.from}-${range.to}.csv`, 'features');
        return path === null ? null : host.call('export', 'features', { ...range, path });
      },
      table: async ({ scope, query, columns }) => {
        const path = await shell.askExportPath(`${exportName(scope)}.csv`, 'table');
        return path === null ? null : host.call('export', 'table', { scope, query, columns, path });
      },
      report: async (input) => {
        const path = await shell.askExportPath(`coverage-${input.from}-${input.to}.html`, 'report');
        return path === null
          ? null
          : shell.writeReport(path, (html) => host.call('export', 'report', { ...input, path: html }));
      },
      chart: async ({ name, ...figures }) => {
        const path = await shell.askExportPath(`${name}.csv`, 'table');
        return path === null ? null : host.call('export', 'chart', { name, ...figures, path });
      },
      picture: async ({ name, png }) => {
        const path = await shell.askExportPath(`${name}.png`, 'picture');
        return path === null ? null : shell.writePicture(path, png);
      },
      cancel: () => host.call('export', 'cancel', undefined),
    },
  };
}
