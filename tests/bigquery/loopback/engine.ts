import type { DuckDBConnection } from '@duckdb/node-api';
import { appendColumns } from '../../../electron/warehouse/duckdb/appending.js';
import { Connections } from '../../../electron/warehouse/duckdb/connections.js';
import { googleSqlType } from '../../../electron/warehouse/duckdb/live-schema.js';
import { inTransaction } from '../../../electron/warehouse/duckdb/transaction.js';
import { duckDbType } from '../../../electron/warehouse/tables/ddl-duckdb.js';
import { ApiError, toApiError } from './api-error.js';
import { Catalog, pathOf, quoted, type TableEntry } from './catalog.js';
import { cellColumns, resultField, type Cells } from './cells.js';
import { fieldOf, sameType, sqlTypeOf } from './fields.js';
import { parseRows } from './ndjson.js';
import { scanCost, type ScanCost } from './scan-cost.js';
import { splitDecorator, toDuckDb } from './translate.js';
import type { CopyConfiguration, FieldSchema, LoadConfiguration, QueryConfiguration, TableReference } from './wire.js';

/** The plan of a query must show what the service would read: nothing may be left out because of what the data holds. */
const HONEST_PLANS = "SET disabled_optimizers = 'statistics_propagation,empty_result_pullup,late_materialization'";

/** Results of finished queries stay until they are read: more than the console's own engine may hold. */
const ROOM = "SET memory_limit = '1GB'";

export interface Target {
  readonly entry: TableEntry;
  readonly date: string | null;
}

/** The warehouse file behind the REST surface: what the service does with a job, done with DuckDB. */
export class Engine {
  readonly catalog: Catalog;
  readonly #connections: Connections;
  #lastWrite: Promise<unknown> = Promise.resolve();

  private constructor(connections: Connections, catalog: Catalog) {
    this.#connections = connections;
    this.catalog = catalog;
  }

  static async open(path: string, project: string, location: string): Promise<Engine> {
    const connections = await Connections.open(path, false);
    const catalog = new Catalog(project, location);
    await connections.use(async (connection) => {
      await connection.run(HONEST_PLANS);
      await connection.run(ROOM);
      await catalog.load(connection);
    });
    return new Engine(connections, catalog);
  }

  async close(): Promise<void> {
    await this.#lastWrite;
    this.#connections.close();
  }

  /** Work on a connection of its own, for tests that look past the interface. */
  use<T>(work: (connection: DuckDBConnection) => Promise<T>): Promise<T> {
    return this.#connections.use(work);
  }

  /** Changes take turns, and each is whole or not at all. */
  change<T>(work: (connection: DuckDBConnection) => Promise<T>): Promise<T> {
    const turn = this.#lastWrite.then(async () => {
      const undo = this.catalog.savepoint();
      try {
        return await this.#connections.use((connection) => inTransaction(connection, () => work(connection)));
      } catch (thrown) {
        undo();
        throw thrown;
      }
    });
    this.#lastWrite = turn.catch(() => undefined);
    return turn;
  }

  // ---------------------------------------------------------------- queries

  #sqlOf(query: QueryConfiguration, location: string | undefined): string {
    if (query.useLegacySql !== false)
      throw new ApiError('invalidQuery', 'the loopback speaks GoogleSQL only: useLegacySql');
    return toDuckDb(query.query, query.queryParameters ?? [], (parts) => {
      const [table = '', dataset = '', ...project] = [...parts].reverse();
      if (parts.length === 2 && !this.catalog.find(dataset, table)) return null;
      const projectId = project.length === 0 ? this.catalog.project : project.reverse().join('.');
      const entry = this.catalog.table({ projectId, datasetId: dataset, tableId: table }, location);
      return pathOf(entry.dataset, entry.table);
    });
  }

  /** Bytes of a query and a check of its names and types, without running it. */
  async cost(query: QueryConfiguration, location: string | undefined): Promise<ScanCost> {
    const sql = this.#sqlOf(query, location);
    return this.#connections.use((connection) => explained(() => scanCost(connection, this.catalog, sql)));
  }

  async query(query: QueryConfiguration, location: string | undefined, signal: AbortSignal): Promise<Cells> {
    const sql = this.#sqlOf(query, location);
    return this.#connections.use((connection) => explained(() => readCells(connection, sql, signal)));
  }

  // ---------------------------------------------------------------- rows of a table

  /** The rows of a table or of one partition, in the order they were stored. */
  async tableRows(reference: TableReference, columns: readonly string[] | null): Promise<Cells> {
    const { entry, date } = this.target(reference);
    if (entry.kind === 'VIEW') throw new ApiError('invalid', `Cannot list a table of type VIEW.`);
    const names = (columns ?? entry.fields.map((field) => field.name)).map(quoted).join(', ');
    const sql = `SELECT ${names} FROM ${pathOf(entry.dataset, entry.table)} ${whereDate(entry, date)} ORDER BY rowid`;
    return this.#connections.use((connection) => readCells(connection, sql, new AbortController().signal));
  }

  /** @throws ApiError `notFound`; `invalid` for a decorator on a table without partitions. */
  target(reference: TableReference, location?: string): Target {
    const { table, date } = splitDecorator(reference);
    const entry = this.catalog.table({ ...reference, tableId: table }, location);
    if (date !== null && entry.partitioning?.field === undefined) {
      throw new ApiError(
        'invalid',
        `Cannot read partition information from a table that is not partitioned: ${nameOf(reference)}`,
      );
    }
    return { entry, date };
  }

  // ---------------------------------------------------------------- load

  /** Rows loaded. */
  async load(load: LoadConfiguration, body: Buffer, location: string | undefined): Promise<number> {
    if (load.sourceFormat !== 'NEWLINE_DELIMITED_JSON')
      throw new ApiError('invalid', `Unsupported format ${String(load.sourceFormat)}`);
    if (load.schema === undefined) throw new ApiError('invalid', 'No schema specified on job or table.');
    const { entry, date } = this.target(load.destinationTable, location);
    if (entry.kind === 'VIEW') {
      throw new ApiError('invalid', `Cannot load into ${nameOf(load.destinationTable)}: it is a VIEW.`);
    }
    const fields = checkedSchema(load.schema.fields, entry, load.destinationTable);
    const rows = parseRows(body, fields);
    const column = entry.partitioning?.field;
    const stray = date === null ? undefined : rows.find((row) => column !== undefined && row[column] !== date);
    if (stray !== undefined) {
      throw new ApiError(
        'invalid',
        `Some rows belong to different partitions rather than destination partition ${String(date).replaceAll('-', '')}`,
      );
    }
    await this.change(async (connection) => {
      const current = this.target(load.destinationTable).entry;
      if (load.writeDisposition === 'WRITE_TRUNCATE') await emptied(connection, current, date);
      else if (load.writeDisposition === 'WRITE_EMPTY' && rowsOf(current, date) > 0) {
        throw new ApiError('duplicate', `Already Exists: Table ${nameOf(load.destinationTable)}`);
      }
      await explained(() => append(connection, current, fields, rows));
      await this.catalog.put(connection, await this.catalog.counted(connection, current, date));
    });
    return rows.length;
  }

  // ---------------------------------------------------------------- copy

  /** Rows copied. */
  async copy(copy: CopyConfiguration, location: string | undefined): Promise<number> {
    const [first, ...others] = copy.sourceTables ?? (copy.sourceTable ? [copy.sourceTable] : []);
    if (first === undefined || others.length > 0)
      throw new ApiError('invalid', 'The loopback copies one table at a time.');
    if (copy.operationType !== undefined && copy.operationType !== 'COPY') {
      throw new ApiError('invalid', `The loopback has no operation type ${copy.operationType}`);
    }
    return this.change(async (connection) => {
      const source = this.target(first, location);
      if (source.entry.kind === 'VIEW') throw new ApiError('invalid', `Cannot copy a VIEW: ${nameOf(first)}`);
      if (source.date !== null && !source.entry.partitions.has(source.date)) {
        throw new ApiError('notFound', `Not found: Partition ${nameOf(first)}`);
      }
      const { entry, date } = await this.#copyTarget(connection, copy, source, location);
      if (copy.writeDisposition === 'WRITE_TRUNCATE') await emptied(connection, entry, date);
      else if (copy.writeDisposition !== 'WRITE_APPEND' && rowsOf(entry, date) > 0) {
        throw new ApiError('duplicate', `Already Exists: Table ${nameOf(copy.destinationTable)}`);
      }
      const names = source.entry.fields.map((field) => quoted(field.name)).join(', ');
      await connection.run(
        `INSERT INTO ${pathOf(entry.dataset, entry.table)} (${names}) SELECT ${names}
         FROM ${pathOf(source.entry.dataset, source.entry.table)} ${whereDate(source.entry, source.date)} ORDER BY rowid`,
      );
      const expires = copy.destinationExpirationTime;
      const expiresMs = expires === undefined ? entry.expiresMs : Date.parse(expires);
      await this.catalog.put(connection, { ...(await this.catalog.counted(connection, entry, date)), expiresMs });
      return rowsOf(source.entry, source.date);
    });
  }

  /** The table to copy into, made after the source's pattern where there is none. */
  async #copyTarget(
    connection: DuckDBConnection,
    copy: CopyConfiguration,
    source: Target,
    location: string | undefined,
  ): Promise<Target> {
    const { table, date } = splitDecorator(copy.destinationTable);
    const { projectId, datasetId } = copy.destinationTable;
    const dataset = this.catalog.dataset(projectId, datasetId, location);
    const standing = this.catalog.find(datasetId, table);
    if (standing === null) {
      if (copy.createDisposition === 'CREATE_NEVER') {
        throw new ApiError('notFound', `Not found: Table ${nameOf(copy.destinationTable)}`);
      }
      const now = this.catalog.tick();
      const made = { ...source.entry, dataset: dataset.dataset, table, createdMs: now, modifiedMs: now };
      const entry: TableEntry = { ...made, labels: {}, expiresMs: null, rows: 0, partitions: new Map() };
      await this.createTable(connection, entry);
      return { entry, date };
    }
    const spec = ({ partitioning }: TableEntry) => `${String(partitioning?.type)} ${String(partitioning?.field)}`;
    if (date !== null && source.date === null) {
      throw new ApiError('invalid', 'Failed to copy Non partitioned table to Column partitioned table: not supported.');
    }
    if (spec(standing) !== spec(source.entry)) {
      throw new ApiError(
        'invalid',
        `Incompatible table partitioning specification of ${nameOf(copy.destinationTable)}.`,
      );
    }
    if (date !== null && date !== source.date) {
      throw new ApiError(
        'invalid',
        `Some rows belong to different partitions rather than destination partition ${date}`,
      );
    }
    for (const field of source.entry.fields) {
      const other = standing.fields.find((one) => one.name === field.name);
      if (!other || !sameType(field, other)) {
        throw new ApiError(
          'invalid',
          `Provided Schema does not match Table ${nameOf(copy.destinationTable)}. Cannot add fields (field: ${field.name})`,
        );
      }
    }
    return { entry: standing, date };
  }

  // ---------------------------------------------------------------- tables

  /** Makes the table in the file and enters it; within a change. Answers it as it stands: a view has its query's columns. */
  async createTable(connection: DuckDBConnection, entry: TableEntry): Promise<TableEntry> {
    const path = pathOf(entry.dataset, entry.table);
    const forgotten = `DROP ${entry.kind} IF EXISTS ${path}`;
    // An expired table is gone for the service and may still stand in the file.
    await connection.run(forgotten);
    if (entry.kind === 'VIEW') {
      const sql = this.#sqlOf({ query: entry.viewQuery ?? '', useLegacySql: false }, undefined);
      await explained(() => connection.run(`CREATE VIEW ${path} AS ${sql}`));
      const seen = { ...entry, fields: await describedFields(connection, path) };
      await this.catalog.put(connection, seen);
      return seen;
    } else {
      const columns = entry.fields.map((field) => `${quoted(field.name)} ${duckDbType(sqlTypeOf(field))}`);
      await connection.run(`CREATE TABLE ${path} (${columns.join(', ')})`);
    }
    await this.catalog.put(connection, entry);
    return entry;
  }

  async dropTable(connection: DuckDBConnection, entry: TableEntry): Promise<void> {
    await connection.run(`DROP ${entry.kind} ${pathOf(entry.dataset, entry.table)}`);
    await this.catalog.forget(connection, entry);
  }
}

export function nameOf({ projectId, datasetId, tableId }: TableReference): string {
  return `${projectId}:${datasetId}.${tableId}`;
}

async function describedFields(connection: DuckDBConnection, path: string): Promise<readonly FieldSchema[]> {
  const rows = await (await connection.run(`DESCRIBE ${path}`)).getRows();
  return rows.map(([name, text]) => {
    const type = googleSqlType(String(text));
    if (type === null) throw new ApiError('invalid', `${String(name)} has the type ${String(text)}`);
    return fieldOf(String(name), type, 'NULLABLE');
  });
}

function whereDate(entry: TableEntry, date: string | null): string {
  return date === null ? '' : `WHERE ${quoted(String(entry.partitioning?.field))} = DATE '${date}'`;
}

function rowsOf(entry: TableEntry, date: string | null): number {
  return date === null ? entry.rows : (entry.partitions.get(date)?.rows ?? 0);
}

async function emptied(connection: DuckDBConnection, entry: TableEntry, date: string | null): Promise<void> {
  await connection.run(`DELETE FROM ${pathOf(entry.dataset, entry.table)} ${whereDate(entry, date)}`);
}

/** By way of a table of texts where a column has more digits than a number. */
async function append(
  connection: DuckDBConnection,
  entry: TableEntry,
  fields: readonly FieldSchema[],
  rows: readonly Readonly<Record<string, unknown>>[],
): Promise<void> {
  const columns = fields.map((field) => {
    const type = sqlTypeOf(field);
    return { field, type, staged: type.kind === 'NUMERIC' ? ({ kind: 'STRING' } as const) : type };
  });
  const shape = columns.map(({ field, staged }) => `${quoted(field.name)} ${duckDbType(staged)}`);
  await connection.run(`CREATE OR REPLACE TEMP TABLE arriving (${shape.join(', ')})`);
  await appendColumns(
    connection,
    { catalog: 'temp', schema: 'main', table: 'arriving' },
    columns.map(({ field, staged }) => ({
      name: field.name,
      type: staged,
      values: rows.map((row) => row[field.name]),
    })),
    rows.length,
    (row) => `row ${row + 1}`,
  );
  const names = columns.map(({ field }) => quoted(field.name));
  const values = columns.map(({ field, type }) => `CAST(${quoted(field.name)} AS ${duckDbType(type)})`);
  await connection.run(
    `INSERT INTO ${pathOf(entry.dataset, entry.table)} (${names.join(', ')})
     SELECT ${values.join(', ')} FROM temp.main.arriving ORDER BY rowid`,
  );
}

/** The load's columns, held against those of the table. */
function checkedSchema(
  given: readonly FieldSchema[],
  entry: TableEntry,
  reference: TableReference,
): readonly FieldSchema[] {
  const refusal = (what: string): ApiError =>
    new ApiError('invalid', `Provided Schema does not match Table ${nameOf(reference)}. ${what}`);
  for (const field of given) {
    const standing = entry.fields.find((one) => one.name === field.name);
    if (!standing) throw refusal(`Cannot add fields (field: ${field.name})`);
    if (!sameType(field, standing)) {
      throw refusal(`Field ${field.name} has changed type from ${standing.type} to ${field.type}`);
    }
    const [mode, was] = [field.mode ?? 'NULLABLE', standing.mode ?? 'NULLABLE'];
    if (mode !== was) throw refusal(`Field ${field.name} has changed mode from ${was} to ${mode}`);
  }
  for (const field of entry.fields) {
    if (field.mode === 'REQUIRED' && !given.some((one) => one.name === field.name)) {
      throw refusal(`Field ${field.name} is missing in new schema`);
    }
  }
  return given;
}

/** What the engine refuses comes out in the service's shape. */
async function explained<T>(work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (thrown) {
    if (thrown instanceof ApiError) throw thrown;
    const text = thrown instanceof Error ? thrown.message : String(thrown);
    if (/INTERRUPT/i.test(text))
      throw new ApiError('stopped', 'Job execution was cancelled: User requested cancellation');
    const column =
      /Referenced column "([^"]+)" not found/.exec(text)?.[1] ??
      /does not have a column named "([^"]+)"/.exec(text)?.[1];
    if (column !== undefined) throw new ApiError('invalidQuery', `Unrecognized name: ${column} at [1:1]`);
    if (/^(Binder|Parser|Catalog|Conversion|Out of Range|Invalid Input) Error/.test(text)) {
      throw new ApiError('invalidQuery', text.split('\n', 1)[0] ?? text);
    }
    throw toApiError(thrown);
  }
}

async function readCells(connection: DuckDBConnection, sql: string, signal: AbortSignal): Promise<Cells> {
  const interrupt = (): void => connection.interrupt();
  signal.addEventListener('abort', interrupt, { once: true });
  try {
    if (signal.aborted) throw new ApiError('stopped', 'Job execution was cancelled: User requested cancellation');
    const result = await connection.stream(sql);
    const types = result.columnTypes();
    const fields = result.columnNames().map((name, index) => resultField(name, types[index] as (typeof types)[number]));
    const chunks: { rows: number; columns: ReturnType<typeof cellColumns> }[] = [];
    let rows = 0;
    for (let chunk = await result.fetchChunk(); chunk && chunk.rowCount > 0; chunk = await result.fetchChunk()) {
      chunks.push({ rows: chunk.rowCount, columns: cellColumns(chunk, types) });
      rows += chunk.rowCount;
    }
    return { fields, chunks, rows };
  } finally {
    signal.removeEventListener('abort', interrupt);
  }
}
