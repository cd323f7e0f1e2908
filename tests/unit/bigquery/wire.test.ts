import { copyFileSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, beforeEach, describe, expect, it } from 'vitest';
import { openBigQueryWarehouse } from '../../../electron/warehouse/bigquery/open.js';
import { testConnection } from '../../../electron/warehouse/bigquery/connection-test.js';
import { openDuckDbWarehouse } from '../../../electron/warehouse/duckdb/open.js';
import type { PartitionWrite, Warehouse } from '../../../electron/warehouse/port.js';
import { defineStatement } from '../../../electron/warehouse/statement.js';
import { FEATURE_STORE } from '../../../electron/warehouse/tables/names.js';
import { addDays, type GameDate } from '../../../shared/game-date.js';
import { DEFAULT_BIGQUERY, type BigQuerySettings } from '../../../shared/settings.js';
import { LoopbackBigQuery } from '../../bigquery/loopback/server.js';
import { freshPlace, removeTemplate, type Place } from '../../faults/harness.js';
import { DATES } from '../../faults/small-season.js';

const PROJECT = 'loopback-project';
const DAY = DATES[2] as GameDate;
const OTHER = DATES[3] as GameDate;
const KEY = ['player_lookup', 'game_date'] as const;

let place: Place;
let server: LoopbackBigQuery;
let warehouse: Warehouse;
let log: string[];

const PATIENCE = { firstMs: 5, longestMs: 40, totalMs: 3_000, requestMs: 1_500, uploadMs: 1_500, jobMs: 10_000 };

function settings(more: Partial<BigQuerySettings> = {}): BigQuerySettings {
  return { ...DEFAULT_BIGQUERY, project: PROJECT, apiEndpoint: server.endpoint, ...more };
}

async function open(more: Partial<BigQuerySettings> = {}): Promise<Warehouse> {
  return openBigQueryWarehouse({
    settings: settings(more),
    env: {},
    log: (line) => log.push(line),
    patience: PATIENCE,
  });
}

beforeEach(async () => {
  place = await freshPlace();
  server = await LoopbackBigQuery.start({ warehouse: place.warehousePath, project: PROJECT });
  log = [];
  warehouse = await open();
});
afterEach(async () => {
  await warehouse.close();
  await server.stop();
  place.remove();
});
afterAll(removeTemplate);

/** The rows of a date in every column Backline writes or carries, as they stand. */
const storedRows = defineStatement({
  name: 'wire-stored',
  sql: `SELECT t.player_lookup AS player_lookup, t.game_date AS game_date, t.features AS features,
    t.feature_names AS feature_names, t.feature_count AS feature_count, t.feature_quality_score AS quality,
    t.is_production_ready AS ready, t.created_at AS created_at, t.updated_at AS updated_at
    FROM {nba_predictions.ml_feature_store_v2} AS t
    WHERE t.game_date BETWEEN @from AND @to ORDER BY player_lookup, game_date`,
  params: { from: 'DATE', to: 'DATE' },
  columns: {
    player_lookup: 'STRING',
    game_date: 'DATE',
    features: 'ARRAY<FLOAT64>',
    feature_names: 'ARRAY<STRING>',
    feature_count: 'INT64',
    quality: 'NUMERIC',
    ready: 'BOOL',
    created_at: 'TIMESTAMP',
    updated_at: 'TIMESTAMP',
  },
  key: ['player_lookup', 'game_date'],
});

async function rowsOf(date: GameDate): Promise<readonly Record<string, unknown>[]> {
  return warehouse.read(storedRows, { from: date, to: date });
}

async function versionOf(date: GameDate): Promise<string> {
  return (await warehouse.partitionVersions(FEATURE_STORE, { from: date, to: date })).get(date) ?? '';
}

function newRow(player: string, date: GameDate): Record<string, unknown> {
  return {
    player_lookup: player,
    game_date: date,
    game_id: `${date}_g`,
    features: [1.5, -0, 1e-7],
    feature_names: ['a', 'b "quoted"', 'ü'],
    feature_count: 3,
    feature_version: 'v2_37features',
    data_source: 'test',
    feature_quality_score: 87.25,
    created_at: '2026-02-04T10:00:00.123456Z',
    updated_at: '2026-02-04T10:00:00Z',
  };
}

async function writeOf(date: GameDate, more: Partial<PartitionWrite> = {}): Promise<PartitionWrite> {
  return {
    table: FEATURE_STORE,
    date,
    rows: ['anna', 'bert'].map((player) => newRow(player, date)),
    writeId: `run-1/${date}/1`,
    expectedVersion: await versionOf(date),
    key: KEY,
    ...more,
  };
}

describe('reading', () => {
  it('gives the same rows as the embedded engine, in pages too', async () => {
    const range = { from: DATES[0] as GameDate, to: DATES.at(-1) as GameDate };
    const rows = await warehouse.read(storedRows, range, { labels: { run: 'r1', step: 'read' } });
    const paged: unknown[] = [];
    for await (const page of warehouse.stream(storedRows, range)) paged.push(...page);
    const folder = mkdtempSync(join(tmpdir(), 'backline-wire-'));
    await server.engine.close();
    copyFileSync(place.warehousePath, join(folder, 'copy.duckdb'));
    const embedded = await openDuckDbWarehouse({ path: join(folder, 'copy.duckdb'), readOnly: true });
    expect(rows.length).toBeGreaterThan(100);
    expect(rows).toEqual(await embedded.read(storedRows, range));
    expect(paged).toEqual(rows);
    await embedded.close();
    rmSync(folder, { recursive: true });
    expect(warehouse.usage('r1')).toMatchObject({ queryJobs: 1, loadJobs: 0, copyJobs: 0 });
    expect(warehouse.usage().queryJobs).toBe(2);
    expect(warehouse.usage('r1').bytesProcessed).toBeGreaterThan(0);
  });

  it('estimates without a job and asks once', async () => {
    const range = { from: DAY, to: DAY };
    const bytes = await warehouse.estimate(storedRows, range);
    expect(bytes).toBeGreaterThan(0);
    const asked = server.seen.length;
    expect(await warehouse.estimate(storedRows, range)).toBe(bytes);
    expect(server.seen.length).toBe(asked);
    expect(warehouse.usage().queryJobs).toBe(0);
  });

  it('cancels the job in the service', async () => {
    server.faults.add({ job: 'query', fault: { kind: 'job-late', ms: 30_000 }, times: 1 });
    const abort = new AbortController();
    const reading = warehouse.read(storedRows, { from: DAY, to: DAY }, { signal: abort.signal });
    setTimeout(() => abort.abort(), 200);
    await expect(reading).rejects.toMatchObject({ code: 'cancelled' });
    expect(server.jobs.running).toEqual([]);
    expect(server.jobs.all.length).toBe(1);
  });
});

describe('writing', () => {
  it('replaces a date, carries created_at and tells the version that stands then', async () => {
    const before = await rowsOf(DAY);
    const player = String(before[0]?.player_lookup);
    const rows = [newRow(player, DAY), newRow('zz_new', DAY)];
    const receipt = await warehouse.writePartition(await writeOf(DAY, { rows }));
    expect(receipt).toEqual({ writeId: `run-1/${DAY}/1`, rows: 2, version: await versionOf(DAY) });
    const after = await rowsOf(DAY);
    expect(after).toHaveLength(2);
    const kept = after.find((row) => row.player_lookup === player);
    const fresh = after.find((row) => row.player_lookup === 'zz_new');
    expect(kept?.created_at).toBe(before[0]?.created_at);
    expect(fresh?.created_at).toBe('2026-02-04T10:00:00.123456Z');
    expect(fresh?.features).toEqual([1.5, -0, 1e-7]);
    expect(fresh?.feature_names).toEqual(['a', 'b "quoted"', 'ü']);
    expect(fresh?.quality).toBe(87.25);
    expect(warehouse.usage('run-1')).toMatchObject({ loadJobs: 1 });
  });

  it('refuses a date that changed, and finds a write by its id only', async () => {
    const write = await writeOf(DAY);
    const receipt = await warehouse.writePartition(write);
    const again = { ...write, writeId: `run-1/${DAY}/2`, rows: [newRow('carl', DAY)] };
    await expect(warehouse.writePartition(again)).rejects.toMatchObject({ code: 'plan_stale', subject: DAY });
    expect(await warehouse.findWrite(write.writeId)).toEqual(receipt);
    expect(await warehouse.findWrite(again.writeId)).toBeNull();
    expect(await warehouse.writePartition({ ...again, expectedVersion: receipt.version })).toMatchObject({ rows: 1 });
    expect(await rowsOf(DAY)).toHaveLength(1);
  });

  it('adopts the job when the answer is lost', async () => {
    server.faults.add({ job: 'load', fault: { kind: 'lose-answer' }, times: 1 });
    const receipt = await warehouse.writePartition(await writeOf(DAY));
    expect(receipt.rows).toBe(2);
    expect(server.jobs.all.filter((job) => job.configuration.load !== undefined)).toHaveLength(1);
    expect(log.join('\n')).toMatch(/writing nba_predictions/);
  });

  it('does a job again that failed in passing, and not one that cannot succeed', async () => {
    server.faults.add({ job: 'load', fault: { kind: 'job-fails', reason: 'backendError' }, times: 1 });
    expect((await warehouse.writePartition(await writeOf(DAY))).rows).toBe(2);
    server.faults.clear();
    server.faults.add({ job: 'load', fault: { kind: 'refuse', reason: 'accessDenied' } });
    await expect(warehouse.writePartition(await writeOf(OTHER))).rejects.toMatchObject({ code: 'permission_denied' });
    expect(server.faults.met).toHaveLength(2);
  });

  it('a write that is settled as absent can never come late', async () => {
    server.faults.add({ job: 'load', fault: { kind: 'hang' } });
    const write = await writeOf(DAY);
    await expect(warehouse.writePartition(write)).rejects.toMatchObject({ code: 'unreachable', retryable: true });
    server.faults.clear();
    const before = await rowsOf(DAY);
    expect(await warehouse.findWrite(write.writeId)).toBeNull();
    expect(await rowsOf(DAY)).toEqual(before);
    // The same write, done again, goes under its next job.
    expect(await warehouse.writePartition(write)).toMatchObject({ rows: 2 });
    expect(await warehouse.findWrite(write.writeId)).toMatchObject({ rows: 2 });
  });
});

describe('snapshots', () => {
  it('puts back what stood there, in the columns and times it had', async () => {
    const before = await rowsOf(DAY);
    const wanted = [DAY, OTHER].map((date) => ({ date, id: `run-1/${date}` }));
    const [kept, other] = await warehouse.snapshotPartitions(FEATURE_STORE, wanted);
    expect(kept).toEqual({
      id: `run-1/${DAY}`,
      table: FEATURE_STORE,
      date: DAY,
      rows: before.length,
      version: await versionOf(DAY),
    });
    expect(other?.date).toBe(OTHER);
    await warehouse.writePartition(await writeOf(DAY));
    if (kept === undefined) throw new Error('nothing kept');
    const receipt = await warehouse.restorePartition(kept, `run-1/${DAY}/restore-1`);
    expect(receipt.rows).toBe(before.length);
    expect(await rowsOf(DAY)).toEqual(before);
    expect(await warehouse.findWrite(`run-1/${DAY}/restore-1`)).toEqual(receipt);
    expect(warehouse.usage('run-1')).toMatchObject({ copyJobs: 3, loadJobs: 1 });
  });

  it('keeps an empty date as such, and says when a snapshot is gone', async () => {
    const empty = addDays(DATES.at(-1) as GameDate, 5);
    const [kept] = await warehouse.snapshotPartitions(FEATURE_STORE, [{ date: empty, id: `run-1/${empty}` }]);
    expect(kept).toMatchObject({ rows: 0, version: await versionOf(empty) });
    await warehouse.writePartition(await writeOf(empty));
    expect(await rowsOf(empty)).toHaveLength(2);
    if (kept === undefined) throw new Error('nothing kept');
    expect(await warehouse.restorePartition(kept, `run-1/${empty}/restore-1`)).toMatchObject({ rows: 0 });
    expect(await rowsOf(empty)).toEqual([]);
    expect(await versionOf(empty)).toBe(kept.version);
    await warehouse.dropSnapshots([kept.id, 'never/was']);
    await expect(warehouse.restorePartition(kept, `run-1/${empty}/restore-2`)).rejects.toMatchObject({
      code: 'not_found',
      subject: empty,
    });
  });

  it('repeating an id replaces it', async () => {
    const wanted = [{ date: DAY, id: `run-1/${DAY}` }];
    await warehouse.snapshotPartitions(FEATURE_STORE, wanted);
    await warehouse.writePartition(await writeOf(DAY));
    const [kept] = await warehouse.snapshotPartitions(FEATURE_STORE, wanted);
    expect(kept).toMatchObject({ rows: 2, version: await versionOf(DAY) });
    const [again] = await warehouse.snapshotPartitions(FEATURE_STORE, wanted);
    expect(again).toEqual(kept);
  });
});

describe('tables and connection', () => {
  it('tells a table as it stands', async () => {
    const table = await warehouse.liveTable(FEATURE_STORE);
    expect(table).toMatchObject({ kind: 'table', partitionColumn: 'game_date', requiresPartitionFilter: true });
    const types = Object.fromEntries((table?.columns ?? []).map(({ name, type }) => [name, type]));
    expect(types).toMatchObject({
      features: 'ARRAY<FLOAT64>',
      feature_quality_score: 'NUMERIC(5,2)',
      created_at: 'TIMESTAMP',
    });
    expect(Object.values(types).some((type) => type.startsWith('STRUCT<games_found INT64'))).toBe(true);
  });

  it('walks every step, and stops where it fails', async () => {
    const report = await testConnection(settings(), {});
    expect(report.steps.filter(({ state }) => state !== 'passed')).toEqual([]);
    expect(report.passed).toBe(true);
    const denied = await testConnection(settings({ datasets: { nba_raw: 'elsewhere' } }), {});
    expect(denied.passed).toBe(false);
    expect(denied.steps.map(({ state }) => state).join()).toBe(
      'passed,passed,passed,passed,failed,skipped,skipped,skipped,skipped',
    );
    expect(denied.steps[4]?.error).toMatchObject({ code: 'warehouse_missing' });
  });

  it('names a wrong project, location and dataset', async () => {
    await expect(open({ project: 'another-project' })).rejects.toMatchObject({ code: 'warehouse_missing' });
    await expect(open({ location: 'EU' })).rejects.toMatchObject({ code: 'wrong_location' });
    await expect(open({ project: 'NO' })).rejects.toMatchObject({ code: 'bad_input', subject: 'project' });
  });
});
