import { statSync } from 'node:fs';
import { join } from 'node:path';
import type { DuckDBConnection } from '@duckdb/node-api';
import { BacklineError } from '../../../shared/errors.js';
import { appendColumns, type AppendColumn } from '../duckdb/appending.js';
import { inTransaction } from '../duckdb/transaction.js';
import { duckDbPath } from '../tables/ddl-duckdb.js';
import { tableDefinition, type ColumnDefinition, type TableDefinition } from '../tables/definitions.js';
import { FEATURE_STORE, type TableName } from '../tables/names.js';
import { checkValue } from './check-value.js';
import { csvSource } from './csv.js';
import type { ImportFile } from './file-names.js';
import { ndjsonSource } from './ndjson.js';
import { parquetSource } from './parquet.js';
import { badFile, type FileRow, type RowSource } from './row-source.js';

/** Tables whose natural key holds. The raw feeds, the schedule and the context repeat rows as a matter of course. */
const KEYED_TABLES: readonly TableName[] = [
  'nba_analytics.player_game_summary',
  'nba_precompute.player_daily_cache',
  'nba_precompute.player_composite_factors',
  'nba_precompute.player_shot_zone_analysis',
  'nba_precompute.team_defense_zone_analysis',
  FEATURE_STORE,
];

const LINE: ColumnDefinition = {
  name: 'file_line',
  type: 'INT64',
  sqlType: { kind: 'INT64' },
  required: true,
  needed: false,
  default: null,
  meaning: null,
};

export interface FileProgress {
  readonly rows: number;
  readonly bytes: number;
  readonly totalBytes: number;
}

/**
 * Loads one file: every row is checked and staged first; then, in one transaction, the dates that the file has are
 * replaced (a table without dates is replaced whole). So a file can be imported again, and a season month by month.
 * @throws BacklineError `bad_rows` naming `file:line` and the column, `cancelled`. Nothing of the file is loaded then.
 */
export async function loadFile(
  connection: DuckDBConnection,
  folder: string,
  file: ImportFile,
  signal: AbortSignal | undefined,
  onProgress: (progress: FileProgress) => void,
): Promise<number> {
  const table = tableDefinition(file.table);
  const path = join(folder, file.name);
  const totalBytes = statSync(path).size;
  const source = openSource(connection, path, file, totalBytes);
  await connection.run(
    `CREATE OR REPLACE TEMP TABLE imported AS SELECT *, CAST(0 AS BIGINT) AS ${LINE.name} FROM ${duckDbPath(table.name)} LIMIT 0`,
  );
  const order = await storedOrder(connection, table);
  let count = 0;
  try {
    for await (const rows of source.rows()) {
      if (signal?.aborted) throw new BacklineError('cancelled', `importing ${file.name} was cancelled`);
      if (count === 0) checkHeader(source, table, file.name);
      await stageRows(connection, order, checkRows(table, rows, source, file.name), rows);
      count += rows.length;
      onProgress({ rows: count, bytes: source.bytesRead(), totalBytes });
    }
    // A file with a header and no rows has its columns checked too.
    if (count === 0) checkHeader(source, table, file.name);
    await refuseDuplicates(connection, table, file.name);
    await replaceWithStaged(connection, table);
    return count;
  } finally {
    await connection.run('DROP TABLE IF EXISTS temp.main.imported');
  }
}

function openSource(connection: DuckDBConnection, path: string, file: ImportFile, size: number): RowSource {
  switch (file.format) {
    case 'ndjson':
      return ndjsonSource(path, file.name, file.gzip);
    case 'csv':
      return csvSource(path, file.name, file.gzip);
    case 'parquet':
      return parquetSource(connection, path, file.name, size);
  }
}

/** Definitions in the order of the live table, which may have columns that Backline does not know. */
async function storedOrder(
  connection: DuckDBConnection,
  table: TableDefinition,
): Promise<readonly (ColumnDefinition | null)[]> {
  const described = await connection.run(`DESCRIBE ${duckDbPath(table.name)}`);
  return (await described.getRows()).map(([name]) => table.columns.find((column) => column.name === name) ?? null);
}

function checkHeader(source: RowSource, table: TableDefinition, name: string): void {
  const header = source.header();
  if (header === null) return;
  for (const column of header) requireKnown(table, column, `${name}:1`);
  for (const column of table.columns) {
    // REQUIRED columns that Backline does not use may be absent: an export cut to what is used stays importable.
    if (column.required && column.needed && !header.includes(column.name)) {
      throw badFile(`${name}:1`, `the column ${column.name} is missing`);
    }
  }
}

function requireKnown(table: TableDefinition, column: string, where: string): void {
  if (!table.columns.some(({ name }) => name === column)) {
    throw badFile(where, `${table.name} has no column ${column}`);
  }
}

function checkRows(
  table: TableDefinition,
  rows: readonly FileRow[],
  source: RowSource,
  name: string,
): ReadonlyMap<string, readonly unknown[]> {
  const columns = new Map(table.columns.map((column) => [column.name, new Array<unknown>(rows.length).fill(null)]));
  for (const [index, { line, values }] of rows.entries()) {
    const where = () => `${name}:${String(line)}`;
    for (const column in values) {
      if (!columns.has(column)) requireKnown(table, column, where());
    }
    for (const column of table.columns) {
      const value = values[column.name];
      if (value === null || value === undefined) {
        if (column.required && (column.needed || value === null)) {
          throw badFile(where(), `${column.name} ${value === null ? 'has no value' : 'is missing'}`);
        }
        continue;
      }
      const checked = checkValue(column.sqlType, value, source.spelling);
      if ('problem' in checked) {
        throw badFile(where(), `${column.name} ${checked.problem}: ${JSON.stringify(value).slice(0, 80)}`);
      }
      const target = columns.get(column.name);
      if (target) target[index] = checked.value;
    }
  }
  return columns;
}

async function stageRows(
  connection: DuckDBConnection,
  order: readonly (ColumnDefinition | null)[],
  values: ReadonlyMap<string, readonly unknown[]>,
  rows: readonly FileRow[],
): Promise<void> {
  if (rows.length === 0) return;
  const columns = order.map((column): AppendColumn =>
    column
      ? { name: column.name, type: column.sqlType, values: values.get(column.name) ?? null }
      : { name: 'unknown', type: { kind: 'STRING' }, values: null },
  );
  const lines: AppendColumn = { name: LINE.name, type: LINE.sqlType, values: rows.map(({ line }) => line) };
  const target = { catalog: 'temp', schema: 'main', table: 'imported' };
  await appendColumns(connection, target, [...columns, lines], rows.length, (row) => `row ${String(row + 1)}`);
}

async function refuseDuplicates(connection: DuckDBConnection, table: TableDefinition, name: string): Promise<void> {
  if (!KEYED_TABLES.includes(table.name)) return;
  const key = table.naturalKey;
  const found = await connection.run(
    `SELECT MIN(${LINE.name}), MAX(${LINE.name}), ${key.map((column) => `ANY_VALUE(CAST("${column}" AS VARCHAR))`).join(', ')}
     FROM temp.main.imported GROUP BY ${key.map((column) => `"${column}"`).join(', ')}
     HAVING COUNT(*) > 1 ORDER BY 2, 1 LIMIT 1`,
  );
  const [row] = await found.getRows();
  if (!row) return;
  const [first, last, ...values] = row.map(String);
  throw badFile(
    `${name}:${String(last)}`,
    `repeats line ${String(first)}: ${key.map((column, i) => `${column} ${String(values[i])}`).join(', ')}`,
  );
}

async function replaceWithStaged(connection: DuckDBConnection, table: TableDefinition): Promise<void> {
  const path = duckDbPath(table.name);
  await inTransaction(connection, async () => {
    const date = table.partition ? `"${table.partition.column}"` : null;
    await connection.run(
      `DELETE FROM ${path}${date ? ` WHERE ${date} IN (SELECT DISTINCT ${date} FROM temp.main.imported)` : ''}`,
    );
    await connection.run(
      `INSERT INTO ${path} SELECT * EXCLUDE (${LINE.name}) FROM temp.main.imported ORDER BY ${LINE.name}`,
    );
  });
}
