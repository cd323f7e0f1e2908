import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { SettingsService } from '../../../electron/settings/service.js';
import { createWarehouseFile } from '../../../electron/warehouse/duckdb/create-file.js';
import { openDuckDbWarehouse } from '../../../electron/warehouse/duckdb/open.js';
import { DEFAULT_SETTINGS } from '../../../shared/settings.js';
import type { SchemaReport } from '../../../shared/warehouse-report.js';
import { cli, type CliResult } from '../cli/cli-io.js';

let folder: string;
let whole: string;
let broken: string;

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'backline-schema-cli-'));
  whole = join(folder, 'whole.duckdb');
  broken = join(folder, 'broken.duckdb');
  await createWarehouseFile(whole);
  await createWarehouseFile(broken);
  const warehouse = await openDuckDbWarehouse({ path: broken });
  await warehouse.exclusively('breaking', async (connection) => {
    await connection.run('ALTER TABLE nba_raw.nbac_schedule DROP COLUMN game_status');
  });
  await warehouse.close();
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const dataDir = (name: string): string => join(folder, name);
const schema = (...flags: readonly string[]): Promise<CliResult> =>
  cli('schema', '--data-dir', dataDir('data'), ...flags);

test('a whole warehouse is usable and ends with 0', async () => {
  const { code, out } = await schema('--warehouse', whole);
  expect([code, out]).toEqual([0, expect.stringContaining('usable: no differences')]);
});

test('one that lacks a column ends with 1, and says which and what that disables', async () => {
  const { code, out } = await schema('--warehouse', broken);
  expect(code).toBe(1);
  expect(out).toContain('nba_raw.nbac_schedule has no column game_status (INT64)');
  expect(out).toMatch(/does not work because of it: opening the file; screens Backfill.*; commands .*plan/);
  const json = await schema('--warehouse', broken, '--json');
  expect(json.code).toBe(1);
  expect(JSON.parse(json.out) as SchemaReport).toMatchObject({ usable: false, findings: [{ column: 'game_status' }] });
  // Every other command refuses the file and points here.
  const refused = await cli(
    'plan',
    '--warehouse',
    broken,
    '--data-dir',
    dataDir('data'),
    '--from',
    '2026-01-01',
    '--to',
    '2026-01-02',
  );
  expect([refused.code, refused.err]).toEqual([3, expect.stringContaining('See `schema`')]);
});

test('the statements are printed without a warehouse, for the one that is set too', async () => {
  const { code, out } = await schema('--ddl', '--warehouse', join(folder, 'not-there.duckdb'));
  expect([code, out.match(/^CREATE TABLE/gm)?.length]).toEqual([0, 13]);
  const settings = { ...DEFAULT_SETTINGS.bigquery, project: 'my-project' };
  await new SettingsService(dataDir('bigquery')).set({
    ...DEFAULT_SETTINGS,
    warehouse: { kind: 'bigquery', file: null },
    bigquery: settings,
  });
  const set = await cli('schema', '--ddl', '--data-dir', dataDir('bigquery'));
  expect([set.code, set.out]).toEqual([0, expect.stringContaining('`my-project.nba_raw.nbac_schedule`')]);
  const named = await cli(
    'schema',
    '--ddl',
    '--data-dir',
    dataDir('bigquery'),
    '--warehouse',
    'bigquery://other-project',
  );
  expect(named.out).toContain('`other-project.nba_raw.nbac_schedule`');
});

test('a warehouse that is not there, and damaged settings, are named', async () => {
  const missing = await schema('--warehouse', join(folder, 'not-there.duckdb'));
  expect([missing.code, missing.err]).toEqual([3, expect.stringContaining('not-there.duckdb')]);
  const damaged = dataDir('damaged');
  mkdirSync(damaged);
  writeFileSync(join(damaged, 'settings.json'), '{\n  "warehouse": {"kind": "cloud"}\n}');
  for (const command of [
    ['schema'],
    ['runs'],
    ['coverage', '--from', '2026-01-01', '--to', '2026-01-02', '--by', 'month'],
  ]) {
    const { code, err } = await cli(...command, '--data-dir', damaged);
    // The journal needs no warehouse, so it needs no settings.
    if (command[0] === 'runs') expect(code).toBe(0);
    else
      expect([code, err]).toEqual([2, expect.stringContaining(`${join(damaged, 'settings.json')}:2: warehouse.kind`)]);
  }
  // What is named wins, and is opened although the settings are damaged.
  expect((await cli('schema', '--data-dir', damaged, '--warehouse', whole)).code).toBe(0);
});

test('an import without --warehouse does not go into BigQuery', async () => {
  const { code, err } = await cli('import', folder, '--data-dir', dataDir('bigquery'));
  expect([code, err]).toEqual([2, expect.stringContaining('bigquery://my-project')]);
});
