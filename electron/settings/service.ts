import { DEFAULT_SETTINGS, type Settings } from '../../shared/settings.js';

/** What the operator has set, in `settings.json` of the data folder. */
export class SettingsService {
  constructor(protected readonly dataDir: string) {}

  async get(): Promise<Settings> {
    return DEFAULT_SETTINGS;
  }

  async set(settings: Settings): Promise<Settings> {
    return settings;
  }
}
