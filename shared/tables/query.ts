import { assertNever } from '../assert-never.js';
import { BacklineError } from '../errors.js';
import type { CellValue, TableColumn, TableFilter, TableQuery } from './table.js';

/** No value sorts as the least, so that gaps gather at one end. Numbers by size, all else by code unit. */
export function compareCells(a: CellValue, b: CellValue): number {
  if (a === b) return 0;
  if (a === null) return -1;
  if (b === null) return 1;
  if (typeof a === 'number' && typeof b === 'number') return a - b;
  const left = String(a);
  const right = String(b);
  return left === right ? 0 : left < right ? -1 : 1;
}

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

/**
 * The rows that a query leaves, in its order. One place for the screens, the command line and the exports, so that a
 * table is exported as it is shown.
 * @throws BacklineError `bad_input` naming an unknown column or a bound that is not a number.
 */
export function queryRows<T>(rows: readonly T[], columns: readonly TableColumn<T>[], query: TableQuery): readonly T[] {
  const tests = query.filters.map((filter) => {
    const column = columnNamed(columns, filter.column);
    return { value: column.value, test: testOf(column, filter) };
  });
  const search = query.search.trim().toLowerCase();
  const texts = columns.filter((column) => column.type === 'text' || column.type === 'date');
  const kept =
    tests.length === 0 && search === ''
      ? rows
      : rows.filter(
          (row) =>
            tests.every(({ value, test }) => test(value(row))) &&
            (search === '' ||
              texts.some((column) => {
                const value = column.value(row);
                return value !== null && String(value).toLowerCase().includes(search);
              })),
        );
  if (query.sort.length === 0) return kept;
  const keys = query.sort.map(({ column, desc }) => ({ ...columnNamed(columns, column), sign: desc ? -1 : 1 }));
  // Values are taken once per row: a comparison sort would ask for each of them many times.
  const decorated = kept.map((row, index) => ({ row, index, cells: keys.map((key) => key.value(row)) }));
  decorated.sort((a, b) => {
    for (const [at, key] of keys.entries()) {
      const order = compareCells(a.cells[at] ?? null, b.cells[at] ?? null);
      if (order !== 0) return order * key.sign;
    }
    return a.index - b.index;
  });
  return decorated.map(({ row }) => row);
}
