import type { CsvSettings } from '../../shared/settings.js';
import type { TableQuery } from '../../shared/tables/table.js';
import { counted } from '../format/numbers.js';
import { cellAsText, rowsAsCsv, rowsAsText, type Column } from './table-column.js';
import { withValue, wordOf } from './table-query.js';
import type { MenuEntry, MenuGroup } from './TableMenu.js';

/** Something a screen does with the rows chosen. */
export interface RowAction {
  readonly id: string;
  readonly label: string;
  readonly act: () => void;
}

/** A value in a menu is a reminder, not the cell itself. */
const LONGEST_VALUE = 28;

function copied(text: string): () => void {
  return () => {
    void navigator.clipboard.writeText(text);
  };
}

function valueWord<T>(column: Column<T>, row: T): string {
  const value = column.value(row);
  if (value === null) return 'no value';
  const word = wordOf(column, String(value));
  return word.length > LONGEST_VALUE ? `${word.slice(0, LONGEST_VALUE - 1)}…` : word;
}

/** What can be done with the row under the pointer or the focus, its cell, and the rows chosen with it. */
export function rowMenu<T>(of: {
  readonly row: T;
  /** Chosen, the row among them. */
  readonly rows: readonly T[];
  /** Of the cell; null where none was meant. */
  readonly column: Column<T> | null;
  /** Those shown, in their order: what is copied. */
  readonly columns: readonly Column<T>[];
  readonly query: TableQuery;
  /** Null: the rows cannot be filtered. */
  readonly onQuery: ((query: TableQuery) => void) | null;
  readonly open: ((row: T) => void) | null;
  readonly actions: readonly RowAction[];
  readonly csv: CsvSettings;
  readonly keysOf: (...keys: readonly string[]) => string;
}): readonly MenuGroup[] {
  const { row, rows, column, columns, query, onQuery, open, csv, keysOf } = of;
  const what = rows.length > 1 ? counted(rows.length, 'row') : 'row';
  const filters: readonly MenuEntry[] =
    column === null || onQuery === null
      ? []
      : [
          {
            id: 'only',
            label: `Only rows with ${column.header}: ${valueWord(column, row)}`,
            act: () => {
              onQuery(withValue(query, column, row, 'only'));
            },
          },
          {
            id: 'without',
            label: `Without ${column.header}: ${valueWord(column, row)}`,
            act: () => {
              onQuery(withValue(query, column, row, 'without'));
            },
          },
        ];
  return [
    {
      label: 'Row',
      entries: [
        ...(open === null
          ? []
          : [
              {
                id: 'open',
                label: 'Open',
                keys: 'Enter',
                act: () => {
                  open(row);
                },
              },
            ]),
        ...of.actions,
      ],
    },
    {
      label: 'Copy',
      entries: [
        ...(column === null
          ? []
          : [{ id: 'copy-cell', label: `Copy ${column.header}`, act: copied(cellAsText(column, row)) }]),
        { id: 'copy-rows', label: `Copy ${what}`, keys: keysOf('mod', 'C'), act: copied(rowsAsText(columns, rows)) },
        {
          id: 'copy-csv',
          label: `Copy ${what} as CSV`,
          keys: keysOf('mod', 'Alt', 'C'),
          act: copied(rowsAsCsv(columns, rows, csv)),
        },
      ],
    },
    { label: 'Filter', entries: filters },
  ];
}
