import type { DuckDBConnection } from '@duckdb/node-api';
import { googleSqlType, readLiveSchema } from '../../../electron/warehouse/duckdb/live-schema.js';
import { isTableName, tableDefinition } from '../../../electron/warehouse/tables/definitions.js';
import { ApiError } from './api-error.js';
import { fieldOf } from './fields.js';
import type { FieldSchema, TableReference, TimePartitioning } from './wire.js';

const DAY_MS = 86_400_000;
/** Schemas of the file that are not datasets: the embedded engine's own tables, the loopback's, and the engine's. */
const NOT_DATASETS: ReadonlySet<string> = new Set([
  'backline',
  'loopback_service',
  'main',
  'information_schema',
  'pg_catalog',
]);

export interface PartitionState {
  readonly rows: number;
  readonly modifiedMs: number;
}

/** What the service knows of a table beside its rows. */
export interface TableEntry {
  readonly dataset: string;
  readonly table: string;
  readonly kind: 'TABLE' | 'VIEW';
  readonly fields: readonly FieldSchema[];
  readonly partitioning: TimePartitioning | null;
  readonly requireFilter: boolean;
  readonly clustering: readonly string[];
  readonly viewQuery: string | null;
  readonly description: string | null;
  readonly labels: Readonly<Record<string, string>>;
  readonly createdMs: number;
  readonly modifiedMs: number;
  readonly expiresMs: number | null;
  readonly rows: number;
  /** By date; a partition without rows is not there. */
  readonly partitions: ReadonlyMap<string, PartitionState>;
}

export interface DatasetEntry {
  readonly dataset: string;
  readonly location: string;
  readonly createdMs: number;
  readonly labels: Readonly<Record<string, string>>;
}

export interface DatasetOptions {
  readonly location?: string;
  readonly labels?: Readonly<Record<string, string>>;
}

export const quoted = (name: string): string => `"${name.replaceAll('"', '""')}"`;
export const pathOf = (dataset: string, table: string): string => `${quoted(dataset)}.${quoted(table)}`;

/** Datasets and tables with everything that the file itself cannot say; kept in the file beside them. */
export class Catalog {
  readonly #datasets = new Map<string, DatasetEntry>();
  readonly #tables = new Map<string, TableEntry>();
  #clock = 0;

  constructor(
    readonly project: string,
    readonly location: string,
  ) {}

  /** Milliseconds that never stand still: two changes never bear the same time. */
  tick(): number {
    this.#clock = Math.max(Date.now(), this.#clock + 1);
    return this.#clock;
  }

  /** What it answers puts everything back as it is now. */
  savepoint(): () => void {
    const tables = [...this.#tables];
    return () => {
      this.#tables.clear();
      for (const [name, entry] of tables) this.#tables.set(name, entry);
    };
  }

  async load(connection: DuckDBConnection): Promise<void> {
    await connection.run('CREATE SCHEMA IF NOT EXISTS loopback_service');
    await connection.run(
      'CREATE TABLE IF NOT EXISTS loopback_service.catalog (name VARCHAR PRIMARY KEY, entry VARCHAR)',
    );
    const kept = new Map<string, string>();
    for (const [name, entry] of await (
      await connection.run('SELECT name, entry FROM loopback_service.catalog')
    ).getRows()) {
      kept.set(String(name), String(entry));
    }
    for (const [name, text] of kept) {
      if (!name.includes('.')) this.#datasets.set(name, JSON.parse(text) as DatasetEntry);
    }
    for (const [name, columns] of await readLiveSchema(connection)) {
      const [dataset = '', table = ''] = name.split('.');
      if (NOT_DATASETS.has(dataset)) continue;
      if (!this.#datasets.has(dataset)) this.#putDataset(dataset, {});
      const text = kept.get(name);
      if (text !== undefined) {
        const entry = JSON.parse(text) as Omit<TableEntry, 'partitions'> & {
          readonly partitions: [string, PartitionState][];
        };
        this.#tables.set(name, { ...entry, partitions: new Map(entry.partitions) });
        continue;
      }
      const definition = isTableName(name) ? tableDefinition(name) : null;
      const fields = columns.map((column) => {
        const type = googleSqlType(column.duckType);
        if (type === null) throw new Error(`${name}.${column.name} has the type ${column.duckType}`);
        const declared = definition?.columns.find((one) => one.name === column.name);
        const field = fieldOf(column.name, type, declared?.required === true ? 'REQUIRED' : 'NULLABLE');
        return (declared?.meaning ?? null) === null ? field : { ...field, description: declared?.meaning ?? '' };
      });
      const partition = definition?.partition ?? null;
      const now = this.tick();
      const entry: TableEntry = {
        dataset,
        table,
        kind: 'TABLE',
        fields,
        partitioning:
          partition === null
            ? null
            : {
                type: 'DAY',
                field: partition.column,
                ...(partition.expirationDays === null
                  ? {}
                  : { expirationMs: String(partition.expirationDays * DAY_MS) }),
              },
        requireFilter: partition?.requireFilter ?? false,
        clustering: definition?.clustering ?? [],
        viewQuery: null,
        description: definition?.purpose ?? null,
        labels: {},
        createdMs: now,
        modifiedMs: now,
        expiresMs: null,
        rows: 0,
        partitions: new Map(),
      };
      this.#tables.set(name, await this.counted(connection, entry, null));
    }
  }

  /** The entry with its rows counted anew, of one date or of all; the dates that were counted bear a new time. */
  async counted(connection: DuckDBConnection, entry: TableEntry, date: string | null): Promise<TableEntry> {
    const path = pathOf(entry.dataset, entry.table);
    const column = entry.partitioning?.field;
    const modifiedMs = this.tick();
    if (entry.kind === 'VIEW' || column === undefined) {
      const [[rows] = [0n]] = await (await connection.run(`SELECT COUNT(*) FROM ${path}`)).getRows();
      return { ...entry, rows: Number(rows), modifiedMs };
    }
    const where = date === null ? '' : `WHERE ${quoted(column)} = DATE '${date}'`;
    const counts = await (
      await connection.run(`SELECT CAST(${quoted(column)} AS VARCHAR), COUNT(*) FROM ${path} ${where} GROUP BY 1`)
    ).getRows();
    const partitions = new Map(date === null ? [] : entry.partitions);
    if (date !== null) partitions.delete(date);
    for (const [day, rows] of counts) partitions.set(String(day), { rows: Number(rows), modifiedMs });
    const rows = [...partitions.values()].reduce((sum, partition) => sum + partition.rows, 0);
    return { ...entry, partitions, rows, modifiedMs };
  }

  #putDataset(dataset: string, more: DatasetOptions): DatasetEntry {
    const entry: DatasetEntry = {
      dataset,
      location: more.location ?? this.location,
      createdMs: this.tick(),
      labels: more.labels ?? {},
    };
    this.#datasets.set(dataset, entry);
    return entry;
  }

  /** A dataset of this name in the file and in the catalogue; another location when it is there already. */
  async createDataset(connection: DuckDBConnection, dataset: string, more: DatasetOptions): Promise<DatasetEntry> {
    await connection.run(`CREATE SCHEMA IF NOT EXISTS ${quoted(dataset)}`);
    const entry = this.#putDataset(dataset, more);
    await connection.run('INSERT OR REPLACE INTO loopback_service.catalog VALUES ($name, $entry)', {
      name: dataset,
      entry: JSON.stringify(entry),
    });
    return entry;
  }

  get datasets(): readonly DatasetEntry[] {
    return [...this.#datasets.values()];
  }

  /** @throws ApiError `notFound`. */
  dataset(project: string, dataset: string, location?: string): DatasetEntry {
    this.checkProject(project);
    const found = this.#datasets.get(dataset);
    if (!found || (location !== undefined && found.location.toUpperCase() !== location.toUpperCase())) {
      const where = location === undefined ? '' : ` was not found in location ${location}`;
      throw new ApiError('notFound', `Not found: Dataset ${project}:${dataset}${where}`);
    }
    return found;
  }

  /** @throws ApiError `notFound`. */
  checkProject(project: string): void {
    if (project !== this.project) throw new ApiError('notFound', `Not found: Project ${project}`);
  }

  tablesOf(dataset: string): readonly TableEntry[] {
    return [...this.#tables.values()].filter((entry) => entry.dataset === dataset && !this.#expired(entry));
  }

  find(dataset: string, table: string): TableEntry | null {
    const entry = this.#tables.get(`${dataset}.${table}`);
    return entry === undefined || this.#expired(entry) ? null : entry;
  }

  /** @throws ApiError `notFound`. */
  table(reference: TableReference, location?: string): TableEntry {
    this.dataset(reference.projectId, reference.datasetId, location);
    const entry = this.find(reference.datasetId, reference.tableId);
    if (!entry) {
      throw new ApiError(
        'notFound',
        `Not found: Table ${reference.projectId}:${reference.datasetId}.${reference.tableId}`,
      );
    }
    return entry;
  }

  /** Takes an entry in; within the caller's transaction it goes to the file too. */
  async put(connection: DuckDBConnection, entry: TableEntry): Promise<void> {
    const name = `${entry.dataset}.${entry.table}`;
    await connection.run('INSERT OR REPLACE INTO loopback_service.catalog VALUES ($name, $entry)', {
      name,
      entry: JSON.stringify({ ...entry, partitions: [...entry.partitions] }),
    });
    this.#tables.set(name, entry);
  }

  async forget(connection: DuckDBConnection, entry: TableEntry): Promise<void> {
    const name = `${entry.dataset}.${entry.table}`;
    await connection.run('DELETE FROM loopback_service.catalog WHERE name = $name', { name });
    this.#tables.delete(name);
  }

  #expired(entry: TableEntry): boolean {
    return entry.expiresMs !== null && entry.expiresMs <= Date.now();
  }
}
