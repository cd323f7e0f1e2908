import type { CsvDelimiter } from '../../shared/settings.js';

/** Where a field of a line comes from in a statement's row. */
export type LineSource =
  /** `usual`: a list that most rows have, so that its text need not be made for each. */
  | { readonly kind: 'column'; readonly column: string; readonly usual?: readonly string[] }
  /** One element of an array column; null beyond its end. */
  | { readonly kind: 'element'; readonly column: string; readonly index: number }
  /** An object of columns; null when all of them are null or empty. */
  | { readonly kind: 'struct'; readonly fields: readonly { readonly name: string; readonly column: string }[] };

export interface LineField {
  readonly name: string;
  readonly from: LineSource;
}

export type LineStyle =
  /** An object, with `before` and `after` it. */
  | { readonly kind: 'json'; readonly before: string; readonly after: string }
  | { readonly kind: 'csv'; readonly delimiter: CsvDelimiter; readonly nullText: string };

/** How each row of a statement is written as one line of text, with what stands before and after it. */
export interface LineShape<R> {
  readonly style: LineStyle;
  readonly fields: readonly LineField[];
  /** The line by definition. An engine that writes lines itself gives the very same bytes, or asks this for the row. */
  readonly line: (row: R) => string;
}

/** Some whole lines, UTF-8. */
export interface TextLines {
  readonly rows: number;
  readonly text: Uint8Array;
}
