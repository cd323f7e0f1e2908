import type { Api } from './client.js';
import type { TablePath } from './names.js';
import { cellText } from './ndjson.js';
import { listRows } from './partitions.js';
import type { TableField } from './rest.js';

/** Texts of some columns of a stored row, as a load job reads them. */
export type StoredRow = ReadonlyMap<string, string>;

export interface StoredRequest {
  readonly target: TablePath;
  /** Of the table, in its order. */
  readonly fields: readonly TableField[];
  readonly wanted: ReadonlySet<string>;
  /** For messages: table and date. */
  readonly where: string;
}

/** The rows of a partition with the columns wanted, unchanged and free of charge. */
export async function storedRows(api: Api, request: StoredRequest): Promise<readonly StoredRow[]> {
  const { target, fields, wanted, where } = request;
  // The service answers in the table's order of columns.
  const columns = fields.filter(({ name }) => wanted.has(name));
  const rows = await listRows(
    api,
    target,
    columns.map(({ name }) => name),
  );
  return rows.map(
    (row) => new Map(columns.map((field, i) => [field.name, cellText(field, row.f[i]?.v ?? null, where)])),
  );
}

export function keyText(texts: readonly string[]): string {
  return texts.join('\u0000');
}

/** By the text of their key. Of several rows under one key the first is kept: which of them is right cannot be known. */
export function byKey(rows: readonly StoredRow[], key: readonly string[]): ReadonlyMap<string, StoredRow> {
  const known = new Map<string, StoredRow>();
  for (const row of rows) {
    const text = keyText(key.map((name) => row.get(name) ?? ''));
    if (!known.has(text)) known.set(text, row);
  }
  return known;
}
