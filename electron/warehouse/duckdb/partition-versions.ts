import { DuckDBDateValue, type DuckDBConnection } from '@duckdb/node-api';
import { BacklineError } from '../../../shared/errors.js';
import { eachDate, fromDayNumber, toDayNumber, type DateRange, type GameDate } from '../../../shared/game-date.js';
import { duckDbPath } from '../tables/ddl-duckdb.js';
import { dateColumn } from '../tables/definitions.js';
import type { TableName } from '../tables/names.js';
import type { LiveSchema, StoredColumn } from './live-schema.js';

/** A date without rows. */
export const EMPTY_VERSION = '0';
const WRITE_TIMES = ['updated_at', 'created_at'] as const;

/** Columns of the table, or `schema_mismatch`. */
export function columnsOf(schema: LiveSchema, table: TableName): readonly StoredColumn[] {
  const columns = schema.get(table);
  if (!columns) throw new BacklineError('schema_mismatch', `there is no table ${table}`, { subject: table });
  return columns;
}

/**
 * Rows, newest write time and the sum of the rows' hashes over every column, which does not depend on the order of rows
 * and still counts duplicates. Values the engine holds equal (0.0 and -0.0) do not change it. Hashes hold within one
 * version of the engine; after an update a plan is stale once, which is safe. NULL when there are no rows.
 */
export function versionExpression(columns: readonly StoredColumn[]): string {
  const times = WRITE_TIMES.filter((name) => columns.some((column) => column.name === name));
  const newest = times.length > 0 ? `epoch_us(MAX(COALESCE(${times.map((name) => `"${name}"`).join(', ')})))` : '0';
  const hash = `SUM(hash(${columns.map(({ name }) => `"${name}"`).join(', ')}))`;
  return `CONCAT(COUNT(*), '-', COALESCE(CAST(${newest} AS VARCHAR), 'null'), '-', CAST(${hash} AS VARCHAR))`;
}

/** One statement for the whole range. */
export async function partitionVersions(
  connection: DuckDBConnection,
  schema: LiveSchema,
  table: TableName,
  range: DateRange,
): Promise<ReadonlyMap<GameDate, string>> {
  const columns = columnsOf(schema, table);
  const date = `"${dateColumn(table)}"`;
  const result = await connection.run(
    `SELECT ${date}, ${versionExpression(columns)}
     FROM ${duckDbPath(table)} WHERE ${date} BETWEEN $from AND $to GROUP BY 1`,
    { from: new DuckDBDateValue(toDayNumber(range.from)), to: new DuckDBDateValue(toDayNumber(range.to)) },
  );
  const versions = new Map<GameDate, string>(eachDate(range).map((day) => [day, EMPTY_VERSION]));
  for (const [day, version] of await result.getRows()) {
    if (!(day instanceof DuckDBDateValue)) throw new BacklineError('internal', `${table}: not a date: ${String(day)}`);
    versions.set(fromDayNumber(day.days), String(version));
  }
  return versions;
}

export async function partitionVersion(
  connection: DuckDBConnection,
  schema: LiveSchema,
  table: TableName,
  date: GameDate,
): Promise<string> {
  return (await partitionVersions(connection, schema, table, { from: date, to: date })).get(date) ?? EMPTY_VERSION;
}
