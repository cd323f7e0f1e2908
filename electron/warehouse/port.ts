import type { DateRange, GameDate } from '../../shared/game-date.js';
import type { LineShape, TextLines } from './line-shape.js';
import type { ParquetField } from './parquet-field.js';
import type { ColumnTypes, ParamTypes, ParamsOf, RowOf, Statement } from './statement.js';
import type { TableName } from './tables/names.js';

export interface Labelled {
  /** Run, date and step a job belongs to: `{run, date, step}`. Job labels on BigQuery, nothing elsewhere. */
  readonly labels?: Readonly<Record<string, string>> | undefined;
}

/** Something that is waited for until the signal is aborted; it then fails with `cancelled`. */
export interface Abortable {
  readonly signal?: AbortSignal | undefined;
}

export interface ReadOptions extends Labelled, Abortable {}

export interface LiveColumn {
  readonly name: string;
  /** GoogleSQL type text. */
  readonly type: string;
}

/** A table as it stands in the warehouse. */
export interface LiveTable {
  readonly columns: readonly LiveColumn[];
  /** Views and other kinds can be read but not written by partition. */
  readonly kind: 'table' | 'view' | 'other';
  /** Null where the table is not partitioned by day; null everywhere on an engine without partitions. */
  readonly partitionColumn: string | null;
  readonly requiresPartitionFilter: boolean;
}

/** What the warehouse was asked since it was opened, in all or for one run. */
export interface WarehouseUsage {
  readonly queryJobs: number;
  readonly loadJobs: number;
  readonly copyJobs: number;
  /** Null on an engine that does not bill. */
  readonly bytesProcessed: number | null;
  readonly bytesBilled: number | null;
}

/** A row as it goes into a table: every value by the column's GoogleSQL type, absent columns are NULL (arrays empty). */
export type TableRow = Readonly<Record<string, unknown>>;

/**
 * Aborted, it fails with `cancelled` as soon as the work under way could be ended or was asked to end; whether it took
 * place nevertheless, `findWrite` tells. An engine whose writes take but a moment may finish them instead.
 */
export interface PartitionWrite extends Labelled, Abortable {
  readonly table: TableName;
  readonly date: GameDate;
  readonly rows: readonly TableRow[];
  /**
   * Unique per run, date and attempt, and journaled before the call. The engine records it together with the data, in
   * one atomic act, so that a later `findWrite` tells for certain whether this write took place.
   */
  readonly writeId: string;
  /** The partition version the caller has seen; the write is refused with `plan_stale` when another one stands there. */
  readonly expectedVersion: string;
  /** Columns of the live table that `rows` do not carry are taken from the stored row with the same key; so is `created_at`. */
  readonly key: readonly string[];
}

export interface WriteReceipt {
  readonly writeId: string;
  readonly rows: number;
  /** The partition's version after the write. */
  readonly version: string;
}

export interface SnapshotRequest extends Labelled {
  readonly date: GameDate;
  readonly id: string;
}

export interface SnapshotRef {
  readonly id: string;
  readonly table: TableName;
  readonly date: GameDate;
  /** Rows kept; 0 is a real snapshot: putting it back empties the date. */
  readonly rows: number;
  /** The version that was copied. */
  readonly version: string;
}

export interface WarehouseInfo {
  readonly engine: 'duckdb' | 'bigquery';
  /** Days a chunk of a rebuild reads at once: a month where memory is what counts, more where each statement costs. */
  readonly chunkDays: number;
  /** What a statement is billed for each of its tables at the least, in bytes; absent where there is no such minimum. */
  readonly leastBilledPerTable?: number | undefined;
  /** For people: `Demo season`, a file name, or a project. */
  readonly label: string;
  /** File path or `bigquery://project`. */
  readonly location: string;
}

/**
 * The one way to data. Services know this interface only; what differs between engines stays behind it.
 * Every method fails with a `BacklineError` whose code says who can help: `warehouse_failed`, `schema_mismatch`,
 * `disk_unwritable`, `plan_stale`, `cancelled`; a cloud warehouse also with `credentials`, `permission_denied`,
 * `api_disabled`, `wrong_location`, `quota_exceeded`, `unreachable`, `over_budget`.
 */
export interface Warehouse {
  readonly info: WarehouseInfo;

  /** All rows of a statement. */
  read<P extends ParamTypes, C extends ColumnTypes>(
    statement: Statement<P, C>,
    params: ParamsOf<P>,
    options?: ReadOptions,
  ): Promise<readonly RowOf<C>[]>;

  /** The rows in batches, without holding all of them. */
  stream<P extends ParamTypes, C extends ColumnTypes>(
    statement: Statement<P, C>,
    params: ParamsOf<P>,
    options?: ReadOptions,
  ): AsyncIterable<readonly RowOf<C>[]>;

  /**
   * The rows of a statement, for one set of parameters after the other, as finished lines, where the engine can write
   * them itself: the very bytes of `shape.line`, several times as fast. Two parts are held at a time. A piece is valid
   * until the next is asked for. Null where it cannot; absent on an engine that never can.
   */
  readonly lines?: <P extends ParamTypes, C extends ColumnTypes>(
    statement: Statement<P, C>,
    parts: readonly ParamsOf<P>[],
    shape: LineShape<RowOf<C>>,
    options?: ReadOptions,
  ) => AsyncIterable<TextLines> | null;

  /**
   * The rows of a statement as a Parquet file of these columns, written by the engine itself; answers how many. Absent
   * on an engine that writes no files.
   */
  readonly parquetPart?: <P extends ParamTypes, C extends ColumnTypes>(
    statement: Statement<P, C>,
    params: ParamsOf<P>,
    fields: readonly ParquetField[],
    file: string,
    options?: ReadOptions,
  ) => Promise<number>;

  /**
   * Lets go of the memory in which an engine of this process keeps what it has read, for one who reads much and nothing
   * twice. Does nothing while other work is under way. Absent where nothing is kept.
   */
  readonly forget?: () => Promise<void>;

  /** Reads issued since the warehouse was opened: tests and the bench hold the promise of few statements to it. */
  readonly statementsRun: number;

  /**
   * Bytes a statement would read, without running it; null on an engine that does not bill. Cached by statement and
   * parameters.
   */
  estimate<P extends ParamTypes, C extends ColumnTypes>(
    statement: Statement<P, C>,
    params: ParamsOf<P>,
    options?: ReadOptions,
  ): Promise<number | null>;

  /** Jobs and bytes since the warehouse was opened; with `run`, of the jobs that carry this run in their labels. */
  usage(run?: string): WarehouseUsage;

  /** The table as it stands, or null when there is none. */
  liveTable(table: TableName): Promise<LiveTable | null>;

  /** A short text per date that changes whenever the partition's content does; dates without rows have one too. */
  partitionVersions(table: TableName, range: DateRange): Promise<ReadonlyMap<GameDate, string>>;

  /** Replaces one date whole, atomically, or leaves it untouched. */
  writePartition(write: PartitionWrite): Promise<WriteReceipt>;

  /**
   * The receipt of a write that took place, or null when it did not: decides what a crash left behind. Also after an
   * abort it asks once more, for a second or two, before it gives up with `cancelled`.
   */
  findWrite(writeId: string, options?: Abortable): Promise<WriteReceipt | null>;

  /**
   * Keeps what stands in each of these dates under its `id`, all of them or none, durable when it returns. Many dates at
   * once cost one durable act instead of one each. Repeating an id replaces it. Answers in the order asked.
   */
  snapshotPartitions(
    table: TableName,
    wanted: readonly SnapshotRequest[],
    options?: Abortable,
  ): Promise<readonly SnapshotRef[]>;

  /** Puts a snapshot back, byte for byte, atomically; `writeId` as for `writePartition`. */
  restorePartition(snapshot: SnapshotRef, writeId: string, options?: Abortable): Promise<WriteReceipt>;

  /** Lets go of snapshots that nothing refers to any more. */
  dropSnapshots(ids: readonly string[]): Promise<void>;

  close(): Promise<void>;
}
