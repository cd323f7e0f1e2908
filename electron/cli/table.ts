import { csvRecord } from '../export/csv.js';

export interface Column<R> {
  readonly title: string;
  readonly align: 'left' | 'right';
  /** For people. */
  readonly text: (row: R) => string;
}

function pad(text: string, width: number, align: 'left' | 'right'): string {
  return align === 'left' ? text.padEnd(width) : text.padStart(width);
}

/** Rows under their titles, each column as wide as its widest cell; no trailing blanks. */
export function textTable<R>(columns: readonly Column<R>[], rows: readonly R[]): string {
  const cells = [
    columns.map((column) => column.title),
    ...rows.map((row) => columns.map((column) => column.text(row))),
  ];
  const widths = columns.map((_, index) => Math.max(...cells.map((line) => line[index]?.length ?? 0)));
  return cells
    .map((line) =>
      columns
        .map((column, index) => pad(line[index] ?? '', widths[index] ?? 0, column.align))
        .join('  ')
        .trimEnd(),
    )
    .map((line) => `${line}\n`)
    .join('');
}

export interface CsvColumn<R> {
  readonly title: string;
  readonly value: (row: R) => unknown;
}

export function csvTable<R>(columns: readonly CsvColumn<R>[], rows: readonly R[]): string {
  const heading = csvRecord(columns.map((column) => column.title));
  return heading + rows.map((row) => csvRecord(columns.map((column) => column.value(row)))).join('');
}
