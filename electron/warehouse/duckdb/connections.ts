import { existsSync, realpathSync } from 'node:fs';
import { DuckDBInstance, type DuckDBConnection } from '@duckdb/node-api';
import { BacklineError } from '../../../shared/errors.js';
import { openError } from './errors.js';
import { ENGINE_OPTIONS, MEMORY_LIMIT, PRELUDE, THREADS } from './prelude.js';

/** The lock of the file system does not hold within one process, and two instances on one file destroy it. */
const openPaths = new Set<string>();

/** Nobody is at work while it holds, so everything but the engine's own bookkeeping has to go. */
const LEAST_MEMORY = '32MB';

/** Connections to one file: one an operation, so that one can be interrupted without touching the others. */
export class Connections {
  readonly path: string;
  readonly #instance: DuckDBInstance;
  readonly #key: string;
  readonly #idle: DuckDBConnection[] = [];
  #open = 0;
  #forgetting: Promise<void> | null = null;
  #sideBySide = 0;
  #closed = false;

  private constructor(path: string, instance: DuckDBInstance, key: string) {
    this.path = path;
    this.#instance = instance;
    this.#key = key;
  }

  /** @throws BacklineError `warehouse_locked`, `warehouse_foreign`, `disk_unwritable`. */
  static async open(path: string, readOnly: boolean): Promise<Connections> {
    const key = existsSync(path) ? realpathSync(path) : path;
    if (openPaths.has(key)) {
      throw new BacklineError('warehouse_locked', `${path} is already open in this process`, {
        subject: path,
        retryable: true,
      });
    }
    openPaths.add(key);
    try {
      const options = { ...ENGINE_OPTIONS, ...(readOnly ? { access_mode: 'READ_ONLY' } : {}) };
      return new Connections(path, await DuckDBInstance.create(path, options), key);
    } catch (thrown) {
      openPaths.delete(key);
      throw openError(thrown, path);
    }
  }

  /** Connections open now: what tests watch for leaks. */
  get size(): number {
    return this.#open;
  }

  async use<T>(work: (connection: DuckDBConnection) => Promise<T>): Promise<T> {
    const connection = await this.take();
    try {
      return await work(connection);
    } finally {
      this.giveBack(connection);
    }
  }

  async take(): Promise<DuckDBConnection> {
    if (this.#closed) throw new BacklineError('wrong_state', `${this.path} is closed`, { subject: this.path });
    if (this.#forgetting !== null) await this.#forgetting;
    const idle = this.#idle.pop();
    if (idle) return idle;
    this.#open += 1;
    try {
      const connection = await this.#instance.connect();
      await connection.run(PRELUDE.join('; '));
      return connection;
    } catch (thrown) {
      this.#open -= 1;
      throw thrown;
    }
  }

  /**
   * Lets go of the pages that the engine keeps of what it has read. Its only handle on them is the bound on memory,
   * which holds for everybody: so nothing is done while another operation is at work, and one that begins waits.
   */
  async forget(): Promise<void> {
    if (this.#closed || this.#forgetting !== null || this.#open > this.#idle.length) return;
    this.#forgetting = this.use(async (connection) => {
      // Refused where something cannot go; then the bound stays as it was.
      await connection.run(`SET memory_limit = '${LEAST_MEMORY}'`).catch(() => undefined);
      await connection.run(`SET memory_limit = '${MEMORY_LIMIT}'`);
    });
    try {
      await this.#forgetting;
    } finally {
      this.#forgetting = null;
    }
  }

  /**
   * While `work` reads on several connections at once a query is not split over threads as well: small ones would spend
   * more on waking them than on rows (an export took a quarter more processor time). The engine has one number of
   * threads for everybody, so other reads are not split either for so long.
   */
  async *sideBySide<T>(work: () => AsyncGenerator<T>): AsyncGenerator<T> {
    this.#sideBySide += 1;
    try {
      if (this.#sideBySide === 1) await this.#setThreads('1');
      yield* work();
    } finally {
      this.#sideBySide -= 1;
      if (this.#sideBySide === 0 && !this.#closed) await this.#setThreads(THREADS);
    }
  }

  async #setThreads(threads: string): Promise<void> {
    await this.use((connection) => connection.run(`SET threads = ${threads}`));
  }

  giveBack(connection: DuckDBConnection): void {
    if (this.#closed) {
      connection.closeSync();
      this.#open -= 1;
      if (this.#open === 0) this.#release();
    } else {
      this.#idle.push(connection);
    }
  }

  /** Idle connections close at once, busy ones when they come back; the file is free when all have. */
  close(): void {
    if (this.#closed) return;
    this.#closed = true;
    for (const connection of this.#idle) connection.closeSync();
    this.#open -= this.#idle.length;
    this.#idle.length = 0;
    if (this.#open === 0) this.#release();
  }

  #release(): void {
    this.#instance.closeSync();
    openPaths.delete(this.#key);
  }
}
