import type { DuckDBConnection, DuckDBResult } from '@duckdb/node-api';
import { BacklineError } from '../../../shared/errors.js';
import type { ReadOptions } from '../port.js';
import type { AnyStatement, ColumnTypes } from '../statement.js';
import { statementError } from './errors.js';
import { bindParameters } from './parameters.js';
import { duckDbText } from './prelude.js';
import { chunkRows, columnReader, type ColumnReader } from './read-vectors.js';

type Values = Readonly<Record<string, unknown>>;

/** Reads every row of one statement on a connection of its own. */
export async function readAll(
  connection: DuckDBConnection,
  path: string,
  statement: AnyStatement,
  params: Values,
  options: ReadOptions,
): Promise<Record<string, unknown>[]> {
  return cancellable(connection, path, statement, options, async () => {
    const prepared = await connection.prepare(duckDbText(statement));
    try {
      bindParameters(prepared, statement, params);
      // Streamed, because a materialised result is copied once more and held twice.
      const result = await prepared.stream();
      const columns = resultColumns(statement, result);
      const rows: Record<string, unknown>[] = [];
      for (let chunk = await result.fetchChunk(); chunk && chunk.rowCount > 0; chunk = await result.fetchChunk()) {
        for (const row of chunkRows(chunk, columns)) rows.push(row);
      }
      return rows;
    } finally {
      prepared.destroySync();
    }
  });
}

/** The rows chunk by chunk (2048 at most), as the engine makes them. */
export async function* readBatches(
  connection: DuckDBConnection,
  path: string,
  statement: AnyStatement,
  params: Values,
  options: ReadOptions,
): AsyncGenerator<Record<string, unknown>[]> {
  const prepared = await cancellable(connection, path, statement, options, () =>
    connection.prepare(duckDbText(statement)),
  );
  try {
    const result = await cancellable(connection, path, statement, options, () => {
      bindParameters(prepared, statement, params);
      return prepared.stream();
    });
    const columns = resultColumns(statement, result);
    for (;;) {
      const chunk = await cancellable(connection, path, statement, options, () => result.fetchChunk());
      if (!chunk || chunk.rowCount === 0) return;
      yield chunkRows(chunk, columns);
    }
  } finally {
    prepared.destroySync();
  }
}

/** @throws BacklineError `internal` when the result's columns are not the declared ones. */
export function resultColumns(statement: AnyStatement, result: DuckDBResult): readonly ColumnReader[] {
  const declared: ColumnTypes = statement.columns;
  const names = result.columnNames();
  if (names.join() !== Object.keys(declared).join()) {
    throw new BacklineError(
      'internal',
      `${statement.name} declares the columns ${Object.keys(declared).join(', ')} and gives ${names.join(', ')}`,
      { subject: statement.name },
    );
  }
  return Object.entries(declared).map(([name, type], index) => columnReader(name, type, result.columnType(index)));
}

/** Runs engine work that an abort interrupts; every failure comes out as a `BacklineError` that names the statement. */
export async function cancellable<T>(
  connection: DuckDBConnection,
  path: string,
  statement: AnyStatement,
  { signal }: ReadOptions,
  work: () => Promise<T>,
): Promise<T> {
  const cancelled = () => new BacklineError('cancelled', `reading ${statement.name} was cancelled`);
  if (signal?.aborted) throw cancelled();
  const interrupt = () => {
    connection.interrupt();
  };
  signal?.addEventListener('abort', interrupt, { once: true });
  try {
    const result = await work();
    // Interrupted as it begins or ends, a statement may end early without an error: some rows would pass for all.
    if (signal?.aborted) throw cancelled();
    return result;
  } catch (thrown) {
    if (signal?.aborted) throw cancelled();
    throw statementError(thrown, `reading ${statement.name}`, path);
  } finally {
    signal?.removeEventListener('abort', interrupt);
  }
}
