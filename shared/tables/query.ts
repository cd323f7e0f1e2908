import { assertNever } from '../assert-never.js';
import { BacklineError } from '../errors.js';
import { compareCells, orderOf } from './order.js';
import type { CellValue, TableColumn, TableFilter, TableQuery } from './table.js';

type Test = (value: CellValue) => boolean;

function bound<T>(column: TableColumn<T>, filter: TableFilter): CellValue {
  const text = filter.values[0];
  if (text === undefined) throw badFilter(column, filter, 'needs a value');
  if (column.type === 'text' || column.type === 'date' || column.type === 'timestamp') return text;
  const number = Number(text);
  if (text.trim() === '' || Number.isNaN(number)) throw badFilter(column, filter, `"${text}" is not a number`);
  return number;
}

function badFilter<T>(column: TableColumn<T>, filter: TableFilter, why: string): BacklineError {
  return new BacklineError('bad_input', `the filter "${filter.op}" on ${column.header}: ${why}`, {
    subject: filter.column,
  });
}

function testOf<T>(column: TableColumn<T>, filter: TableFilter): Test {
  switch (filter.op) {
    case 'is':
    case 'isNot': {
      const wanted = new Set(filter.values);
      const among: Test = (value) => value !== null && wanted.has(String(value));
      return filter.op === 'is' ? among : (value) => !among(value);
    }
    case 'contains': {
      const parts = filter.values.map((text) => text.toLowerCase());
      return (value) => value !== null && parts.some((part) => String(value).toLowerCase().includes(part));
    }
    case 'atLeast': {
      const least = bound(column, filter);
      return (value) => value !== null && compareCells(value, least) >= 0;
    }
    case 'atMost': {
      const most = bound(column, filter);
      return (value) => value !== null && compareCells(value, most) <= 0;
    }
    case 'empty':
      return (value) => value === null;
    case 'notEmpty':
      return (value) => value !== null;
    default:
      return assertNever(filter.op, 'filter');
  }
}

function columnNamed<T>(columns: readonly TableColumn<T>[], id: string): TableColumn<T> {
  const found = columns.find((column) => column.id === id);
  if (found) return found;
  throw new BacklineError('bad_input', `there is no column "${id}" in this table`, {
    subject: id,
    remedy: `Columns: ${columns.map((column) => column.id).join(', ')}.`,
  });
}

/** Between two cells of a folded row, so that nothing is found across them. */
const BETWEEN = '\u0000';

/**
 * The folded texts of rows by the columns they were made with. While somebody types, the same rows are searched again at
 * every letter, and folding is nine tenths of the work; the texts go when the rows or the columns do.
 */
const foldedTexts = new WeakMap<object, WeakMap<object, (string | undefined)[]>>();

function foldedOf(rows: object, columns: object): (string | undefined)[] {
  const byColumns = foldedTexts.get(rows) ?? new WeakMap<object, (string | undefined)[]>();
  foldedTexts.set(rows, byColumns);
  const folded = byColumns.get(columns) ?? [];
  byColumns.set(columns, folded);
  return folded;
}

/** Whether a row, by its position, has the text in one of its cells that hold text. */
function searchOf<T>(
  rows: readonly T[],
  columns: readonly TableColumn<T>[],
  search: string,
): (row: T, at: number) => boolean {
  const wanted = search.trim().toLowerCase();
  if (wanted === '') return () => true;
  if (wanted.includes(BETWEEN)) return () => false;
  const values = columns.flatMap(({ type, value }) => (type === 'text' || type === 'date' ? [value] : []));
  const folded = foldedOf(rows, columns);
  // Joined at once: a text that grows by pieces is laid out anew when it is searched.
  const textOf = (row: T): string => {
    const cells: CellValue[] = [];
    for (const value of values) {
      const cell = value(row);
      if (cell !== null) cells.push(cell);
    }
    return cells.join(BETWEEN).toLowerCase();
  };
  return (row, at) => (folded[at] ??= textOf(row)).includes(wanted);
}

/**
 * The rows that a query leaves, in its order. One place for the screens, the command line and the exports, so that a
 * table is exported as it is shown. Rows and columns that were searched once must not be changed in place.
 * @throws BacklineError `bad_input` naming an unknown column or a bound that is not a number.
 */
export function queryRows<T>(rows: readonly T[], columns: readonly TableColumn<T>[], query: TableQuery): readonly T[] {
  const tests = query.filters.map((filter) => {
    const column = columnNamed(columns, filter.column);
    return { value: column.value, test: testOf(column, filter) };
  });
  const found = searchOf(rows, columns, query.search);
  const isAll = tests.length === 0 && query.search.trim() === '';
  const kept = isAll
    ? rows
    : rows.filter((row, at) => tests.every(({ value, test }) => test(value(row))) && found(row, at));
  if (query.sort.length === 0) return kept;
  const keys = query.sort.map(({ column, desc }) => {
    const { value } = columnNamed(columns, column);
    return { values: kept.map(value), desc };
  });
  const ordered: T[] = [];
  for (const at of orderOf(kept.length, keys)) {
    const row = kept[at];
    if (row !== undefined) ordered.push(row);
  }
  return ordered;
}
