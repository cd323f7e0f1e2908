import type { CsvSettings } from '../../shared/settings.js';
import type { TableQuery } from '../../shared/tables/table.js';
import { formatKeys } from '../format/keys.js';
import { counted } from '../format/numbers.js';
import { keysOf, type RowAction } from './row-action.js';
import { cellAsText, rowsAsCsv, rowsAsText, type Column } from './table-column.js';
import { withValue, wordOf } from './table-query.js';
import type { MenuEntry, MenuGroup } from './menu-entry.js';

/** A value in a menu is a reminder, not the cell itself. */
const LONGEST_VALUE = 28;

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
  readonly copy: (text: string) => void;
  readonly mac: boolean;
}): readonly MenuGroup[] {
  const { row, rows, column, columns, query, onQuery, open, csv, mac } = of;
  const copied = (text: () => string) => () => {
    of.copy(text());
  };
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
        ...of.actions.map(({ key, ...entry }): MenuEntry =>
          key === undefined ? entry : { ...entry, keys: formatKeys(keysOf(key, mac), mac) },
        ),
      ],
    },
    {
      label: 'Copy',
      entries: [
        ...(column === null
          ? []
          : [{ id: 'copy-cell', label: `Copy ${column.header}`, act: copied(() => cellAsText(column, row)) }]),
        {
          id: 'copy-rows',
          label: `Copy ${what}`,
          keys: formatKeys(['mod', 'C'], mac),
          act: copied(() => rowsAsText(columns, rows)),
        },
        {
          id: 'copy-csv',
          label: `Copy ${what} as CSV`,
          keys: formatKeys(['mod', 'Alt', 'C'], mac),
          act: copied(() => rowsAsCsv(columns, rows, csv)),
        },
      ],
    },
    { label: 'Filter', entries: filters },
  ];
}
