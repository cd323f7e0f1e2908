import type { BackfillOptions, Plan } from '../../shared/backfill.js';
import type { CoverageMonth } from '../../shared/coverage.js';
import type { DateRange, GameDate } from '../../shared/game-date.js';
import type { Clock } from '../calendar/clock.js';
import type { RunMoment } from '../coverage/around-runs.js';
import type { DateOutcome, ProcessorOptions } from '../feature-store/types.js';
import type { Labelled, ReadOptions, Warehouse } from '../warehouse/port.js';
import type { RunJournals } from './journal/run-journals.js';

/** What the engine asks of a chunk that was read. */
export interface ReadChunk {
  /** Distinct players with a raw points line > 0. */
  rawPlayers(date: GameDate): ReadonlySet<string>;
  listedPlayers(date: GameDate): readonly string[];
}

/** The part of the feature processor that a run drives. */
export interface Processor<C extends ReadChunk = ReadChunk> {
  readChunk(dates: readonly GameDate[], read?: ReadOptions): Promise<C>;
  processDate(chunk: C, date: GameDate, now: string): DateOutcome;
}

/** One chunk being worked on, with the type of its content closed over. */
export interface ChunkWork extends ReadChunk {
  process(date: GameDate, now: string): DateOutcome;
}

export type ChunkReader = (dates: readonly GameDate[], read: ReadOptions) => Promise<ChunkWork>;

/** Ties a processor to its chunks. */
export function chunkReader<C extends ReadChunk>(processor: Processor<C>): ChunkReader {
  return async (dates, read) => {
    const chunk = await processor.readChunk(dates, read);
    return {
      rawPlayers: (date) => chunk.rawPlayers(date),
      listedPlayers: (date) => chunk.listedPlayers(date),
      process: (date, now) => processor.processDate(chunk, date, now),
    };
  };
}

export interface BackfillDeps {
  readonly warehouse: Warehouse;
  readonly planner: { plan(options: BackfillOptions, labels?: Labelled['labels']): Promise<Plan> };
  readonly coverage: { months(range: DateRange, about: RunMoment): Promise<readonly CoverageMonth[]> };
  /** A fresh processor a session of work: what it has read it keeps, and the store may have changed since. */
  readonly openReader: (options: ProcessorOptions) => ChunkReader;
  readonly journals: RunJournals;
  /** The folder whose lock lets one process at a time run backfills. */
  readonly dataDir: string;
  readonly startedBy: string;
  readonly clock: Clock;
  /** Milliseconds to wait before each repeat of a read that may succeed when done again. */
  readonly readRetryMs?: readonly number[];
  /** Milliseconds that running dates get to finish when the console is closed, before they are given up. */
  readonly closeMs?: number;
  /** Runs whose snapshots are kept. */
  readonly keepSnapshotsOf?: number;
}
