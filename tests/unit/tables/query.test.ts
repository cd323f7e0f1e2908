import { describe, expect, it } from 'vitest';
import { prepareRows, queryRows } from '../../../shared/tables/query.js';
import { EVERYTHING, type FilterOp, type TableColumn, type TableQuery } from '../../../shared/tables/table.js';

interface Row {
  readonly id: string;
  readonly name: string | null;
  readonly day: string | null;
  readonly at: string | null;
  readonly line: number | null;
  readonly played: boolean | null;
}

const COLUMNS: readonly TableColumn<Row>[] = [
  { id: 'name', header: 'Name', type: 'text', value: (row) => row.name },
  { id: 'day', header: 'Day', type: 'date', value: (row) => row.day },
  { id: 'at', header: 'At', type: 'timestamp', value: (row) => row.at },
  { id: 'line', header: 'Line', type: 'number', value: (row) => row.line },
  { id: 'played', header: 'Played', type: 'boolean', value: (row) => row.played },
];

const ROWS: readonly Row[] = [
  { id: 'a', name: 'Bob', day: '2026-01-10', at: '2026-01-10T22:30:00Z', line: 9.5, played: true },
  { id: 'b', name: 'Amy', day: '2025-12-31', at: '2026-01-01T00:10:00Z', line: -3, played: false },
  { id: 'c', name: null, day: null, at: null, line: null, played: null },
  { id: 'd', name: '', day: '2026-01-10', at: '2026-01-10T09:00:00Z', line: 10, played: true },
  { id: 'e', name: 'amy-lou, “Jr.”', day: '2026-02-01', at: '2026-02-01T00:00:00Z', line: 9.5, played: false },
];

function left(query: Partial<TableQuery>): string {
  return queryRows(ROWS, COLUMNS, { ...EVERYTHING, ...query })
    .map(({ id }) => id)
    .join('');
}

function filtered(column: string, op: FilterOp, ...values: readonly string[]): string {
  return left({ filters: [{ column, op, values }] });
}

describe('texts that nobody would expect', () => {
  // As the feeds spell them: with an accent as a letter, with one as a mark, right to left, and like a pattern.
  const names = ['Jos\u00e9', 'Jose\u0301', '\u0645\u062d\u0645\u062f', 'a.*(b', '50% _x', '\u202eabc'];
  const rows: readonly Row[] = names.map((name, at) => ({ ...(ROWS[0] as Row), id: String(at), name }));
  const found = (search: string): string =>
    queryRows(rows, COLUMNS, { ...EVERYTHING, search })
      .map(({ id }) => id)
      .join('');
  const having = (text: string): string =>
    queryRows(rows, COLUMNS, { ...EVERYTHING, filters: [{ column: 'name', op: 'contains', values: [text] }] })
      .map(({ id }) => id)
      .join('');

  it.each([
    ['an accent in either form', 'JOSE\u0301', '01'],
    ['an accent as a letter', 'jos\u00e9', '01'],
    ['right to left', '\u062d\u0645', '2'],
    ['what a pattern would be made of', '.*(', '3'],
    ['a class that is not closed', '[a-', ''],
    ['signs that stand for any letter elsewhere', '% _', '4'],
    ['a backslash', '\\', ''],
    ['what turns the direction of writing', '\u202ea', '5'],
  ])('are found as they are written: %s', (_, text, ids) => {
    expect(found(text)).toBe(ids);
    expect(having(text)).toBe(ids);
  });

  it('are answered at any length, over as many rows as a season has gaps', () => {
    const many = Array.from({ length: 12_000 }, (_, at): Row => ({ ...(ROWS[0] as Row), name: `player ${at}` }));
    const count = (query: Partial<TableQuery>): number => queryRows(many, COLUMNS, { ...EVERYTHING, ...query }).length;
    const began = process.cpuUsage();
    expect(count({ search: 'p'.repeat(10_000) })).toBe(0);
    const values = Array.from({ length: 5_000 }, (_, at) => `player ${at * 3}`);
    expect(count({ filters: [{ column: 'name', op: 'is', values }] })).toBe(4_000);
    expect(count({ filters: [{ column: 'name', op: 'isNot', values }] })).toBe(8_000);
    // Each of the values looked for in each of the rows would be some seconds.
    expect(process.cpuUsage(began).user / 1e6).toBeLessThan(1);
  });

  it('are told in short where they are refused', () => {
    const filters = [{ column: 'line', op: 'atLeast' as const, values: ['9'.repeat(400) + 'x'.repeat(9_600)] }];
    expect(() => queryRows(ROWS, COLUMNS, { ...EVERYTHING, filters })).toThrow(
      /^the filter .{1,120} is not a number$/u,
    );
  });
});

describe('a filter', () => {
  it.each([
    ['name', 'is', ['Bob', ''], 'ad'],
    ['name', 'isNot', ['Bob', ''], 'bce'],
    ['name', 'is', [], ''],
    ['line', 'is', ['9.5'], 'ae'],
    ['played', 'is', ['false'], 'be'],
    ['played', 'isNot', ['true'], 'bce'],
    ['name', 'contains', ['AMY'], 'be'],
    ['name', 'contains', ['bob', 'lou,'], 'ae'],
    ['name', 'contains', ['a.y'], ''],
    ['line', 'atLeast', ['9.5'], 'ade'],
    ['line', 'atMost', ['9.5'], 'abe'],
    ['line', 'atMost', [' -3 '], 'b'],
    ['day', 'atLeast', ['2026-01-10'], 'ade'],
    ['day', 'atMost', ['2026-01-09'], 'b'],
    ['at', 'atLeast', ['2026-01-10T09:00:01Z'], 'ae'],
    ['line', 'empty', [], 'c'],
    ['name', 'notEmpty', [], 'abde'],
  ] as const)('%s %s %j leaves %s', (column, op, values, expected) => {
    expect(filtered(column, op, ...values)).toBe(expected);
  });

  it('compares numbers as numbers, not as texts', () => {
    expect(filtered('line', 'atLeast', '10')).toBe('d');
  });

  it('holds together with the others', () => {
    const filters = [
      { column: 'line', op: 'atLeast', values: ['9'] },
      { column: 'played', op: 'is', values: ['true'] },
    ] as const;
    expect(left({ filters })).toBe('ad');
    expect(left({ filters, search: 'bo' })).toBe('a');
  });

  it.each([
    ['nope', 'empty', [], 'nope'],
    ['line', 'atLeast', ['many'], 'line'],
    ['line', 'atLeast', [' '], 'line'],
    ['line', 'atMost', [], 'line'],
    ['played', 'atLeast', ['yes'], 'played'],
  ] as const)('%s %s %j is bad input', (column, op, values, subject) => {
    expect(() => filtered(column, op, ...values)).toThrow(expect.objectContaining({ code: 'bad_input', subject }));
  });

  it('names the columns there are when it has another', () => {
    expect(() => filtered('nope', 'empty')).toThrow(
      expect.objectContaining({ remedy: 'Columns: name, day, at, line, played.' }),
    );
  });

  it('may have very many values', () => {
    const values = Array.from({ length: 100_000 }, (_, at) => `player ${at}`);
    expect(filtered('name', 'is', ...values, 'Bob')).toBe('a');
    expect(filtered('name', 'isNot', ...values, 'Bob')).toBe('bcde');
    expect(filtered('name', 'contains', ...values, 'OB')).toBe('a');
  });
});

describe('the order', () => {
  it.each([
    ['line', false, 'cbaed'],
    ['line', true, 'daebc'],
    ['name', false, 'cdbae'],
    ['day', true, 'eadbc'],
    ['played', false, 'cbead'],
    ['at', false, 'cbdae'],
  ] as const)('by %s, descending %s: no value is the least, and equals keep theirs', (column, desc, expected) => {
    expect(left({ sort: [{ column, desc }] })).toBe(expected);
  });

  it('goes by the first column, then by the next', () => {
    const sort = (...columns: readonly (readonly [string, boolean])[]) => ({
      sort: columns.map(([column, desc]) => ({ column, desc })),
    });
    expect(left(sort(['played', true], ['line', true]))).toBe('daebc');
    expect(left(sort(['line', false], ['name', true]))).toBe('cbead');
  });

  it('names a column that is not there', () => {
    expect(() => left({ sort: [{ column: 'nope', desc: false }] })).toThrow(
      expect.objectContaining({ subject: 'nope' }),
    );
  });

  it('leaves the rows that it was given as they were', () => {
    const before = [...ROWS];
    left({ sort: [{ column: 'line', desc: true }] });
    expect(ROWS).toEqual(before);
  });
});

describe('the search', () => {
  it.each([
    ['AMY', 'be'],
    ['  bob ', 'a'],
    ['2026-01', 'ad'],
    ['', 'abcde'],
    ['“jr', 'e'],
    ['9.5', ''],
    ['22:30', ''],
    ['true', ''],
    ['null', ''],
    ['bob2026', ''],
  ])('for %j looks into texts and dates, cell by cell: %s', (search, expected) => {
    expect(left({ search })).toBe(expected);
  });

  it('finds other scripts and marks as they stand', () => {
    const names = ['دانکن رابینسون', 'Lučić', 'e\u0301\u0323 Combining', '魏', '\u202Eright to left'];
    const rows = names.map((name, at): Row => ({ ...(ROWS[0] as Row), id: String(at), name }));
    const found = (search: string): readonly string[] =>
      queryRows(rows, COLUMNS, { ...EVERYTHING, search }).map(({ id }) => id);
    expect(['رابین', 'LUČ', 'e\u0301\u0323 c', '魏', 'right TO'].map(found)).toEqual([
      ['0'],
      ['1'],
      ['2'],
      ['3'],
      ['4'],
    ]);
  });

  it('asked again over the same rows finds what the columns hold then', () => {
    const other: readonly TableColumn<Row>[] = [{ id: 'id', header: 'Id', type: 'text', value: (row) => row.id }];
    expect(left({ search: 'bob' })).toBe('a');
    expect(queryRows(ROWS, other, { ...EVERYTHING, search: 'b' }).map(({ id }) => id)).toEqual(['b']);
    expect(left({ search: 'bob' })).toBe('a');
    expect(left({ search: 'bo' })).toBe('a');
  });
});

describe('very many rows', () => {
  const many = (): readonly Row[] =>
    Array.from({ length: 12_000 }, (_, at) => ({
      id: String(at),
      name: at % 7 === 0 ? null : `Player ${(at * 7919) % 1_000}`,
      day: `2026-01-${String((at % 28) + 1).padStart(2, '0')}`,
      at: null,
      line: (at * 31) % 97,
      played: at % 2 === 0,
    }));
  const queries: readonly TableQuery[] = [
    { filters: [], sort: [{ column: 'name', desc: true }], search: 'player 1' },
    {
      filters: [
        { column: 'line', op: 'atLeast', values: ['40'] },
        { column: 'name', op: 'isNot', values: ['Player 5'] },
        { column: 'played', op: 'is', values: ['true'] },
      ],
      sort: [
        { column: 'day', desc: false },
        { column: 'line', desc: true },
      ],
      search: '',
    },
    { filters: [{ column: 'name', op: 'empty', values: [] }], sort: [], search: '2026-01-2' },
  ];

  it('prepared in spare time, wholly or in part, are found and ordered as without', () => {
    for (const query of queries) {
      const plain = queryRows(many(), COLUMNS, query).map(({ id }) => id);
      expect(plain.length).toBeGreaterThan(100);
      for (const pieces of [1, 3, 8, Number.POSITIVE_INFINITY]) {
        const rows = many();
        const work = prepareRows(rows, COLUMNS);
        for (let piece = 0; piece < pieces && work.next().done !== true; piece += 1);
        expect(queryRows(rows, COLUMNS, query).map(({ id }) => id)).toEqual(plain);
        // And once more, from what the first time left behind.
        expect(queryRows(rows, COLUMNS, query).map(({ id }) => id)).toEqual(plain);
      }
    }
  });

  it('few rows are not prepared at all', () => {
    expect(prepareRows(ROWS, COLUMNS).next().done).toBe(true);
  });
});
