import type { LogLevel, RunDelta, RunDetail, RunLogEntry, RunState, RunSummary } from '../../shared/backfill.js';
import { toErrorInfo } from '../../shared/errors.js';
import type { GameDate } from '../../shared/game-date.js';
import type { JournalWriter } from './journal/journal-writer.js';
import type { RunEvent } from './journal/records.js';
import { advance, isWorking, logEntry, startRun, type DateFold, type RunFold } from './journal/run-fold.js';
import { detail, summarize, viewDate } from './journal/run-view.js';
import { tell, type Told } from './journal/steady.js';

/** A run whose journal is open: the only place where a run changes, always by a record. */
export class LiveRun {
  readonly #writer: JournalWriter;
  readonly #clock: () => Date;
  readonly #log: RunLogEntry[];
  readonly #dirty = new Set<GameDate>();
  #fold: RunFold;
  #unsentLog: RunLogEntry[] = [];
  #changed: (() => void) | null = null;
  #told: Told | null = null;

  constructor(writer: JournalWriter, fold: RunFold, clock: () => Date) {
    this.#writer = writer;
    this.#fold = fold;
    this.#log = [...fold.log];
    this.#clock = clock;
  }

  /** Begins a run: its first record is on the disk when this returns. */
  static async begin(
    writer: JournalWriter,
    event: RunEvent & { readonly type: 'run-created' },
    clock: () => Date,
  ): Promise<LiveRun> {
    const record = writer.append(event);
    await writer.flush();
    return new LiveRun(writer, startRun({ n: record.n, at: record.at, ...event }), clock);
  }

  get id(): string {
    return this.#fold.id;
  }

  get state(): RunState {
    return this.#fold.state;
  }

  /** The run so far; its log is `log()`. */
  get fold(): RunFold {
    return this.#fold;
  }

  /** Set once the journal could not be written; nothing may be acted on any more. */
  get journalFailure(): Error | null {
    return this.#writer.failure;
  }

  date(date: GameDate): DateFold {
    const position = this.#fold.positions.get(date);
    const found = position === undefined ? undefined : this.#fold.dates[position];
    if (found === undefined) throw new Error(`${date} is not in the plan of ${this.id}`);
    return found;
  }

  log(): readonly RunLogEntry[] {
    return this.#log;
  }

  detail(): RunDetail {
    return { ...detail(this.#fold, this.#clock()), remainingMs: this.summary().remainingMs };
  }

  summary(): RunSummary {
    const summary = summarize(this.#fold, this.#clock());
    this.#told = tell(this.#told, summary.remainingMs, summary.activeMs);
    return { ...summary, remainingMs: this.#told === null ? null : Math.round(this.#told.ms) };
  }

  onChange(listener: () => void): void {
    this.#changed = listener;
  }

  /** Takes a record in order; it reaches the disk soon, at the latest with the next `commit`. */
  record(event: RunEvent): void {
    const record = this.#writer.append(event);
    this.#fold = advance(this.#fold, record);
    if (record.type === 'log') {
      const entry = logEntry(record, this.#log.length + 1);
      this.#log.push(entry);
      this.#unsentLog.push(entry);
    } else if ('date' in record && record.date !== null) {
      this.#dirty.add(record.date);
    }
    this.#changed?.();
  }

  /** Returns when the records, and all before them, are on the disk. */
  async commit(...events: readonly RunEvent[]): Promise<void> {
    for (const event of events) this.record(event);
    await this.#writer.flush();
  }

  note(level: LogLevel, message: string, date: GameDate | null = null): void {
    this.record({ type: 'log', level, date, message });
  }

  setState(state: RunState): void {
    if (this.state !== state) this.record({ type: 'run-state', state, error: null });
  }

  /** What changed since the last call. */
  takeDelta(): RunDelta {
    const dates = [...this.#dirty].map((date) => viewDate(this.date(date), this.#fold));
    const log = this.#unsentLog;
    this.#dirty.clear();
    this.#unsentLog = [];
    return { runId: this.id, summary: this.summary(), dates, log };
  }

  /** The journal can no longer say it, so only this process knows: the run has failed and its dates have let go. */
  breakDown(cause: unknown): void {
    const error = toErrorInfo(cause);
    const dates = this.#fold.dates.map((date): DateFold => {
      if (date.state !== 'running') return date;
      this.#dirty.add(date.planned.date);
      return { ...date, state: 'failed', error };
    });
    const endedAt = this.#clock().toISOString();
    this.#fold = { ...this.#fold, state: 'failed', error, endedAt, dates };
    this.#changed?.();
  }

  get isWorking(): boolean {
    return isWorking(this.state);
  }

  close(): Promise<void> {
    return this.#writer.close();
  }
}
