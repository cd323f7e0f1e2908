import type { GameDate } from '../../../shared/game-date.js';
import { duckDbPath } from '../tables/ddl-duckdb.js';
import { dateColumn } from '../tables/definitions.js';
import type { TableName } from '../tables/names.js';
import { dayLiteral } from './literals.js';
import type { StoredColumn } from './live-schema.js';

/**
 * The text that sets aside, in `temp.main.carried`, what a rewrite of the date must not empty: these columns of the stored rows by
 * key. A key that is stored twice gives the row that was stored last.
 */
export function carriedTable(
  table: TableName,
  date: GameDate,
  key: readonly string[],
  columns: readonly StoredColumn[],
): string {
  const names = [...new Set([...key, ...columns.map(({ name }) => name)])].map((name) => `"${name}"`);
  return `CREATE OR REPLACE TEMP TABLE carried AS SELECT ${names.join(', ')} FROM ${duckDbPath(table)}
     WHERE "${dateColumn(table)}" = ${dayLiteral(date)}
     QUALIFY ROW_NUMBER() OVER (PARTITION BY ${key.map((name) => `"${name}"`).join(', ')} ORDER BY rowid DESC) = 1`;
}

/** The carried value of one column of the row being written; a new key has none, and then an array is empty. */
export function carriedSelect({ name, duckType }: StoredColumn): string {
  return duckType.endsWith('[]') ? `COALESCE(c."${name}", [])` : `c."${name}"`;
}
