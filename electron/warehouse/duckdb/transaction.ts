import type { DuckDBConnection } from '@duckdb/node-api';

/** All or nothing. The error that broke it is the one that comes out, also when the rollback fails. */
export async function inTransaction<T>(connection: DuckDBConnection, work: () => Promise<T>): Promise<T> {
  await connection.run('BEGIN TRANSACTION');
  try {
    const value = await work();
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
