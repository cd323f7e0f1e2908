import { copyFileSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { Worker } from 'node:worker_threads';
import { RunJournals } from '../../electron/backfill/journal/run-journals.js';
import { readJournal } from '../../electron/backfill/journal/read-journal.js';
import { nodeFiles } from '../../electron/backfill/journal/files.js';
import { DEMO_SEED, makeDemoWarehouse } from '../../electron/demo/make-demo.js';
import { DEMO_TODAY, openServices, type Services } from '../../electron/services.js';
import { DEMO_FILE } from '../../electron/services/warehouse-name.js';
import { SettingsService } from '../../electron/settings/service.js';
import { DEFAULT_OPTIONS, type BackfillOptions } from '../../shared/backfill.js';
import type { DateRange, GameDate } from '../../shared/game-date.js';
import { DEFAULT_BIGQUERY, DEFAULT_SETTINGS } from '../../shared/settings.js';
import { LoopbackBigQuery } from '../bigquery/loopback/server.js';
import { compactRun } from '../unit/backfill/recorded-run.js';
import { SEASON } from './season.js';

/**
 * Records real runs with their real instants for the test of the time left:
 * `node build/bench.mjs record [NAME]` writes tests/fixtures/recorded-runs/NAME.json.
 */
interface Scenario {
  readonly name: string;
  readonly what: string;
  readonly range: DateRange;
  readonly options?: Partial<BackfillOptions>;
  /** Answers through the BigQuery client, each kind of job as slow as a real one. */
  readonly cloud?: (server: LoopbackBigQuery) => void;
  /** Threads that take the processor away meanwhile. */
  readonly burners?: number;
  readonly during?: (services: Services, runId: string) => Promise<void>;
}

const JANUARY: DateRange = { from: '2026-01-01' as GameDate, to: '2026-01-31' as GameDate };

/** Latencies as an operator sees them: most jobs take one to three seconds, some twice that. */
function slowJobs(server: LoopbackBigQuery, times = 1): void {
  const late = (job: 'query' | 'load' | 'copy', ms: number, probability: number): void =>
    server.faults.add({ fault: { kind: 'job-late', ms: ms * times }, job, probability });
  late('load', 4_200, 0.1);
  late('load', 2_400, 0.45);
  late('load', 1_300, 1);
  late('copy', 1_800, 0.3);
  late('copy', 900, 1);
  late('query', 3_500, 0.2);
  late('query', 1_500, 1);
}

async function untilDone(services: Services, runId: string, dates: number): Promise<void> {
  for (;;) {
    const { counts, dates: all } = await services.runs.run(runId);
    const written = all.filter(({ steps }) => steps.some(({ step }) => step === 'write')).length;
    if (counts.done >= dates || written >= dates) return;
    await sleep(20);
  }
}

const SCENARIOS: readonly Scenario[] = [
  { name: 'season', what: 'the demo season, embedded', range: SEASON },
  { name: 'month', what: 'one month, embedded', range: JANUARY },
  {
    name: 'season-under-load',
    what: 'the demo season, embedded, while four threads take the processor',
    range: SEASON,
    burners: 4,
  },
  {
    name: 'season-newest-first',
    what: 'the demo season from its end, four dates at a time, embedded, under some load',
    range: SEASON,
    options: { order: 'newest-first', concurrency: 4 },
    burners: 1,
  },
  {
    name: 'season-paused',
    what: 'the demo season, embedded under load, paused twice for five seconds',
    range: SEASON,
    burners: 3,
    during: async (services, runId) => {
      for (const dates of [20, 45]) {
        await untilDone(services, runId, dates);
        await services.runs.pause(runId);
        await services.runs.settled(runId);
        await sleep(5_000);
        await services.runs.resume(runId);
      }
    },
  },
  { name: 'cloud-season', what: 'the demo season through BigQuery, slow answers', range: SEASON, cloud: slowJobs },
  {
    name: 'cloud-season-four-at-once',
    what: 'the demo season through BigQuery from its end, four dates at once, very slow answers, on a loaded machine',
    range: SEASON,
    options: { order: 'newest-first', concurrency: 4 },
    burners: 1,
    cloud: (server) => slowJobs(server, 3),
  },
  {
    name: 'cloud-month-failed-retried',
    what: 'one month through BigQuery, slow answers; the loads of four dates fail and are retried',
    range: JANUARY,
    cloud: (server) => {
      for (const nth of [6, 13, 14, 22]) {
        server.faults.add({ fault: { kind: 'job-fails', reason: 'invalid' }, job: 'load', nth, times: 1 });
      }
      slowJobs(server);
    },
    during: async (services, runId) => {
      await services.runs.settled(runId);
      await sleep(2_000);
      await services.runs.retryFailed(runId);
    },
  },
  {
    name: 'cloud-season-paused',
    what: 'the demo season through BigQuery, slow answers, paused for ten seconds after a third',
    range: SEASON,
    cloud: (server) => slowJobs(server),
    during: async (services, runId) => {
      await untilDone(services, runId, 20);
      await services.runs.pause(runId);
      await services.runs.settled(runId);
      await sleep(10_000);
      await services.runs.resume(runId);
    },
  },
];

async function record(scenario: Scenario, demoFile: string, work: string): Promise<string> {
  const dataDir = join(work, scenario.name);
  mkdirSync(dataDir, { recursive: true });
  let server: LoopbackBigQuery | null = null;
  if (scenario.cloud) {
    const warehouse = join(dataDir, 'loopback.duckdb');
    copyFileSync(demoFile, warehouse);
    server = await LoopbackBigQuery.start({ warehouse, swiftMs: 2_000 });
    await new SettingsService(dataDir).set({
      ...DEFAULT_SETTINGS,
      warehouse: { kind: 'bigquery', file: null },
      bigquery: { ...DEFAULT_BIGQUERY, project: server.project, apiEndpoint: server.endpoint },
    });
  } else copyFileSync(demoFile, join(dataDir, DEMO_FILE));
  const burners = Array.from(
    { length: scenario.burners ?? 0 },
    () => new Worker('for (;;) Math.sqrt(Math.random());', { eval: true }),
  );
  const services = await openServices({ dataDir, today: DEMO_TODAY });
  try {
    const options = { ...DEFAULT_OPTIONS, ...scenario.range, ...scenario.options };
    const plan = await services.planner.plan(options);
    if (server && scenario.cloud) scenario.cloud(server);
    const { id } = await services.runs.launch(options, plan.hash);
    await scenario.during?.(services, id);
    const run = await services.runs.settled(id);
    const path = new RunJournals(dataDir).pathOf(id);
    const { records } = readJournal(await nodeFiles.read(path), path);
    const file = join('tests', 'fixtures', 'recorded-runs', `${scenario.name}.json`);
    writeFileSync(file, compactRun(scenario.what, services.warehouse.info.chunkDays, records));
    return `${scenario.name}: ${run.state}, ${(run.activeMs / 1000).toFixed(1)} s in work, ${records.length} records`;
  } finally {
    await services.close();
    await server?.stop();
    await Promise.all(burners.map((burner) => burner.terminate()));
  }
}

const work = mkdtempSync(join(tmpdir(), 'backline-record-'));
try {
  const demoFile = join(work, 'demo.duckdb');
  await makeDemoWarehouse({ path: demoFile, seed: DEMO_SEED });
  const wanted = process.argv.slice(2);
  for (const scenario of SCENARIOS) {
    if (wanted.length > 0 && !wanted.includes(scenario.name)) continue;
    process.stdout.write(`${await record(scenario, demoFile, work)}\n`);
  }
} finally {
  rmSync(work, { recursive: true, force: true });
}
