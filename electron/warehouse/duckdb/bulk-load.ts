import { BacklineError } from '../../../shared/errors.js';
import { duckDbPath } from '../tables/ddl-duckdb.js';
import type { TableRow } from '../port.js';
import type { TableName } from '../tables/names.js';
import { appendColumns, type AppendColumn } from './appending.js';
import { statementError } from './errors.js';
import { googleSqlType } from './live-schema.js';
import { inTransaction } from './transaction.js';
import type { DuckDbWarehouse } from './warehouse.js';

/** Rows by whole columns: the fast form. Every array has `rowCount` values. */
export interface ColumnBatch {
  readonly rowCount: number;
  readonly columns: Readonly<Record<string, readonly unknown[]>>;
}

export interface BulkLoadOptions {
  /** Empties the table first, in the same transaction. */
  readonly replace?: boolean;
  /** Names a row in an error; the default is the table and the row's place. */
  readonly nameRow?: (row: number) => string;
}

/**
 * Loads many rows in one transaction. Values as in `TableRow`; absent columns are NULL (arrays empty), whatever their
 * declared default. Answers the number of rows.
 * @throws BacklineError `bad_rows` naming row and column, `schema_mismatch` naming a column the table does not have.
 */
export async function bulkLoad(
  warehouse: DuckDbWarehouse,
  table: TableName,
  data: ColumnBatch | readonly TableRow[],
  options: BulkLoadOptions = {},
): Promise<number> {
  const batch = isRows(data) ? toColumns(data) : data;
  return warehouse.exclusively(`loading ${table}`, async (connection) => {
    const stored = (await warehouse.schema()).get(table);
    if (!stored) throw new BacklineError('schema_mismatch', `there is no table ${table}`, { subject: table });
    const unknown = Object.keys(batch.columns).find((name) => !stored.some((column) => column.name === name));
    if (unknown !== undefined) {
      throw new BacklineError('schema_mismatch', `table ${table} has no column ${unknown}`, {
        subject: `${table}.${unknown}`,
      });
    }
    const columns: AppendColumn[] = stored.map(({ name, duckType }) => {
      const type = googleSqlType(duckType);
      const values = batch.columns[name] ?? null;
      if (type === null || (values && values.length !== batch.rowCount)) {
        throw new BacklineError('internal', `${table}.${name}: ${type ? 'values missing' : `type ${duckType}`}`);
      }
      return { name, type, values };
    });
    const nameRow = options.nameRow ?? ((row) => `${table} row ${String(row + 1)}`);
    const [schema = '', name = ''] = table.split('.');
    try {
      return await inTransaction(connection, async () => {
        if (options.replace) await connection.run(`DELETE FROM ${duckDbPath(table)}`);
        requireValues(stored, columns, batch.rowCount, nameRow);
        await appendColumns(connection, { catalog: null, schema, table: name }, columns, batch.rowCount, nameRow);
        return batch.rowCount;
      });
    } catch (thrown) {
      throw statementError(thrown, `loading ${table}`, warehouse.info.location);
    }
  });
}

function isRows(data: ColumnBatch | readonly TableRow[]): data is readonly TableRow[] {
  return Array.isArray(data);
}

function toColumns(rows: readonly TableRow[]): ColumnBatch {
  const names = new Set<string>();
  for (const row of rows) for (const name of Object.keys(row)) names.add(name);
  return {
    rowCount: rows.length,
    columns: Object.fromEntries([...names].map((name) => [name, rows.map((row) => row[name])])),
  };
}

/** The appender names neither row nor column of a NULL that may not be, so they are looked for here. */
function requireValues(
  stored: readonly { readonly name: string; readonly nullable: boolean }[],
  columns: readonly AppendColumn[],
  rowCount: number,
  nameRow: (row: number) => string,
): void {
  if (rowCount === 0) return;
  columns.forEach(({ name, type, values }, index) => {
    if (stored[index]?.nullable !== false || type.kind === 'ARRAY') return;
    const row = values ? values.findIndex((value) => value === null || value === undefined) : 0;
    if (row >= 0) throw new BacklineError('bad_rows', `${nameRow(row)}: ${name} has no value`, { subject: name });
  });
}
