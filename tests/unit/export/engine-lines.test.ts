import { copyFile, mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DuckDBInstance } from '@duckdb/node-api';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { Prng } from '../../../electron/demo/prng.js';
import { jsonFields, type ExportRow } from '../../../electron/export/store-columns.js';
import { lineShape, textShape } from '../../../electron/export/text.js';
import { Connections } from '../../../electron/warehouse/duckdb/connections.js';
import { textLines } from '../../../electron/warehouse/duckdb/text-lines.js';
import type { TextLines } from '../../../electron/warehouse/line-shape.js';
import type { TableRow, Warehouse } from '../../../electron/warehouse/port.js';
import { storeRows } from '../../../electron/warehouse/statements/store-rows.js';
import { FEATURE_NAMES } from '../../../shared/feature-catalogue.js';
import { eachDate, type GameDate } from '../../../shared/game-date.js';
import { CSV_DELIMITERS, DEFAULT_CSV, type CsvSettings } from '../../../shared/settings.js';
import type { TestWarehouse } from '../plan/parity-warehouse.js';
import { stored, world } from '../plan/small-world.js';
import { exportsOf } from './support.js';

const RANGE = { from: '2026-01-01' as GameDate, to: '2026-02-28' as GameDate };
const ROWS = 1500;

const NASTY = [
  'plain',
  '',
  'a b',
  'a,b',
  'a;b',
  'a|b\tc',
  'say "hi"',
  'back\\slash',
  '\\u0041',
  'two\nlines\r\n',
  '=SUM(A1)',
  '-5',
  '+x',
  ' @x',
  'x;=1',
  'NULL',
  'null',
  '[]',
  'Lučić',
  'دانکن',
  '🏀👩🏽‍🚀',
  '\u0001',
  '\u000b\u001f\u007f',
  '\u2028/\u2029',
  'é',
];
const NUMBERS = [
  0,
  -0,
  1,
  -1,
  10,
  100,
  24.5,
  -3.5,
  0.1 + 0.2,
  1 / 3,
  1e-5,
  1e-6,
  9.9e-7,
  1e-7,
  -1e-7,
  5e-324,
  1e15,
  1e16,
  123456789012345680,
  1e20,
  1e21,
  -1e21,
  1.7976931348623157e308,
  2 ** 53,
  2 ** 53 + 2,
  0.000123,
  1e6,
  1000000.5,
  99.99,
];

let test: TestWarehouse;
let folder: string;

/** Doubles of every size and of the sizes that features have. */
function randomRows(): readonly TableRow[] {
  const random = new Prng(20260123, 'lines');
  const view = new DataView(new ArrayBuffer(8));
  const pick = <T>(items: readonly T[]): T => items[Math.floor(random.unit() * items.length)] as T;
  const anyDouble = (): number => {
    for (;;) {
      view.setUint32(0, Math.floor(random.unit() * 2 ** 32));
      view.setUint32(4, Math.floor(random.unit() * 2 ** 32));
      const value = view.getFloat64(0);
      if (Number.isFinite(value)) return value;
    }
  };
  const number = (): number => {
    const kind = random.unit();
    if (kind < 0.01) return pick(NUMBERS);
    if (kind < 0.02) return -0;
    if (kind < 0.025) return anyDouble();
    if (kind < 0.3) return Math.floor(random.unit() * 40);
    if (kind < 0.6) return Math.round(random.unit() * 10_000) / 100;
    return (random.unit() - 0.5) * 10 ** Math.floor(random.unit() * 6);
  };
  const text = (isTame: boolean): string | null =>
    isTame
      ? pick([null, '', 'gold', 'v2_37features', 'two words', 'a.b:c/d-e'])
      : random.unit() < 0.3
        ? null
        : random.unit() < 0.6
          ? 'v2_37features'
          : pick(NASTY);
  const time = (): string | null =>
    pick([
      null,
      '2026-01-10T12:00:00Z',
      '2026-01-10T12:00:00.120Z',
      '2026-01-10T12:00:00.000007Z',
      '1969-12-31T23:59:59.5Z',
    ]);
  return Array.from({ length: ROWS }, (_, at) => {
    const day = `2026-0${1 + (at % 2)}-${String(10 + (at % 15))}`;
    // Half of the rows have nothing that CSV would quote, or no line would be the engine's.
    const isTame = at % 4 < 2;
    return stored(day, isTame ? `player${at}` : `${pick(NASTY)}${at}`, number(), {
      features: Array.from({ length: pick([37, 37, 37, 33, 25, 1, 38, 0]) }, number),
      feature_names: pick([[], FEATURE_NAMES, ['a', 'b'], isTame ? [] : [pick(NASTY), pick(NASTY)]]),
      data_quality_issues: pick([[], ['one'], ['a', 'b c'], isTame ? [] : [pick(NASTY)], isTame ? [] : ['a', '=1']]),
      quality_tier: text(isTame),
      data_source: text(isTame) ?? '',
      universal_player_id: text(isTame),
      feature_quality_score: pick([null, 0, 82.5, 100, 0.01, 99.99]),
      is_home: pick([null, true, false]),
      days_rest: pick([null, 0, -1, 2 ** 53 - 1]),
      completeness_percentage: pick([null, 33.3, 100]),
      historical_completeness: pick([
        null,
        {
          games_found: 2,
          games_expected: 10,
          is_complete: false,
          is_bootstrap: true,
          contributing_game_dates: ['2026-01-08'],
        },
        { games_found: null, games_expected: null, is_complete: null, is_bootstrap: null, contributing_game_dates: [] },
      ]),
      created_at: time() ?? '2026-01-11T00:00:00Z',
      updated_at: time(),
      feature_generation_time_ms: pick([null, 12]),
    });
  });
}

beforeAll(async () => {
  test = await world({ 'nba_predictions.ml_feature_store_v2': randomRows() });
  folder = await mkdtemp(join(tmpdir(), 'backline-lines-'));
});
afterAll(async () => {
  await test.close();
  await rm(folder, { recursive: true, force: true });
});

/** The same warehouse, which can write neither lines nor files itself. */
function withoutLines(warehouse: Warehouse): Warehouse {
  return new Proxy(warehouse, {
    get(target, name) {
      if (name === 'lines' || name === 'parquetPart') return undefined;
      const value: unknown = Reflect.get(target, name, target);
      return typeof value === 'function' ? (value as (...all: unknown[]) => unknown).bind(target) : value;
    },
  });
}

const SETTINGS: readonly CsvSettings[] = [
  ...CSV_DELIMITERS.map((delimiter) => ({ ...DEFAULT_CSV, delimiter })),
  { delimiter: ';', byteOrderMark: true, nullText: 'NULL' },
  { delimiter: ',', byteOrderMark: false, nullText: '[]' },
];

it.each([
  ...['ndjson', 'json'].flatMap((ending) =>
    [false, true].map((withTimes) => ({ ending, csv: DEFAULT_CSV, withTimes })),
  ),
  ...SETTINGS.map((csv, at) => ({ ending: 'csv', csv, withTimes: at % 2 === 0 })),
])('the engine writes the very bytes that the code would: $ending $csv times $withTimes', async (example) => {
  const { csv, ending, withTimes } = example;
  const [fast, slow] = await Promise.all(
    [test.warehouse, withoutLines(test.warehouse)].map(async (warehouse, at) => {
      const path = join(folder, `${at}.${ending}`);
      const exports = exportsOf(warehouse, { csv: async () => csv });
      const { rows } = await exports.features({ range: RANGE, path, withTimes });
      expect(rows).toBe(ROWS);
      return readFile(path, 'utf8');
    }),
  );
  // Line by line, so that a difference is told by its line and not by megabytes.
  const lines = (fast ?? '').split('\n');
  const expected = (slow ?? '').split('\n');
  const at = lines.findIndex((line, index) => line !== expected[index]);
  expect({ line: lines[at], length: lines.length }).toEqual({ line: expected[at], length: expected.length });
});

it.each([false, true])('the engine writes the Parquet file that the code would, times %s', async (withTimes) => {
  const files = await Promise.all(
    [test.warehouse, withoutLines(test.warehouse)].map(async (warehouse, at) => {
      const path = join(folder, `${at}-${String(withTimes)}.parquet`);
      const { rows } = await exportsOf(warehouse).features({ range: RANGE, path, withTimes });
      expect(rows).toBe(ROWS);
      return path;
    }),
  );
  const instance = await DuckDBInstance.create(':memory:');
  const connection = await instance.connect();
  const ask = async (query: string): Promise<unknown> => (await connection.runAndReadAll(query)).getRowObjectsJson();
  const [fast, slow] = files.map((file) => `(SELECT row_number() OVER () AS place, * FROM '${file}')`);
  expect(await ask(`DESCRIBE ${fast ?? ''}`)).toEqual(await ask(`DESCRIBE ${slow ?? ''}`));
  expect(await ask(`${fast ?? ''} EXCEPT ${slow ?? ''}`)).toEqual([]);
  expect(await ask(`${slow ?? ''} EXCEPT ${fast ?? ''}`)).toEqual([]);
  connection.closeSync();
  instance.closeSync();
});

it('reads rows only where the engine cannot promise their line', async () => {
  let asked = 0;
  let made = 0;
  const counting = new Proxy(test.warehouse, {
    get(target, name) {
      const value: unknown = Reflect.get(target, name, target);
      if (name !== 'lines') return typeof value === 'function' ? (value as () => unknown).bind(target) : value;
      return (...[statement, parts, shape, options]: Parameters<typeof target.lines>) => {
        const line = (row: Parameters<typeof shape.line>[0]): string => {
          made += 1;
          return shape.line(row);
        };
        asked += 1;
        return target.lines(statement, parts, { ...shape, line }, options);
      };
    },
  });
  await exportsOf(counting).features({ range: RANGE, path: join(folder, 'counted.ndjson'), withTimes: false });
  expect(asked).toBeGreaterThan(0);
  expect(made).toBeGreaterThan(0);
  expect(made).toBeLessThan(ROWS * 0.7);
});

describe('parts, read two at a time', () => {
  const fields = jsonFields(false);
  const { line } = textShape('ndjson', fields, DEFAULT_CSV);
  const shape = lineShape('ndjson', fields, DEFAULT_CSV);
  if (shape === null) throw new Error('the store has no shape');
  const days = eachDate(RANGE).map((date) => ({ from: date, to: date }));

  async function textOf(lines: AsyncIterable<TextLines> | null): Promise<string> {
    const pieces: string[] = [];
    for await (const { text } of lines ?? []) pieces.push(Buffer.from(text).toString('utf8'));
    return pieces.join('');
  }

  it('come in their order, whole, as all at once do', async () => {
    const rows = (await test.warehouse.read(storeRows, RANGE)).map((row) => line(row as ExportRow)).join('');
    expect(await textOf(test.warehouse.lines(storeRows, days, shape))).toBe(rows);
    expect(await textOf(test.warehouse.lines(storeRows, [RANGE], shape))).toBe(rows);
    expect(await textOf(test.warehouse.lines(storeRows, [], shape))).toBe('');
  });

  describe('on connections that are counted', () => {
    let connections: Connections;
    let taken: number;

    beforeEach(async () => {
      const path = join(folder, 'counted.duckdb');
      await copyFile(test.path, path);
      connections = await Connections.open(path, true);
      taken = 0;
      const [take, giveBack] = [connections.take.bind(connections), connections.giveBack.bind(connections)];
      connections.take = async () => {
        const connection = await take();
        taken += 1;
        return connection;
      };
      connections.giveBack = (connection) => {
        taken -= 1;
        giveBack(connection);
      };
    });
    afterEach(() => {
      connections.close();
    });

    const read = (parts: readonly Readonly<Record<string, unknown>>[], signal?: AbortSignal) =>
      textLines(connections, connections.path, storeRows, parts, shape, { signal });

    it('give all back at the end, and as few are taken as there are parts', async () => {
      await textOf(read(days));
      expect([taken, connections.size]).toEqual([0, 3]);
      await textOf(read([RANGE]));
      expect(taken).toBe(0);
    });

    const threads = (): Promise<unknown> =>
      connections.use(async (connection) =>
        (await connection.runAndReadAll(`SELECT current_setting('threads')`)).getRows().flat().map(Number),
      );

    it('give all back when nobody wants the rest, and split queries again', async () => {
      const [lines, others] = [read(days), read([RANGE])];
      await lines?.next();
      await others?.next();
      expect(taken).toBeGreaterThan(1);
      expect(await threads()).toEqual([1]);
      await lines?.return(undefined);
      expect(await threads()).toEqual([1]);
      await others?.return(undefined);
      expect(await threads()).toEqual([2]);
      expect(taken).toBe(0);
    });

    it('tell a failure at its part, after the lines before it', async () => {
      const found: string[] = [];
      const broken = async (): Promise<void> => {
        const filled = days.filter(({ from }) => from === '2026-01-10' || from === '2026-01-11');
        for await (const { text } of read([...filled, { from: 'no date', to: '2026-01-31' }, ...days]) ?? []) {
          found.push(Buffer.from(text).toString('utf8'));
        }
      };
      await expect(broken()).rejects.toMatchObject({ code: 'internal', subject: 'from' });
      const before = (
        await test.warehouse.read(storeRows, { from: '2026-01-10' as GameDate, to: '2026-01-11' as GameDate })
      ).length;
      expect(found.join('').split('\n').length - 1).toBe(before);
      expect(taken).toBe(0);
    });

    it('stop when cancelled, and give all back', async () => {
      const stop = new AbortController();
      const cancelled = async (): Promise<void> => {
        for await (const _ of read(days, stop.signal) ?? []) stop.abort();
      };
      await expect(cancelled()).rejects.toMatchObject({ code: 'cancelled' });
      expect(taken).toBe(0);
    });
  });
});
