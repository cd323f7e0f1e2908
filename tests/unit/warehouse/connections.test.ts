import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DuckDBInstance, type DuckDBConnection } from '@duckdb/node-api';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { Connections } from '../../../electron/warehouse/duckdb/connections.js';

const MB = 2 ** 20;
let folder: string;
let connections: Connections;

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'backline-connections-'));
  const path = join(folder, 'pages.duckdb');
  const instance = await DuckDBInstance.create(path);
  const connection = await instance.connect();
  await connection.run('CREATE TABLE pages AS SELECT hash(i) AS h, hash(i + 1) AS g FROM range(4_000_000) AS r (i)');
  connection.closeSync();
  instance.closeSync();
  connections = await Connections.open(path, true);
  await connections.use((one) => one.run('SELECT sum(h), sum(g) FROM pages'));
});
afterEach(async () => {
  connections.close();
  await rm(folder, { recursive: true, force: true });
});

async function cell(connection: DuckDBConnection, sql: string): Promise<unknown> {
  return (await connection.runAndReadAll(sql)).getRowsJS()[0]?.[0];
}

const kept = (): Promise<number> =>
  connections.use(async (one) =>
    Number(await cell(one, "SELECT memory_usage_bytes FROM duckdb_memory() WHERE tag = 'BASE_TABLE'")),
  );
const bound = (): Promise<unknown> => connections.use((one) => cell(one, "SELECT current_setting('memory_limit')"));

it('lets go of the pages it has read, and the bound is what it was', async () => {
  const before = await bound();
  expect(await kept()).toBeGreaterThan(50 * MB);
  await connections.forget();
  expect(await kept()).toBeLessThan(33 * MB);
  expect(await bound()).toBe(before);
});

it('leaves everything as it is while another operation is at work', async () => {
  const other = await connections.take();
  await connections.forget();
  connections.giveBack(other);
  expect(await kept()).toBeGreaterThan(50 * MB);
});

it('lets an operation wait that begins meanwhile', async () => {
  const before = await bound();
  const forgotten = connections.forget();
  const seen = await bound();
  await forgotten;
  expect(seen).toBe(before);
});
