import { DuckDBInstance } from '@duckdb/node-api';

export function asCell(value: unknown): unknown {
  return typeof value === 'bigint' ? Number(value) : value;
}

/** What the engine reads out of a file of its own, or of another through it. */
export async function readWith(
  file: string,
  query: string,
): Promise<{ readonly types: readonly string[]; readonly rows: readonly Record<string, unknown>[] }> {
  const instance = await DuckDBInstance.create(file, file === ':memory:' ? {} : { access_mode: 'READ_ONLY' });
  const connection = await instance.connect();
  try {
    const reader = await connection.runAndReadAll(query);
    const types = reader.columnTypes().map((type) => type.toString());
    const rows = reader
      .getRowObjectsJS()
      .map((row) =>
        Object.fromEntries(
          Object.entries(row).map(([name, value]) => [
            name,
            value instanceof Date ? value.toISOString().slice(0, 10) : value,
          ]),
        ),
      );
    return { types, rows };
  } finally {
    connection.closeSync();
    instance.closeSync();
  }
}
