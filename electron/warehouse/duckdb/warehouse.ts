import type { DuckDBConnection } from '@duckdb/node-api';
import type { DateRange, GameDate } from '../../../shared/game-date.js';
import type { LineShape, TextLines } from '../line-shape.js';
import type { ParquetField } from '../parquet-field.js';
import type {
  LiveTable,
  PartitionWrite,
  ReadOptions,
  SnapshotRef,
  SnapshotRequest,
  Warehouse,
  WarehouseInfo,
  WarehouseUsage,
  WriteReceipt,
} from '../port.js';
import type { ColumnTypes, ParamsOf, ParamTypes, RowOf, Statement } from '../statement.js';
import type { TableName } from '../tables/names.js';
import type { Connections } from './connections.js';
import { statementError } from './errors.js';
import { liveColumnsOf, readLiveSchema, type LiveSchema } from './live-schema.js';
import { ensureOwnTables } from './own-tables.js';
import { writeParquetPart } from './parquet-part.js';
import { partitionVersions } from './partition-versions.js';
import { readAll, readBatches } from './reading.js';
import { dropSnapshots, restorePartition, snapshotPartitions } from './snapshots.js';
import { textLines } from './text-lines.js';
import { findWrite } from './write-ledger.js';
import { stagePartition } from './write-partition.js';

/** A file behind the port. Reads run side by side, each on a connection of its own; writers wait for each other. */
export class DuckDbWarehouse implements Warehouse {
  readonly info: WarehouseInfo;
  readonly #connections: Connections;
  #statementsRun = 0;
  #schema: LiveSchema | null = null;
  /**
   * Versions of dates as this process last left or found them. Exact while the file is open: nobody else can write to it,
   * and every write of this process goes through `exclusively` or keeps the map.
   */
  readonly #versions = new Map<string, string>();
  #writer: DuckDBConnection | null = null;
  #lastWrite: Promise<unknown> = Promise.resolve();

  constructor(info: WarehouseInfo, connections: Connections) {
    this.info = info;
    this.#connections = connections;
  }

  get statementsRun(): number {
    return this.#statementsRun;
  }

  async read<P extends ParamTypes, C extends ColumnTypes>(
    statement: Statement<P, C>,
    params: ParamsOf<P>,
    options: ReadOptions = {},
  ): Promise<readonly RowOf<C>[]> {
    this.#statementsRun += 1;
    const rows = await this.#connections.use((connection) =>
      readAll(connection, this.info.location, statement, params, options),
    );
    return rows as RowOf<C>[];
  }

  async *stream<P extends ParamTypes, C extends ColumnTypes>(
    statement: Statement<P, C>,
    params: ParamsOf<P>,
    options: ReadOptions = {},
  ): AsyncGenerator<readonly RowOf<C>[]> {
    this.#statementsRun += 1;
    const connection = await this.#connections.take();
    try {
      for await (const rows of readBatches(connection, this.info.location, statement, params, options)) {
        yield rows as RowOf<C>[];
      }
    } finally {
      this.#connections.giveBack(connection);
    }
  }

  lines<P extends ParamTypes, C extends ColumnTypes>(
    statement: Statement<P, C>,
    parts: readonly ParamsOf<P>[],
    shape: LineShape<RowOf<C>>,
    options: ReadOptions = {},
  ): AsyncGenerator<TextLines> | null {
    return textLines(this.#connections, this.info.location, statement, parts, shape, options);
  }

  async parquetPart<P extends ParamTypes, C extends ColumnTypes>(
    statement: Statement<P, C>,
    params: ParamsOf<P>,
    fields: readonly ParquetField[],
    file: string,
    options: ReadOptions = {},
  ): Promise<number> {
    this.#statementsRun += 1;
    return writeParquetPart(this.#connections, statement, params, fields, file, options);
  }

  forget(): Promise<void> {
    return this.#connections.forget();
  }

  /** Nothing is billed here. */
  async estimate(): Promise<null> {
    return null;
  }

  /** No jobs and no bytes: statements are all there is, and they are not counted by run. */
  usage(): WarehouseUsage {
    return { queryJobs: this.#statementsRun, loadJobs: 0, copyJobs: 0, bytesProcessed: null, bytesBilled: null };
  }

  async liveTable(table: TableName): Promise<LiveTable | null> {
    const columns = liveColumnsOf(await this.schema(), table);
    if (columns === null) return null;
    return { columns, kind: 'table', partitionColumn: null, requiresPartitionFilter: false };
  }

  async partitionVersions(table: TableName, range: DateRange): Promise<ReadonlyMap<GameDate, string>> {
    const schema = await this.schema();
    return this.#connections.use(async (connection) => {
      try {
        return await partitionVersions(connection, schema, table, range);
      } catch (thrown) {
        throw statementError(thrown, `versions of ${table}`, this.info.location);
      }
    });
  }

  async writePartition(write: PartitionWrite): Promise<WriteReceipt> {
    const schema = await this.schema();
    const slot = `${write.table} ${write.date}`;
    return this.#connections.use(async (connection) => {
      const commit = await this.#explained(`writing ${slot}`, () => stagePartition(connection, schema, write));
      return this.#inTurn(`writing ${slot}`, async () => {
        const receipt = await commit(this.#versions.get(slot));
        this.#versions.set(slot, receipt.version);
        return receipt;
      });
    });
  }

  async findWrite(writeId: string): Promise<WriteReceipt | null> {
    return this.#connections.use((connection) => findWrite(connection, writeId));
  }

  async snapshotPartitions(table: TableName, wanted: readonly SnapshotRequest[]): Promise<readonly SnapshotRef[]> {
    const schema = await this.schema();
    const dates = wanted.map(({ date }) => date);
    const what = `keeping ${table} ${dates.length > 3 ? `${dates.length} dates` : dates.join(', ')}`;
    return this.#inTurn(what, async (connection) => {
      const snapshots = await snapshotPartitions(connection, schema, table, wanted);
      for (const { date, version } of snapshots) this.#versions.set(`${table} ${date}`, version);
      return snapshots;
    });
  }

  async restorePartition(snapshot: SnapshotRef, writeId: string): Promise<WriteReceipt> {
    const schema = await this.schema();
    return this.exclusively(`restoring ${snapshot.table} ${snapshot.date}`, (connection) =>
      restorePartition(connection, schema, snapshot, writeId),
    );
  }

  async dropSnapshots(ids: readonly string[]): Promise<void> {
    await this.exclusively('dropping snapshots', (connection) => dropSnapshots(connection, ids));
  }

  /** Columns of the file as it was opened: nobody else can change them while it is open. */
  async schema(): Promise<LiveSchema> {
    this.#schema ??= await this.#connections.use(readLiveSchema);
    return this.#schema;
  }

  /** Runs `work` on the one writing connection, after all writes that were asked for before. */
  async exclusively<T>(what: string, work: (connection: DuckDBConnection) => Promise<T>): Promise<T> {
    return this.#inTurn(what, (connection) => {
      this.#versions.clear();
      return work(connection);
    });
  }

  /** As `exclusively`, for work that keeps `#versions` true. */
  async #inTurn<T>(what: string, work: (connection: DuckDBConnection) => Promise<T>): Promise<T> {
    const turn = this.#lastWrite.then(() =>
      this.#explained(what, async () => {
        if (this.#writer === null) {
          const writer = await this.#connections.take();
          this.#writer = writer;
          await ensureOwnTables(writer);
        }
        return work(this.#writer);
      }).catch((thrown: unknown) => {
        this.#versions.clear();
        throw thrown;
      }),
    );
    this.#lastWrite = turn.catch(() => undefined);
    return turn;
  }

  /** Failures of the engine come out as errors that say what was being done. */
  async #explained<T>(what: string, work: () => Promise<T>): Promise<T> {
    try {
      return await work();
    } catch (thrown) {
      throw statementError(thrown, what, this.info.location);
    }
  }

  /** Folds the write-ahead log into the file. */
  async checkpoint(): Promise<void> {
    await this.exclusively('writing the file', async (connection) => {
      await connection.run('CHECKPOINT');
    });
  }

  async close(): Promise<void> {
    await this.#lastWrite;
    if (this.#writer) this.#connections.giveBack(this.#writer);
    this.#writer = null;
    this.#connections.close();
  }
}
