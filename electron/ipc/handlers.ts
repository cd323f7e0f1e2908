import type { AppInfo, OpenTarget } from '../../shared/console.js';
import type { BridgeHandlers } from '../../shared/ipc/types.js';
import type { HostClient } from '../host/client.js';

/** What the window's calls need of the shell around it. */
export interface ShellActions {
  readonly info: () => AppInfo;
  readonly open: (target: OpenTarget) => Promise<void>;
  /** Asks where to write; null when the operator closed the dialog. */
  readonly askExportPath: (suggested: string) => Promise<string | null>;
}

/** The bridge's calls: what needs a window is done here, all else by the host. */
export function bridgeHandlers(host: Pick<HostClient, 'call' | 'status'>, shell: ShellActions): BridgeHandlers {
  return {
    app: {
      info: async () => shell.info(),
      open: async ({ target }) => {
        await shell.open(target);
        return null;
      },
      services: async () => host.status,
    },
    warehouse: {
      status: () => host.call('warehouse', 'status', undefined),
      calendar: (range) => host.call('warehouse', 'calendar', range),
    },
    backfill: {
      plan: (options) => host.call('backfill', 'plan', options),
      launch: (input) => host.call('backfill', 'launch', input),
      runs: () => host.call('backfill', 'runs', undefined),
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
      report: (input) => host.call('coverage', 'report', input),
    },
    export: {
      features: async (range) => {
        const path = await shell.askExportPath(`features-${range.from}-${range.to}.csv`);
        return path === null ? null : host.call('export', 'features', { ...range, path });
      },
      runDates: async ({ runId }) => {
        const path = await shell.askExportPath(`run-${runId}-dates.csv`);
        return path === null ? null : host.call('export', 'runDates', { runId, path });
      },
    },
  };
}
