import { randomUUID } from 'node:crypto';
import { open, readFile, rename, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { BacklineError } from '../../shared/errors.js';
import { DEFAULT_SETTINGS, type Settings } from '../../shared/settings.js';
import { makeFolder } from '../disk/make-folder.js';
import { diskError } from '../export/whole-file.js';
import { checkSettings } from './check-settings.js';
import { formatSettings, parseSettings } from './settings-file.js';

export const SETTINGS_FILE = 'settings.json';

/** What the file holds: its text, and whether that can be understood. */
interface Stored {
  readonly text: string | null;
  readonly damage: BacklineError | null;
}

/**
 * What the operator has set, in `settings.json` of the data folder. Nothing secret: of a key only the path. The file is
 * read each time it is asked for and replaced whole, so that a window and a command line may both use it.
 */
export class SettingsService {
  readonly path: string;
  #turn: Promise<unknown> = Promise.resolve();

  constructor(private readonly dataDir: string) {
    this.path = join(dataDir, SETTINGS_FILE);
  }

  /**
   * What is set; the defaults where nothing was.
   * @throws BacklineError `bad_input` naming file, line and field when the file is damaged.
   */
  async get(): Promise<Settings> {
    const text = await this.#read();
    return text === null ? DEFAULT_SETTINGS : parseSettings(text, this.path);
  }

  /**
   * Replaces what is set. A damaged file is put aside first, as `settings.json.damaged-…`, so that nothing in it is lost.
   * @throws BacklineError `bad_input` naming the field, before anything is written; `disk_unwritable` naming the file.
   */
  async set(settings: Settings): Promise<Settings> {
    checkSettings(settings);
    const work = this.#turn.then(() => this.#replace(settings));
    this.#turn = work.catch(() => undefined);
    return work;
  }

  async #replace(settings: Settings): Promise<Settings> {
    try {
      makeFolder(this.dataDir);
      const { text, damage } = await this.#stored();
      if (damage !== null) await rename(this.path, `${this.path}.damaged-${randomUUID().slice(0, 8)}`);
      await this.#write(formatSettings(settings, damage === null ? text : null));
      return settings;
    } catch (thrown) {
      throw diskError(this.path, thrown);
    }
  }

  async #stored(): Promise<Stored> {
    const text = await this.#read();
    if (text === null) return { text, damage: null };
    try {
      parseSettings(text, this.path);
      return { text, damage: null };
    } catch (thrown) {
      if (thrown instanceof BacklineError) return { text, damage: thrown };
      throw thrown;
    }
  }

  async #read(): Promise<string | null> {
    try {
      return await readFile(this.path, 'utf8');
    } catch (thrown) {
      const code = thrown instanceof Error && 'code' in thrown ? String(thrown.code) : '';
      if (code === 'ENOENT') return null;
      throw new BacklineError('bad_input', `${this.path} cannot be read: ${code}`, {
        subject: this.path,
        remedy: 'Make the file readable, or put it away.',
        cause: thrown,
      });
    }
  }

  /** On the medium under a name of its own first: a reader sees the old text or the new, never a part. */
  async #write(text: string): Promise<void> {
    const draft = `${this.path}.${randomUUID()}.partial`;
    try {
      const file = await open(draft, 'wx');
      try {
        await file.writeFile(text);
        await file.sync();
      } finally {
        await file.close();
      }
      await rename(draft, this.path);
    } catch (thrown) {
      await rm(draft, { force: true }).catch(() => undefined);
      throw thrown;
    }
  }
}
