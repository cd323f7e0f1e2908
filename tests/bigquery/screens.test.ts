import { rmSync } from 'node:fs';
import { afterAll, afterEach, beforeAll, describe, expect, test, vi } from 'vitest';
import { LINE_FEATURE } from '../../electron/coverage/features.js';
import { hostCalls } from '../../electron/host/calls.js';
import type { WarehouseCalls } from '../../electron/host/opened-services.js';
import { SharedReads } from '../../electron/host/shared-reads.js';
import { openServices, type Services } from '../../electron/services.js';
import { SettingsService } from '../../electron/settings/service.js';
import { DEFAULT_OPTIONS } from '../../shared/backfill.js';
import type { GameDate } from '../../shared/game-date.js';
import { DEFAULT_SETTINGS } from '../../shared/settings.js';
import type { Job } from './loopback/jobs.js';
import { Cloud, newDataDir, seasonOf } from './support.js';

const season = seasonOf(4, 2);
const RANGE = { from: season.dates[0] as GameDate, to: season.dates.at(-1) as GameDate };
const LATE = { kind: 'job-late', ms: 60_000 } as const;

let cloud: Cloud;
let dataDir: string;
let services: Services;
let calls: WarehouseCalls;
let reads: SharedReads;

/** The window's calls in the host, over a project. */
beforeAll(async () => {
  cloud = await Cloud.start(season);
  dataDir = newDataDir();
  await new SettingsService(dataDir).set({
    ...DEFAULT_SETTINGS,
    warehouse: { kind: 'bigquery', file: null },
    bigquery: cloud.settings(),
  });
  services = await openServices({ dataDir, today: season.today, env: {} });
  reads = new SharedReads();
  calls = hostCalls(services, () => undefined, reads);
});
afterAll(async () => {
  await services.close();
  await cloud.stop();
  rmSync(dataDir, { recursive: true, force: true });
});
afterEach(() => cloud.server.faults.clear());

/** The query jobs that are made from now on. */
function jobsFromNow(): () => readonly Job[] {
  const before = cloud.server.jobs.all.length;
  return () => cloud.server.jobs.all.slice(before).filter(({ kind }) => kind === 'query');
}

describe('reads side by side', () => {
  const asked: readonly (readonly [string, number, (signal: AbortSignal) => Promise<unknown>])[] = [
    ['coverage', 3, (signal) => calls.coverage.report({ ...RANGE, feature: LINE_FEATURE }, signal)],
    ['a date', 3, (signal) => calls.coverage.players({ date: RANGE.from, feature: LINE_FEATURE }, signal)],
    ['gaps', 4, (signal) => calls.lines.gaps(RANGE, signal)],
    ['a plan', 3, (signal) => calls.backfill.plan({ ...DEFAULT_OPTIONS, ...RANGE, allow: [] }, signal)],
    ['the calendar', 3, (signal) => calls.warehouse.calendar(RANGE, signal)],
    ['the checks', 6, (signal) => calls.checks.run({ asOf: RANGE.to, thresholds: 'corrected' }, signal)],
    ['the root cause', 6, (signal) => calls.checks.rootCause(RANGE, signal)],
  ];
  test.each(asked)('of %s: when one fails the others are cancelled before the failure is told', async (_, nth, ask) => {
    const jobs = jobsFromNow();
    const fails = { kind: 'job-fails', reason: 'quotaExceeded' } as const;
    cloud.server.faults.add({ fault: fails, job: 'query', nth, times: 1 });
    // A plan looks at the schedule first, by itself.
    cloud.server.faults.add({ fault: LATE, job: 'query', nth: 2 });
    await expect(ask(new AbortController().signal)).rejects.toMatchObject({ code: 'quota_exceeded' });
    expect(cloud.server.jobs.running).toEqual([]);
    const stopped = jobs().filter(({ error }) => error?.reason === 'stopped');
    expect(stopped.length).toBeGreaterThan(0);
    expect(stopped.reduce((sum, { bytesBilled }) => sum + bytesBilled, 0)).toBe(0);
  });

  test('of the command line: the same', async () => {
    const fails = { kind: 'job-fails', reason: 'quotaExceeded' } as const;
    cloud.server.faults.add({ fault: fails, job: 'query', nth: 3, times: 1 }, { fault: LATE, job: 'query' });
    const report = services.until(undefined, (own) => own.coverage.report(RANGE, LINE_FEATURE));
    await expect(report).rejects.toMatchObject({ code: 'quota_exceeded' });
    expect(cloud.server.jobs.running).toEqual([]);
  });
});

describe('closing', () => {
  /** Coverage that is being read when nobody waits for it any more, while each cancel takes its time. */
  async function givenUp(cancel: { readonly kind: 'slow'; readonly ms: number } | { readonly kind: 'hang' }) {
    cloud.server.faults.add({ fault: LATE, job: 'query' });
    cloud.server.faults.add({ fault: cancel, path: /\/cancel$/ });
    const left = new AbortController();
    const answer = calls.coverage.report({ ...RANGE, feature: LINE_FEATURE }, left.signal);
    const ends = expect(answer).rejects.toMatchObject({ code: 'cancelled' });
    await vi.waitFor(() => expect(cloud.server.jobs.running.length).toBeGreaterThan(3));
    left.abort();
    await ends;
  }

  test('waits for each cancel that is on its way', async () => {
    await givenUp({ kind: 'slow', ms: 400 });
    expect(cloud.server.jobs.running.length).toBeGreaterThan(3);
    await reads.ended();
    expect(cloud.server.jobs.running).toEqual([]);
  });

  test('but not for ever for one that is not answered', async () => {
    await givenUp({ kind: 'hang' });
    const began = performance.now();
    await reads.ended(300);
    expect(performance.now() - began).toBeLessThan(2_000);
    expect(cloud.server.jobs.running.length).toBeGreaterThan(0);
    // What hangs is given up by the adapter itself; the next test begins at rest.
    cloud.server.faults.clear();
    await reads.ended();
    for (const job of cloud.server.jobs.running) job.cancel.abort();
    await vi.waitFor(() => expect(cloud.server.jobs.running).toEqual([]));
  });
});
