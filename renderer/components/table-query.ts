import { assertNever } from '../../shared/assert-never.js';
import { queryRows, shortened } from '../../shared/tables/query.js';
import type {
  CellValue,
  FilterOp,
  TableColumn,
  TableFilter,
  TableQuery,
  TableSort,
} from '../../shared/tables/table.js';
import { formatCount } from '../format/numbers.js';
import { drawValue, type Column } from './table-column.js';

/**
 * The order after a click on a header: ascending, descending, then the rows' own order again. `add` keeps the other
 * columns and their rank; without it the column is the only one.
 */
export function nextSort(sort: readonly TableSort[], column: string, add: boolean): readonly TableSort[] {
  const known = sort.find((one) => one.column === column);
  const next: TableSort | null =
    known === undefined ? { column, desc: false } : known.desc ? null : { column, desc: true };
  if (!add) return next === null ? [] : [next];
  if (known === undefined) return next === null ? sort : [...sort, next];
  return sort.flatMap((one) => (one.column !== column ? [one] : next === null ? [] : [next]));
}

/** The query with the filters of one column replaced; another column's stay as they are. */
export function withFilters(query: TableQuery, column: string, filters: readonly TableFilter[]): TableQuery {
  return { ...query, filters: [...query.filters.filter((one) => one.column !== column), ...filters] };
}

export function filtersOf(query: TableQuery, column: string): readonly TableFilter[] {
  return query.filters.filter((one) => one.column === column);
}

export function filterWith(query: TableQuery, column: string, op: FilterOp): TableFilter | null {
  return query.filters.find((one) => one.column === column && one.op === op) ?? null;
}

/** The query without what it asks of columns that the table does not have: an address may be of another version. */
export function withKnownColumns<T>(query: TableQuery, columns: readonly TableColumn<T>[]): TableQuery {
  const known = ({ column }: { readonly column: string }): boolean => columns.some(({ id }) => id === column);
  return query.filters.every(known) && query.sort.every(known)
    ? query
    : { ...query, filters: query.filters.filter(known), sort: query.sort.filter(known) };
}

/** The query with one operator of one column set to these values, or without it when there are none. */
export function withFilter(
  query: TableQuery,
  column: string,
  op: FilterOp,
  values: readonly string[] | null,
): TableQuery {
  const others = filtersOf(query, column).filter((one) => one.op !== op);
  return withFilters(query, column, values === null ? others : [...others, { column, op, values }]);
}

/**
 * The query with only the rows that have this row's value of the column, or without them. What is left out adds up over
 * several values; rows without a value are `empty`.
 */
export function withValue<T>(query: TableQuery, column: TableColumn<T>, row: T, how: 'only' | 'without'): TableQuery {
  const value = column.value(row);
  const only = (op: FilterOp, values: readonly string[]): TableQuery =>
    withFilters(query, column.id, [{ column: column.id, op, values }]);
  if (value === null) return how === 'only' ? only('empty', []) : withFilter(query, column.id, 'notEmpty', []);
  const texts = column.parts?.(row) ?? [String(value)];
  if (how === 'only') return only('is', texts);
  const before = filterWith(query, column.id, 'isNot')?.values ?? [];
  return withFilter(query, column.id, 'isNot', [...new Set([...before, ...texts])]);
}

export interface FacetValue {
  readonly value: string;
  readonly rows: number;
}

/** Beyond these a list is longer than typing a part of the text. */
export const MAX_FACETS = 60;

/**
 * Values of a column with the rows that have them, counted after the search and the filters of all other columns, so
 * that a figure says what choosing it would show. A declared set keeps its order, others go by rows. Null when the
 * column has too many values for a list.
 */
export function facetsOf<T>(
  rows: readonly T[],
  columns: readonly TableColumn<T>[],
  query: TableQuery,
  column: TableColumn<T>,
): readonly FacetValue[] | null {
  const counts = new Map<string, number>();
  for (const choice of column.choices ?? []) counts.set(choice, 0);
  const others = { ...withFilters(query, column.id, []), sort: [] };
  for (const row of queryRows(rows, columns, others)) {
    const value = column.value(row);
    if (value === null) continue;
    for (const text of column.parts?.(row) ?? [String(value)]) counts.set(text, (counts.get(text) ?? 0) + 1);
    if (column.choices === undefined && counts.size > MAX_FACETS) return null;
  }
  const facets = [...counts].map(([value, count]) => ({ value, rows: count }));
  return column.choices === undefined ? facets.toSorted((a, b) => b.rows - a.rows) : facets;
}

/** A filter's value as the cells of its column show it. */
export function wordOf<T>(column: Column<T>, value: string): string {
  if (column.word) return column.word(value);
  if (column.type === 'boolean') return value === 'true' ? 'yes' : 'no';
  const figure = column.type === 'integer' || column.type === 'number' || column.type === 'percent';
  const typed: CellValue = figure && Number.isFinite(Number(value)) ? Number(value) : value;
  return drawValue(column.type, typed);
}

function list<T>(column: Column<T>, values: readonly string[]): string {
  const shown = values.slice(0, 3).map((value) => shortened(wordOf(column, value)));
  const more = values.length - shown.length;
  return more > 0 ? `${shown.join(', ')} and ${formatCount(more)} more` : shown.join(', ');
}

function quoted(values: readonly string[]): string {
  const shown = values.slice(0, 3).map((value) => `“${shortened(value)}”`);
  const more = values.length - shown.length;
  return `${shown.join(' or ')}${more > 0 ? ` or ${formatCount(more)} more` : ''}`;
}

/** A filter in words, for the chip that takes it away. */
export function describeFilter<T>(column: Column<T> | undefined, filter: TableFilter): string {
  if (column === undefined) return `Left out: this table has no column “${filter.column}”`;
  const { header } = column;
  switch (filter.op) {
    case 'is':
      return `${header}: ${list(column, filter.values)}`;
    case 'isNot':
      return `${header}: not ${list(column, filter.values)}`;
    case 'contains':
      return `${header} contains ${quoted(filter.values)}`;
    case 'atLeast':
      return `${header} ≥ ${list(column, filter.values)}`;
    case 'atMost':
      return `${header} ≤ ${list(column, filter.values)}`;
    case 'empty':
      return `${header}: no value`;
    case 'notEmpty':
      return `${header}: any value`;
    default:
      return assertNever(filter.op, 'filter');
  }
}
