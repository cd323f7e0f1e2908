import { setMaxListeners } from 'node:events';
import type { RunState } from '../../shared/backfill.js';
import { BacklineError, toErrorInfo, type ErrorInfo } from '../../shared/errors.js';
import type { GameDate } from '../../shared/game-date.js';
import type { Clock } from '../calendar/clock.js';
import type { SnapshotRef, Warehouse } from '../warehouse/port.js';
import { chunksOf } from './chunks.js';
import { cancelledError, DateWork, endDate, type WrittenDate } from './date-work.js';
import type { ChunkReader, ChunkWork } from './deps.js';
import { isKept, keepDates } from './keep-dates.js';
import type { LiveRun } from './live-run.js';
import { withRetries } from './retry.js';
import { readStored, type StoredDate } from './stored.js';
import { verifyDates } from './verify.js';
import { together } from '../warehouse/together.js';

export interface SessionParts {
  readonly live: LiveRun;
  readonly warehouse: Warehouse;
  readonly clock: Clock;
  readonly read: ChunkReader;
  readonly readRetryMs: readonly number[];
  /** Awaited before the first date is worked on: what must be measured while the store is still as it was. */
  readonly beforeFirstWrite: (signal: AbortSignal) => Promise<void>;
  /** Journals what the warehouse did so far: after each chunk, so that a crash loses little of it. */
  readonly recordUsage: () => void;
}

/** After a cancel, what stands in the store is still counted; a warehouse that does not answer is waited for so long. */
const TELLING_MS = 3_000;

type Wish = 'go-on' | 'pause' | 'stop' | 'cancel';

interface ReadResult {
  readonly chunk: ChunkWork;
  readonly stored: ReadonlyMap<GameDate, StoredDate>;
  readonly msPerDate: number;
}

interface Reading {
  readonly dates: readonly GameDate[];
  readonly abort: AbortController;
  /** Never rejects: an unused read must not end the process. */
  readonly result: Promise<ReadResult | ErrorInfo>;
  /** What stands in the dates, kept once they are read. Rejects with the journal's failure only. */
  readonly kept: Promise<ReadonlyMap<GameDate, SnapshotRef>>;
}

/**
 * Works on the pending dates of a run until they are through or somebody wishes otherwise. Chunks are read one ahead:
 * at any time at most two are held. Several dates are in work at once, so that one's write overlaps another's
 * computation. Ends with the state the run is in then.
 */
export class RunSession {
  readonly #parts: SessionParts;
  readonly #cancel = new AbortController();
  readonly #tellingLimit = new AbortController();
  readonly #verifying: Promise<void>[] = [];
  readonly #begun = new Set<GameDate>();
  #wish: Wish = 'go-on';
  #ahead: Reading | null = null;
  /** A fault of the medium: going on would fail every date the same way. */
  #fault: ErrorInfo | null = null;

  constructor(parts: SessionParts) {
    this.#parts = parts;
    // Every statement and request listens to them.
    setMaxListeners(0, this.#cancel.signal, this.#tellingLimit.signal);
  }

  /** Aborted a while after a cancel: for reading what stands there, which is told when the warehouse answers. */
  get tellingSignal(): AbortSignal {
    return this.#tellingLimit.signal;
  }

  /** A stronger wish replaces a weaker one: pause, stop, cancel. */
  ask(wish: Exclude<Wish, 'go-on'>): void {
    const order: readonly Wish[] = ['go-on', 'pause', 'stop', 'cancel'];
    if (order.indexOf(wish) <= order.indexOf(this.#wish)) return;
    const states = { pause: 'pausing', stop: 'stopping', cancel: 'cancelling' } as const;
    this.#parts.live.setState(states[wish]);
    this.#wish = wish;
    this.#ahead?.abort.abort();
    if (wish !== 'cancel') return;
    this.#cancel.abort();
    setTimeout(() => this.#tellingLimit.abort(), TELLING_MS).unref();
  }

  /** @throws the journal's failure only. */
  async run(): Promise<{ readonly state: RunState; readonly error: ErrorInfo | null }> {
    const { live, warehouse } = this.#parts;
    const pending = live.fold.dates.filter(({ state }) => state === 'pending').map(({ planned }) => planned.date);
    const ready = this.#parts.beforeFirstWrite(this.#cancel.signal);
    // Its failure is met where it is awaited below, also when the first read takes longer.
    ready.catch(() => undefined);
    try {
      const chunks = chunksOf(pending, warehouse.info.chunkDays);
      for (const [index, dates] of chunks.entries()) {
        if (!this.#mayStart()) break;
        const reading = this.#ahead ?? this.#startRead(dates);
        this.#ahead = null;
        this.#beginFirst(dates);
        const result = await reading.result;
        await ready;
        const next = chunks[index + 1];
        if (next !== undefined && this.#mayStart()) this.#ahead = this.#startRead(next);
        await this.#workChunk(dates, result, await reading.kept);
        this.#parts.recordUsage();
      }
    } finally {
      this.#ahead?.abort.abort();
      await Promise.allSettled([this.#ahead?.kept]);
      await Promise.allSettled(this.#verifying);
    }
    await Promise.all(this.#verifying);
    return this.#outcome();
  }

  #mayStart(): boolean {
    return this.#wish === 'go-on' && this.#fault === null;
  }

  #startRead(dates: readonly GameDate[]): Reading {
    const { live, warehouse, read, readRetryMs } = this.#parts;
    const abort = new AbortController();
    const signal = AbortSignal.any([abort.signal, this.#cancel.signal]);
    // Every statement of the chunk listens to it.
    setMaxListeners(0, signal);
    const labels = { run: live.id, step: 'read' };
    live.note('info', `reading ${dates.length} dates, ${String(dates[0])} to ${String(dates.at(-1))}`);
    const readAll = async (): Promise<ReadResult> => {
      const began = performance.now();
      const [chunk, stored] = await together([
        read(dates, { signal, labels }),
        readStored(warehouse, dates, { signal, labels }),
      ]);
      return { chunk, stored, msPerDate: Math.round(((performance.now() - began) / dates.length) * 10) / 10 };
    };
    const result = withRetries(readRetryMs, readAll, {
      signal,
      onRetry: (error) => live.note('warning', `reading again: ${error.message}`),
    }).catch(toErrorInfo);
    // The first chunk is kept before it is worked on, the others while the one before is.
    const kept = result.then((read) => ('code' in read ? new Map<GameDate, SnapshotRef>() : this.#keep(dates, signal)));
    // Met where it is awaited; a chunk that is never worked on has no one to meet it.
    kept.catch(() => undefined);
    return { dates, abort, result, kept };
  }

  /** The dates that are worked on first are shown as reading while their chunk is read. */
  #beginFirst(dates: readonly GameDate[]): void {
    for (const date of dates.slice(0, this.#parts.live.fold.plan.options.concurrency)) this.#begin(date);
  }

  #begin(date: GameDate): void {
    if (this.#begun.has(date)) return;
    this.#begun.add(date);
    const { live } = this.#parts;
    live.record({ type: 'date-started', date, attempt: live.date(date).attempt + 1 });
    live.record({ type: 'step-started', date, step: 'read' });
  }

  async #workChunk(
    dates: readonly GameDate[],
    result: ReadResult | ErrorInfo,
    kept: ReadonlyMap<GameDate, SnapshotRef>,
  ): Promise<void> {
    const { live, warehouse, readRetryMs } = this.#parts;
    if ('code' in result) {
      this.#failChunk(dates, result);
      return;
    }
    const queue = [...dates];
    const written: WrittenDate[] = [];
    const worker = async (): Promise<void> => {
      for (let date = this.#next(queue); date !== undefined; date = this.#next(queue)) {
        const done = await this.#workDate(date, result, kept);
        if (done !== null) written.push(done);
      }
    };
    const workers = Array.from({ length: live.fold.plan.options.concurrency }, worker);
    // All must have let go before a failure of the journal is passed on.
    await Promise.allSettled(workers);
    if (live.journalFailure === null) {
      for (const { date } of written) live.record({ type: 'step-started', date, step: 'verify' });
      const verifying = verifyDates(live, warehouse, written, readRetryMs, this.#tellingLimit.signal);
      verifying.catch(() => undefined);
      this.#verifying.push(verifying);
    }
    await Promise.all(workers);
  }

  /** The next date to work on; once a halt is wished for, only those already begun. */
  #next(queue: GameDate[]): GameDate | undefined {
    if (this.#mayStart()) return queue.shift();
    const position = queue.findIndex((date) => this.#begun.has(date));
    return position === -1 ? undefined : queue.splice(position, 1)[0];
  }

  /**
   * One durable act for the chunk costs a fraction of one for each date. When it fails, each date tries for itself, so
   * that one date's fault stays its own.
   */
  async #keep(dates: readonly GameDate[], signal: AbortSignal): Promise<ReadonlyMap<GameDate, SnapshotRef>> {
    const { live, warehouse } = this.#parts;
    const open = dates.filter((date) => !isKept(live.date(date)));
    if (open.length < 2 || !this.#mayStart()) return new Map();
    try {
      return await keepDates(live, warehouse, open, signal);
    } catch (thrown) {
      if (live.journalFailure !== null) throw live.journalFailure;
      if (signal.aborted) return new Map();
      live.note('warning', `keeping ${open.length} dates together failed: ${toErrorInfo(thrown).message}`);
      return new Map();
    }
  }

  async #workDate(
    date: GameDate,
    { chunk, stored, msPerDate }: ReadResult,
    kept: ReadonlyMap<GameDate, SnapshotRef>,
  ): Promise<WrittenDate | null> {
    const { live, warehouse, clock } = this.#parts;
    this.#begin(date);
    const standing = stored.get(date);
    if (standing === undefined) throw new Error(`${date} was not read`);
    const parts = { live, warehouse, clock, signal: this.#cancel.signal };
    const written = await new DateWork(parts, { date, chunk, stored: standing, readMs: msPerDate, kept }).run();
    const { error } = live.date(date);
    if (error?.code === 'disk_unwritable') this.#fault ??= error;
    return written;
  }

  /** A chunk that could not be read fails its own dates; a cancelled one gives up those that were begun. */
  #failChunk(dates: readonly GameDate[], error: ErrorInfo): void {
    const { live } = this.#parts;
    const cancelled = this.#cancel.signal.aborted;
    for (const date of dates) {
      if (!cancelled && this.#mayStart()) this.#begin(date);
      if (!this.#begun.has(date)) continue;
      endDate(
        live,
        date,
        'read',
        cancelled ? cancelledError(date) : new BacklineError(error.code, error.message, error),
      );
    }
  }

  #outcome(): { readonly state: RunState; readonly error: ErrorInfo | null } {
    const { dates } = this.#parts.live.fold;
    const open = dates.filter(({ state }) => state === 'pending' || state === 'cancelled').length;
    if (this.#fault !== null) return { state: 'failed', error: this.#fault };
    if (open > 0 && this.#wish === 'cancel') return { state: 'cancelled', error: null };
    if (open > 0 && this.#wish === 'stop') return { state: 'stopped', error: null };
    if (open > 0 && this.#wish === 'pause') return { state: 'paused', error: null };
    const bad = dates.filter(({ state }) => state === 'failed' || state === 'blocked');
    const first = bad[0];
    if (first === undefined) return { state: 'succeeded', error: null };
    const worked = dates.filter(({ planned }) => planned.action !== 'skip').length;
    const why = first.error?.message ?? first.state;
    return {
      state: 'failed',
      error: {
        code: first.error?.code ?? 'internal',
        message: `${bad.length} of ${worked} dates did not get through; first ${first.planned.date}: ${why}`,
        subject: first.planned.date,
        remedy: first.error?.remedy,
        retryable: bad.some(({ error }) => error?.retryable === true),
      },
    };
  }
}
