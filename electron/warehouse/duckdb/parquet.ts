import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { stat } from 'node:fs/promises';
import { DuckDBInstance } from '@duckdb/node-api';
import { duckDbType } from '../tables/ddl-duckdb.js';
import type { SqlType } from '../tables/sql-type.js';
import { statementError } from './errors.js';
import { ENGINE_OPTIONS } from './prelude.js';

function quoted(text: string): string {
  return `'${text.replaceAll("'", "''")}'`;
}

async function sha256Of(path: string): Promise<string> {
  const hash = createHash('sha256');
  for await (const block of createReadStream(path)) hash.update(block as Buffer);
  return hash.digest('hex');
}

/**
 * Makes a Parquet file of an NDJSON file whose objects have these columns. An engine of its own in memory, whatever
 * warehouse the rows came from; one thread and the order kept, so that equal input gives equal bytes.
 * @throws BacklineError `disk_unwritable`, `warehouse_failed`.
 */
export async function writeParquet(
  ndjsonPath: string,
  columns: readonly { readonly name: string; readonly type: SqlType }[],
  parquetPath: string,
): Promise<{ readonly bytes: number; readonly sha256: string }> {
  const shape = columns.map(({ name, type }) => `${quoted(name)}: ${quoted(duckDbType(type))}`).join(', ');
  try {
    const instance = await DuckDBInstance.create(':memory:', { ...ENGINE_OPTIONS, threads: '1' });
    try {
      const connection = await instance.connect();
      await connection.run(
        `COPY (SELECT * FROM read_json(${quoted(ndjsonPath)}, format = 'newline_delimited', columns = {${shape}})) ` +
          `TO ${quoted(parquetPath)} (FORMAT parquet, COMPRESSION zstd, ROW_GROUP_SIZE 20000)`,
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
