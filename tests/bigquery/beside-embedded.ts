import { copyFileSync, mkdirSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { DEMO_TODAY, openServices, type Services } from '../../electron/services.js';
import { DEMO_FILE } from '../../electron/services/warehouse-name.js';
import { SettingsService } from '../../electron/settings/service.js';
import { DEFAULT_OPTIONS, type RunSummary } from '../../shared/backfill.js';
import { DEFAULT_BIGQUERY, DEFAULT_SETTINGS } from '../../shared/settings.js';
import type { DateRange } from '../../shared/game-date.js';
import type { Job } from './loopback/jobs.js';
import { LoopbackBigQuery } from './loopback/server.js';

/** Jobs of one kind and step, with what they read and what the service would bill. */
export interface JobCount {
  readonly name: string;
  readonly jobs: number;
  readonly bytesProcessed: number;
  readonly bytesBilled: number;
}

export interface Proof {
  /** Whether the exports of the two engines are equal, byte for byte: before, after the rebuild, after putting back. */
  readonly equal: { readonly before: boolean; readonly after: boolean; readonly restored: boolean };
  readonly changed: boolean;
  readonly exportBytes: number;
  readonly dates: number;
  readonly rows: number;
  readonly counts: readonly JobCount[];
  /** Queries of the plan and of the run's reads. */
  readonly planAndReads: number;
  readonly dryRuns: number;
  readonly ms: { readonly embedded: number; readonly cloud: number };
  readonly embedded: RunSummary;
  readonly cloud: RunSummary;
  /** As the services themselves counted, of the run. */
  readonly usage: ReturnType<Services['warehouse']['usage']>;
}

interface Rebuilt {
  readonly before: Buffer;
  readonly after: Buffer;
  readonly restored: Buffer;
  readonly run: RunSummary;
  readonly ms: number;
  readonly usage: Proof['usage'];
}

/** What is being done, in order; jobs are counted by it. */
export const PHASES = ['export', 'plan', 'launch', 'run', 'export', 'restore', 'export'] as const;

/** Plans, rebuilds and puts back a range as console and command line do it. `begin` is told of each phase. */
async function rebuild(
  services: Services,
  range: DateRange,
  folder: string,
  begin: (phase: (typeof PHASES)[number]) => void,
): Promise<Rebuilt> {
  const exported = async (name: string): Promise<Buffer> => {
    begin('export');
    const path = join(folder, `${name}.ndjson`);
    await services.exports.features({ range, path, withTimes: false });
    return readFile(path);
  };
  const before = await exported('before');
  const began = performance.now();
  const options = { ...DEFAULT_OPTIONS, ...range };
  begin('plan');
  const plan = await services.planner.plan(options);
  begin('launch');
  const { id } = await services.runs.launch(options, plan.hash);
  begin('run');
  const run = await services.runs.settled(id);
  const ms = performance.now() - began;
  if (run.state !== 'succeeded') throw new Error(`the run ended ${run.state}: ${JSON.stringify(run.error)}`);
  const usage = services.warehouse.usage(id);
  const after = await exported('after');
  begin('restore');
  await services.runs.restore(id);
  return { before, after, restored: await exported('restored'), run, ms, usage };
}

/** The same rebuild of the demo on the embedded engine and, through the real client, on the loopback. */
export async function besideEmbedded(demoFile: string, range: DateRange, work: string): Promise<Proof> {
  const folders = { embedded: join(work, 'embedded'), cloud: join(work, 'cloud') };
  for (const folder of Object.values(folders)) mkdirSync(folder, { recursive: true });
  copyFileSync(demoFile, join(folders.embedded, DEMO_FILE));
  const own = await openServices({ dataDir: folders.embedded });
  const embedded = await rebuild(own, range, folders.embedded, () => undefined).finally(() => own.close());

  const warehouse = join(work, 'loopback.duckdb');
  copyFileSync(demoFile, warehouse);
  const server = await LoopbackBigQuery.start({ warehouse, swiftMs: 2_000 });
  try {
    await new SettingsService(folders.cloud).set({
      ...DEFAULT_SETTINGS,
      warehouse: { kind: 'bigquery', file: null },
      bigquery: { ...DEFAULT_BIGQUERY, project: server.project, apiEndpoint: server.endpoint },
    });
    const services = await openServices({ dataDir: folders.cloud, today: DEMO_TODAY });
    const marks: { readonly phase: string; readonly from: number }[] = [];
    const cloud = await rebuild(services, range, folders.cloud, (phase) => {
      marks.push({ phase, from: server.jobs.all.length });
    }).finally(() => services.close());
    const jobs = server.jobs.all;
    const counts = countsOf(jobs, (job) => {
      const phase = marks.findLast(({ from }) => from <= jobs.indexOf(job))?.phase ?? 'open';
      const step = job.configuration.labels?.['step'];
      return step === undefined || step === phase ? phase : `${phase}, ${step}`;
    });
    return {
      equal: {
        before: embedded.before.equals(cloud.before),
        after: embedded.after.equals(cloud.after),
        restored: embedded.restored.equals(cloud.restored) && cloud.restored.equals(cloud.before),
      },
      changed: !embedded.before.equals(embedded.after),
      exportBytes: cloud.after.length,
      dates: cloud.run.counts.done,
      rows: cloud.run.rowsWritten,
      counts,
      planAndReads: counts
        .filter(({ name }) => /^query (?:plan|.*read)$/.test(name))
        .reduce((sum, { jobs }) => sum + jobs, 0),
      dryRuns: server.dryRuns,
      ms: { embedded: embedded.ms, cloud: cloud.ms },
      embedded: embedded.run,
      cloud: cloud.run,
      usage: cloud.usage,
    };
  } finally {
    await server.stop();
  }
}

function countsOf(jobs: readonly Job[], stepOf: (job: Job) => string): readonly JobCount[] {
  const counts = new Map<string, JobCount>();
  for (const job of jobs) {
    const name = `${job.kind} ${stepOf(job)}`;
    const known = counts.get(name) ?? { name, jobs: 0, bytesProcessed: 0, bytesBilled: 0 };
    counts.set(name, {
      name,
      jobs: known.jobs + 1,
      bytesProcessed: known.bytesProcessed + job.bytesProcessed,
      bytesBilled: known.bytesBilled + job.bytesBilled,
    });
  }
  return [...counts.values()].sort((a, b) => a.name.localeCompare(b.name));
}
