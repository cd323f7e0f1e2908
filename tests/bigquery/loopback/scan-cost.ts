import type { DuckDBConnection } from '@duckdb/node-api';
import type { SqlType } from '../../../electron/warehouse/tables/sql-type.js';
import { ApiError } from './api-error.js';
import { pathOf, quoted, type Catalog, type TableEntry } from './catalog.js';
import { sqlTypeOf } from './fields.js';

const MEGABYTE = 1024 * 1024;
/** The service bills at least this for each table that a query names. */
const MINIMUM_BILLED = 10 * MEGABYTE;

export interface ScanCost {
  readonly processed: number;
  readonly billed: number;
  readonly tables: readonly TableEntry[];
}

interface PlanNode {
  readonly name: string;
  readonly children: readonly PlanNode[];
  readonly extra_info: Readonly<Record<string, string | readonly string[]>>;
}

interface Scan {
  readonly columns: Set<string>;
  /** Null: all of them. */
  partitions: Set<string> | null;
}

/**
 * What the service would process for a query: the columns it names in the partitions it cannot rule out, taken from the
 * engine's own plan. A table that asks for a partition filter refuses a query without one.
 * @throws ApiError `invalidQuery`.
 */
export async function scanCost(connection: DuckDBConnection, catalog: Catalog, sql: string): Promise<ScanCost> {
  const [row] = await (await connection.run(`EXPLAIN (FORMAT json) ${sql}`)).getRows();
  const plan = JSON.parse(String(row?.[1])) as readonly PlanNode[];
  const scans = new Map<TableEntry, Scan>();
  for (const node of plan) collect(node, catalog, scans);
  let processed = 0;
  let billed = 0;
  for (const [entry, scan] of scans) {
    const sizes = await columnSizes(connection, entry, [...scan.columns]);
    let bytes = 0;
    for (const column of scan.columns) {
      for (const [day, size] of sizes.get(column) ?? []) {
        if (scan.partitions === null || scan.partitions.has(day)) bytes += size;
      }
    }
    processed += bytes;
    billed += Math.max(MINIMUM_BILLED, Math.ceil(bytes / MEGABYTE) * MEGABYTE);
  }
  return { processed, billed, tables: [...scans.keys()] };
}

function listOf(value: string | readonly string[] | undefined): readonly string[] {
  if (value === undefined) return [];
  return typeof value === 'string' ? [value] : value;
}

function collect(node: PlanNode, catalog: Catalog, scans: Map<TableEntry, Scan>): void {
  for (const child of node.children) collect(child, catalog, scans);
  const named = node.extra_info['Table'];
  if (!/SCAN/.test(node.name) || typeof named !== 'string') return;
  const [table = '', dataset = ''] = named.split('.').reverse();
  const entry = catalog.find(dataset, table);
  if (!entry) return;
  const filters = listOf(node.extra_info['Filters']).join(' AND ');
  const names = new Set(entry.fields.map((field) => field.name));
  const used = listOf(node.extra_info['Projections']).filter((name) => names.has(name));
  const filtered = [...filters.replace(/'[^']*'/g, '').matchAll(/[A-Za-z_]\w*/g)]
    .map(([word]) => word)
    .filter((word) => names.has(word));
  const partitions = partitionsRead(entry, filters);
  if (partitions === null && entry.requireFilter) {
    throw new ApiError(
      'invalidQuery',
      `Cannot query over table '${entry.dataset}.${entry.table}' without a filter over column(s) ` +
        `'${String(entry.partitioning?.field)}' that can be used for partition elimination`,
    );
  }
  const scan = scans.get(entry) ?? { columns: new Set<string>(), partitions: new Set<string>() };
  for (const column of [...used, ...filtered]) scan.columns.add(column);
  if (partitions === null) scan.partitions = null;
  else for (const day of partitions) scan.partitions?.add(day);
  scans.set(entry, scan);
}

/** Dates that comparisons of the partition column with constants leave over; null when there is none. */
function partitionsRead(entry: TableEntry, filters: string): readonly string[] | null {
  const column = entry.partitioning?.field;
  if (column === undefined) return null;
  const comparisons = [
    ...filters.matchAll(new RegExp(`\\b${column}"?\\s*(>=|<=|=|>|<)\\s*'(\\d{4}-\\d{2}-\\d{2})'`, 'g')),
  ];
  const lists = [...filters.matchAll(new RegExp(`\\b${column}"? IN \\(([^)]*)\\)`, 'g'))].map(
    ([, items = '']) => new Set([...items.matchAll(/\d{4}-\d{2}-\d{2}/g)].map(([day]) => day)),
  );
  if (comparisons.length === 0 && lists.length === 0) return null;
  return [...entry.partitions.keys()].filter(
    (day) =>
      lists.every((list) => list.has(day)) &&
      comparisons.every(([, sign, bound = '']) => {
        if (sign === '>=') return day >= bound;
        if (sign === '<=') return day <= bound;
        if (sign === '>') return day > bound;
        return sign === '<' ? day < bound : day === bound;
      }),
  );
}

type SizesByDay = ReadonlyMap<string, number>;

/** Counted once until the table changes. */
const counted = new WeakMap<TableEntry, Map<string, SizesByDay>>();

/** Bytes of each partition, by column; what is not known yet is counted in one pass. */
async function columnSizes(
  connection: DuckDBConnection,
  entry: TableEntry,
  columns: readonly string[],
): Promise<ReadonlyMap<string, SizesByDay>> {
  const known = counted.get(entry) ?? new Map<string, SizesByDay>();
  counted.set(entry, known);
  const missing = entry.fields.filter(({ name }) => columns.includes(name) && !known.has(name));
  if (missing.length === 0) return known;
  const day = entry.partitioning?.field;
  const sums = missing.map(
    (field) => `CAST(COALESCE(SUM(${sizeOf(quoted(field.name), sqlTypeOf(field))}), 0) AS DOUBLE)`,
  );
  const rows = await connection.run(
    `SELECT ${day === undefined ? "''" : `CAST(${quoted(day)} AS VARCHAR)`}, ${sums.join(', ')}
     FROM ${pathOf(entry.dataset, entry.table)} GROUP BY 1`,
  );
  const counts = await rows.getRows();
  missing.forEach((field, index) => {
    known.set(field.name, new Map(counts.map((row) => [String(row[0]), Number(row[index + 1])])));
  });
  return known;
}

const partitionSizes = new WeakMap<object, number>();

/** Bytes of one partition over all columns; 0 where there is none. */
export async function partitionBytes(connection: DuckDBConnection, entry: TableEntry, date: string): Promise<number> {
  const state = entry.partitions.get(date);
  const day = entry.partitioning?.field;
  if (state === undefined || day === undefined) return 0;
  const known = partitionSizes.get(state);
  if (known !== undefined) return known;
  const sizes = entry.fields.map((field) => `COALESCE(${sizeOf(quoted(field.name), sqlTypeOf(field))}, 0)`);
  const rows = await connection.run(
    `SELECT CAST(SUM(${sizes.join(' + ')}) AS DOUBLE) FROM ${pathOf(entry.dataset, entry.table)}
     WHERE ${quoted(day)} = DATE '${date}'`,
  );
  const bytes = Number((await rows.getRows())[0]?.[0] ?? 0);
  partitionSizes.set(state, bytes);
  return bytes;
}

/** Logical bytes of a value as the service counts them: NULL is 0, a text 2 more than its UTF-8. */
function sizeOf(value: string, type: SqlType): string {
  switch (type.kind) {
    case 'STRING':
      return `(strlen(${value}) + 2)`;
    case 'BOOL':
      return `(CASE WHEN ${value} IS NOT NULL THEN 1 END)`;
    case 'NUMERIC':
      return `(CASE WHEN ${value} IS NOT NULL THEN 16 END)`;
    case 'INT64':
    case 'FLOAT64':
    case 'DATE':
    case 'TIMESTAMP':
      return `(CASE WHEN ${value} IS NOT NULL THEN 8 END)`;
    case 'ARRAY':
      return type.element.kind === 'STRING'
        ? `COALESCE(list_sum(list_transform(${value}, item -> strlen(item) + 2)), 0)`
        : `(COALESCE(len(${value}), 0) * 8)`;
    case 'STRUCT':
      return type.fields
        .map(({ name, type: inner }) => `COALESCE(${sizeOf(`${value}.${quoted(name)}`, inner)}, 0)`)
        .join(' + ');
  }
}
