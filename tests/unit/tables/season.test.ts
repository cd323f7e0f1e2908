import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { TableId } from '../../../shared/tables/scope.js';
import { EVERYTHING, type TableQuery } from '../../../shared/tables/table.js';
import { exportedTables } from './season/exported.js';
import { dropSeason, makeSeason, open, type Cells } from './season/season.js';
import { threeWays } from './season/three-ways.js';
import { cellsOf, is, TOLD } from './season/told.js';

/** Dates that differ around the run: date, rows and lines, each before and after. */
let changes: Cells;

beforeAll(async () => {
  await makeSeason();
  changes = await cellsOf(TOLD['snapshot-dates']);
}, 240_000);

afterAll(dropSeason);

describe.each(Object.keys(TOLD) as readonly TableId[])('the table %s', (id) => {
  const { columns, expected, query, scope } = TOLD[id];
  const picked = (asked: Partial<TableQuery>): Promise<Cells> => cellsOf(TOLD[id], asked);

  it('has the rows of its service, in their order and with their figures', async () => {
    const rows = await expected();
    expect(rows.length).toBeGreaterThan(0);
    expect(await picked({})).toEqual(rows);
  });

  it('leaves the rows of a filter, in the order of a sort', async () => {
    const all = await picked({});
    const left = await picked(query);
    expect(left.length).toBeLessThan(all.length);
    const texts = (rows: Cells): readonly string[] => rows.map((row) => JSON.stringify(row));
    const known = new Set(texts(all));
    expect(texts(left).filter((text) => !known.has(text))).toEqual([]);
    if (query.sort === undefined) return;
    expect(left.length).toBeGreaterThan(1);
    const [{ column, desc }] = query.sort as [{ column: string; desc: boolean }];
    const key = left.map((row) => row[columns.indexOf(column)] ?? null);
    for (const [at, value] of key.entries()) {
      const before = key[at - 1];
      if (at === 0 || before === value || before === null || value === null || before === undefined) continue;
      expect(before < value, `${String(before)} before ${String(value)}`).toBe(!desc);
    }
  });

  it('names a column that it has not', async () => {
    const table = await open(scope());
    expect(() => table.select({ ...EVERYTHING, filters: [is('no_such_column', '1')] })).toThrow(
      expect.objectContaining({ code: 'bad_input', subject: 'no_such_column' }),
    );
  });
});
exportedTables();
threeWays(() => changes);
