import { DuckDBInstance } from '@duckdb/node-api';
import { describe, expect, test } from 'vitest';
import { bulkLoad } from '../../../electron/warehouse/duckdb/bulk-load.js';
import type { DuckDbWarehouse } from '../../../electron/warehouse/duckdb/warehouse.js';
import type { SnapshotRef, TableRow } from '../../../electron/warehouse/port.js';
import { FEATURE_STORE } from '../../../electron/warehouse/tables/names.js';
import { storeRows } from '../../../electron/warehouse/statements/store-rows.js';
import { change, day, errorOf, lookAt, newWarehouse, openTracked, storeRow } from './helpers.js';

const DATE = day('2025-11-05');
const NEXT = day('2025-11-06');
const key = ['player_lookup', 'game_date'];

async function versionOf(warehouse: DuckDbWarehouse, date = DATE): Promise<string> {
  const versions = await warehouse.partitionVersions(FEATURE_STORE, { from: date, to: date });
  return versions.get(date) ?? 'none';
}

let writes = 0;

async function keep(warehouse: DuckDbWarehouse, id: string): Promise<SnapshotRef> {
  const [snapshot] = await warehouse.snapshotPartitions(FEATURE_STORE, [{ date: DATE, id }]);
  if (snapshot === undefined) throw new Error('nothing was kept');
  return snapshot;
}

async function write(warehouse: DuckDbWarehouse, rows: readonly TableRow[], date = DATE) {
  const expectedVersion = await versionOf(warehouse, date);
  writes += 1;
  return warehouse.writePartition({
    table: FEATURE_STORE,
    date,
    rows,
    writeId: `write-${String(writes)}`,
    expectedVersion,
    key,
  });
}

const stored = (warehouse: DuckDbWarehouse, date = DATE) => warehouse.read(storeRows, { from: date, to: date });
const everything = (warehouse: DuckDbWarehouse) =>
  lookAt(warehouse, `SELECT COLUMNS(*)::VARCHAR FROM ${FEATURE_STORE} ORDER BY game_date, player_lookup`);

describe('writing a date', () => {
  test('rows come back as they went in, doubles bit for bit', async () => {
    const { warehouse } = await newWarehouse();
    const features = [0.1 + 0.2, -0, 5e-324, 1.7976931348623157e308, 1 / 3, 0];
    const row = storeRow("o'neal", DATE, {
      features,
      feature_names: ['é', '', "it's"],
      data_quality_issues: ['a', 'b'],
      circuit_breaker_until: '2025-11-06T00:00:00.5Z',
    });
    const bare = storeRow('zoë', DATE, { features: [], historical_completeness: null, is_home: null });
    await write(warehouse, [row, bare]);
    const [first, second] = await stored(warehouse);
    expect(first?.['features']).toEqual(features);
    expect(Object.is((first?.['features'] as readonly number[])[1], -0)).toBe(true);
    expect(first).toMatchObject({
      player_lookup: "o'neal",
      feature_names: ['é', '', "it's"],
      data_quality_issues: ['a', 'b'],
      feature_quality_score: 88.25,
      circuit_breaker_until: '2025-11-06T00:00:00.500Z',
      created_at: '2025-11-05T10:00:00.123456Z',
      historical_completeness_games_found: 2,
      historical_completeness_contributing_game_dates: ['2025-11-02', '2025-10-30'],
    });
    expect(second).toMatchObject({
      features: [],
      is_home: null,
      historical_completeness_games_found: null,
      source_daily_cache_rows_found: null,
    });
  });

  test('created_at and unknown columns are carried over from the stored row of the same player', async () => {
    const { warehouse, path } = await newWarehouse();
    await write(warehouse, [storeRow('ana', DATE), storeRow('ben', DATE)]);
    await warehouse.close();
    const instance = await DuckDBInstance.create(path);
    const connection = await instance.connect();
    await connection.run(`ALTER TABLE ${FEATURE_STORE} ADD COLUMN has_vegas_line BOOLEAN`);
    await connection.run(`ALTER TABLE ${FEATURE_STORE} ADD COLUMN quality_alerts VARCHAR[]`);
    await connection.run(
      `UPDATE ${FEATURE_STORE} SET has_vegas_line = true, quality_alerts = ['x'], source_daily_cache_rows_found = 7`,
    );
    connection.closeSync();
    instance.closeSync();
    const reopened = await openTracked(path);
    const later = { created_at: '2026-01-01T00:00:00Z', updated_at: '2026-01-01T00:00:00Z' };
    await write(reopened, [storeRow('ana', DATE, later), storeRow('cid', DATE, later)]);
    expect(
      await lookAt(
        reopened,
        `SELECT player_lookup, created_at::VARCHAR, updated_at::VARCHAR, has_vegas_line, quality_alerts::VARCHAR,
           source_daily_cache_rows_found::INTEGER FROM ${FEATURE_STORE} ORDER BY 1`,
      ),
    ).toEqual([
      ['ana', '2025-11-05 10:00:00.123456', '2026-01-01 00:00:00', true, '[x]', 7],
      ['cid', '2026-01-01 00:00:00', '2026-01-01 00:00:00', null, '[]', null],
    ]);
  });

  test('another version than the expected one is refused, and the date is untouched', async () => {
    const { warehouse } = await newWarehouse();
    await write(warehouse, [storeRow('ana', DATE)]);
    const before = await everything(warehouse);
    const late = { table: FEATURE_STORE, date: DATE, rows: [storeRow('ben', DATE)], writeId: 'late', key };
    expect(await errorOf(() => warehouse.writePartition({ ...late, expectedVersion: '0' }))).toMatchObject({
      code: 'plan_stale',
      subject: DATE,
    });
    expect(await everything(warehouse)).toEqual(before);
    expect(await warehouse.findWrite('late')).toBeNull();
  });

  test.each([
    ['a repeated key', [storeRow('ana', DATE), storeRow('ana', DATE)], 'bad_rows', 'player_lookup ana'],
    ['another date', [storeRow('ana', NEXT)], 'bad_rows', 'game_date is 2025-11-06'],
    ['NULL in REQUIRED', [storeRow('ana', DATE, { game_id: null })], 'bad_rows', 'game_id has no value'],
    ['REQUIRED not given', [{ player_lookup: 'ana', game_date: DATE }], 'bad_rows', 'game_id has no value'],
    ['a wrong type', [storeRow('ana', DATE, { days_rest: 1.5 })], 'bad_rows', 'days_rest is not a whole number'],
    ['NULL in an array', [storeRow('ana', DATE, { features: [1, null] })], 'bad_rows', 'features has an element'],
    [
      'too large a number',
      [storeRow('ana', DATE, { feature_quality_score: 1e6 })],
      'bad_rows',
      'feature_quality_score',
    ],
    ['an unknown column', [storeRow('ana', DATE, { mood: 'good' })], 'schema_mismatch', 'mood'],
  ] as const)('%s is refused, and the date is untouched', async (_, rows, code, what) => {
    const { warehouse } = await newWarehouse();
    await write(warehouse, [storeRow('zoe', DATE)]);
    const before = await everything(warehouse);
    const error = await errorOf(() => write(warehouse, rows));
    expect(error.code).toBe(code);
    expect(error.message).toContain(what);
    expect(await everything(warehouse)).toEqual(before);
  });

  test('the ledger tells what took place, also after closing', async () => {
    const { warehouse, path } = await newWarehouse();
    const receipt = await write(warehouse, [storeRow('ana', DATE)]);
    expect(receipt).toMatchObject({ rows: 1, version: await versionOf(warehouse) });
    expect(
      await errorOf(() =>
        warehouse.writePartition({
          table: FEATURE_STORE,
          date: DATE,
          rows: [],
          writeId: receipt.writeId,
          expectedVersion: receipt.version,
          key,
        }),
      ),
    ).toMatchObject({ code: 'wrong_state' });
    await warehouse.close();
    const reopened = await openTracked(path);
    expect(await reopened.findWrite(receipt.writeId)).toEqual(receipt);
    expect(await reopened.findWrite('never')).toBeNull();
  });

  test('an empty list empties the date and leaves the others', async () => {
    const { warehouse } = await newWarehouse();
    await write(warehouse, [storeRow('ana', DATE)]);
    await write(warehouse, [storeRow('ana', NEXT)], NEXT);
    await write(warehouse, []);
    expect(await versionOf(warehouse)).toBe('0');
    expect(await stored(warehouse, NEXT)).toHaveLength(1);
  });

  test('eight callers at once, with reads between, all take place', async () => {
    const { warehouse } = await newWarehouse();
    const dates = Array.from({ length: 24 }, (_, i) => day(`2025-12-${String(i + 1).padStart(2, '0')}`));
    await Promise.all(
      dates.map(async (date) => {
        await write(
          warehouse,
          Array.from({ length: 20 }, (_, i) => storeRow(`p${String(i)}`, date)),
          date,
        );
        await warehouse.snapshotPartitions(FEATURE_STORE, [{ date, id: `snap-${date}` }]);
        expect(await stored(warehouse, date)).toHaveLength(20);
      }),
    );
    expect(await lookAt(warehouse, `SELECT COUNT(*)::INTEGER FROM ${FEATURE_STORE}`)).toEqual([[480]]);
  });
});

describe('versions', () => {
  test('change with any column, not with the order of rows; dates without rows have one', async () => {
    const { warehouse } = await newWarehouse();
    const rows = [storeRow('ana', DATE), storeRow('ben', DATE)];
    await bulkLoad(warehouse, FEATURE_STORE, rows);
    const before = await versionOf(warehouse);
    await bulkLoad(warehouse, FEATURE_STORE, [...rows].reverse(), { replace: true });
    expect(await versionOf(warehouse)).toBe(before);
    const range = await warehouse.partitionVersions(FEATURE_STORE, { from: DATE, to: NEXT });
    expect([...range]).toEqual([
      [DATE, before],
      [NEXT, '0'],
    ]);
    for (const change_ of [
      'features = list_concat(features[1:36], [9.0])',
      'features = list_reverse(features)',
      'feature_names = []',
      "data_quality_issues = ['']",
      'historical_completeness = NULL',
      "historical_completeness = struct_update(historical_completeness, contributing_game_dates := [DATE '2025-11-01'])",
      'is_home = NULL',
      "updated_at = TIMESTAMP '2026-01-01 00:00:00'",
      'last_reprocess_attempt_at = created_at',
      'completeness_percentage = 0',
      "source_composite_hash = ''",
    ]) {
      await bulkLoad(warehouse, FEATURE_STORE, rows, { replace: true });
      await change(warehouse, `UPDATE ${FEATURE_STORE} SET ${change_} WHERE player_lookup = 'ana'`);
      expect(await versionOf(warehouse), change_).not.toBe(before);
    }
    await bulkLoad(warehouse, FEATURE_STORE, [...rows, ...rows], { replace: true });
    expect(await versionOf(warehouse)).not.toBe(before);
  });
});

describe('snapshots', () => {
  test('put back every byte, write times included, after closing and after the table gained columns', async () => {
    const { warehouse, path } = await newWarehouse();
    await bulkLoad(warehouse, FEATURE_STORE, [
      storeRow('ana', DATE, { updated_at: '2025-11-07T01:02:03.000004Z', source_daily_cache_rows_found: 4 }),
      storeRow('ben', DATE, { historical_completeness: null, features: [] }),
      storeRow('ana', NEXT),
    ]);
    const before = await everything(warehouse);
    const version = await versionOf(warehouse);
    const snapshot = await keep(warehouse, 's1');
    expect(snapshot).toEqual({ id: 's1', table: FEATURE_STORE, date: DATE, rows: 2, version });
    await write(warehouse, [storeRow('cid', DATE)]);
    const receipt = await warehouse.restorePartition(snapshot, 'restore-1');
    expect(receipt).toEqual({ writeId: 'restore-1', rows: 2, version });
    expect(await warehouse.findWrite('restore-1')).toEqual(receipt);
    expect(await everything(warehouse)).toEqual(before);

    await write(warehouse, [storeRow('ana', DATE, { days_rest: 9 })]);
    await warehouse.close();
    const instance = await DuckDBInstance.create(path);
    const connection = await instance.connect();
    await connection.run(`ALTER TABLE ${FEATURE_STORE} ADD COLUMN has_vegas_line BOOLEAN`);
    await connection.run(`UPDATE ${FEATURE_STORE} SET has_vegas_line = true`);
    connection.closeSync();
    instance.closeSync();
    const reopened = await openTracked(path);
    await reopened.restorePartition(snapshot, 'restore-2');
    const expected = before.map((row, i) => [...(row as readonly unknown[]), ['true', null, 'true'][i]]);
    expect(await everything(reopened)).toEqual(expected);
    await keep(reopened, 's2');
  });

  test('several dates are kept in one act, each with its own rows, in the order asked', async () => {
    const { warehouse } = await newWarehouse();
    const later = day('2026-01-09');
    await write(warehouse, [storeRow('ana', DATE), storeRow('ben', DATE)]);
    await write(warehouse, [storeRow('cid', later)], later);
    const between = day('2025-12-24');
    await write(warehouse, [storeRow('dan', between)], between);
    const before = await everything(warehouse);
    const kept = await warehouse.snapshotPartitions(FEATURE_STORE, [
      { date: later, id: 'b' },
      { date: DATE, id: 'a' },
    ]);
    expect(kept.map(({ id, date, rows }) => [id, date, rows])).toEqual([
      ['b', later, 1],
      ['a', DATE, 2],
    ]);
    expect(kept.map(({ version }) => version)).toEqual([await versionOf(warehouse, later), await versionOf(warehouse)]);
    await write(warehouse, []);
    await write(warehouse, [], later);
    for (const snapshot of kept) await warehouse.restorePartition(snapshot, `put-${snapshot.id}`);
    expect(await everything(warehouse)).toEqual(before);
    expect(await warehouse.snapshotPartitions(FEATURE_STORE, [])).toEqual([]);
  });

  test('an empty date, a repeated id, and dropping', async () => {
    const { warehouse } = await newWarehouse();
    const empty = await keep(warehouse, 's');
    expect(empty.rows).toBe(0);
    await write(warehouse, [storeRow('ana', DATE)]);
    await warehouse.restorePartition(empty, 'r1');
    expect(await stored(warehouse)).toEqual([]);
    await write(warehouse, [storeRow('ana', DATE)]);
    const again = await keep(warehouse, 's');
    await write(warehouse, []);
    await warehouse.restorePartition(again, 'r2');
    expect(await stored(warehouse)).toHaveLength(1);
    await warehouse.dropSnapshots(['s', 'unknown']);
    expect(await errorOf(() => warehouse.restorePartition(again, 'r3'))).toMatchObject({
      code: 'not_found',
      subject: 's',
    });
    expect(await stored(warehouse)).toHaveLength(1);
    expect(await lookAt(warehouse, 'SELECT 1 FROM backline.snapshot_rows_nba_predictions_ml_feature_store_v2')).toEqual(
      [],
    );
  });
});
