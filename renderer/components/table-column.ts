import type { ReactNode } from 'react';
import { csvRecord } from '../../shared/csv.js';
import type { CsvSettings } from '../../shared/settings.js';
import type { CellType, CellValue, TableColumn } from '../../shared/tables/table.js';
import { formatInstant } from '../format/dates.js';
import { formatCount, formatDecimal } from '../format/numbers.js';

/** How a column is drawn; what it holds, sorts and filters by stands in the TableColumn. */
export interface ColumnLook<T> {
  /** Where the screen has other words or less room than a file. */
  readonly header?: string;
  readonly title?: string;
  /** Pixels at 100 % zoom; the column marked `grow` takes what is left. */
  readonly width: number;
  readonly grow?: boolean;
  /** Where it is left out, figures stand at the end and everything else at the start. */
  readonly align?: 'start' | 'end';
  /** Stays at the left while the rest scrolls sideways, unless somebody arranges it otherwise. */
  readonly pinned?: boolean;
  /** The value by its type where it is left out. */
  readonly cell?: (row: T) => ReactNode;
  /** The cell as text for copying; the value where it is left out. */
  readonly text?: (row: T) => string;
  /** The word for a stored value of the column, in filters and their chips; the value itself where it is left out. */
  readonly word?: (value: string) => string;
  /** The total of the rows in the table after search and filters. */
  readonly footer?: ReactNode | ((rows: readonly T[]) => ReactNode);
}

export interface Column<T> extends TableColumn<T>, Omit<ColumnLook<T>, 'header' | 'title'> {}

const FIGURES: readonly CellType[] = ['integer', 'number', 'percent'];

export function alignOf<T>(column: Column<T>): 'start' | 'end' {
  return column.align ?? (FIGURES.includes(column.type) ? 'end' : 'start');
}

/** A value as a cell shows it where nothing else is said: an en dash is "no value". */
export function drawValue(type: CellType, value: CellValue): string {
  if (value === null) return '–';
  if (typeof value === 'boolean') return value ? 'yes' : 'no';
  if (typeof value === 'number') {
    if (type === 'integer') return formatCount(value);
    return type === 'percent' ? `${value.toFixed(1)} %` : formatDecimal(value);
  }
  return type === 'timestamp' ? formatInstant(value) : value;
}

/**
 * Shared columns with their looks, in the order of the looks; a column without one is not on the screen.
 * @throws Error naming a look whose column does not exist.
 */
export function withLooks<T>(
  columns: readonly TableColumn<T>[],
  looks: Readonly<Record<string, ColumnLook<T>>>,
): readonly Column<T>[] {
  return Object.entries(looks).map(([id, look]) => {
    const column = columns.find((one) => one.id === id);
    if (!column) throw new Error(`no column ${id} to draw`);
    return { ...column, ...look };
  });
}

function textOf<T>(column: Column<T>, row: T): string {
  if (column.text) return column.text(row);
  const value = column.value(row);
  return value === null ? '' : String(value);
}

/** One cell for the clipboard; breaks and tabs would part it when it is put into a spreadsheet. */
export function cellAsText<T>(column: Column<T>, row: T): string {
  return textOf(column, row).replaceAll(/[\t\n\r]+/g, ' ');
}

/** One line per row, columns parted by tabs: what spreadsheets take from the clipboard. */
export function rowsAsText<T>(columns: readonly Column<T>[], rows: readonly T[]): string {
  const lines = rows.map((row) => columns.map((column) => cellAsText(column, row)).join('\t'));
  return [columns.map((column) => column.header).join('\t'), ...lines].join('\n');
}

/** The same rows as an export writes them: the columns' own names, their values by the rules for CSV. */
export function rowsAsCsv<T>(columns: readonly Column<T>[], rows: readonly T[], csv: CsvSettings): string {
  const names = csvRecord(
    columns.map(({ id }) => id),
    csv,
  );
  return (
    names +
    rows
      .map((row) =>
        csvRecord(
          columns.map((column) => column.value(row)),
          csv,
        ),
      )
      .join('')
  );
}
