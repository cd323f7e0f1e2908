import { DuckDBDataChunk, type DuckDBConnection } from '@duckdb/node-api';
import bindings from '@duckdb/node-bindings';
import { BacklineError } from '../../../shared/errors.js';
import type { SqlType } from '../tables/sql-type.js';
import { fillVector, ValueMismatch } from './write-vectors.js';

export const CHUNK_ROWS = 2048;

export interface AppendColumn {
  readonly name: string;
  readonly type: SqlType;
  /** Null: the column is not given, every value is NULL (or an empty array). */
  readonly values: readonly unknown[] | null;
}

export interface AppendTarget {
  readonly catalog: string | null;
  readonly schema: string;
  readonly table: string;
}

/**
 * Appends rows by whole columns, 2048 at a time, within the connection's transaction. `columns` are those of the target
 * table, all of them and in its order. `nameRow` says for an error which row it was.
 * @throws BacklineError `bad_rows` naming the column and the row.
 */
export async function appendColumns(
  connection: DuckDBConnection,
  target: AppendTarget,
  columns: readonly AppendColumn[],
  rowCount: number,
  nameRow: (row: number) => string,
): Promise<void> {
  const appender = await connection.createAppender(target.table, target.schema, target.catalog);
  try {
    const types = columns.map((_, index) => appender.columnType(index));
    const nothing: readonly null[] = new Array<null>(Math.min(CHUNK_ROWS, rowCount)).fill(null);
    for (let from = 0; from < rowCount; from += CHUNK_ROWS) {
      const count = Math.min(CHUNK_ROWS, rowCount - from);
      const chunk = DuckDBDataChunk.create(types, count);
      columns.forEach((column, index) => {
        const values = column.values?.slice(from, from + count) ?? nothing.slice(0, count);
        try {
          fillVector(bindings.data_chunk_get_vector(chunk.chunk, index), column.type, values);
        } catch (thrown) {
          if (!(thrown instanceof ValueMismatch)) throw thrown;
          throw badValue(column.name, nameRow(from + thrown.row), values[thrown.row], thrown.reason);
        }
      });
      appender.appendDataChunk(chunk);
    }
    appender.flushSync();
  } finally {
    appender.closeSync();
  }
}

function badValue(column: string, row: string, value: unknown, reason: string): BacklineError {
  const shown = typeof value === 'bigint' ? String(value) : (JSON.stringify(value) ?? 'nothing').slice(0, 80);
  return new BacklineError('bad_rows', `${row}: ${column} ${reason}: ${shown}`, { subject: column });
}
