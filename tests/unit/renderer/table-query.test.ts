import { describe, expect, it } from 'vitest';
import { drawValue, rowsAsCsv, rowsAsText, withLooks, type Column } from '../../../renderer/components/table-column.js';
import {
  describeFilter,
  facetsOf,
  nextSort,
  withFilter,
  withKnownColumns,
  withValue,
} from '../../../renderer/components/table-query.js';
import { DEFAULT_CSV } from '../../../shared/settings.js';
import { queryRows } from '../../../shared/tables/query.js';
import { EVERYTHING, type TableQuery } from '../../../shared/tables/table.js';

interface Line {
  readonly date: string;
  readonly player: string;
  readonly cause: string;
  readonly line: number | null;
  readonly closed: boolean;
}

const COLUMNS: readonly Column<Line>[] = [
  { id: 'date', header: 'Date', type: 'date', value: (row) => row.date, width: 100 },
  { id: 'player', header: 'Player', type: 'text', value: (row) => row.player, width: 100 },
  {
    id: 'cause',
    header: 'Cause',
    type: 'text',
    choices: ['not_in_context', 'source_outage', 'no_line_offered'],
    value: (row) => row.cause,
    word: (value) => value.replaceAll('_', ' '),
    width: 100,
  },
  { id: 'line', header: 'Line', type: 'number', value: (row) => row.line, width: 100 },
  { id: 'closed', header: 'Closed', type: 'boolean', value: (row) => row.closed, width: 100 },
];

const ROWS: readonly Line[] = [
  { date: '2026-01-01', player: 'lukadoncic', cause: 'not_in_context', line: 28.5, closed: true },
  { date: '2026-01-02', player: 'lukadoncic', cause: 'source_outage', line: null, closed: false },
  { date: '2026-01-02', player: 'nikolajokic', cause: 'not_in_context', line: 27.5, closed: true },
];

describe('a click on a header', () => {
  it('goes from ascending to descending to the rows’ own order', () => {
    const first = nextSort([], 'date', false);
    const second = nextSort(first, 'date', false);
    expect([first, second, nextSort(second, 'date', false)]).toEqual([
      [{ column: 'date', desc: false }],
      [{ column: 'date', desc: true }],
      [],
    ]);
  });

  it('with Shift adds a weaker column, turns it in its place and takes it away', () => {
    const one = [{ column: 'cause', desc: true }];
    const two = nextSort(one, 'date', true);
    expect(two).toEqual([...one, { column: 'date', desc: false }]);
    const turned = nextSort(two, 'cause', true);
    expect(turned).toEqual([{ column: 'date', desc: false }]);
    expect(nextSort(two, 'date', true)).toEqual([...one, { column: 'date', desc: true }]);
  });

  it('without Shift drops the other columns', () => {
    expect(nextSort([{ column: 'cause', desc: true }], 'date', false)).toEqual([{ column: 'date', desc: false }]);
  });
});

describe('filters', () => {
  const filtered: TableQuery = withFilter(EVERYTHING, 'player', 'is', ['lukadoncic']);
  const cause = COLUMNS[2];
  if (!cause) throw new Error('no cause column');

  it('of one column replace each other, those of others stay', () => {
    const both = withFilter(filtered, 'line', 'atLeast', ['20']);
    expect(withFilter(both, 'player', 'is', ['nikolajokic']).filters).toEqual([
      { column: 'line', op: 'atLeast', values: ['20'] },
      { column: 'player', op: 'is', values: ['nikolajokic'] },
    ]);
    expect(withFilter(both, 'player', 'is', null).filters).toEqual([{ column: 'line', op: 'atLeast', values: ['20'] }]);
  });

  it('offer each value with the rows it would leave, their own column left out of the counting', () => {
    const own = withFilter(filtered, 'cause', 'is', ['source_outage']);
    expect(facetsOf(ROWS, COLUMNS, own, cause)).toEqual([
      { value: 'not_in_context', rows: 1 },
      { value: 'source_outage', rows: 1 },
      { value: 'no_line_offered', rows: 0 },
    ]);
  });

  it('offer no list for a column with too many values', () => {
    const many = Array.from({ length: 61 }, (_, at) => ({ ...ROWS[0], player: `player${at}` }) as Line);
    const player = COLUMNS[1];
    expect(player && facetsOf(many, COLUMNS, EVERYTHING, player)).toBeNull();
  });

  it('are said in the words of the cells', () => {
    expect(describeFilter(cause, { column: 'cause', op: 'isNot', values: ['no_line_offered'] })).toBe(
      'Cause: not no line offered',
    );
    expect(describeFilter(COLUMNS[3], { column: 'line', op: 'atLeast', values: ['20'] })).toBe('Line ≥ 20.00');
    expect(describeFilter(COLUMNS[4], { column: 'closed', op: 'is', values: ['true'] })).toBe('Closed: yes');
    expect(describeFilter(undefined, { column: 'gone', op: 'is', values: ['1'] })).toContain('gone');
    expect(describeFilter(COLUMNS[1], { column: 'player', op: 'is', values: ['a', 'b', 'c', 'd', 'e'] })).toBe(
      'Player: a, b, c and 2 more',
    );
    const long = 'x'.repeat(10_000);
    expect(describeFilter(COLUMNS[1], { column: 'player', op: 'contains', values: [long] })).toBe(
      `Player contains “${'x'.repeat(60)}…”`,
    );
    const values = Array.from({ length: 5_000 }, () => long);
    for (const op of ['is', 'isNot', 'contains'] as const)
      expect(describeFilter(COLUMNS[1], { column: 'player', op, values }).length).toBeLessThan(260);
  });
});

describe('columns', () => {
  it('take their looks and their order from the screen', () => {
    const drawn = withLooks(COLUMNS, { line: { width: 60 }, date: { width: 80, grow: true } });
    expect(drawn.map((column) => [column.id, column.width, column.header])).toEqual([
      ['line', 60, 'Line'],
      ['date', 80, 'Date'],
    ]);
  });

  it('refuse a look for a column that does not exist', () => {
    expect(() => withLooks(COLUMNS, { liine: { width: 60 } })).toThrow('liine');
  });

  it('draw values by their type, no value as a dash', () => {
    expect(drawValue('integer', 12345)).toBe('12,345');
    expect(drawValue('percent', 47.26)).toBe('47.3 %');
    expect(drawValue('number', 21.5)).toBe('21.50');
    expect(drawValue('boolean', false)).toBe('no');
    expect(drawValue('text', null)).toBe('–');
  });

  it('copy whole rows without tearing them', () => {
    const torn = [{ ...ROWS[0], player: 'a\tb\nc' }] as readonly Line[];
    expect(rowsAsText(COLUMNS, torn)).toBe(
      'Date\tPlayer\tCause\tLine\tClosed\n2026-01-01\ta b c\tnot_in_context\t28.5\ttrue',
    );
  });
});

describe('100,000 rows', () => {
  const rows: readonly Line[] = Array.from({ length: 100_000 }, (_, at) => ({
    date: `2026-01-${String((at % 28) + 1).padStart(2, '0')}`,
    player: `player${(at * 7919) % 5003}`,
    cause: at % 3 === 0 ? 'source_outage' : 'not_in_context',
    line: at % 11 === 0 ? null : ((at * 104_729) % 6001) / 100,
    closed: at % 2 === 0,
  }));

  it('are sorted, filtered and searched as few are', () => {
    const byLine = queryRows(rows, COLUMNS, { ...EVERYTHING, sort: [{ column: 'line', desc: true }] });
    const inOrder = (one: Line, next: Line): boolean => (one.line ?? -1) >= (next.line ?? -1);
    expect(byLine).toHaveLength(rows.length);
    expect(byLine.every((row, at) => at === 0 || inOrder(byLine[at - 1] as Line, row))).toBe(true);
    const byTwo = queryRows(rows, COLUMNS, {
      ...withFilter(EVERYTHING, 'line', 'atLeast', ['30']),
      search: 'player12',
      sort: [
        { column: 'cause', desc: false },
        { column: 'date', desc: true },
      ],
    });
    const expected = rows
      .filter(({ line, player }) => (line ?? 0) >= 30 && player.includes('player12'))
      .sort((a, b) => a.cause.localeCompare(b.cause) || b.date.localeCompare(a.date));
    expect(byTwo).toEqual(expected);
  });
});

describe('an address of another version', () => {
  it('loses what it asks of columns that do not exist, and nothing else', () => {
    const query: TableQuery = {
      filters: [
        { column: 'player', op: 'contains', values: ['an'] },
        { column: 'gone', op: 'is', values: ['1'] },
      ],
      sort: [
        { column: 'gone', desc: true },
        { column: 'date', desc: false },
      ],
      search: 'x',
    };
    expect(withKnownColumns(query, COLUMNS)).toEqual({
      filters: [query.filters[0]],
      sort: [query.sort[1]],
      search: 'x',
    });
    const known = { ...query, filters: [], sort: [] };
    expect(withKnownColumns(known, COLUMNS)).toBe(known);
  });
});

describe('the value of a cell as a filter', () => {
  const [first, second] = ROWS;
  if (first === undefined || second === undefined) throw new Error('no rows');
  const column = (id: string): Column<Line> => {
    const found = COLUMNS.find((one) => one.id === id);
    if (found === undefined) throw new Error(`no column ${id}`);
    return found;
  };
  const left = (query: TableQuery): readonly Line[] => queryRows(ROWS, COLUMNS, query);

  it.each(['date', 'player', 'cause', 'line', 'closed'])('of %s leaves only its rows, or all others', (id) => {
    for (const row of ROWS) {
      const only = left(withValue(EVERYTHING, column(id), row, 'only'));
      const without = left(withValue(EVERYTHING, column(id), row, 'without'));
      expect(only).toEqual(ROWS.filter((one) => column(id).value(one) === column(id).value(row)));
      expect(without).toEqual(ROWS.filter((one) => column(id).value(one) !== column(id).value(row)));
    }
  });

  it('replaces what the column was filtered by, and adds up what is left out', () => {
    const cause = column('cause');
    const chosen = withFilter(EVERYTHING, 'cause', 'is', ['source_outage']);
    expect(withValue(chosen, cause, first, 'only').filters).toEqual([
      { column: 'cause', op: 'is', values: ['not_in_context'] },
    ]);
    const out = withValue(withValue(EVERYTHING, cause, first, 'without'), cause, second, 'without');
    expect(out.filters).toEqual([{ column: 'cause', op: 'isNot', values: ['not_in_context', 'source_outage'] }]);
    expect(withValue(out, cause, second, 'without')).toEqual(out);
    expect(withValue(out, column('line'), second, 'without').filters).toContainEqual({
      column: 'line',
      op: 'notEmpty',
      values: [],
    });
  });
});

describe('a cell that holds several values', () => {
  interface Posted {
    readonly books: readonly string[];
  }
  const books: Column<Posted> = {
    id: 'books',
    header: 'Books',
    type: 'text',
    width: 100,
    value: (row) => (row.books.length === 0 ? null : row.books.join(', ')),
    parts: (row) => row.books,
  };
  const both: Posted = { books: ['betmgm', 'fanduel'] };
  const longer: Posted = { books: ['betmgm_us'] };
  const none: Posted = { books: [] };
  const left = (query: TableQuery) => queryRows([both, longer, none], [books], query);

  it('is found by each of them whole, and left out by each', () => {
    expect(left(withFilter(EVERYTHING, 'books', 'is', ['betmgm']))).toEqual([both]);
    expect(left(withFilter(EVERYTHING, 'books', 'isNot', ['fanduel']))).toEqual([longer, none]);
    expect(left(withFilter(EVERYTHING, 'books', 'contains', ['betmgm']))).toEqual([both, longer]);
    expect(left(withFilter(EVERYTHING, 'books', 'empty', []))).toEqual([none]);
  });

  it('offers each of them with the rows it would leave, and filters by those of the cell', () => {
    expect(facetsOf([both, longer, both], [books], EVERYTHING, books)).toEqual([
      { value: 'betmgm', rows: 2 },
      { value: 'fanduel', rows: 2 },
      { value: 'betmgm_us', rows: 1 },
    ]);
    expect(left(withValue(EVERYTHING, books, both, 'only'))).toEqual([both]);
    expect(left(withValue(EVERYTHING, books, both, 'without'))).toEqual([longer, none]);
  });
});

describe('rows copied as CSV', () => {
  interface Cell {
    readonly name: string | null;
    readonly line: number | null;
  }
  const columns: readonly Column<Cell>[] = [
    { id: 'line', header: 'Line', type: 'number', width: 1, value: (row) => row.line, cell: () => 'drawn otherwise' },
    { id: 'player_name', header: 'Player', type: 'text', width: 1, value: (row) => row.name, text: () => 'as text' },
  ];

  it('are as an export writes them: own names, values, quotes, no formula, no value told from an empty text', () => {
    const rows: readonly Cell[] = [
      { name: 'O\'Neal, "Shaq"\nJr.', line: -1.25 },
      { name: '=1+1', line: null },
      { name: '', line: 0 },
      { name: null, line: 30 },
    ];
    expect(rowsAsCsv(columns, rows, DEFAULT_CSV)).toBe(
      'line,player_name\r\n-1.25,"O\'Neal, ""Shaq""\nJr."\r\n,\'=1+1\r\n0,""\r\n30,\r\n',
    );
    expect(rowsAsCsv(columns, rows.slice(3), { ...DEFAULT_CSV, nullText: 'NULL', delimiter: ';' })).toBe(
      'line;player_name\r\n30;NULL\r\n',
    );
  });
});
