import type { DuckDBConnection } from '@duckdb/node-api';
import { badFile, type FileRow, type RowSource } from './row-source.js';
import { parseObject } from './ndjson.js';

/**
 * Parquet read by the engine and handed on as JSON, so that its values pass the same checks as those of the other
 * formats. Doubles keep every digit in this form.
 */
export function parquetSource(connection: DuckDBConnection, path: string, name: string, size: number): RowSource {
  let done = false;
  return {
    spelling: 'parquet',
    header: () => null,
    bytesRead: () => (done ? size : 0),
    rows: async function* () {
      const literal = `'${path.replaceAll("'", "''")}'`;
      let line = 0;
      try {
        const result = await connection.stream(`SELECT CAST(to_json(t) AS VARCHAR) FROM read_parquet(${literal}) AS t`);
        for (;;) {
          const chunk = await result.fetchChunk();
          if (!chunk || chunk.rowCount === 0) break;
          const rows: FileRow[] = [];
          for (const json of chunk.getColumnValues(0)) {
            line += 1;
            rows.push({ line, values: parseObject(String(json), `${name}:${String(line)}`) });
          }
          yield rows;
        }
      } catch (thrown) {
        const text = thrown instanceof Error ? thrown.message : String(thrown);
        if (/parquet|magic bytes|footer|Snappy|decompress/i.test(text)) {
          throw badFile(name, `is not a whole Parquet file`, thrown);
        }
        throw thrown;
      }
      done = true;
    },
  };
}
