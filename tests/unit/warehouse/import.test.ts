import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { describe, expect, test } from 'vitest';
import { importFolder, type ImportReport } from '../../../electron/warehouse/import/import-folder.js';
import { change, errorOf, lookAt, newWarehouse, openTracked, scratchFolder, writeLines } from './helpers.js';

const SUMMARY = 'nba_analytics.player_game_summary';
const game = {
  player_lookup: 'anapereira',
  game_id: '20251104_LAL_BOS',
  game_date: '2025-11-04',
  team_abbr: 'BOS',
  opponent_team_abbr: 'LAL',
  season_year: 2025,
  points: 21,
  minutes_played: 33.4,
  starter_flag: true,
  win_flag: false,
  is_active: true,
  processed_at: '2025-11-05T08:00:00.5Z',
};
const line = (more: Record<string, unknown> = {}) => JSON.stringify({ ...game, ...more });

async function importLines(name: string, lines: readonly string[]): Promise<ImportReport> {
  const folder = scratchFolder();
  writeLines(folder, name, lines);
  const { warehouse } = await newWarehouse();
  const report = await importFolder(warehouse, folder);
  const [count] = await lookAt(warehouse, `SELECT CAST(COUNT(*) AS INTEGER) FROM ${name.split('.', 2).join('.')}`);
  const stored = (count as readonly [number])[0];
  expect(stored).toBe(report.loaded.reduce((sum, file) => sum + file.rows, 0));
  return report;
}

describe('a bad file is named by line and column, and nothing of it is loaded', () => {
  const cases: readonly (readonly [string, readonly string[], string, string])[] = [
    ['a date that is none', [line(), line({ player_lookup: 'b', game_date: '2025-02-30' })], ':2', 'game_date'],
    ['a fraction in INT64', [line({ points: 21.5 })], ':1', 'points has a fraction'],
    ['text in a number', [line({ points: 'many' })], ':1', 'points is not a whole number'],
    ['more decimals than declared', [line({ minutes_played: 33.45 })], ':1', 'minutes_played has more than 1 decimals'],
    ['more digits than declared', [line({ minutes_played: 10000.5 })], ':1', 'minutes_played is too large'],
    ['NULL in REQUIRED', [line(), line({ player_lookup: 'b', team_abbr: null })], ':2', 'team_abbr has no value'],
    ['a needed column missing', [line({ win_flag: undefined })], ':1', 'win_flag is missing'],
    ['an unknown column', [line({ rebounds_per_week: 3 })], ':1', 'rebounds_per_week'],
    ['a number in text', [line({ player_lookup: 7 })], ':1', 'player_lookup is not text'],
    ['text in a flag', [line({ win_flag: 'yes' })], ':1', 'win_flag is not true or false'],
    ['a time without zone', [line({ processed_at: '2025-11-05T08:00:00' })], ':1', 'processed_at is not a UTC time'],
    ['a number beyond exactness', [line({ points: 2 ** 60 })], ':1', 'points is beyond'],
    ['a repeated key', [line(), '', line({ points: 3 })], ':3', 'repeats line 1'],
    ['bad JSON', [line(), '{"player_lookup":"b"'], ':2', 'is not JSON'],
    ['a list instead of an object', ['[1]'], ':1', 'is not a JSON object'],
  ];
  test.each(cases)('%s', async (_, lines, where, what) => {
    const report = await importLines(`${SUMMARY}.ndjson`, lines);
    expect(report.loaded).toEqual([]);
    expect(report.failed[0]?.error).toMatchObject({ code: 'bad_rows', subject: `${SUMMARY}.ndjson${where}` });
    expect(report.failed[0]?.error.message).toContain(what);
  });

  test('a file that is not UTF-8', async () => {
    const folder = scratchFolder();
    const bytes = Buffer.concat([Buffer.from(`${line()}\n`), Buffer.from([0x22, 0xff, 0x22, 10])]);
    writeFileSync(join(folder, `${SUMMARY}.ndjson`), bytes);
    const { warehouse } = await newWarehouse();
    const report = await importFolder(warehouse, folder);
    expect(report.failed[0]?.error.subject).toBe(`${SUMMARY}.ndjson:2`);
  });

  test('a gzip file that is cut off, and one that is none', async () => {
    const folder = scratchFolder();
    const lines = Array.from({ length: 5000 }, (_, i) => line({ player_lookup: `player${String(i * 7919)}` }));
    const whole = gzipSync(lines.join('\n'));
    writeFileSync(join(folder, `${SUMMARY}.ndjson.gz`), whole.subarray(0, whole.length - 500));
    writeFileSync(join(folder, 'nba_raw.nbac_schedule.ndjson.gz'), 'no gzip');
    const { warehouse } = await newWarehouse();
    const report = await importFolder(warehouse, folder);
    expect(report.failed.map(({ error }) => error.message)).toEqual([
      expect.stringMatching(/player_game_summary.*cut off/),
      expect.stringMatching(/nbac_schedule.*not a whole gzip/),
    ]);
    expect(await lookAt(warehouse, `SELECT 1 FROM ${SUMMARY}`)).toEqual([]);
  });
});

describe('CSV', () => {
  const header = 'alias_lookup,nba_canonical_lookup,alias_display,nba_canonical_display,is_active';
  const columns = 'alias_lookup, nba_canonical_lookup, alias_display, is_active';
  const table = 'nba_reference.player_aliases';

  test('quotes, line ends within fields, empty text and NULL', async () => {
    const folder = scratchFolder();
    writeLines(folder, `${table}.csv`, [header, 'a,b,"O\'Neal, ""Shaq""\r', 'second",B,TRUE', 'c,d,"",D,false']);
    const { warehouse } = await newWarehouse();
    const definition = (await warehouse.liveTable(table))?.columns;
    expect(definition?.map(({ name }) => name)).toEqual(expect.arrayContaining(header.split(',')));
    const report = await importFolder(warehouse, folder);
    expect(report.failed).toEqual([]);
    expect(await lookAt(warehouse, `SELECT ${columns} FROM ${table} ORDER BY 1`)).toEqual([
      ['a', 'b', 'O\'Neal, "Shaq"\nsecond', true],
      ['c', 'd', '', false],
    ]);
  });

  test.each([
    ['a quote inside a field', [header, 'a,b"c,d,e,true'], ':2'],
    ['text after a closing quote', [header, 'a,"b"c,d,e,true'], ':2'],
    ['a quote that is never closed', [header, 'a,"b,c,d,true', 'd,e,f,g,true'], ':2'],
    ['too few fields', [header, 'a,b,c,d,true', 'd,e'], ':3'],
    ['an unknown column', ['alias_lookup,nba_canonical_lookup,nickname', 'a,b,c'], ':1'],
    ['a missing column', ['alias_lookup', 'a'], ':1'],
    ['a column that is there twice', [`${header},alias_lookup`, 'a,b,c,d,true,a'], ':1'],
    ['an empty REQUIRED field', [header, ',b,c,d,true'], ':2'],
  ] as const)('%s', async (_, lines, where) => {
    const report = await importLines(`${table}.csv`, lines);
    expect(report.failed[0]?.error.subject).toBe(`${table}.csv${where}`);
  });
});

test('the dates of a file are replaced, other dates stay, unknown files are named', async () => {
  const folder = scratchFolder();
  const { warehouse } = await newWarehouse();
  writeLines(folder, 'notes.txt', ['hello']);
  writeLines(folder, 'nba_raw.weather.csv', ['a']);
  writeLines(folder, `${SUMMARY}.ndjson`, [line(), line({ game_date: '2025-11-05', game_id: 'g2' })]);
  const first = await importFolder(warehouse, folder);
  expect(first.skipped.map(({ file }) => file)).toEqual(['nba_raw.weather.csv', 'notes.txt']);
  writeLines(folder, `${SUMMARY}.ndjson`, [line({ points: 30 })]);
  await importFolder(warehouse, folder);
  expect(
    await lookAt(warehouse, `SELECT CAST(game_date AS VARCHAR), CAST(points AS INTEGER) FROM ${SUMMARY} ORDER BY 1`),
  ).toEqual([
    ['2025-11-04', 30],
    ['2025-11-05', 21],
  ]);
});

test('Parquet passes the same checks, and doubles keep every bit', async () => {
  const folder = scratchFolder();
  const { warehouse } = await newWarehouse();
  const store = 'nba_predictions.ml_feature_store_v2';
  const row = `'ana' AS player_lookup, DATE '2025-11-04' AS game_date, 'g' AS game_id, [0.1::DOUBLE + 0.2, 1e-300] AS features,
    ['a','b'] AS feature_names, 2 AS feature_count, 'v' AS feature_version, 'mixed' AS data_source,
    TIMESTAMP '2025-11-04 10:00:00.25' AS created_at,
    {games_found: 1, games_expected: 2, is_complete: true, is_bootstrap: false, contributing_game_dates: [DATE '2025-11-01']}
      AS historical_completeness`;
  const file = join(folder, `${store}.parquet`);
  await change(warehouse, `COPY (SELECT ${row}) TO '${file}' (FORMAT PARQUET)`);
  expect((await importFolder(warehouse, folder)).failed).toEqual([]);
  expect(
    await lookAt(
      warehouse,
      `SELECT features = [0.1::DOUBLE + 0.2, 1e-300], CAST(created_at AS VARCHAR),
         CAST(historical_completeness.contributing_game_dates AS VARCHAR) FROM ${store}`,
    ),
  ).toEqual([[true, '2025-11-04 10:00:00.25', '[2025-11-01]']]);
  await change(warehouse, `COPY (SELECT ${row}, 2.5 AS days_rest) TO '${file}' (FORMAT PARQUET)`);
  expect((await importFolder(warehouse, folder)).failed[0]?.error.message).toContain('days_rest has a fraction');
  writeFileSync(file, readFileSync(file).subarray(0, 300));
  expect((await importFolder(warehouse, folder)).failed[0]?.error.message).toContain('not a whole Parquet');
});

test('a warehouse that is not there is made, and a folder without tables is an error', async () => {
  const folder = scratchFolder();
  const path = join(scratchFolder(), 'deep', 'new.duckdb');
  expect(await errorOf(() => importFolder(path, folder))).toMatchObject({ code: 'nothing_to_do', subject: folder });
  expect(await errorOf(() => importFolder(path, join(folder, 'none')))).toMatchObject({ code: 'bad_input' });
  writeLines(folder, `${SUMMARY}.ndjson`, [line({ season_year: '2025' })]);
  expect((await importFolder(path, folder)).loaded).toEqual([{ file: `${SUMMARY}.ndjson`, table: SUMMARY, rows: 1 }]);
  const warehouse = await openTracked(path);
  expect(await lookAt(warehouse, `SELECT CAST(processed_at AS VARCHAR) FROM ${SUMMARY}`)).toEqual([
    ['2025-11-05 08:00:00.5'],
  ]);
});

test('cancelling leaves what stood there', async () => {
  const folder = scratchFolder();
  const { warehouse } = await newWarehouse();
  writeLines(folder, `${SUMMARY}.ndjson`, [line()]);
  await importFolder(warehouse, folder);
  const stop = new AbortController();
  stop.abort();
  writeLines(folder, `${SUMMARY}.ndjson`, [line({ points: 1 })]);
  expect(await errorOf(() => importFolder(warehouse, folder, { signal: stop.signal }))).toMatchObject({
    code: 'cancelled',
  });
  expect(await lookAt(warehouse, `SELECT CAST(points AS INTEGER) FROM ${SUMMARY}`)).toEqual([[21]]);
});
