import { BacklineError } from '../../../shared/errors.js';

/** One row as it stands in a file, before its values are checked. */
export interface FileRow {
  /** Line in the file, counted from 1; for Parquet the row. */
  readonly line: number;
  readonly values: Readonly<Record<string, unknown>>;
}

/** How values are spelled: in JSON they have types, in CSV everything is text, Parquet's times carry no zone. */
export type Spelling = 'json' | 'csv' | 'parquet';

export interface RowSource {
  readonly spelling: Spelling;
  /** Column names when the file has a header; null when every row names its own. */
  readonly header: () => readonly string[] | null;
  readonly rows: () => AsyncIterable<readonly FileRow[]>;
  /** Bytes of the file read so far. */
  readonly bytesRead: () => number;
}

/** `where` is `file:line`, or the file when no line is at fault. */
export function badFile(where: string, what: string, cause?: unknown): BacklineError {
  return new BacklineError('bad_rows', `${where}: ${what}`, {
    subject: where,
    remedy: 'Correct it and import again.',
    cause,
  });
}
