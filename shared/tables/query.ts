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
