import {
  BIGINT,
  DATE,
  DuckDBDateValue,
  DuckDBListType,
  DuckDBListValue,
  DuckDBTimestampValue,
  VARCHAR,
  type DuckDBConnection,
} from '@duckdb/node-api';
import { BacklineError } from '../../../shared/errors.js';
import { toDayNumber } from '../../../shared/game-date.js';
import type { SnapshotRef, SnapshotRequest, WriteReceipt } from '../port.js';
import { duckDbPath } from '../tables/ddl-duckdb.js';
import { dateColumn, tableDefinition } from '../tables/definitions.js';
import type { TableName } from '../tables/names.js';
import { carriedSelect, carriedTable } from './carried-columns.js';
import { dayLiteral, textLiteral } from './literals.js';
import type { LiveSchema } from './live-schema.js';
import { OWN_SCHEMA } from './own-tables.js';
import { columnsOf, EMPTY_VERSION, partitionVersions } from './partition-versions.js';
import { inTransaction } from './transaction.js';
import { writeWithEntry } from './write-ledger.js';

function rowsTable(table: TableName): string {
  return `${OWN_SCHEMA}."snapshot_rows_${table.replace('.', '_')}"`;
}

function quoted(names: readonly string[]): string {
  return names.map((name) => `"${name}"`).join(', ');
}

/**
 * Copies dates, all live columns, into a table of the same file: durable with the commit, and atomic with the entries
 * that say they are whole.
 */
export async function snapshotPartitions(
  connection: DuckDBConnection,
  schema: LiveSchema,
  table: TableName,
  wanted: readonly SnapshotRequest[],
): Promise<readonly SnapshotRef[]> {
  const dates = wanted.map(({ date }) => date).sort();
  const [from, to] = [dates[0], dates.at(-1)];
  if (from === undefined || to === undefined) return [];
  const columns = columnsOf(schema, table);
  await fitRowsTable(connection, schema, table);
  return inTransaction(connection, async () => {
    const ids = wanted.map(({ id }) => id);
    await forget(connection, ids);
    const versions = await partitionVersions(connection, schema, table, { from, to });
    const names = quoted(columns.map(({ name }) => name));
    const lists = {
      ids: new DuckDBListValue(ids),
      days: new DuckDBListValue(wanted.map(({ date }) => new DuckDBDateValue(toDayNumber(date)))),
    };
    const types = { ids: new DuckDBListType(VARCHAR), days: new DuckDBListType(DATE) };
    await connection.run(
      `INSERT INTO ${rowsTable(table)} (snapshot_id, ${names})
       SELECT w.id, ${columns.map(({ name }) => `t."${name}"`).join(', ')}
       FROM ${duckDbPath(table)} AS t
       JOIN (SELECT UNNEST($ids) AS id, UNNEST($days) AS day) AS w ON t."${dateColumn(table)}" = w.day
       WHERE t."${dateColumn(table)}" BETWEEN $from AND $to
       ORDER BY t.rowid`,
      { ...lists, from: new DuckDBDateValue(toDayNumber(from)), to: new DuckDBDateValue(toDayNumber(to)) },
      types,
    );
    const counts = await rowCounts(connection, table, lists.ids);
    const snapshots = wanted.map(({ date, id }) => ({
      id,
      table,
      date,
      rows: counts.get(id) ?? 0,
      version: versions.get(date) ?? EMPTY_VERSION,
    }));
    await connection.run(
      `INSERT INTO ${OWN_SCHEMA}.snapshots
       SELECT UNNEST($ids), $table, UNNEST($days), UNNEST($rows), UNNEST($versions), $columns, $at`,
      {
        ...lists,
        table,
        rows: new DuckDBListValue(snapshots.map(({ rows }) => BigInt(rows))),
        versions: new DuckDBListValue(snapshots.map(({ version }) => version)),
        columns: new DuckDBListValue(columns.map(({ name }) => name)),
        at: new DuckDBTimestampValue(BigInt(Date.now()) * 1000n),
      },
      {
        ...types,
        rows: new DuckDBListType(BIGINT),
        versions: new DuckDBListType(VARCHAR),
        columns: new DuckDBListType(VARCHAR),
      },
    );
    return snapshots;
  });
}

async function rowCounts(
  connection: DuckDBConnection,
  table: TableName,
  ids: DuckDBListValue,
): Promise<ReadonlyMap<string, number>> {
  const counted = await connection.run(
    `SELECT snapshot_id, COUNT(*) FROM ${rowsTable(table)} WHERE snapshot_id IN (SELECT UNNEST($ids)) GROUP BY 1`,
    { ids },
    { ids: new DuckDBListType(VARCHAR) },
  );
  return new Map((await counted.getRows()).map(([id, rows]) => [String(id), Number(rows)]));
}

/** Schemas of opened files whose tables of copied rows are known to fit: they cannot change while the file is open. */
const fitted = new WeakMap<LiveSchema, Set<TableName>>();

/** Makes the table that holds copied rows, or gives it the columns that the live table gained. */
async function fitRowsTable(connection: DuckDBConnection, schema: LiveSchema, table: TableName): Promise<void> {
  const known = fitted.get(schema) ?? new Set<TableName>();
  if (known.has(table)) return;
  const columns = columnsOf(schema, table);
  const list = columns.map(({ name, duckType }) => `"${name}" ${duckType}`).join(', ');
  await connection.run(`CREATE TABLE IF NOT EXISTS ${rowsTable(table)} (snapshot_id VARCHAR NOT NULL, ${list})`);
  const added = columns.map(
    ({ name, duckType }) => `ALTER TABLE ${rowsTable(table)} ADD COLUMN IF NOT EXISTS "${name}" ${duckType}`,
  );
  await connection.run(added.join('; '));
  fitted.set(schema, known.add(table));
}

/**
 * Puts the copied rows back with every value they had, write times included. Columns that the live table gained since
 * keep what stands in the row of the same natural key: the snapshot knows nothing of them.
 * @throws BacklineError `not_found`, `schema_mismatch` when the live table lost a copied column.
 */
export async function restorePartition(
  connection: DuckDBConnection,
  schema: LiveSchema,
  snapshot: SnapshotRef,
  writeId: string,
): Promise<WriteReceipt> {
  const { id, table, date } = snapshot;
  const columns = columnsOf(schema, table);
  const path = duckDbPath(table);
  const key = tableDefinition(table).naturalKey;
  const kept = await keptColumns(connection, snapshot);
  const lost = [...kept].filter((name) => !columns.some((column) => column.name === name));
  if (lost.length > 0) {
    throw new BacklineError('schema_mismatch', `table ${table} no longer has the column ${lost.join(', ')}`, {
      subject: `${table}.${String(lost[0])}`,
    });
  }
  const gained = columns.filter(({ name }) => !kept.has(name));
  const values = columns.map((column) => (kept.has(column.name) ? `s."${column.name}"` : carriedSelect(column)));
  return writeWithEntry(connection, schema, { writeId, table, date }, [
    carriedTable(table, date, key, gained),
    `DELETE FROM ${path} WHERE "${dateColumn(table)}" = ${dayLiteral(date)}`,
    `INSERT INTO ${path} (${quoted(columns.map(({ name }) => name))})
     SELECT ${values.join(', ')} FROM ${rowsTable(table)} AS s
     LEFT JOIN temp.main.carried AS c ON ${key.map((name) => `s."${name}" = c."${name}"`).join(' AND ')}
     WHERE s.snapshot_id = ${textLiteral(id)} ORDER BY s.rowid`,
  ]);
}

async function keptColumns(connection: DuckDBConnection, { id, table, date }: SnapshotRef): Promise<Set<string>> {
  const found = await connection.run(
    `SELECT UNNEST(columns) FROM ${OWN_SCHEMA}.snapshots WHERE id = $id AND table_name = $table AND date = $day`,
    { id, table, day: new DuckDBDateValue(toDayNumber(date)) },
  );
  const names = new Set((await found.getRows()).map(([name]) => String(name)));
  if (names.size === 0) {
    throw new BacklineError('not_found', `there is no snapshot ${id} of ${table} ${date}`, { subject: id });
  }
  return names;
}

export async function dropSnapshots(connection: DuckDBConnection, ids: readonly string[]): Promise<void> {
  if (ids.length === 0) return;
  await inTransaction(connection, () => forget(connection, ids));
}

async function forget(connection: DuckDBConnection, ids: readonly string[]): Promise<void> {
  const list = { ids: new DuckDBListValue([...ids]) };
  const types = { ids: new DuckDBListType(VARCHAR) };
  const wanted = 'IN (SELECT UNNEST($ids))';
  const known = await connection.run(
    `SELECT DISTINCT table_name FROM ${OWN_SCHEMA}.snapshots WHERE id ${wanted}`,
    list,
    types,
  );
  const tables = await known.getRows();
  if (tables.length === 0) return;
  for (const [table] of tables) {
    await connection.run(
      `DELETE FROM ${rowsTable(String(table) as TableName)} WHERE snapshot_id ${wanted}`,
      list,
      types,
    );
  }
  await connection.run(`DELETE FROM ${OWN_SCHEMA}.snapshots WHERE id ${wanted}`, list, types);
}
