import type { ThresholdSet } from '../../shared/checks.js';
import type { Result } from '../../shared/result.js';
import { DEFAULT_SETTINGS, type Settings } from '../../shared/settings.js';
import { answered, asking, IDLE, valueOf, type Resource } from './resource.js';
import type { SliceTools } from './slice.js';

export interface SettingsSlice {
  readonly settings: Resource<Settings>;
  /** Settings as edited and not saved yet; kept while other screens are looked at. */
  readonly settingsDraft: Settings | null;

  readonly loadSettings: () => Promise<void>;
  readonly editSettings: (draft: Settings | null) => void;
  readonly saveSettings: (settings: Settings) => Promise<Result<Settings>>;
}

/** The limits by which the store is judged. */
export function thresholdsSet(settings: Resource<Settings>): ThresholdSet {
  return (valueOf(settings) ?? DEFAULT_SETTINGS).checks.thresholds;
}

/** The settings as they stand and as they are edited; `otherThresholds` hears when the store is to be judged anew. */
export function settingsSlice(
  { client, now, set, get }: SliceTools<SettingsSlice>,
  otherThresholds: () => void,
): SettingsSlice {
  return {
    settings: IDLE,
    settingsDraft: null,

    async loadSettings() {
      set((state) => ({ settings: asking(state.settings, 'settings', now()) }));
      const answer = await client.settings.get();
      set((state) => ({ settings: answered(state.settings, 'settings', answer) }));
    },

    editSettings(settingsDraft) {
      set({ settingsDraft });
    },

    async saveSettings(settings) {
      const judgedBy = thresholdsSet(get().settings);
      const answer = await client.settings.set({ ...settings, bigquery: { ...settings.bigquery } });
      if (!answer.ok) return answer;
      set({ settings: { state: 'ready', key: 'settings', value: answer.value }, settingsDraft: null });
      if (thresholdsSet(get().settings) !== judgedBy) otherThresholds();
      return answer;
    },
  };
}
