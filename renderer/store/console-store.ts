import { createStore, type StoreApi } from 'zustand/vanilla';
import type { AppInfo, RunNotice, ServicesStatus } from '../../shared/console.js';
import type { BridgeClient } from '../../shared/ipc/types.js';
import { coverageSlice, type CoverageSlice } from './coverage-slice.js';
import { healthPart, type HealthSlice } from './health-slice.js';
import { LoneReads } from './lone-reads.js';
import { planSlice, type PlanSlice } from './plan-slice.js';
import { IDLE, valueOf } from './resource.js';
import { runsPart, type RunsSlice } from './runs-slice.js';
import { settingsSlice, type SettingsSlice } from './settings-slice.js';
import { warehousePart, type WarehouseSlice } from './warehouse-slice.js';

export interface ConsoleState extends WarehouseSlice, PlanSlice, RunsSlice, CoverageSlice, SettingsSlice, HealthSlice {
  readonly info: AppInfo | null;
  /** How far the services have come; null until they were heard of. */
  readonly services: ServicesStatus | null;
  /** The newest thing to be said aloud and shown in the status bar. */
  readonly notice: RunNotice | null;

  /** Begins to listen and asks for everything; what it returns ends the listening. */
  readonly start: () => () => void;
  readonly reload: () => void;
}

export type ConsoleStore = StoreApi<ConsoleState>;

/** The renderer's one store: a mirror of what the services hold, never a second truth. */
export function createConsoleStore(client: BridgeClient, now: () => number = () => performance.now()): ConsoleStore {
  return createStore<ConsoleState>()((set, get) => {
    const tools = { client, now, set, get };
    const reads = new LoneReads(client);
    const runs = runsPart(tools);
    const health = healthPart(tools);
    const warehouse = warehousePart(tools, {
      changed() {
        // Figures of another warehouse must not stand under the name of this one. Runs belong to the data folder.
        set({ health: IDLE, dailyRun: null, coverage: IDLE, plan: IDLE, launchError: null, calendar: IDLE });
      },
      loaded: health.ask,
    });
    const settings = settingsSlice(tools, () => {
      const status = valueOf(get().warehouse);
      if (status === null) return;
      set({ health: IDLE });
      void health.ask(status);
    });

    function heardServices(services: ServicesStatus): void {
      const before = get().services;
      set({ services });
      // Ready after a restart: nothing that was known can be trusted.
      if (services.phase === 'ready' && before !== null && before.phase !== 'ready') get().reload();
    }

    /** The store's content is another. */
    function heardChange(): void {
      void warehouse.load();
      const { coverage, warehouse: known } = get();
      // Where reads are billed it is asked for again only when somebody says so.
      if (valueOf(known)?.engine === 'bigquery') {
        reads.giveUp('coverage');
        set({ coverage: IDLE, calendar: IDLE });
      } else if (coverage.state === 'ready') {
        const { from, to, feature } = coverage.value;
        void get().loadCoverage({ from, to }, feature);
      }
    }

    return {
      ...warehouse.slice,
      ...planSlice(tools, reads, runs.heardSummary),
      ...runs.slice,
      ...coverageSlice(tools, reads),
      ...settings,
      ...health.slice,
      info: null,
      services: null,
      notice: null,

      start() {
        const stops = [
          client.app.servicesChanged(heardServices),
          client.backfill.delta(runs.heardDelta),
          client.checks.ran((report) => {
            set({ dailyRun: report });
            get().heardHealth(report);
          }),
          client.backfill.notice((notice) => {
            set({ notice });
          }),
          client.warehouse.changed(heardChange),
        ];
        void client.app.services().then((answer) => {
          // An event heard meanwhile is newer than the answer.
          if (answer.ok && get().services === null) set({ services: answer.value });
        });
        get().reload();
        return () => {
          for (const stop of stops) stop();
        };
      },

      reload() {
        void client.app.info().then((info) => {
          if (info.ok) set({ info: info.value });
        });
        void warehouse.load();
        void get().loadRuns();
        void get().loadSettings();
        runs.reopen();
      },
    };
  });
}
