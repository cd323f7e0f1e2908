import { eachDate, type DateRange, type GameDate } from '../../../shared/game-date.js';
import type { BigQuerySettings } from '../../../shared/settings.js';
import type {
  Abortable,
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
import type { AnyStatement, ColumnTypes, ParamsOf, ParamTypes, RowOf, Statement } from '../statement.js';
import { dateColumn } from '../tables/definitions.js';
import type { TableName } from '../tables/names.js';
import { BacklineError } from '../../../shared/errors.js';
import type { Api } from './client.js';
import { mapLimited } from './concurrency.js';
import { warehouseError } from './errors.js';
import { typeText } from './fields.js';
import { Jobs } from './jobs.js';
import { liveName, tablePath } from './names.js';
import { fieldsOf, getTable, partitionPath, partitionState, requireDaily } from './partitions.js';
import { LEAST_BILLED_PER_TABLE } from './pricing.js';
import { queryConfiguration, readPages, type ReadingParts } from './reading.js';
import { restorePartition } from './restore.js';
import { dropSnapshots, snapshotPartitions, type SnapshotParts } from './snapshots.js';
import { UsageCounters } from './usage.js';
import { findWrite } from './write-jobs.js';
import { writePartition } from './write-partition.js';

/**
 * A season's 110 dates lie within half a year: two chunks of some thirteen reads each. A statement is a job and bills a
 * minimum of bytes here, so chunks are as large as memory allows, not a month as where statements are free.
 */
const CHUNK_DAYS = 92;

/** Rows of a page that is waited for whole, and of one that is handed on. */
const READ_PAGE = 20_000;
const STREAM_PAGE = 5_000;
/** Look-ups of partitions under way at once: the service lets a user ask a hundred times a second. */
const LOOK_UPS = 8;

/** A project behind the port. Nothing is held open: every call is requests and jobs of its own. */
export class BigQueryWarehouse implements Warehouse {
  readonly info: WarehouseInfo;
  readonly #api: Api;
  readonly #settings: BigQuerySettings;
  readonly #reading: ReadingParts;
  readonly #writing: SnapshotParts;
  readonly #estimates = new Map<string, Promise<number>>();
  readonly #usage = new UsageCounters();
  #statementsRun = 0;

  /** `location`: of the datasets. */
  constructor(api: Api, settings: BigQuerySettings, location: string) {
    this.info = {
      engine: 'bigquery',
      chunkDays: CHUNK_DAYS,
      leastBilledPerTable: LEAST_BILLED_PER_TABLE,
      label: settings.project,
      location: `bigquery://${settings.project}`,
    };
    this.#api = api;
    this.#settings = settings;
    const jobs = new Jobs(api, () => location);
    this.#reading = {
      api,
      jobs,
      usage: this.#usage,
      nameOf: (table) => liveName(table, settings),
      maxBytesPerQuery: settings.maxBytesPerQuery,
    };
    this.#writing = { api, jobs, usage: this.#usage, settings, location: () => location };
  }

  get statementsRun(): number {
    return this.#statementsRun;
  }

  async read<P extends ParamTypes, C extends ColumnTypes>(
    statement: Statement<P, C>,
    params: ParamsOf<P>,
    options: ReadOptions = {},
  ): Promise<readonly RowOf<C>[]> {
    const rows: RowOf<C>[] = [];
    for await (const page of this.#pages(statement, params, options, READ_PAGE)) {
      for (const row of page) rows.push(row as RowOf<C>);
    }
    return rows;
  }

  async *stream<P extends ParamTypes, C extends ColumnTypes>(
    statement: Statement<P, C>,
    params: ParamsOf<P>,
    options: ReadOptions = {},
  ): AsyncGenerator<readonly RowOf<C>[]> {
    for await (const page of this.#pages(statement, params, options, STREAM_PAGE)) yield page as RowOf<C>[];
  }

  async *#pages(
    statement: AnyStatement,
    params: Readonly<Record<string, unknown>>,
    options: ReadOptions,
    pageRows: number,
  ): AsyncGenerator<Record<string, unknown>[]> {
    this.#statementsRun += 1;
    try {
      yield* readPages(this.#reading, statement, params, options, pageRows);
    } catch (thrown) {
      throw this.#explain(thrown, `reading ${statement.name}`);
    }
  }

  async estimate<P extends ParamTypes, C extends ColumnTypes>(
    statement: Statement<P, C>,
    params: ParamsOf<P>,
    options: ReadOptions = {},
  ): Promise<number> {
    const key = `${statement.name} ${JSON.stringify(params)}`;
    const known = this.#estimates.get(key);
    if (known !== undefined) return known;
    const asked = this.#estimate(statement, params, options);
    this.#estimates.set(key, asked);
    // What failed is asked again the next time.
    asked.catch(() => this.#estimates.delete(key));
    return asked;
  }

  async #estimate(
    statement: AnyStatement,
    params: Readonly<Record<string, unknown>>,
    options: ReadOptions,
  ): Promise<number> {
    const what = `estimating ${statement.name}`;
    return this.#explained(what, async () => {
      const configuration = queryConfiguration(this.#reading, statement, params, options.labels);
      const { statistics } = await this.#reading.jobs.dryRun(what, configuration);
      return Number(statistics?.totalBytesProcessed ?? statistics?.query?.totalBytesProcessed ?? 0);
    });
  }

  usage(run?: string): WarehouseUsage {
    return this.#usage.of(run);
  }

  async liveTable(table: TableName): Promise<LiveTable | null> {
    return this.#explained(`looking up ${table}`, async () => {
      const resource = await getTable(this.#api, tablePath(table, this.#settings));
      if (resource === null) return null;
      const { type = 'TABLE', timePartitioning: partitioning } = resource;
      return {
        columns: fieldsOf(resource).map((field) => ({ name: field.name, type: typeText(field) })),
        kind: type === 'TABLE' ? 'table' : /VIEW/.test(type) ? 'view' : 'other',
        partitionColumn: partitioning?.type === 'DAY' ? (partitioning.field ?? null) : null,
        requiresPartitionFilter: resource.requirePartitionFilter ?? partitioning?.requirePartitionFilter ?? false,
      };
    });
  }

  async partitionVersions(table: TableName, range: DateRange): Promise<ReadonlyMap<GameDate, string>> {
    const path = tablePath(table, this.#settings);
    return this.#explained(`versions of ${table}`, async () => {
      const resource = await getTable(this.#api, path);
      if (resource === null) {
        throw new BacklineError('schema_mismatch', `there is no table ${liveName(table, this.#settings)}`, {
          subject: liveName(table, this.#settings),
          remedy: 'Compare the warehouse with the table definitions: `schema`.',
        });
      }
      requireDaily(resource, path, dateColumn(table));
      const versions = await mapLimited(eachDate(range), LOOK_UPS, async (date) => {
        const { version } = partitionState(await getTable(this.#api, partitionPath(path, date)));
        return [date, version] as const;
      });
      return new Map(versions);
    });
  }

  async writePartition(write: PartitionWrite): Promise<WriteReceipt> {
    return this.#explained(
      `writing ${write.table} ${write.date}`,
      () => writePartition(this.#writing, tablePath(write.table, this.#settings), write),
      write.signal,
    );
  }

  async findWrite(writeId: string, { signal }: Abortable = {}): Promise<WriteReceipt | null> {
    const find = async (): Promise<WriteReceipt | null> => {
      const found = await findWrite(this.#writing, writeId, signal);
      return found === null ? null : { writeId, rows: found.rows, version: found.version };
    };
    return this.#explained(`looking for write ${writeId}`, find, signal);
  }

  async snapshotPartitions(
    table: TableName,
    wanted: readonly SnapshotRequest[],
    { signal }: Abortable = {},
  ): Promise<readonly SnapshotRef[]> {
    const dates = wanted.map(({ date }) => date);
    return this.#explained(
      `keeping ${table} ${dates.length > 3 ? `${dates.length} dates` : dates.join(', ')}`,
      () => snapshotPartitions(this.#writing, tablePath(table, this.#settings), table, wanted, signal),
      signal,
    );
  }

  async restorePartition(snapshot: SnapshotRef, writeId: string, { signal }: Abortable = {}): Promise<WriteReceipt> {
    return this.#explained(
      `putting back ${snapshot.table} ${snapshot.date}`,
      () => restorePartition(this.#writing, tablePath(snapshot.table, this.#settings), snapshot, writeId, signal),
      signal,
    );
  }

  async dropSnapshots(ids: readonly string[]): Promise<void> {
    await this.#explained('dropping snapshots', () => dropSnapshots(this.#writing, ids));
  }

  async close(): Promise<void> {
    this.#api.close();
  }

  async #explained<T>(what: string, work: () => Promise<T>, signal?: AbortSignal): Promise<T> {
    try {
      return await work();
    } catch (thrown) {
      if (signal?.aborted === true && !(thrown instanceof BacklineError)) {
        throw new BacklineError('cancelled', `${what} was cancelled`, { retryable: true, cause: thrown });
      }
      throw this.#explain(thrown, what);
    }
  }

  #explain(thrown: unknown, what: string): BacklineError {
    return warehouseError(thrown, { what, project: this.#settings.project });
  }
}
