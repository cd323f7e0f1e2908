import { createHash } from 'node:crypto';
import { execFileSync } from 'node:child_process';
import { lstat, mkdir, mkdtemp, readdir, readFile, rm, stat, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DuckDBInstance } from '@duckdb/node-api';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { BacklineError } from '../../../shared/errors.js';
import { FEATURE_NAMES } from '../../../shared/feature-catalogue.js';
import { defused } from '../../../shared/formula.js';
import { parseGameDate, type DateRange, type GameDate } from '../../../shared/game-date.js';
import { DEFAULT_CSV } from '../../../shared/settings.js';
import type { ExportService } from '../../../electron/export/service.js';
import { readableRanges } from '../../../electron/export/store-source.js';
import { manifestPath } from '../../../electron/export/manifest.js';
import { diskError } from '../../../electron/export/whole-file.js';
import type { TextLines } from '../../../electron/warehouse/line-shape.js';
import type { TestWarehouse } from '../plan/parity-warehouse.js';
import { stored, world } from '../plan/small-world.js';
import { parseCsv } from './rfc4180.js';
import { exportsOf } from './support.js';

let test: TestWarehouse;
let service: ExportService;
let folder: string;

const RANGE = { from: '2026-01-01' as GameDate, to: '2026-02-28' as GameDate };
const COMPLETENESS = {
  games_found: 2,
  games_expected: 10,
  is_complete: false,
  is_bootstrap: false,
  contributing_game_dates: ['2026-01-08', '2026-01-06'],
};

beforeAll(async () => {
  test = await world({
    'nba_predictions.ml_feature_store_v2': [
      stored('2026-02-03', 'zed', 7.5),
      stored('2026-01-10', 'bob', 10.5, {
        quality_tier: '',
        data_source: '=SUM(A1)',
        historical_completeness: COMPLETENESS,
        data_quality_issues: ['say "hi", now'],
        feature_generation_time_ms: 12,
        created_at: '2026-01-10T12:00:00.123456Z',
      }),
      stored('2026-01-10', 'amy', -3.5, { is_home: true, days_rest: 2, feature_quality_score: 82.5 }, 33),
    ],
  });
  service = exportsOf(test.warehouse);
});
afterAll(() => test.close());
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'backline-export-'));
});
afterEach(async () => {
  await rm(folder, { recursive: true, force: true });
});

function out(name: string): string {
  return join(folder, name);
}

describe('NDJSON', () => {
  it('has an object a row by date, then player, leading columns first and no times', async () => {
    const result = await service.features({ range: RANGE, path: out('rows.ndjson'), withTimes: false });
    const text = await readFile(out('rows.ndjson'), 'utf8');
    expect(result).toEqual({ path: out('rows.ndjson'), rows: 3, bytes: Buffer.byteLength(text) });
    const rows = text
      .trimEnd()
      .split('\n')
      .map((line) => JSON.parse(line) as Record<string, unknown>);
    expect(rows.map((row) => `${String(row['game_date'])} ${String(row['player_lookup'])}`)).toEqual([
      '2026-01-10 amy',
      '2026-01-10 bob',
      '2026-02-03 zed',
    ]);
    expect(Object.keys(rows[0] ?? {}).slice(0, 14)).toEqual([
      'player_lookup',
      'game_date',
      'game_id',
      'features',
      'feature_names',
      'feature_version',
      'feature_quality_score',
      'quality_tier',
      'data_source',
      'opponent_team_abbr',
      'is_home',
      'days_rest',
      'historical_completeness',
      'universal_player_id',
    ]);
    expect(rows[1]?.['historical_completeness']).toEqual(COMPLETENESS);
    expect(rows[0]?.['historical_completeness']).toBeNull();
    expect(rows[1]?.['features']).toHaveLength(37);
    for (const name of ['created_at', 'updated_at', 'feature_generation_time_ms'])
      expect(rows[0]).not.toHaveProperty(name);
  });

  it('has the times when they are asked for', async () => {
    await service.features({ range: RANGE, path: out('rows.ndjson'), withTimes: true });
    const [, bob] = (await readFile(out('rows.ndjson'), 'utf8')).split('\n');
    expect(JSON.parse(bob ?? '')).toMatchObject({
      created_at: '2026-01-10T12:00:00.123456Z',
      updated_at: null,
      feature_generation_time_ms: 12,
    });
  });
});

describe('CSV', () => {
  it('has a column a feature, NULL apart from empty text, and no formula', async () => {
    await service.features({ range: RANGE, path: out('rows.csv'), withTimes: false });
    const [heading = '', amy = '', bob = ''] = (await readFile(out('rows.csv'), 'utf8')).split('\r\n');
    const names = heading.split(',');
    expect(names).toEqual(expect.arrayContaining([...FEATURE_NAMES]));
    expect(names).not.toContain('feature_names');
    const amyCells = amy.split(',');
    const cell = (name: string): string | undefined => amyCells[names.indexOf(name)];
    expect(cell('vegas_points_line')).toBe('-3.5');
    expect(cell('is_home')).toBe('true');
    expect(cell('feature_quality_score')).toBe('82.5');
    expect(cell('quality_tier')).toBe('');
    // The older array of 33 elements has no 37th feature.
    expect(cell('breakout_flag')).toBe('');
    expect(bob).toContain(`,"",'=SUM(A1),`);
    expect(bob).toContain('"[""say \\""hi\\"", now""]"');
  });
});

describe('JSON', () => {
  it('is one array with the same objects as NDJSON', async () => {
    await service.features({ range: RANGE, path: out('rows.json'), withTimes: false });
    await service.features({ range: RANGE, path: out('rows.ndjson'), withTimes: false });
    const lines = (await readFile(out('rows.ndjson'), 'utf8')).trimEnd().split('\n');
    expect(JSON.parse(await readFile(out('rows.json'), 'utf8'))).toEqual(
      lines.map((line) => JSON.parse(line) as unknown),
    );
    expect(lines).toHaveLength(3);
  });
});

describe('Parquet', () => {
  it('holds the same rows with their types', async () => {
    await service.features({ range: RANGE, path: out('rows.parquet'), withTimes: true });
    const instance = await DuckDBInstance.create(':memory:');
    const connection = await instance.connect();
    const reader = await connection.runAndReadAll(
      `SELECT player_lookup, game_date, features[26] AS line, feature_quality_score, historical_completeness, created_at
       FROM '${out('rows.parquet')}'`,
    );
    expect(reader.columnTypes().map((type) => type.toString().split('(')[0])).toEqual([
      'VARCHAR',
      'DATE',
      'DOUBLE',
      'DECIMAL',
      'STRUCT',
      'TIMESTAMP',
    ]);
    const rows = reader.getRowObjectsJson();
    expect(rows.map((row) => [row['player_lookup'], row['line']])).toEqual([
      ['amy', -3.5],
      ['bob', 10.5],
      ['zed', 7.5],
    ]);
    expect(rows[1]?.['historical_completeness']).toMatchObject({
      games_found: '2',
      contributing_game_dates: ['2026-01-08', '2026-01-06'],
    });
    expect(rows[1]?.['created_at']).toBe('2026-01-10 12:00:00.123456');
    connection.closeSync();
    instance.closeSync();
  });
});

it('lets the engine go of what it has read, between groups of at most 40,000 rows', async () => {
  const steps: string[] = [];
  const linesOf = async function* (_: unknown, parts: readonly DateRange[]): AsyncIterable<TextLines> {
    steps.push(...parts.map(({ from, to }) => `${from}..${to}`));
    yield { rows: parts.length, text: Buffer.from('{}\n') };
  };
  const warehouse = new Proxy(test.warehouse, {
    get(target, name) {
      if (name === 'lines') return linesOf;
      if (name === 'forget') return async () => void steps.push('forget');
      const value: unknown = Reflect.get(target, name, target);
      if (name !== 'read' || typeof value !== 'function') {
        return typeof value === 'function' ? (value as (...all: unknown[]) => unknown).bind(target) : value;
      }
      // As many rows a date as are let go of at once, so that each date is a group.
      return async (...asked: unknown[]) => {
        const rows = (await (value as (...all: unknown[]) => Promise<readonly object[]>).apply(
          target,
          asked,
        )) as object[];
        return rows.map((row) => ('row_count' in row ? { ...row, row_count: 40_000 } : row));
      };
    },
  });
  const { rows } = await exportsOf(warehouse).features({ range: RANGE, path: out('rows.ndjson'), withTimes: false });
  expect(rows).toBe(2);
  expect(steps).toEqual(['2026-01-10..2026-01-10', 'forget', '2026-02-03..2026-02-03', 'forget']);
});

it('reads few enough rows at once, however long the range is', () => {
  const days: readonly [string, number][] = [
    ['2026-01-03', 5_000],
    ['2026-01-01', 9_000],
    ['2026-01-05', 7_000],
    ['2026-02-01', 50_000],
    ['2026-02-02', 1],
  ];
  expect(readableRanges(new Map(days as readonly [GameDate, number][]), 20_000)).toEqual([
    { from: '2026-01-01', to: '2026-01-03' },
    { from: '2026-01-05', to: '2026-01-05' },
    { from: '2026-02-01', to: '2026-02-01' },
    { from: '2026-02-02', to: '2026-02-02' },
  ]);
});

it.each(['ndjson', 'csv', 'parquet'])('gives equal bytes for equal stores as %s', async (ending) => {
  const twin = await world({
    'nba_predictions.ml_feature_store_v2': [
      stored('2026-01-10', 'bob', 10.5, { created_at: '2026-03-03T00:00:00Z', feature_generation_time_ms: 1 }),
      stored('2026-01-10', 'amy', 9.5),
    ],
  });
  const same = await world({
    'nba_predictions.ml_feature_store_v2': [
      stored('2026-01-10', 'amy', 9.5, { updated_at: '2026-03-04T00:00:00Z' }),
      stored('2026-01-10', 'bob', 10.5),
    ],
  });
  try {
    const bytes = await Promise.all(
      [twin, same].map(async ({ warehouse }, index) => {
        const exports = exportsOf(warehouse);
        const path = out(`${index}.${ending}`);
        await exports.features({ range: RANGE, path, withTimes: false });
        return readFile(path);
      }),
    );
    expect(bytes[0]?.equals(bytes[1] ?? Buffer.alloc(0))).toBe(true);
  } finally {
    await twin.close();
    await same.close();
  }
});

it('writes a manifest that says what the file is', async () => {
  await service.features({ range: RANGE, path: out('rows.csv'), withTimes: false });
  const manifest = JSON.parse(await readFile(out('rows.csv.manifest.json'), 'utf8')) as Record<string, unknown>;
  expect(manifest).toMatchObject({
    what: 'feature rows',
    format: 'csv',
    csv: DEFAULT_CSV,
    parameters: { from: RANGE.from, to: RANGE.to, times: false },
    rows: 3,
    statement: expect.stringContaining('ml_feature_store_v2') as string,
    warehouse: { engine: 'duckdb' },
    writtenAt: expect.stringMatching(/^2026-02-10T/) as string,
  });
  const written = await readFile(out('rows.csv'));
  expect(manifest['file']).toEqual({
    bytes: written.length,
    sha256: createHash('sha256').update(written).digest('hex'),
  });
});

describe('when it cannot be done', () => {
  it('names a wrong ending', async () => {
    await expect(service.features({ range: RANGE, path: out('rows.xlsx'), withTimes: false })).rejects.toMatchObject({
      code: 'bad_input',
      subject: '--out',
    });
  });

  it('leaves the file that stands there and nothing beside it', async () => {
    await writeFile(out('rows.csv'), 'mine');
    const empty = { from: '2026-01-20' as GameDate, to: '2026-01-21' as GameDate };
    await expect(service.features({ range: empty, path: out('rows.csv'), withTimes: false })).rejects.toMatchObject({
      code: 'nothing_to_do',
    });
    const stop = new AbortController();
    stop.abort();
    await expect(
      service.features({ range: RANGE, path: out('rows.csv'), withTimes: false, signal: stop.signal }),
    ).rejects.toMatchObject({ code: 'cancelled' });
    expect(await readFile(out('rows.csv'), 'utf8')).toBe('mine');
    expect(await readdir(folder)).toEqual(['rows.csv']);
  });

  it('names a folder that is not there, and a target that is a folder', async () => {
    await expect(
      service.features({ range: RANGE, path: join(folder, 'no', 'rows.csv'), withTimes: false }),
    ).rejects.toMatchObject({ code: 'disk_unwritable', subject: join(folder, 'no', 'rows.csv') });
    await mkdir(out('taken.csv'));
    await expect(service.features({ range: RANGE, path: out('taken.csv'), withTimes: false })).rejects.toMatchObject({
      code: 'disk_unwritable',
    });
    expect(await readdir(folder)).toEqual(['taken.csv']);
  });

  it('names a path that runs through a file', async () => {
    await writeFile(out('a-file'), 'mine');
    const path = join(folder, 'a-file', 'rows.csv');
    await expect(service.features({ range: RANGE, path, withTimes: false })).rejects.toMatchObject({
      code: 'disk_unwritable',
      subject: path,
      message: `cannot write ${path}: part of the path is not a folder`,
    });
    expect(await readdir(folder)).toEqual(['a-file']);
  });

  it('refuses what is no file, which the new file would replace', async () => {
    execFileSync('mkfifo', [out('pipe.csv')]);
    await expect(service.features({ range: RANGE, path: out('pipe.csv'), withTimes: false })).rejects.toMatchObject({
      code: 'disk_unwritable',
      message: `cannot write ${out('pipe.csv')}: it is no file that could be replaced`,
    });
    expect((await stat(out('pipe.csv'))).isFIFO()).toBe(true);
    expect(await readdir(folder)).toEqual(['pipe.csv']);
  });

  it('follows a link, which stays one', async () => {
    await mkdir(out('there'));
    await writeFile(out('there/rows.csv'), 'mine');
    await symlink(out('there/rows.csv'), out('rows.csv'));
    await service.features({ range: RANGE, path: out('rows.csv'), withTimes: false });
    expect((await lstat(out('rows.csv'))).isSymbolicLink()).toBe(true);
    expect(await readFile(out('there/rows.csv'), 'utf8')).toContain('player_lookup');
    expect(await readdir(out('there'))).toEqual(['rows.csv']);
  });

  it('says that a disk is full in its own words, and leaves no step of a Parquet file behind', async () => {
    const full = new BacklineError('disk_unwritable', 'x/0.parquet cannot be written: No space left on device');
    const parquet = exportsOf(test.warehouse, { writeParquet: () => Promise.reject(full) });
    await expect(parquet.features({ range: RANGE, path: out('rows.parquet'), withTimes: false })).rejects.toMatchObject(
      {
        code: 'disk_unwritable',
        message: `cannot write ${out('rows.parquet')}: no space is left`,
      },
    );
    expect(await readdir(folder)).toEqual([]);
  });

  it.each([
    ['EACCES', 'permission was denied'],
    ['EROFS', 'the medium is read-only'],
    ['ENOSPC', 'no space is left'],
  ])('says what %s of the system means', (code, reason) => {
    // Made here, because a superuser may write everywhere and no test may fill a disk.
    const refused = Object.assign(new Error(`${code}: refused`), { code });
    expect(diskError('/data/rows.csv', refused)).toMatchObject({
      code: 'disk_unwritable',
      subject: '/data/rows.csv',
      message: `cannot write /data/rows.csv: ${reason}`,
    });
    const other = new Error('something else');
    expect(diskError('/data/rows.csv', other)).toBe(other);
  });
});

describe('the figures of a chart', () => {
  const rows = [
    { date: parseGameDate('2026-01-05', 'test'), values: [58.04, null] },
    { date: parseGameDate('2026-01-06', 'test'), values: [-0.5, 20.5] },
  ];
  const figures = { title: 'Match rate, "raw"', columns: ['Match rate (%)', '=Line, points'], rows };

  it('are a record a date; a gap is no value, and a label that a spreadsheet would run is text', async () => {
    await service.chart({ ...figures, path: out('chart.csv') });
    const [head, ...records] = parseCsv(await readFile(out('chart.csv'), 'utf8'));
    expect(head?.map(({ text }) => text)).toEqual(['date', 'Match rate (%)', defused('=Line, points')]);
    expect(records).toEqual([
      [
        { text: '2026-01-05', quoted: false },
        { text: '58.04', quoted: false },
        { text: '', quoted: false },
      ],
      [
        { text: '2026-01-06', quoted: false },
        { text: '-0.5', quoted: false },
        { text: '20.5', quoted: false },
      ],
    ]);
    expect(JSON.parse(await readFile(manifestPath(out('chart.csv')), 'utf8'))).toMatchObject({
      what: 'chart: Match rate, "raw"',
      rows: 2,
      parameters: { from: '2026-01-05', to: '2026-01-06' },
    });
  });

  it('leave nothing behind when they cannot be written', async () => {
    await expect(service.chart({ ...figures, path: join(folder, 'no', 'chart.csv') })).rejects.toMatchObject({
      code: 'disk_unwritable',
    });
    expect(await readdir(folder)).toEqual([]);
  });
});
