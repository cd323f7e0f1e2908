import type { DuckDBConnection } from '@duckdb/node-api';
import { BacklineError } from '../../../shared/errors.js';
import type { PartitionWrite, TableRow, WriteReceipt } from '../port.js';
import { duckDbPath } from '../tables/ddl-duckdb.js';
import { dateColumn } from '../tables/definitions.js';
import { appendColumns, type AppendColumn } from './appending.js';
import { carriedSelect, carriedTable } from './carried-columns.js';
import { dayLiteral, textListLiteral } from './literals.js';
import { googleSqlType, type LiveSchema, type StoredColumn } from './live-schema.js';
import { columnsOf, partitionVersion } from './partition-versions.js';
import { writeWithEntry } from './write-ledger.js';

/** Kept from the stored row of the same key also when the new row brings one (domain: tables section 1). */
const KEPT_ON_REWRITE = 'created_at';

/** The second half of a write: what changes the table. `known` is the version that stands there, when it is certain. */
export type StagedWrite = (known: string | undefined) => Promise<WriteReceipt>;

/**
 * Checks the rows of one date and lays them down beside the table, on a connection that the write keeps for itself, so
 * that this goes on while another date is written. What it answers replaces the date in one transaction: what the rows
 * do not carry is taken from the stored rows of the same key, the date is emptied and filled, and the ledger gets its
 * entry; it must run while no other write does.
 * @throws BacklineError `bad_rows`, `schema_mismatch`; the second half `plan_stale`, `wrong_state`.
 */
export async function stagePartition(
  connection: DuckDBConnection,
  schema: LiveSchema,
  write: PartitionWrite,
): Promise<StagedWrite> {
  const stored = columnsOf(schema, write.table);
  const written = writtenColumns(write, stored);
  checkRows(write, stored, written);
  const columns = stageColumns(write, stored, written);
  const constants = constantColumns(columns);
  const staged = [rowOrder(write), ...columns.filter(({ name }) => !constants.has(name))];
  const names = new Set(written);
  const carried = stored.filter(({ name }) => !names.has(name) || name === KEPT_ON_REWRITE);
  const values = stored.map((column) =>
    names.has(column.name) ? stagedSelect(column, constants) : carriedSelect(column),
  );
  const path = duckDbPath(write.table);
  const day = `"${dateColumn(write.table)}" = ${dayLiteral(write.date)}`;
  const join = write.key.map((name) => `s."${name}" = c."${name}"`).join(' AND ');
  const fill = `INSERT INTO ${path} (${stored.map(({ name }) => `"${name}"`).join(', ')})
    SELECT ${values.join(', ')} FROM temp.main.staged AS s
    LEFT JOIN temp.main.carried AS c ON ${join}
    ORDER BY s.${ROW_ORDER}`;
  await connection.run(stageTable(staged, stored));
  const stage = { catalog: 'temp', schema: 'main', table: 'staged' };
  await appendColumns(connection, stage, staged, write.rows.length, (row) => nameRow(write, write.rows[row] ?? {}));
  return async (known) => {
    const standing = known ?? (await partitionVersion(connection, schema, write.table, write.date));
    if (standing !== write.expectedVersion) {
      throw new BacklineError('plan_stale', `${write.table} ${write.date} changed since the plan was made`, {
        subject: write.date,
        remedy: 'Make a new plan.',
      });
    }
    return writeWithEntry(connection, schema, write, [
      carriedTable(write.table, write.date, write.key, carried),
      `DELETE FROM ${path} WHERE ${day}`,
      ...(write.rows.length === 0 ? [] : [fill]),
    ]);
  };
}

function stagedSelect({ name }: StoredColumn, constants: ReadonlyMap<string, string>): string {
  const constant = constants.get(name);
  if (constant !== undefined) return constant;
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
 * The names of the features are the same in every row and would be the larger half of what is staged: such a column
 * goes into the statement once, as a literal.
 */
function constantColumns(columns: readonly AppendColumn[]): ReadonlyMap<string, string> {
  const constants = new Map<string, string>();
  for (const { name, type, values } of columns) {
    if (type.kind !== 'ARRAY' || type.element.kind !== 'STRING' || !values || values.length < 2) continue;
    const [first] = values;
    if (!Array.isArray(first) || !first.every((item) => typeof item === 'string')) continue;
    const items: readonly string[] = first;
    const same = (value: unknown): boolean =>
      value === first ||
      (Array.isArray(value) && value.length === items.length && items.every((item, i) => item === value[i]));
    if (values.every(same)) constants.set(name, textListLiteral(items));
  }
  return constants;
}

const ROW_ORDER = 'row_order';

function rowOrder(write: PartitionWrite): AppendColumn {
  return { name: ROW_ORDER, type: { kind: 'INT64' }, values: write.rows.map((_, i) => i) };
}

/** Made by its columns' types: cheaper for the engine than after the pattern of a wide table. */
function stageTable(columns: readonly AppendColumn[], stored: readonly StoredColumn[]): string {
  const types = new Map(stored.map(({ name, duckType }) => [name, duckType]));
  const list = columns.map(({ name }) => `"${name}" ${types.get(name) ?? 'BIGINT'}`);
  return `CREATE OR REPLACE TEMP TABLE staged (${list.join(', ')})`;
}
