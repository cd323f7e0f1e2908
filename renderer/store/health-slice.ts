import type { CheckReport } from '../../shared/checks.js';
import type { WarehouseStatus } from '../../shared/console.js';
import { answered, asking, IDLE, type Resource } from './resource.js';
import { thresholdsSet, type SettingsSlice } from './settings-slice.js';
import type { SliceTools } from './slice.js';

export interface HealthSlice {
  /** The checks as they ran last, for the header. */
  readonly health: Resource<CheckReport>;
  /** The checks that ran by themselves, since the window opened. */
  readonly dailyRun: CheckReport | null;

  /** A newer answer of the checks, asked for elsewhere. */
  readonly heardHealth: (report: CheckReport) => void;
}

export interface HealthPart {
  readonly slice: HealthSlice;
  /** Runs the checks of the day for the header; never where every read is billed. */
  readonly ask: (status: WarehouseStatus) => Promise<void>;
}

/** Whether the store is healthy, by the limits that are set. */
export function healthPart({ client, now, set, get }: SliceTools<HealthSlice & SettingsSlice>): HealthPart {
  return {
    slice: {
      health: IDLE,
      dailyRun: null,

      heardHealth(report) {
        // By other limits than those that are set it is a trial: it says nothing about the store.
        if (report.thresholds !== thresholdsSet(get().settings)) return;
        set({ health: { state: 'ready', key: `${report.asOf} ${report.thresholds}`, value: report } });
      },
    },

    async ask(status) {
      if (status.engine === 'bigquery') return;
      if (get().settings.state === 'idle') await get().loadSettings();
      const thresholds = thresholdsSet(get().settings);
      const key = `${status.today} ${thresholds}`;
      set((state) => ({ health: asking(state.health, key, now()) }));
      const answer = await client.checks.run({ asOf: status.today, thresholds });
      set((state) => ({ health: answered(state.health, key, answer) }));
    },
  };
}
