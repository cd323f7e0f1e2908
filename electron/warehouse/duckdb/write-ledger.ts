import type { DuckDBConnection, DuckDBResult } from '@duckdb/node-api';
import { BacklineError } from '../../../shared/errors.js';
import type { GameDate } from '../../../shared/game-date.js';
import type { WriteReceipt } from '../port.js';
import type { TableName } from '../tables/names.js';
import { duckDbPath } from '../tables/ddl-duckdb.js';
import { dateColumn } from '../tables/definitions.js';
import { dayLiteral, textLiteral } from './literals.js';
import type { LiveSchema } from './live-schema.js';
import { OWN_SCHEMA } from './own-tables.js';
import { columnsOf, EMPTY_VERSION, versionExpression } from './partition-versions.js';

export async function findWrite(connection: DuckDBConnection, writeId: string): Promise<WriteReceipt | null> {
  // A file that no Backline wrote to has no ledger, and so no writes.
  const ledger = await connection.run(
    `SELECT 1 FROM duckdb_tables() WHERE schema_name = '${OWN_SCHEMA}' AND table_name = 'partition_writes'`,
  );
  return (await ledger.getRows()).length === 0 ? null : findInLedger(connection, writeId);
}

async function findInLedger(connection: DuckDBConnection, writeId: string): Promise<WriteReceipt | null> {
  const found = await connection.run(
    `SELECT rows, version FROM ${OWN_SCHEMA}.partition_writes WHERE write_id = $id LIMIT 1`,
    { id: writeId },
  );
  const [row] = await found.getRows();
  return row ? { writeId, rows: Number(row[0]), version: String(row[1]) } : null;
}

interface WriteSlot {
  readonly writeId: string;
  readonly table: TableName;
  readonly date: GameDate;
}

/**
 * The text that enters what now stands in the date, for the transaction of the data, so that the entry stands if and
 * only if the data does. `receiptOf` reads its result.
 */
export function ledgerEntry(schema: LiveSchema, { writeId, table, date }: WriteSlot): string {
  return `INSERT INTO ${OWN_SCHEMA}.partition_writes
     SELECT ${textLiteral(writeId)}, ${textLiteral(table)}, ${dayLiteral(date)}, COUNT(*),
       CASE WHEN COUNT(*) = 0 THEN '${EMPTY_VERSION}' ELSE ${versionExpression(columnsOf(schema, table))} END,
       make_timestamp(${Date.now() * 1000})
     FROM ${duckDbPath(table)} WHERE "${dateColumn(table)}" = ${dayLiteral(date)}
     RETURNING rows, version`;
}

export async function receiptOf(writeId: string, entered: DuckDBResult): Promise<WriteReceipt> {
  const [row] = await entered.getRows();
  if (row === undefined) throw new BacklineError('internal', `write ${writeId} left no entry`, { subject: writeId });
  return { writeId, rows: Number(row[0]), version: String(row[1]) };
}

/** The text whose result `refuseKnownWrite` looks at. */
export function knownWrite(writeId: string): string {
  return `SELECT 1 FROM ${OWN_SCHEMA}.partition_writes WHERE write_id = ${textLiteral(writeId)} LIMIT 1`;
}

/** An id names one write for ever; a second one under it could not be told from the first after a crash. */
export async function refuseKnownWrite(writeId: string, found: DuckDBResult): Promise<void> {
  if ((await found.getRows()).length > 0) {
    throw new BacklineError('wrong_state', `write ${writeId} has taken place already`, { subject: writeId });
  }
}
