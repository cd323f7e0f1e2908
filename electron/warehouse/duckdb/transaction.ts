import type { DuckDBConnection, DuckDBResult } from '@duckdb/node-api';

/** All or nothing. The error that broke it is the one that comes out, also when the rollback fails. */
export async function inTransaction<T>(connection: DuckDBConnection, work: () => Promise<T>): Promise<T> {
  try {
    await connection.run('BEGIN TRANSACTION');
    const value = await work();
    await connection.run('COMMIT');
    return value;
  } catch (thrown) {
    await rollBack(connection);
    throw thrown;
  }
}

/**
 * The statements, which take no parameters, in one transaction, and then `afterwards`, the only one that may give
 * rows, whose result is the answer: all in one message, because between messages the engine waits for whatever the process computes meanwhile.
 */
export async function runTransaction(
  connection: DuckDBConnection,
  statements: readonly string[],
  afterwards: string,
): Promise<DuckDBResult> {
  try {
    return await connection.run(['BEGIN TRANSACTION', ...statements, 'COMMIT', afterwards].join(';\n'));
  } catch (thrown) {
    await rollBack(connection);
    throw thrown;
  }
}

async function rollBack(connection: DuckDBConnection): Promise<void> {
  try {
    await connection.run('ROLLBACK');
  } catch {
    // A failed commit has already rolled back; the first error says why.
  }
}
