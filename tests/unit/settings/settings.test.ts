import { mkdir, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { jsonPlaces } from '../../../electron/settings/json-places.js';
import { SettingsService } from '../../../electron/settings/service.js';
import { DEFAULT_BIGQUERY, DEFAULT_SETTINGS, type BigQuerySettings, type Settings } from '../../../shared/settings.js';

let folder: string;
let service: SettingsService;

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'backline-settings-'));
  service = new SettingsService(folder);
});
afterEach(() => rm(folder, { recursive: true, force: true }));

const FULL: Settings = {
  ...DEFAULT_SETTINGS,
  bigquery: { ...DEFAULT_BIGQUERY, project: 'my-project', datasets: { nba_raw: 'other-project.raw_eu' } },
  warehouse: { kind: 'bigquery', file: null },
  maxBytesPerRun: 5_000_000_000,
  tolerance: 0.5,
  appearance: 'dark',
};

const write = (text: string): Promise<void> => writeFile(service.path, text);
const inBigQuery = (more: Partial<BigQuerySettings>): Settings => ({
  ...FULL,
  bigquery: { ...FULL.bigquery, ...more },
});

describe('what is stored', () => {
  test('comes back, also to another process; without a file the defaults hold', async () => {
    expect(await service.get()).toEqual(DEFAULT_SETTINGS);
    expect(await service.set(FULL)).toEqual(FULL);
    expect(await new SettingsService(folder).get()).toEqual(FULL);
    expect(JSON.parse(await readFile(service.path, 'utf8'))).toMatchObject({ version: 1, appearance: 'dark' });
    expect(await readdir(folder)).toEqual(['settings.json']);
  });

  test('an older file has the defaults for what it lacks, a newer one keeps what is unknown here', async () => {
    await write('{"appearance": "light", "later": {"x": 1}, "csv": {"nullText": "NA", "quote": "always"}}');
    const read = await service.get();
    expect(read).toEqual({
      ...DEFAULT_SETTINGS,
      appearance: 'light',
      csv: { ...DEFAULT_SETTINGS.csv, nullText: 'NA' },
    });
    await service.set({ ...read, appearance: 'dark' });
    expect(JSON.parse(await readFile(service.path, 'utf8'))).toMatchObject({
      appearance: 'dark',
      later: { x: 1 },
      csv: { nullText: 'NA', quote: 'always' },
    });
  });

  test('a dataset name that is taken out stays out', async () => {
    await service.set(FULL);
    await service.set(inBigQuery({ datasets: {} }));
    expect((await service.get()).bigquery.datasets).toEqual({});
  });

  test('sets at the same time, from two services, leave one of them whole', async () => {
    const other = new SettingsService(folder);
    const tolerances = Array.from({ length: 40 }, (_, index) => index / 10);
    const reads: Promise<Settings>[] = [];
    await Promise.all(
      tolerances.map((tolerance, index) => {
        reads.push(service.get());
        return (index % 2 === 0 ? service : other).set({ ...FULL, tolerance });
      }),
    );
    for (const read of await Promise.all(reads))
      expect([...tolerances, DEFAULT_SETTINGS.tolerance]).toContain(read.tolerance);
    expect(tolerances).toContain((await service.get()).tolerance);
    expect(await readdir(folder)).toEqual(['settings.json']);
  });
});

describe('a damaged file', () => {
  test.each([
    ['{\n  "appearance": "dark",\n  "tolerance": 0.1,,\n}', 3, 'not JSON'],
    ['{\n  "appearance": "dark"', 2, 'not JSON'],
    ['[1]', 1, 'an object'],
    ['{\n\n  "tolerance": "much"}', 3, 'tolerance: '],
    ['{"bigquery": {\n  "project": "my-project",\n  "snapshotDays": 0\n}}', 3, 'bigquery.snapshotDays: '],
    ['{"bigquery": {\n  "project": "My Project"\n}}', 2, 'bigquery.project: "My Project"'],
    ['{"checks": {"dailyAt":\n"25:00"}}', 2, 'checks.dailyAt: '],
    ['{"csv": null}', 1, 'csv: '],
    ['{"version": "one"}', 1, 'version: '],
  ])('names file, line and field: %s', async (text, line, what) => {
    await write(text);
    const error = await service.get().catch((thrown: unknown) => thrown);
    expect(error).toMatchObject({ code: 'bad_input', subject: `${service.path}:${line}` });
    expect(String(error)).toContain(what);
    expect(await readFile(service.path, 'utf8')).toBe(text);
  });

  test('is put aside when settings are saved anew, not lost', async () => {
    await write('{"appearance": "dark"');
    await service.set(FULL);
    expect(await service.get()).toEqual(FULL);
    const aside = (await readdir(folder)).filter((name) => name.includes('damaged'));
    expect(aside).toHaveLength(1);
    expect(await readFile(join(folder, String(aside[0])), 'utf8')).toBe('{"appearance": "dark"');
  });

  test('that is no file at all is named', async () => {
    await mkdir(service.path);
    await expect(service.get()).rejects.toMatchObject({ code: 'bad_input', subject: service.path });
  });
});

describe('settings that cannot be meant are refused by field, and nothing is written', () => {
  test.each<[string, Settings]>([
    ['warehouse.file', { ...FULL, warehouse: { kind: 'file', file: null } }],
    ['warehouse.file', { ...FULL, warehouse: { kind: 'file', file: '/nowhere/store.duckdb' } }],
    ['warehouse.file', { ...FULL, warehouse: { kind: 'file', file: 'store.duckdb' } }],
    ['warehouse.file', { ...FULL, warehouse: { kind: 'file', file: tmpdir() } }],
    ['bigquery.project', inBigQuery({ project: '' })],
    ['bigquery.project', inBigQuery({ project: 'Nope' })],
    ['bigquery.location', inBigQuery({ location: 'europe west' })],
    ['bigquery.datasets.nba_raw', inBigQuery({ datasets: { nba_raw: 'raw-data' } })],
    ['bigquery.snapshotDataset', inBigQuery({ snapshotDataset: '' })],
    ['bigquery.keyFile', inBigQuery({ keyFile: '/nowhere/key.json' })],
    ['bigquery.impersonate', inBigQuery({ impersonate: 'someone@example.com' })],
    ['bigquery.maxBytesPerQuery', inBigQuery({ maxBytesPerQuery: 1.5 })],
    ['bigquery.apiEndpoint', inBigQuery({ apiEndpoint: 'http://bigquery.example.com' })],
    ['bigquery.apiEndpoint', inBigQuery({ apiEndpoint: 'bigquery' })],
    ['maxBytesPerRun', { ...FULL, maxBytesPerRun: 0.5 }],
    ['csv.nullText', { ...FULL, csv: { ...FULL.csv, nullText: '=NULL' } }],
  ])('%s', async (field, settings) => {
    await expect(service.set(settings)).rejects.toMatchObject({ code: 'bad_input', subject: field });
    expect(await readdir(folder)).toEqual([]);
  });

  test('a key or a password put where a path or an address belongs is neither stored nor repeated', async () => {
    for (const settings of [
      inBigQuery({ keyFile: '{"private_key": "-----BEGIN PRIVATE KEY-----s3cret"}' }),
      inBigQuery({ apiEndpoint: 'https://me:s3cret@bigquery.example.com' }),
    ]) {
      const error = await service.set(settings).catch((thrown: unknown) => thrown);
      expect(error).toMatchObject({ code: 'bad_input' });
      expect(JSON.stringify(error) + String(error)).not.toContain('s3cret');
    }
    expect(await readdir(folder)).toEqual([]);
  });

  test('what is right passes', async () => {
    const keyFile = join(folder, 'key.json');
    await writeFile(keyFile, '{}');
    const settings = inBigQuery({
      project: 'example.com:my-project',
      location: 'europe-west1',
      keyFile,
      impersonate: 'backline@my-project.iam.gserviceaccount.com',
      apiEndpoint: 'http://127.0.0.1:9050',
    });
    expect(await service.set(settings)).toEqual(settings);
    expect(await service.get()).toEqual(settings);
  });
});

test('a place that cannot be written is named', async () => {
  const file = join(folder, 'a-file');
  await writeFile(file, '');
  await expect(new SettingsService(join(file, 'inside')).set(DEFAULT_SETTINGS)).rejects.toMatchObject({
    code: 'disk_unwritable',
  });
});

test('a text is JSON for the scanner exactly when it is for the parser', () => {
  const texts = [
    '',
    ' ',
    '1',
    '-0.5e+3',
    '01',
    '1.',
    '"a\\u00e9"',
    '"a\nb"',
    '"\\x"',
    'true',
    'tru',
    '[]',
    '[1,]',
    '[1 2]',
    '{}',
    '{"a":1,"b":[{"c":null}]}',
    '{"a"}',
    '{a:1}',
    '{"a":1}}',
    "{'a':1}",
    '{"a":1,}',
    '[[[1]]]',
    '"unended',
    'nullx',
  ];
  for (const text of texts) {
    let isJson = true;
    try {
      JSON.parse(text);
    } catch {
      isJson = false;
    }
    expect([text, jsonPlaces(text).brokenAt === null]).toEqual([text, isJson]);
  }
  expect(jsonPlaces('{"a":\n[1,\n2]}').lines.get('a.1')).toBe(3);
});
