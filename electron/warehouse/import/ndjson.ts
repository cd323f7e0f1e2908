import { badFile, type FileRow, type RowSource } from './row-source.js';
import { textFile } from './text-lines.js';

/** One JSON object a line; blank lines count as lines and hold no row. */
export function ndjsonSource(path: string, name: string, gzip: boolean): RowSource {
  const text = textFile(path, name, gzip);
  return {
    spelling: 'json',
    header: () => null,
    bytesRead: text.bytesRead,
    rows: async function* () {
      let line = 0;
      for await (const lines of text.lines()) {
        const rows: FileRow[] = [];
        for (const json of lines) {
          line += 1;
          if (json.trim() !== '') rows.push({ line, values: parseObject(json, `${name}:${String(line)}`) });
        }
        yield rows;
      }
    },
  };
}

export function parseObject(json: string, where: string): Readonly<Record<string, unknown>> {
  let value: unknown;
  try {
    value = JSON.parse(json);
  } catch (thrown) {
    throw badFile(where, `is not JSON: ${json.length > 60 ? `${json.slice(0, 60)}…` : json}`, thrown);
  }
  if (typeof value !== 'object' || value === null || Array.isArray(value)) {
    throw badFile(where, 'is not a JSON object');
  }
  return value as Record<string, unknown>;
}
