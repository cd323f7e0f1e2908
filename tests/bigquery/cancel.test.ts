import { rmSync } from 'node:fs';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test, vi } from 'vitest';
import { LINE_FEATURE } from '../../electron/coverage/features.js';
import { CoverageService } from '../../electron/coverage/service.js';
import { SharedReads } from '../../electron/host/shared-reads.js';
import { openBigQueryWarehouse } from '../../electron/warehouse/bigquery/open.js';
import type { Patience } from '../../electron/warehouse/bigquery/retry.js';
import { labelledUntilOver } from '../../electron/warehouse/labelled.js';
import type { PartitionWrite, Warehouse } from '../../electron/warehouse/port.js';
import { FEATURE_STORE } from '../../electron/warehouse/tables/names.js';
import { DEFAULT_OPTIONS } from '../../shared/backfill.js';
import type { GameDate } from '../../shared/game-date.js';
import type { Fault } from './loopback/faults.js';
import { Cloud, newDataDir, seasonOf, Session, STORE } from './support.js';

/** As long as a real service is waited for: only an abort can end a test that meets these. */
const PATIENT: Partial<Patience> = {
  firstMs: 200,
  longestMs: 30_000,
  totalMs: 300_000,
  requestMs: 60_000,
  uploadMs: 60_000,
  jobMs: 600_000,
};
/** Ending a job and asking what became of a write, on a machine that is busy. */
const SOON_MS = 4_500;
const season = seasonOf(4, 2);
const [first, second] = season.dates as [GameDate, GameDate];

const DOWN: Fault = { kind: 'refuse', reason: 'backendError' };
const HUNG: Fault = { kind: 'hang' };

let cloud: Cloud;
beforeAll(async () => {
  cloud = await Cloud.start(season);
  await cloud.remember();
});
afterAll(() => cloud.stop());
afterEach(() => cloud.server.faults.clear());

async function took(work: Promise<unknown>): Promise<number> {
  const began = performance.now();
  await work;
  return performance.now() - began;
}

describe('whoever cancels does not wait for the service', () => {
  let warehouse: Warehouse;
  let writes = 0;
  beforeAll(async () => {
    warehouse = await cloud.open({}, PATIENT);
  });
  afterAll(() => warehouse.close());

  async function request(abort: AbortController): Promise<PartitionWrite> {
    writes += 1;
    const versions = await warehouse.partitionVersions(FEATURE_STORE, { from: first, to: first });
    const row = {
      player_lookup: 'a',
      game_date: first,
      game_id: 'g',
      features: [1],
      feature_names: ['a'],
      feature_count: 1,
      feature_version: 'v',
      data_source: 'mixed',
      created_at: '2026-02-20T00:00:00Z',
    };
    return {
      table: FEATURE_STORE,
      date: first,
      rows: [row],
      writeId: `run-c/${first}/${String(writes)}`,
      expectedVersion: versions.get(first) ?? '',
      key: ['player_lookup', 'game_date'],
      signal: abort.signal,
    };
  }
  const digest = async (): Promise<string | undefined> => (await cloud.store(true)).get(first);

  test.each([
    ['is down', DOWN],
    ['does not answer', HUNG],
  ] as const)('a write while the service %s', async (_, fault) => {
    const before = await digest();
    const abort = new AbortController();
    const write = await request(abort);
    cloud.server.faults.add({ fault });
    const writing = warehouse.writePartition(write);
    writing.catch(() => undefined);
    setTimeout(() => abort.abort(), 300);
    expect(await took(expect(writing).rejects.toMatchObject({ code: 'cancelled' }))).toBeLessThan(SOON_MS);
    // Nobody can say yet what became of it, and nobody is kept waiting for that either.
    const asked = warehouse.findWrite(write.writeId, { signal: abort.signal });
    expect(await took(expect(asked).rejects.toMatchObject({ code: 'cancelled' }))).toBeLessThan(SOON_MS);
    cloud.server.faults.clear();
    expect(await warehouse.findWrite(write.writeId)).toBeNull();
    expect(await digest()).toBe(before);
  });

  test('a load job that runs is ended, and the date is as it was', async () => {
    const before = await digest();
    const abort = new AbortController();
    const write = await request(abort);
    cloud.server.faults.add({ fault: { kind: 'job-late', ms: 60_000 }, job: 'load' });
    const writing = warehouse.writePartition(write);
    setTimeout(() => abort.abort(), 500);
    expect(await took(expect(writing).rejects.toMatchObject({ code: 'cancelled' }))).toBeLessThan(SOON_MS);
    expect(cloud.server.jobs.running).toEqual([]);
    expect(await warehouse.findWrite(write.writeId, { signal: abort.signal })).toBeNull();
    expect(await digest()).toBe(before);
  });

  test('a load that took place while it was cancelled is found', async () => {
    const abort = new AbortController();
    const write = await request(abort);
    cloud.server.onAnswer = ({ job }) => {
      if (job === 'load') abort.abort();
    };
    await expect(warehouse.writePartition(write)).rejects.toMatchObject({ code: 'cancelled' });
    cloud.server.onAnswer = () => undefined;
    const found = await warehouse.findWrite(write.writeId, { signal: abort.signal });
    const [[rows] = []] = await cloud.sql(`SELECT COUNT(*) FROM ${STORE} WHERE game_date = DATE '${first}'`);
    // Either it was ended in time or it stands there whole.
    expect(found?.rows ?? null).toBe(Number(rows) === 1 ? 1 : null);
    expect(cloud.server.jobs.running).toEqual([]);
  });

  test('copies of a snapshot are ended', async () => {
    cloud.server.faults.add({ fault: { kind: 'job-late', ms: 60_000 }, job: 'copy' });
    const abort = new AbortController();
    const wanted = season.dates.map((date) => ({ date, id: `run-d/${date}` }));
    const keeping = warehouse.snapshotPartitions(FEATURE_STORE, wanted, { signal: abort.signal });
    setTimeout(() => abort.abort(), 700);
    expect(await took(expect(keeping).rejects.toMatchObject({ code: 'cancelled' }))).toBeLessThan(SOON_MS);
    expect(cloud.server.jobs.running).toEqual([]);
  });

  test('putting back while the service is down', async () => {
    const [kept] = await warehouse.snapshotPartitions(FEATURE_STORE, [{ date: second, id: `run-e/${second}` }]);
    if (kept === undefined) throw new Error('nothing kept');
    const before = await cloud.store(true);
    cloud.server.faults.add({ fault: DOWN });
    const abort = new AbortController();
    setTimeout(() => abort.abort(), 300);
    const putting = warehouse.restorePartition(kept, `run-e/${second}/restore-1`, { signal: abort.signal });
    expect(await took(expect(putting).rejects.toMatchObject({ code: 'cancelled' }))).toBeLessThan(SOON_MS);
    cloud.server.faults.clear();
    expect(await warehouse.findWrite(`run-e/${second}/restore-1`)).toBeNull();
    expect([...(await cloud.store(true))]).toEqual([...before]);
  });

  test('a screen that is left: each job of its read is cancelled on the wire, once nobody waits for it', async () => {
    // Earlier tests cancelled jobs of their own.
    const earlier = new Set(cloud.server.jobs.all.map(({ reference }) => reference.jobId));
    cloud.server.faults.add({ fault: { kind: 'job-late', ms: 60_000 }, job: 'query' });
    const cancelled = new Set<string>();
    cloud.server.onAnswer = ({ path }) => {
      const [, jobId] = /jobs\/([^/]+)\/cancel/.exec(path) ?? [];
      if (jobId !== undefined) cancelled.add(jobId);
    };
    const clock = { now: () => new Date(), today: () => season.today };
    const reads = new SharedReads();
    const [one, two] = [new AbortController(), new AbortController()];
    const asked = [one, two].map(({ signal }) =>
      reads.ask('coverage', signal, (until) =>
        labelledUntilOver(warehouse, {}, until, (over) =>
          new CoverageService(over, clock).report({ from: first, to: second }, LINE_FEATURE),
        ),
      ),
    );
    const ends = asked.map((answer) => expect(answer).rejects.toMatchObject({ code: 'cancelled' }));
    await vi.waitFor(() => expect(cloud.server.jobs.running.length).toBeGreaterThan(1));
    one.abort();
    await ends[0];
    expect(cancelled.size).toBe(0);
    two.abort();
    await ends[1];
    await reads.ended();
    cloud.server.onAnswer = () => undefined;
    const stopped = cloud.server.jobs.all.filter(
      ({ error, reference }) => error?.reason === 'stopped' && !earlier.has(reference.jobId),
    );
    expect(stopped.length).toBeGreaterThan(1);
    for (const { reference } of stopped) expect(cancelled).toContain(reference.jobId);
    expect(cloud.server.jobs.running).toEqual([]);
  });

  test('opening a project that does not answer', async () => {
    cloud.server.faults.add({ fault: HUNG });
    const abort = new AbortController();
    const opening = openBigQueryWarehouse({ settings: cloud.settings(), env: {}, signal: abort.signal });
    setTimeout(() => abort.abort(), 200);
    expect(await took(expect(opening).rejects.toMatchObject({ code: 'cancelled' }))).toBeLessThan(SOON_MS);
  });
});

describe('a run', () => {
  let dataDir: string;
  let session: Session | null = null;
  beforeEach(async () => {
    await cloud.reset();
    dataDir = newDataDir();
  });
  afterEach(async () => {
    cloud.server.faults.clear();
    await session?.close();
    rmSync(dataDir, { recursive: true, force: true });
  });
  const range = { from: first, to: season.dates.at(-1) ?? first };
  const options = { ...DEFAULT_OPTIONS, ...range, concurrency: 2 };
  const loads = () => cloud.server.jobs.all.filter(({ kind, applied }) => kind === 'load' && applied).length;

  /** A run up to its first request of this kind, from which on the service has the fault. */
  async function upTo(job: 'copy' | 'load', fault: Fault): Promise<string> {
    session = await Session.open(cloud, dataDir, season.today, { patience: PATIENT });
    cloud.server.faults.add({ fault: { kind: 'slow', ms: 50 }, job, times: 1 });
    const met = new Promise<void>((resolve) => {
      cloud.server.onAnswer = (request) => {
        if (request.job !== job) return;
        cloud.server.onAnswer = () => undefined;
        cloud.server.faults.clear();
        cloud.server.faults.add({ fault });
        resolve();
      };
    });
    const { id } = await session.service.launch(options);
    await met;
    return id;
  }

  test.each([
    ['its snapshots', 'copy', DOWN],
    ['its snapshots', 'copy', HUNG],
    ['its writes', 'load', DOWN],
    ['its writes', 'load', HUNG],
  ] as const)(
    'cancelled in %s (%s) while nothing answers: ends soon, and is resumed whole',
    async (_, job, fault) => {
      const before = loads();
      const id = await upTo(job, fault);
      const service = session?.service;
      if (service === undefined) throw new Error('no session');
      await service.cancel(id);
      // What stands there is asked for some seconds more.
      expect(await took(service.settled(id))).toBeLessThan(SOON_MS + 6_000);
      expect(await service.run(id)).toMatchObject({ state: 'cancelled' });
      cloud.server.faults.clear();
      await service.resume(id);
      expect(await service.settled(id)).toMatchObject({ state: 'succeeded' });
      // What was written before the cancel was found, not written again.
      expect(loads() - before).toBe(season.dates.length);
      expect(cloud.server.jobs.running).toEqual([]);
    },
    60_000,
  );

  test('closing the console while nothing answers ends the run, which is taken up the next time', async () => {
    const id = await upTo('load', DOWN);
    expect(await took(session?.close() ?? Promise.resolve())).toBeLessThan(SOON_MS + 7_000);
    cloud.server.faults.clear();
    session = await Session.open(cloud, dataDir, season.today);
    await session.service.recover();
    expect((await session.service.run(id)).state).toBe('cancelled');
    await session.service.resume(id);
    expect(await session.service.settled(id)).toMatchObject({ state: 'succeeded' });
  }, 60_000);
});
