import { readdir, readFile, rename, rm, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { BacklineError } from '../../shared/errors.js';
import { makeFolder } from '../disk/make-folder.js';
import { diskError, writeText, writeWhole } from '../export/whole-file.js';

/** A name is a file's and must not lead out of the folder. */
const NAME = /^[0-9A-Za-z][0-9A-Za-z-]{0,99}$/;
const ENDING = '.json';
/** Behind the ending of a document that was set aside; `names` does not see it. */
const ASIDE = '.deleted';
/** As many as a window can take back. */
const KEEP_ASIDE = 20;

function codeOf(thrown: unknown): string | null {
  return thrown instanceof Error && 'code' in thrown ? String(thrown.code) : null;
}

function isMissing(thrown: unknown): boolean {
  return codeOf(thrown) === 'ENOENT';
}

/** A folder of JSON documents, one file each, replaced whole or not at all. The folder is made by the first write. */
export class JsonFolder<T> {
  constructor(
    readonly path: string,
    /** The document, or null when the value is not one. */
    private readonly parse: (value: unknown) => T | null,
    /** What a document is called in errors. */
    private readonly what: string,
  ) {}

  /** Names without their ending, sorted. */
  async names(): Promise<readonly string[]> {
    const files = await readdir(this.path).catch((thrown: unknown) => {
      if (isMissing(thrown)) return [];
      throw thrown;
    });
    return files
      .filter((file) => file.endsWith(ENDING))
      .map((file) => file.slice(0, -ENDING.length))
      .filter((name) => NAME.test(name))
      .sort();
  }

  /** @throws BacklineError `not_found`; `bad_rows` naming the file when it is damaged. */
  async read(name: string): Promise<T> {
    const path = this.#pathOf(name);
    let text: string;
    try {
      text = await readFile(path, 'utf8');
    } catch (thrown) {
      if (isMissing(thrown)) throw this.#missing(name);
      throw new BacklineError('bad_rows', `cannot read ${path}`, { subject: path, cause: thrown });
    }
    const document = this.#parseText(text);
    if (document !== null) return document;
    throw new BacklineError('bad_rows', `${path} is damaged: it is not a ${this.what}`, {
      subject: path,
      remedy: 'Delete it; nothing else depends on it.',
    });
  }

  /** @throws BacklineError `disk_unwritable` naming the file. */
  async write(name: string, document: T): Promise<void> {
    const path = this.#pathOf(name);
    makeFolder(this.path);
    await writeWhole(path, (beside) => writeText(beside, [`${JSON.stringify(document)}\n`]));
  }

  /** @throws BacklineError `not_found`, `disk_unwritable` naming the file. */
  async delete(name: string): Promise<void> {
    const path = this.#pathOf(name);
    try {
      await rm(path);
    } catch (thrown) {
      throw isMissing(thrown) ? this.#missing(name) : diskError(path, thrown);
    }
  }

  /**
   * Takes a document out of the folder so that `takeBack` can undo it; only the newest of these are kept.
   * @throws BacklineError `not_found`, `disk_unwritable` naming the file.
   */
  async setAside(name: string): Promise<void> {
    const path = this.#pathOf(name);
    try {
      await rename(path, `${path}${ASIDE}`);
    } catch (thrown) {
      throw isMissing(thrown) ? this.#missing(name) : diskError(path, thrown);
    }
    const aside = (await readdir(this.path)).filter((file) => file.endsWith(`${ENDING}${ASIDE}`));
    const aged = await Promise.all(
      aside.map(async (file) => ({ file, at: (await stat(join(this.path, file))).ctimeMs })),
    );
    for (const { file } of aged.toSorted((a, b) => b.at - a.at).slice(KEEP_ASIDE)) {
      await rm(join(this.path, file), { force: true });
    }
  }

  /**
   * Puts a document that was set aside where it was.
   * @throws BacklineError `not_found`; `wrong_state` when there is another one of that name; `disk_unwritable`.
   */
  async takeBack(name: string): Promise<void> {
    const path = this.#pathOf(name);
    // A rename would replace it without a word.
    if ((await this.names()).includes(name)) {
      throw new BacklineError('wrong_state', `there is a ${this.what} ${name} already`, { subject: name });
    }
    try {
      await rename(`${path}${ASIDE}`, path);
    } catch (thrown) {
      throw isMissing(thrown) ? this.#missing(name) : diskError(path, thrown);
    }
  }

  #pathOf(name: string): string {
    if (!NAME.test(name)) throw this.#missing(name);
    return join(this.path, `${name}${ENDING}`);
  }

  #missing(name: string): BacklineError {
    return new BacklineError('not_found', `there is no ${this.what} ${name}`, { subject: name });
  }

  #parseText(text: string): T | null {
    try {
      return this.parse(JSON.parse(text));
    } catch {
      return null;
    }
  }
}
