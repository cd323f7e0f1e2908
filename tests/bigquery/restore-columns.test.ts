import { afterAll, beforeAll, expect, test } from 'vitest';
import type { SnapshotRef, Warehouse } from '../../electron/warehouse/port.js';
import { FEATURE_STORE } from '../../electron/warehouse/tables/names.js';
import type { GameDate } from '../../shared/game-date.js';
import { Cloud, seasonOf, STORE } from './support.js';

const season = seasonOf(2, 2);
const [day] = season.dates as [GameDate];
const KEY = ['player_lookup', 'game_date'] as const;
let cloud: Cloud;
let warehouse: Warehouse;
let kept: SnapshotRef;

beforeAll(async () => {
  cloud = await Cloud.start(season);
  warehouse = await cloud.open();
  const [taken] = await warehouse.snapshotPartitions(FEATURE_STORE, [{ date: day, id: `run-g/${day}` }]);
  if (taken === undefined) throw new Error('nothing kept');
  kept = taken;
});
afterAll(async () => {
  await warehouse.close();
  await cloud.stop();
});

/** The live table's columns changed by somebody, as the service does it. */
async function alter(sql: string, fields: (names: readonly Field[]) => readonly Field[]): Promise<void> {
  const { engine, project } = cloud.server;
  const [datasetId = '', tableId = ''] = STORE.split('.');
  await engine.change(async (connection) => {
    await connection.run(sql);
    const entry = engine.catalog.table({ projectId: project, datasetId, tableId });
    await engine.catalog.put(connection, { ...entry, fields: fields(entry.fields) });
  });
}
type Field = ReturnType<Cloud['server']['engine']['catalog']['tablesOf']>[number]['fields'][number];

test('columns gained since the snapshot keep what stands there; all others are as they were', async () => {
  const rows = (columns: string) =>
    cloud.sql(`SELECT ${columns} FROM ${STORE} WHERE game_date = DATE '${day}' ORDER BY player_lookup`);
  const before = await rows('*');
  await alter(
    `ALTER TABLE ${STORE} ADD COLUMN gained_text VARCHAR; ALTER TABLE ${STORE} ADD COLUMN gained_list DOUBLE[]`,
    (fields) => [
      ...fields,
      { name: 'gained_text', type: 'STRING', mode: 'NULLABLE' },
      { name: 'gained_list', type: 'FLOAT', mode: 'REPEATED' },
    ],
  );
  await cloud.meddle(
    `UPDATE ${STORE} SET gained_text = 'new ' || player_lookup, gained_list = [0.5, -0.0::DOUBLE] WHERE game_date = DATE '${day}'`,
    STORE,
    day,
  );
  const players = (await rows('player_lookup')).map(([player]) => String(player));
  const versions = await warehouse.partitionVersions(FEATURE_STORE, { from: day, to: day });
  // A rebuild that lost a player and changed the others.
  await warehouse.writePartition({
    table: FEATURE_STORE,
    date: day,
    rows: players.slice(1).map((player) => ({
      player_lookup: player,
      game_date: day,
      game_id: 'other',
      features: [7],
      feature_names: ['x'],
      feature_count: 1,
      feature_version: 'v',
      data_source: 'mixed',
      created_at: '2026-02-20T00:00:00Z',
    })),
    writeId: `run-g/${day}/1`,
    expectedVersion: versions.get(day) ?? '',
    key: KEY,
  });
  const copies = cloud.server.jobs.all.filter(({ kind }) => kind === 'copy').length;

  const receipt = await warehouse.restorePartition(kept, `run-g/${day}/restore-1`);
  expect(receipt).toMatchObject({ rows: players.length });
  expect(await rows('* EXCLUDE (gained_text, gained_list)')).toEqual(before);
  const gained = await rows('gained_text, gained_list');
  // The player whom the rebuild lost has lost what the snapshot could not know; the others keep it.
  expect(gained.map(([text]) => text)).toEqual([null, ...players.slice(1).map((player) => `new ${player}`)]);
  expect(gained.slice(1).map(([, list]) => list)).toEqual(players.slice(1).map(() => [0.5, -0]));
  // One load, no copy; found under its id, and not done again.
  expect(cloud.server.jobs.all.filter(({ kind }) => kind === 'copy').length).toBe(copies);
  expect(await warehouse.findWrite(`run-g/${day}/restore-1`)).toEqual(receipt);
  const loads = cloud.server.jobs.all.length;
  expect(await warehouse.restorePartition(kept, `run-g/${day}/restore-1`)).toEqual(receipt);
  expect(cloud.server.jobs.all.length).toBe(loads);
});

test('a column lost since is refused, and named, before anything is done', async () => {
  const jobs = cloud.server.jobs.all.length;
  const before = await cloud.store(true);
  await alter(`ALTER TABLE ${STORE} DROP COLUMN data_hash`, (fields) =>
    fields.filter(({ name }) => name !== 'data_hash'),
  );
  await expect(warehouse.restorePartition(kept, `run-g/${day}/restore-2`)).rejects.toMatchObject({
    code: 'schema_mismatch',
    message: expect.stringContaining('lost data_hash') as unknown,
  });
  expect(cloud.server.jobs.all.length).toBe(jobs);
  expect((await cloud.store(true)).size).toBe(before.size);
});
