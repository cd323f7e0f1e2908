import { assertNever } from '../assert-never.js';
import { BacklineError } from '../errors.js';
import { compareCells, orderOf, ranksOf, type Ranks } from './order.js';
import type { CellValue, TableColumn, TableFilter, TableQuery } from './table.js';

type Test = (value: CellValue) => boolean;

/** What one-byte texts never hold, so that they are not looked through for it. */
const MARK = /[\u0300-\u036f]/;

/** Case does not count, nor whether an accent is written as a mark of its own or as part of its letter. */
function folded(text: string): string {
  const lower = text.toLowerCase();
  return MARK.test(lower) ? lower.normalize('NFC') : lower;
}

/** Of a text that is told again: what somebody pasted may be longer than a screen. */
const LONGEST_TOLD = 60;

export function shortened(text: string): string {
  return text.length > LONGEST_TOLD ? `${text.slice(0, LONGEST_TOLD)}…` : text;
}

function bound<T>(column: TableColumn<T>, filter: TableFilter): CellValue {
  const text = filter.values[0];
  if (text === undefined) throw badFilter(column, filter, 'needs a value');
  if (column.type === 'text' || column.type === 'date' || column.type === 'timestamp') return text;
  const number = Number(text);
  if (text.trim() === '' || Number.isNaN(number))
    throw badFilter(column, filter, `"${shortened(text)}" is not a number`);
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
      const parts = filter.values.map(folded);
      return (value) => {
        if (value === null) return false;
        const text = folded(String(value));
        return parts.some((part) => text.includes(part));
      };
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

type ValueOf<T> = (row: T) => CellValue;

/**
 * What was worked out of rows for one query and serves the next: the ranks of a column by the function that reads it, the
 * folded texts by the columns searched. All of it goes when the rows do.
 */
interface Known {
  readonly ranks: WeakMap<object, Ranks>;
  readonly folded: WeakMap<object, (string | undefined)[]>;
}

const knownOf = new WeakMap<object, Known>();

function known(rows: object): Known {
  const found = knownOf.get(rows) ?? { ranks: new WeakMap<object, Ranks>(), folded: new WeakMap() };
  knownOf.set(rows, found);
  return found;
}

function knownRanks<T>(rows: readonly T[], value: ValueOf<T>): Ranks {
  const { ranks } = known(rows);
  const found = ranks.get(value) ?? ranksOf(rows, value);
  ranks.set(value, found);
  return found;
}

/** The folded text of a row by its position. While somebody types, the same rows are searched again at every letter. */
function foldedTexts<T>(rows: readonly T[], columns: readonly TableColumn<T>[]): (at: number) => string {
  const { folded: byColumns } = known(rows);
  const texts = byColumns.get(columns) ?? [];
  byColumns.set(columns, texts);
  const values = columns.flatMap(({ type, value }) => (type === 'text' || type === 'date' ? [value] : []));
  // Joined at once: a text that grows by pieces is laid out anew when it is searched.
  const textOf = (row: T): string => {
    const cells: CellValue[] = [];
    for (const value of values) {
      const cell = value(row);
      if (cell !== null) cells.push(cell);
    }
    return folded(cells.join(BETWEEN));
  };
  return (at) => (texts[at] ??= textOf(rows[at] as T));
}

type Holds = (at: number) => boolean;

/** Whether a row, by its position, has the text in one of its cells that hold text. */
function searchOf<T>(rows: readonly T[], columns: readonly TableColumn<T>[], search: string): Holds | null {
  const wanted = folded(search.trim());
  if (wanted === '') return null;
  if (wanted.includes(BETWEEN)) return () => false;
  const textAt = foldedTexts(rows, columns);
  return (at) => textAt(at).includes(wanted);
}

/** Whether a row, by its position, passes a filter; each different value is tested once where they are known. */
function filterOf<T>(rows: readonly T[], column: TableColumn<T>, filter: TableFilter): Holds {
  const { parts } = column;
  if (parts !== undefined && (filter.op === 'is' || filter.op === 'isNot')) {
    const wanted = new Set(filter.values);
    const among = filter.op === 'is';
    return (at) => parts(rows[at] as T).some((part) => wanted.has(part)) === among;
  }
  const test = testOf(column, filter);
  const ranks = known(rows).ranks.get(column.value);
  if (ranks === undefined) return (at) => test(column.value(rows[at] as T));
  const passes = ranks.values.map(test);
  return (at) => passes[ranks.of[at] ?? 0] === true;
}

/** Fewer are worked out in less time than it takes to say that there is time. */
const MANY_ROWS = 5_000;
const ROWS_AT_ONCE = 2_000;

/**
 * Works out, a piece at a time, what the first search, sort and filter of rows would otherwise wait for. Each `next` is a
 * piece; it is done with the last. Nothing for rows few enough.
 */
export function* prepareRows<T>(rows: readonly T[], columns: readonly TableColumn<T>[]): Generator<void, void> {
  if (rows.length < MANY_ROWS) return;
  const textAt = foldedTexts(rows, columns);
  for (let from = 0; from < rows.length; from += ROWS_AT_ONCE) {
    for (let at = from; at < Math.min(rows.length, from + ROWS_AT_ONCE); at += 1) textAt(at);
    yield;
  }
  for (const column of columns) {
    knownRanks(rows, column.value);
    yield;
  }
}

/**
 * The rows that a query leaves, in its order. One place for the screens, the command line and the exports, so that a
 * table is exported as it is shown. Rows and columns that were queried once must not be changed in place.
 * @throws BacklineError `bad_input` naming an unknown column or a bound that is not a number.
 */
export function queryRows<T>(rows: readonly T[], columns: readonly TableColumn<T>[], query: TableQuery): readonly T[] {
  const sort = query.sort.map(({ column, desc }) => ({ column: columnNamed(columns, column), desc }));
  // What is found soonest is asked last: a search looks through every letter.
  const holds = query.filters.map((filter) => filterOf(rows, columnNamed(columns, filter.column), filter));
  const found = searchOf(rows, columns, query.search);
  if (found !== null) holds.push(found);
  if (holds.length === 0 && sort.length === 0) return rows;
  let positions = new Uint32Array(rows.length);
  let kept = 0;
  for (let at = 0; at < rows.length; at += 1) {
    let all = true;
    for (let test = 0; all && test < holds.length; test += 1) all = holds[test]?.(at) === true;
    if (all) positions[kept++] = at;
  }
  positions = positions.subarray(0, kept);
  const order = orderOf(
    positions,
    sort.map(({ column, desc }) => ({ ranks: knownRanks(rows, column.value), desc })),
  );
  const answer: T[] = [];
  for (const at of order) answer.push(rows[at] as T);
  return answer;
}
