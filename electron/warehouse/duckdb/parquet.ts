import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { stat } from 'node:fs/promises';
import { DuckDBInstance } from '@duckdb/node-api';
import { duckDbType } from '../tables/ddl-duckdb.js';
import type { SqlType } from '../tables/sql-type.js';
import { statementError } from './errors.js';
import { textLiteral } from './literals.js';
import { ENGINE_OPTIONS } from './prelude.js';

async function sha256Of(path: string): Promise<string> {
  const hash = createHash('sha256');
  for await (const block of createReadStream(path)) hash.update(block as Buffer);
  return hash.digest('hex');
}

/** Rows to be made a Parquet file of: objects of text with these columns, or Parquet files one after the other. */
export type ParquetSource = { readonly ndjson: string } | { readonly parquet: readonly string[] };

function sourceSql(
  source: ParquetSource,
  columns: readonly { readonly name: string; readonly type: SqlType }[],
): string {
  if ('parquet' in source) return `read_parquet([${source.parquet.map(textLiteral).join(', ')}])`;
  const shape = columns.map(({ name, type }) => `${textLiteral(name)}: ${textLiteral(duckDbType(type))}`).join(', ');
  return `read_json(${textLiteral(source.ndjson)}, format = 'newline_delimited', columns = {${shape}})`;
}

/**
 * Makes one Parquet file. An engine of its own in memory, whatever warehouse the rows came from; one thread and the
 * order kept, so that equal input gives equal bytes.
 * @throws BacklineError `disk_unwritable`, `warehouse_failed`.
 */
export async function writeParquet(
  source: ParquetSource,
  columns: readonly { readonly name: string; readonly type: SqlType }[],
  parquetPath: string,
): Promise<{ readonly bytes: number; readonly sha256: string }> {
  try {
    const instance = await DuckDBInstance.create(':memory:', { ...ENGINE_OPTIONS, threads: '1' });
    try {
      const connection = await instance.connect();
      await connection.run(
        `COPY (SELECT * FROM ${sourceSql(source, columns)}) TO ${textLiteral(parquetPath)} ` +
          '(FORMAT parquet, COMPRESSION zstd, ROW_GROUP_SIZE 20000, USE_TMP_FILE false)',
      );
      connection.closeSync();
    } finally {
      instance.closeSync();
    }
  } catch (thrown) {
    throw statementError(thrown, 'parquet export', parquetPath);
  }
  return { bytes: (await stat(parquetPath)).size, sha256: await sha256Of(parquetPath) };
}
