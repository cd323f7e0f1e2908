import type { DuckDBConnection } from '@duckdb/node-api';

/** Backline's own tables live in a schema of the same file, so that they change in one transaction with the data. */
export const OWN_SCHEMA = 'backline';

const OWN_TABLES = [
  `CREATE SCHEMA IF NOT EXISTS ${OWN_SCHEMA}`,
  // The ledger: a write took place if and only if its id stands here (design decision 5).
  `CREATE TABLE IF NOT EXISTS ${OWN_SCHEMA}.partition_writes (
     write_id VARCHAR NOT NULL, table_name VARCHAR NOT NULL, date DATE NOT NULL, rows BIGINT NOT NULL,
     version VARCHAR NOT NULL, written_at TIMESTAMP NOT NULL)`,
  // One row a snapshot; the rows themselves stand in snapshot_rows_<dataset>_<table>.
  `CREATE TABLE IF NOT EXISTS ${OWN_SCHEMA}.snapshots (
     id VARCHAR NOT NULL, table_name VARCHAR NOT NULL, date DATE NOT NULL, rows BIGINT NOT NULL,
     version VARCHAR NOT NULL, columns VARCHAR[] NOT NULL, taken_at TIMESTAMP NOT NULL)`,
] as const;

/** Files of an earlier Backline get what they lack. */
export async function ensureOwnTables(connection: DuckDBConnection): Promise<void> {
  for (const sql of OWN_TABLES) await connection.run(sql);
}
