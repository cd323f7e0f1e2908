import { execFileSync, spawn } from 'node:child_process';
import { createHash } from 'node:crypto';
import { once } from 'node:events';
import { existsSync, mkdirSync, readdirSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { DuckDBInstance } from '@duckdb/node-api';
import { expect, test } from 'vitest';
import { createWarehouseFile } from '../../../electron/warehouse/duckdb/create-file.js';
import { openDuckDbWarehouse } from '../../../electron/warehouse/duckdb/open.js';
import { bulkLoad } from '../../../electron/warehouse/duckdb/bulk-load.js';
import { openError, statementError } from '../../../electron/warehouse/duckdb/errors.js';
import { change, errorOf, lookAt, newWarehouse, openTracked, scratchFolder } from './helpers.js';

async function onFile(path: string, sql: string): Promise<void> {
  const instance = await DuckDBInstance.create(path);
  const connection = await instance.connect();
  await connection.run(sql);
  connection.closeSync();
  instance.closeSync();
}

const openFailure = (path: string) => errorOf(() => openDuckDbWarehouse({ path }));

test('a file that is not there, is empty, is a folder or is something else', async () => {
  const folder = scratchFolder();
  const path = join(folder, 'season.duckdb');
  expect(await openFailure(path)).toMatchObject({ code: 'warehouse_missing', subject: path });
  expect(existsSync(path)).toBe(false);
  writeFileSync(path, '');
  expect(await openFailure(path)).toMatchObject({ code: 'warehouse_foreign', subject: path });
  writeFileSync(path, 'x'.repeat(20_000));
  expect(await openFailure(path)).toMatchObject({ code: 'warehouse_foreign', subject: path });
  mkdirSync(join(folder, 'dir'));
  expect(await openFailure(join(folder, 'dir'))).toMatchObject({ code: 'warehouse_foreign' });
});

test('a DuckDB file of somebody else, one without a table, a column, or with another type', async () => {
  const folder = scratchFolder();
  const foreign = join(folder, 'foreign.duckdb');
  await onFile(foreign, 'CREATE TABLE songs (title VARCHAR)');
  expect(await openFailure(foreign)).toMatchObject({ code: 'warehouse_foreign', subject: foreign });

  const path = join(folder, 'season.duckdb');
  await createWarehouseFile(path);
  await onFile(path, 'ALTER TABLE nba_raw.nbac_schedule ADD COLUMN weather VARCHAR');
  await (await openDuckDbWarehouse({ path })).close();
  await onFile(path, 'ALTER TABLE nba_raw.nbac_schedule DROP COLUMN game_status');
  expect(await openFailure(path)).toMatchObject({
    code: 'schema_mismatch',
    subject: 'nba_raw.nbac_schedule.game_status',
  });
  await onFile(path, 'ALTER TABLE nba_raw.nbac_schedule ADD COLUMN game_status VARCHAR');
  const mismatch = await openFailure(path);
  expect(mismatch.message).toContain('VARCHAR, BIGINT is needed');
  await onFile(path, 'DROP TABLE nba_raw.nbac_schedule');
  expect(await openFailure(path)).toMatchObject({ code: 'schema_mismatch', subject: 'nba_raw.nbac_schedule' });
});

test('a file that is open, in this process or in another', async () => {
  const { path, warehouse } = await newWarehouse();
  expect(await openFailure(path)).toMatchObject({ code: 'warehouse_locked', retryable: true });
  await warehouse.close();
  const holder = spawn(process.execPath, [
    '-e',
    `const { DuckDBInstance } = require('@duckdb/node-api');
     DuckDBInstance.create(${JSON.stringify(path)}).then(() => { console.log('open'); setInterval(() => {}, 1000); });`,
  ]);
  try {
    await once(holder.stdout, 'data');
    const locked = await openFailure(path);
    expect(locked).toMatchObject({ code: 'warehouse_locked', retryable: true });
    expect(locked.message).toContain(String(holder.pid));
  } finally {
    holder.kill('SIGKILL');
    await once(holder, 'exit');
  }
  await (await openDuckDbWarehouse({ path })).close();
});

test('a file of a newer engine', () => {
  const thrown = new Error(
    'IO Error: Trying to read a database file with version number 99, but we can only read versions between 64 and 68.',
  );
  expect(openError(thrown, 'a.duckdb')).toMatchObject({ code: 'warehouse_foreign' });
});

test('a file that may only be read takes no write', async () => {
  const { path, warehouse } = await newWarehouse();
  await warehouse.close();
  const reader = await openTracked(path, true);
  expect(await reader.liveTable('nba_raw.nbac_schedule')).not.toBeNull();
  expect(await errorOf(() => change(reader, 'DELETE FROM nba_raw.nbac_schedule'))).toMatchObject({
    code: 'disk_unwritable',
    subject: path,
  });
});

test('a folder that takes no files', async () => {
  const file = join(scratchFolder(), 'notes.txt');
  writeFileSync(file, 'a file is no folder');
  expect(await errorOf(() => createWarehouseFile(join(file, 'season.duckdb')))).toMatchObject({
    code: 'disk_unwritable',
    subject: file,
  });
});

test('the words of a full disk', () => {
  const thrown = new Error('IO Error: Could not write file "/data/season.duckdb": No space left on device');
  expect(statementError(thrown, 'writing', '/data/season.duckdb')).toMatchObject({
    code: 'disk_unwritable',
    subject: '/data/season.duckdb',
  });
});

/** A small file system of its own; only root may make one. */
function smallDisk(folder: string): boolean {
  try {
    execFileSync('mount', ['-t', 'tmpfs', '-o', 'size=6m', 'tmpfs', folder], { stdio: 'ignore' });
    return true;
  } catch {
    return false;
  }
}

test('a disk that fills up while a table is loaded', async (context) => {
  const folder = scratchFolder();
  if (!smallDisk(folder)) context.skip('needs a file system of its own');
  try {
    const path = join(folder, 'season.duckdb');
    await createWarehouseFile(path);
    const warehouse = await openDuckDbWarehouse({ path });
    const rows = Array.from({ length: 40_000 }, (_, i) => ({
      alias_lookup: `alias ${String(i)} ${createHash('sha256').update(String(i)).digest('hex').repeat(4)}`,
      nba_canonical_lookup: 'b',
      alias_display: 'c',
      nba_canonical_display: 'd',
      is_active: true,
    }));
    const error = await errorOf(() => bulkLoad(warehouse, 'nba_reference.player_aliases', rows));
    expect(error).toMatchObject({ code: 'disk_unwritable', subject: path });
    await warehouse.close();
    const reopened = await openTracked(path);
    expect(await lookAt(reopened, 'SELECT 1 FROM nba_reference.player_aliases')).toEqual([]);
    await reopened.close();
  } finally {
    execFileSync('umount', ['-l', folder]);
  }
});

test('a new file is whole or not there', async () => {
  const folder = scratchFolder();
  const path = join(folder, 'season.duckdb');
  await expect(
    createWarehouseFile(path, async () => {
      throw new Error('power cut');
    }),
  ).rejects.toThrow('power cut');
  expect(readdirSync(dirname(path))).toEqual([]);
  await createWarehouseFile(path);
  expect(readdirSync(folder)).toEqual(['season.duckdb']);
  expect(await errorOf(() => createWarehouseFile(path))).toMatchObject({ code: 'bad_input', subject: path });
  await createWarehouseFile(path, undefined, { replace: true });
});
