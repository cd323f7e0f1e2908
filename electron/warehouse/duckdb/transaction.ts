import type { DuckDBConnection, DuckDBResult } from '@duckdb/node-api';

/**
 * All or nothing. The error that broke it is the one that comes out, also when the rollback fails. `opening`, a text
 * without parameters, goes with the message that begins the transaction: each message waits for whatever the process
 * computes meanwhile, so few are quick. `work` gets the result of its last statement.
 */
export async function inTransaction<T>(
  connection: DuckDBConnection,
  work: (opened: DuckDBResult) => Promise<T>,
  opening = '',
): Promise<T> {
  try {
    const value = await work(await connection.run(`BEGIN TRANSACTION; ${opening}`));
    await connection.run('COMMIT');
    return value;
  } catch (thrown) {
    try {
      await connection.run('ROLLBACK');
    } catch {
      // A failed commit has already rolled back; the first error says why.
    }
    throw thrown;
  }
}
