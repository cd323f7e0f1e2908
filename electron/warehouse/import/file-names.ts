import { isTableName } from '../tables/definitions.js';
import type { TableName } from '../tables/names.js';

export interface ImportFile {
  readonly name: string;
  readonly table: TableName;
  readonly format: 'ndjson' | 'csv' | 'parquet';
  readonly gzip: boolean;
}

export type NamedFile = { readonly file: ImportFile } | { readonly skipped: string };

const SHAPE = /^([a-z_]+\.[a-z0-9_]+)\.(ndjson|csv|parquet)(\.gz)?$/;

/** What a file's name says: `dataset.table.ndjson`, `.csv`, `.parquet`, and `.gz` of the first two. */
export function readFileName(name: string): NamedFile {
  const match = SHAPE.exec(name);
  const table = match?.[1] ?? '';
  const format = match?.[2] as ImportFile['format'] | undefined;
  const gzip = match?.[3] !== undefined;
  if (format === undefined) return { skipped: 'not named like dataset.table.ndjson, .csv or .parquet' };
  if (!isTableName(table)) return { skipped: `${table} is not a table that Backline uses` };
  if (gzip && format === 'parquet') return { skipped: 'Parquet compresses by itself; unpack it first' };
  return { file: { name, table, format, gzip } };
}
