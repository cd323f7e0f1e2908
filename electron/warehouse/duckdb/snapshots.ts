import {
  DuckDBDateValue,
  DuckDBListType,
  DuckDBListValue,
  DuckDBTimestampValue,
  VARCHAR,
  type DuckDBConnection,
} from '@duckdb/node-api';
import { BacklineError } from '../../../shared/errors.js';
import { toDayNumber, type GameDate } from '../../../shared/game-date.js';
import type { SnapshotRef, WriteReceipt } from '../port.js';
import { duckDbPath } from '../tables/ddl-duckdb.js';
import { dateColumn, tableDefinition } from '../tables/definitions.js';
import type { TableName } from '../tables/names.js';
import { carriedSelect, keepCarried } from './carried-columns.js';
import type { LiveSchema } from './live-schema.js';
import { OWN_SCHEMA } from './own-tables.js';
import { columnsOf, partitionVersion } from './partition-versions.js';
import { inTransaction } from './transaction.js';
import { recordWrite, refuseKnownWrite } from './write-ledger.js';

function rowsTable(table: TableName): string {
  return `${OWN_SCHEMA}."snapshot_rows_${table.replace('.', '_')}"`;
}

function quoted(names: readonly string[]): string {
  return names.map((name) => `"${name}"`).join(', ');
}

/**
 * Copies one date, all live columns, into a table of the same file: durable with the commit, and atomic with the entry
 * that says it is whole.
 */
export async function snapshotPartition(
  connection: DuckDBConnection,
  schema: LiveSchema,
  { table, date, id }: { readonly table: TableName; readonly date: GameDate; readonly id: string },
): Promise<SnapshotRef> {
  const columns = columnsOf(schema, table);
  await fitRowsTable(connection, schema, table);
  return inTransaction(connection, async () => {
    await forget(connection, [id]);
    const names = quoted(columns.map(({ name }) => name));
    const day = new DuckDBDateValue(toDayNumber(date));
    const copied = await connection.run(
      `INSERT INTO ${rowsTable(table)} (snapshot_id, ${names})
       SELECT $id, ${names} FROM ${duckDbPath(table)} WHERE "${dateColumn(table)}" = $day`,
      { id, day },
    );
    const snapshot: SnapshotRef = {
      id,
      table,
      date,
      rows: copied.rowsChanged,
      version: await partitionVersion(connection, schema, table, date),
    };
    await connection.run(
      `INSERT INTO ${OWN_SCHEMA}.snapshots VALUES ($id, $table, $day, $rows, $version, $columns, $at)`,
      {
        id,
        table,
        day,
        rows: BigInt(snapshot.rows),
        version: snapshot.version,
        columns: new DuckDBListValue(columns.map(({ name }) => name)),
        at: new DuckDBTimestampValue(BigInt(Date.now()) * 1000n),
      },
      { columns: new DuckDBListType(VARCHAR) },
    );
    return snapshot;
  });
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
  for (const { name, duckType } of columns) {
    await connection.run(`ALTER TABLE ${rowsTable(table)} ADD COLUMN IF NOT EXISTS "${name}" ${duckType}`);
  }
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
  return inTransaction(connection, async () => {
    await refuseKnownWrite(connection, writeId);
    const kept = await keptColumns(connection, snapshot);
    const lost = [...kept].filter((name) => !columns.some((column) => column.name === name));
    if (lost.length > 0) {
      throw new BacklineError('schema_mismatch', `table ${table} no longer has the column ${lost.join(', ')}`, {
        subject: `${table}.${String(lost[0])}`,
      });
    }
    const key = tableDefinition(table).naturalKey;
    const gained = columns.filter(({ name }) => !kept.has(name));
    await keepCarried(connection, table, date, key, gained);
    const day = new DuckDBDateValue(toDayNumber(date));
    await connection.run(`DELETE FROM ${duckDbPath(table)} WHERE "${dateColumn(table)}" = $day`, { day });
    const values = columns.map((column) => (kept.has(column.name) ? `s."${column.name}"` : carriedSelect(column)));
    const restored = await connection.run(
      `INSERT INTO ${duckDbPath(table)} (${quoted(columns.map(({ name }) => name))})
       SELECT ${values.join(', ')} FROM ${rowsTable(table)} AS s
       LEFT JOIN temp.main.carried AS c ON ${key.map((name) => `s."${name}" = c."${name}"`).join(' AND ')}
       WHERE s.snapshot_id = $id ORDER BY s.rowid`,
      { id },
    );
    const version = await partitionVersion(connection, schema, table, date);
    const receipt = { writeId, rows: restored.rowsChanged, version };
    await recordWrite(connection, table, date, receipt);
    return receipt;
  });
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
