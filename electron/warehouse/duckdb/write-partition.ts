import { DuckDBDateValue, type DuckDBConnection } from '@duckdb/node-api';
import { BacklineError } from '../../../shared/errors.js';
import { toDayNumber } from '../../../shared/game-date.js';
import type { PartitionWrite, TableRow, WriteReceipt } from '../port.js';
import { duckDbPath } from '../tables/ddl-duckdb.js';
import { dateColumn } from '../tables/definitions.js';
import { appendColumns, type AppendColumn } from './appending.js';
import { carriedSelect, keepCarried } from './carried-columns.js';
import { googleSqlType, type LiveSchema, type StoredColumn } from './live-schema.js';
import { columnsOf, partitionVersion } from './partition-versions.js';
import { inTransaction } from './transaction.js';
import { recordWrite, refuseKnownWrite } from './write-ledger.js';

/** Kept from the stored row of the same key also when the new row brings one (domain: tables section 1). */
const KEPT_ON_REWRITE = 'created_at';

/**
 * Replaces one date in one transaction: the version is checked, the new rows are staged, what they do not carry is
 * taken from the stored rows of the same key, the date is emptied and filled, and the ledger gets its entry.
 * @throws BacklineError `plan_stale`, `bad_rows`, `schema_mismatch`.
 */
export async function writePartition(
  connection: DuckDBConnection,
  schema: LiveSchema,
  write: PartitionWrite,
): Promise<WriteReceipt> {
  const stored = columnsOf(schema, write.table);
  const written = writtenColumns(write, stored);
  checkRows(write, stored, written);
  const staged = stageColumns(write, stored, written);
  const constants = new Set(staged.filter(isConstantList).map(({ name }) => name));
  const names = new Set(written);
  return inTransaction(connection, async () => {
    await refuseKnownWrite(connection, write.writeId);
    const standing = await partitionVersion(connection, schema, write.table, write.date);
    if (standing !== write.expectedVersion) {
      throw new BacklineError('plan_stale', `${write.table} ${write.date} changed since the plan was made`, {
        subject: write.date,
        remedy: 'Make a new plan.',
      });
    }
    if (write.rows.length > 0) {
      await stage(connection, write, staged, constants);
      await keepCarried(connection, write.table, write.date, write.key, carriedColumns(stored, names));
    }
    const day = new DuckDBDateValue(toDayNumber(write.date));
    await connection.run(`DELETE FROM ${duckDbPath(write.table)} WHERE "${dateColumn(write.table)}" = $day`, { day });
    if (write.rows.length > 0) await insertStaged(connection, write, stored, names, constants);
    const version = await partitionVersion(connection, schema, write.table, write.date);
    const receipt = { writeId: write.writeId, rows: write.rows.length, version };
    await recordWrite(connection, write.table, write.date, receipt);
    return receipt;
  });
}

function carriedColumns(stored: readonly StoredColumn[], written: ReadonlySet<string>): readonly StoredColumn[] {
  return stored.filter(({ name }) => !written.has(name) || name === KEPT_ON_REWRITE);
}

async function insertStaged(
  connection: DuckDBConnection,
  write: PartitionWrite,
  stored: readonly StoredColumn[],
  written: ReadonlySet<string>,
  constants: ReadonlySet<string>,
): Promise<void> {
  const values = stored.map((column) =>
    written.has(column.name) ? stagedSelect(column, constants) : carriedSelect(column),
  );
  await connection.run(
    `INSERT INTO ${duckDbPath(write.table)} (${stored.map(({ name }) => `"${name}"`).join(', ')})
     SELECT ${values.join(', ')} FROM temp.main.staged AS s
     CROSS JOIN temp.main.constants AS k
     LEFT JOIN temp.main.carried AS c ON ${write.key.map((name) => `s."${name}" = c."${name}"`).join(' AND ')}
     ORDER BY s.row_order`,
  );
}

function stagedSelect({ name }: StoredColumn, constants: ReadonlySet<string>): string {
  if (constants.has(name)) return `k."${name}"`;
  return name === KEPT_ON_REWRITE ? `COALESCE(c."${name}", s."${name}")` : `s."${name}"`;
}

function writtenColumns(write: PartitionWrite, stored: readonly StoredColumn[]): readonly string[] {
  const names = new Set<string>();
  for (const row of write.rows) for (const name of Object.keys(row)) names.add(name);
  const missing = [...names].filter((name) => !stored.some((column) => column.name === name));
  if (missing.length > 0) {
    throw new BacklineError('schema_mismatch', `table ${write.table} has no column ${missing.join(', ')}`, {
      subject: `${write.table}.${String(missing[0])}`,
    });
  }
  return stored.map(({ name }) => name).filter((name) => names.has(name));
}

function nameRow(write: PartitionWrite, row: TableRow): string {
  return `${write.table} ${write.date} (${write.key.map((name) => `${name} ${String(row[name])}`).join(', ')})`;
}

function checkRows(write: PartitionWrite, stored: readonly StoredColumn[], written: readonly string[]): void {
  const date = dateColumn(write.table);
  const keys = new Set<string>();
  const names = new Set(written);
  const required = stored.filter(
    ({ name, nullable, duckType }) =>
      write.key.includes(name) || (!nullable && !duckType.endsWith('[]') && (names.has(name) || write.rows.length > 0)),
  );
  for (const row of write.rows) {
    const key = JSON.stringify(write.key.map((name) => row[name]));
    if (keys.has(key)) {
      throw new BacklineError('bad_rows', `${nameRow(write, row)} is there twice`, { subject: key });
    }
    keys.add(key);
    if (row[date] !== write.date) {
      throw new BacklineError('bad_rows', `${nameRow(write, row)}: ${date} is ${String(row[date])}`, { subject: date });
    }
    for (const { name } of required) {
      if (row[name] === null || row[name] === undefined) {
        throw new BacklineError('bad_rows', `${nameRow(write, row)}: ${name} has no value`, { subject: name });
      }
    }
  }
}

function stageColumns(
  write: PartitionWrite,
  stored: readonly StoredColumn[],
  written: readonly string[],
): readonly AppendColumn[] {
  const names = new Set(written);
  return stored
    .filter(({ name }) => names.has(name))
    .map(({ name, duckType }) => {
      const type = googleSqlType(duckType);
      if (type === null) {
        throw new BacklineError('schema_mismatch', `${write.table}.${name} has the type ${duckType}`, {
          subject: `${write.table}.${name}`,
        });
      }
      return { name, type, values: write.rows.map((row) => row[name]) };
    });
}

/**
 * The names of the features are the same in every row and would be the larger half of what is staged: such a column is
 * staged once, not once a row.
 */
function isConstantList({ type, values }: AppendColumn): boolean {
  if (type.kind !== 'ARRAY' || !values || values.length < 2) return false;
  const [first] = values;
  if (!Array.isArray(first)) return false;
  const items: readonly unknown[] = first;
  return values.every(
    (value) =>
      value === first ||
      (Array.isArray(value) && value.length === items.length && items.every((item, i) => Object.is(item, value[i]))),
  );
}

async function stage(
  connection: DuckDBConnection,
  write: PartitionWrite,
  columns: readonly AppendColumn[],
  constants: ReadonlySet<string>,
): Promise<void> {
  const order: AppendColumn = { name: 'row_order', type: { kind: 'INT64' }, values: write.rows.map((_, i) => i) };
  const perRow = [order, ...columns.filter(({ name }) => !constants.has(name))];
  const once = [
    { ...order, values: [0] },
    ...columns.filter(({ name }) => constants.has(name)).map((column) => ({ ...column, values: [column.values?.[0]] })),
  ];
  await stageTable(connection, write, 'staged', perRow, write.rows.length);
  await stageTable(connection, write, 'constants', once, 1);
}

async function stageTable(
  connection: DuckDBConnection,
  write: PartitionWrite,
  table: string,
  columns: readonly AppendColumn[],
  rowCount: number,
): Promise<void> {
  const select = columns.map(({ name }) => (name === 'row_order' ? `CAST(0 AS BIGINT) AS row_order` : `"${name}"`));
  await connection.run(
    `CREATE OR REPLACE TEMP TABLE ${table} AS SELECT ${select.join(', ')} FROM ${duckDbPath(write.table)} LIMIT 0`,
  );
  await appendColumns(connection, { catalog: 'temp', schema: 'main', table }, columns, rowCount, (row) =>
    nameRow(write, write.rows[row] ?? {}),
  );
}
