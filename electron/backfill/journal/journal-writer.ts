import { diskError, type JournalFile, type JournalFiles } from './files.js';
import type { JournalRecord, RunEvent } from './records.js';

interface Waiter {
  readonly resolve: () => void;
  readonly reject: (reason: unknown) => void;
}

/** Buffered records are written after this many milliseconds at the latest, even when nobody waits for them. */
const LAZY_FLUSH_MS = 200;

/**
 * Appends records in the order given. `append` buffers, `commit` returns when the record and all before it are on the
 * medium; commits that meet share one sync. After a failed write nothing more is accepted, and what was partly written
 * is cut off again, so the file ends with a whole record.
 */
export class JournalWriter {
  readonly path: string;
  readonly #file: JournalFile;
  readonly #clock: () => Date;
  #next: number;
  #length: number;
  #buffer: string[] = [];
  #waiters: Waiter[] = [];
  #pump: Promise<void> | null = null;
  #timer: NodeJS.Timeout | null = null;
  #failure: Error | null = null;
  #closed = false;

  private constructor(path: string, file: JournalFile, clock: () => Date, next: number, length: number) {
    this.path = path;
    this.#file = file;
    this.#clock = clock;
    this.#next = next;
    this.#length = length;
  }

  /** @throws BacklineError `disk_unwritable` naming the path. */
  static async create(files: JournalFiles, path: string, clock: () => Date): Promise<JournalWriter> {
    try {
      return new JournalWriter(path, await files.create(path), clock, 1, 0);
    } catch (thrown) {
      throw diskError(thrown, path);
    }
  }

  /** Goes on behind `records` records; a line that a crash cut off is removed first. */
  static async reopen(
    files: JournalFiles,
    path: string,
    clock: () => Date,
    at: { readonly records: number; readonly wholeBytes: number },
  ): Promise<JournalWriter> {
    try {
      const file = await files.open(path);
      await file.truncate(at.wholeBytes);
      return new JournalWriter(path, file, clock, at.records + 1, at.wholeBytes);
    } catch (thrown) {
      throw diskError(thrown, path);
    }
  }

  /** The first failure; once set, no further record is taken. */
  get failure(): Error | null {
    return this.#failure;
  }

  append(event: RunEvent): JournalRecord {
    if (this.#failure !== null) throw this.#failure;
    if (this.#closed) throw new Error(`the journal ${this.path} is closed`);
    const record: JournalRecord = { n: this.#next, at: this.#clock().toISOString(), ...event };
    this.#next += 1;
    this.#buffer.push(`${JSON.stringify(record)}\n`);
    this.#timer ??= setTimeout(() => {
      this.#timer = null;
      // A failure is kept and thrown at the next append or flush, where someone can act on it.
      this.#write(false).catch(() => undefined);
    }, LAZY_FLUSH_MS).unref();
    return record;
  }

  /** Everything appended so far is on the medium when this returns. */
  async flush(): Promise<void> {
    if (this.#failure !== null) throw this.#failure;
    return new Promise<void>((resolve, reject) => {
      this.#waiters.push({ resolve, reject });
      // Its outcome reaches the waiters.
      this.#write(true).catch(() => undefined);
    });
  }

  async close(): Promise<void> {
    if (this.#closed) return;
    try {
      if (this.#failure === null) await this.flush();
    } finally {
      this.#closed = true;
      if (this.#timer !== null) clearTimeout(this.#timer);
      await this.#pump?.catch(() => undefined);
      await this.#file.close();
    }
  }

  #write(sync: boolean): Promise<void> {
    this.#pump ??= this.#drain(sync).finally(() => {
      this.#pump = null;
      if (this.#failure === null && this.#waiters.length > 0) this.#write(true).catch(() => undefined);
    });
    return this.#pump;
  }

  async #drain(sync: boolean): Promise<void> {
    const bytes = Buffer.from(this.#buffer.join(''), 'utf8');
    const waiters = this.#waiters;
    this.#buffer = [];
    this.#waiters = [];
    try {
      await this.#put(bytes);
      if (sync || waiters.length > 0) await this.#file.sync();
      for (const waiter of waiters) waiter.resolve();
    } catch (thrown) {
      const failure = diskError(thrown, this.path);
      this.#failure = failure instanceof Error ? failure : new Error(String(failure));
      await this.#file.truncate(this.#length).catch(() => undefined);
      for (const waiter of [...waiters, ...this.#waiters]) waiter.reject(this.#failure);
      this.#waiters = [];
      throw this.#failure;
    }
  }

  async #put(bytes: Uint8Array): Promise<void> {
    let done = 0;
    while (done < bytes.length) {
      const taken = await this.#file.write(bytes.subarray(done), this.#length + done);
      if (taken <= 0) throw Object.assign(new Error('no byte was taken'), { code: 'ENOSPC' });
      done += taken;
    }
    this.#length += bytes.length;
  }
}
