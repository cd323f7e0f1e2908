import type { ReactNode } from 'react';

export type SortValue = string | number | null;

export interface Column<T> {
  readonly id: string;
  readonly header: string;
  /** Explains the column on hover. */
  readonly title?: string;
  /** Pixels at 100 % zoom; the column marked `grow` takes what is left. */
  readonly width: number;
  readonly grow?: boolean;
  readonly align?: 'end';
  readonly sort?: (row: T) => SortValue;
  readonly cell: (row: T) => ReactNode;
  /** The cell as text for copying; the sort value where it is left out. */
  readonly text?: (row: T) => string;
  readonly footer?: ReactNode;
}

/** No value sorts as the least, so that gaps gather at one end. */
export function compareValues(a: SortValue, b: SortValue): number {
  if (a === b) return 0;
  if (a === null) return -1;
  if (b === null) return 1;
  if (typeof a === 'number' && typeof b === 'number') return a - b;
  return String(a) < String(b) ? -1 : 1;
}

function textOf<T>(column: Column<T>, row: T): string {
  if (column.text) return column.text(row);
  const value = column.sort?.(row);
  return value === null || value === undefined ? '' : String(value);
}

/** One line per row, columns parted by tabs: what spreadsheets take from the clipboard. */
export function rowsAsText<T>(columns: readonly Column<T>[], rows: readonly T[]): string {
  const lines = rows.map((row) =>
    columns.map((column) => textOf(column, row).replaceAll(/[\t\n\r]+/g, ' ')).join('\t'),
  );
  return [columns.map((column) => column.header).join('\t'), ...lines].join('\n');
}
