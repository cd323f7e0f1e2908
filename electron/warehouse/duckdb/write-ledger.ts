import type { DuckDBConnection } from '@duckdb/node-api';
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
import { runTransaction } from './transaction.js';

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
 * Runs what changes a date and enters what then stands there in one transaction, so that the entry stands if and only if
 * the data does.
 * @throws BacklineError `wrong_state` for an id that has been used: it names one write for ever, because a second one
 * under it could not be told from the first after a crash.
 */
export async function writeWithEntry(
  connection: DuckDBConnection,
  schema: LiveSchema,
  { writeId, table, date }: WriteSlot,
  changes: readonly string[],
): Promise<WriteReceipt> {
  const id = textLiteral(writeId);
  const ledger = `${OWN_SCHEMA}.partition_writes`;
  const known = `SELECT 1 FROM ${ledger} WHERE write_id = ${id}`;
  const entry = `INSERT INTO ${ledger}
     SELECT CASE WHEN EXISTS (${known}) THEN error('write has taken place') ELSE ${id} END, ${textLiteral(table)}, ${dayLiteral(date)}, COUNT(*),
       CASE WHEN COUNT(*) = 0 THEN '${EMPTY_VERSION}' ELSE ${versionExpression(columnsOf(schema, table))} END,
       make_timestamp(${Date.now() * 1000})
     FROM ${duckDbPath(table)} WHERE "${dateColumn(table)}" = ${dayLiteral(date)}`;
  const entered = await runTransaction(
    connection,
    [...changes, entry],
    // The only statement of the message that gives rows, and so its answer.
    `SELECT rows, version FROM ${ledger} WHERE write_id = ${id}`,
  ).catch(async (thrown: unknown) => {
    if ((await findInLedger(connection, writeId)) === null) throw thrown;
    throw new BacklineError('wrong_state', `write ${writeId} has taken place already`, { subject: writeId });
  });
  const [row] = await entered.getRows();
  if (row === undefined) throw new BacklineError('internal', `write ${writeId} left no entry`, { subject: writeId });
  return { writeId, rows: Number(row[0]), version: String(row[1]) };
}
