import { copyFileSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { chunksOf } from '../../../electron/backfill/chunks.js';
import { chunkReader } from '../../../electron/backfill/deps.js';
import { RunJournals } from '../../../electron/backfill/journal/run-journals.js';
import type { ByteCaps } from '../../../electron/backfill/plan/cost.js';
import { Planner } from '../../../electron/backfill/plan/planner.js';
import { BackfillService } from '../../../electron/backfill/service.js';
import type { Clock } from '../../../electron/calendar/clock.js';
import { readDistributions } from '../../../electron/checks/parity.js';
import { LINE_FEATURE } from '../../../electron/coverage/features.js';
import { CoverageService } from '../../../electron/coverage/service.js';
import { FeatureProcessor } from '../../../electron/feature-store/processor.js';
import { readAround } from '../../../electron/services/read-around.js';
import { openDuckDbWarehouse } from '../../../electron/warehouse/duckdb/open.js';
import type { DuckDbWarehouse } from '../../../electron/warehouse/duckdb/warehouse.js';
import { allStatements } from '../../../electron/warehouse/statements/index.js';
import { labelledReads } from '../../../electron/warehouse/labelled.js';
import { formatBytesApart } from '../../../shared/bytes.js';
import { DEFAULT_OPTIONS, type BackfillOptions, type RunDetail } from '../../../shared/backfill.js';
import { eachDate, type GameDate } from '../../../shared/game-date.js';
import { DATES, makeSmallSeason, TODAY } from '../../faults/small-season.js';
import { Billing, bytesOf, type Sent } from './billing-warehouse.js';

const FROM = DATES[0] as GameDate;
const TO = DATES.at(-1) as GameDate;
const OPTIONS: BackfillOptions = { ...DEFAULT_OPTIONS, from: FROM, to: TO };
const NO_CAPS: ByteCaps = { perRun: null, perQuery: null };

let template: string;
let folder: string;
let real: DuckDbWarehouse;
let caps: ByteCaps;

beforeAll(async () => {
  template = mkdtempSync(join(tmpdir(), 'backline-cost-template-'));
  await makeSmallSeason(join(template, 'season.duckdb'));
});
afterAll(() => rmSync(template, { recursive: true, force: true }));
beforeEach(async () => {
  folder = mkdtempSync(join(tmpdir(), 'backline-cost-'));
  copyFileSync(join(template, 'season.duckdb'), join(folder, 'season.duckdb'));
  real = await openDuckDbWarehouse({ path: join(folder, 'season.duckdb') });
  caps = NO_CAPS;
});
afterEach(async () => {
  await real.close();
  rmSync(folder, { recursive: true, force: true });
});

interface Console {
  readonly billing: Billing;
  readonly planner: Planner;
  readonly service: BackfillService;
}

/** The parts of a run put together as the services do it, over a warehouse that bills. */
function open(chunkDays?: number, least?: number): Console {
  const billing = new Billing(real, chunkDays, least);
  const { warehouse } = billing;
  const clock: Clock = { now: () => new Date(), today: () => TODAY };
  const planner = new Planner({
    warehouse,
    clock,
    failedDates: async () => new Set(),
    cost: {
      openReader: (over, options) => chunkReader(new FeatureProcessor(over, options)),
      readAround: (over, range) => readAround(over, clock, range),
      caps: async () => caps,
    },
  });
  const service = new BackfillService({
    warehouse,
    planner,
    coverage: {
      months: async (range, { runId, moment }) => {
        const labelled = labelledReads(warehouse, { run: runId, step: 'coverage' });
        const report = await new CoverageService(labelled, clock).report(range, LINE_FEATURE);
        if (moment === 'before') await readDistributions(labelled, range);
        return report.months;
      },
    },
    openReader: (options) => chunkReader(new FeatureProcessor(warehouse, options)),
    journals: new RunJournals(folder),
    dataDir: folder,
    startedBy: 'test',
    clock,
    readRetryMs: [],
  });
  return { billing, planner, service };
}

async function runIt({ service }: Console, options: Partial<BackfillOptions> = {}): Promise<RunDetail> {
  const { id } = await service.launch({ ...OPTIONS, ...options });
  await service.settled(id);
  return service.run(id);
}

const readsOf = (sent: readonly Sent[], run: string): readonly Sent[] =>
  sent.filter(({ what, labels }) => labels?.['run'] === run && what !== 'write' && what !== 'snapshot');

describe('what a plan says a run will read', () => {
  it.each([31, 60])('is what the run then sends, statement by statement: chunks of %i days', async (chunkDays) => {
    const opened = open(chunkDays);
    const plan = await opened.planner.plan(OPTIONS);
    const run = await runIt(opened);
    expect(run.state).toBe('succeeded');
    const planned = (plan.reads ?? []).map(({ statement, from, to }) => `${statement} ${String(from)} ${to}`);
    const sent = readsOf(opened.billing.sent, run.id).map(({ what, from, to }) =>
      [what, from ?? null, to].map(String).join(' '),
    );
    expect([...planned].sort()).toEqual([...sent].sort());
    // Two months by calendar, one chunk by days: 12 reads a chunk; four of the plan, 15 of the run and around it.
    expect(sent).toHaveLength(chunkDays === 31 ? 43 : 31);
    expect(run.bytesEstimated).toBe(plan.totals.bytes);
    expect(run.bytesBilled).toBe(run.bytesEstimated);
    await opened.service.close();
  });

  it('adds up: the statements, the dates and the total; dates that are skipped cost nothing', async () => {
    const { planner } = open();
    await real.exclusively('making a gap', async (connection) => {
      await connection.run(`DELETE FROM nba_predictions.ml_feature_store_v2 WHERE game_date >= DATE '2026-02-01'`);
    });
    const plan = await planner.plan({ ...OPTIONS, only: 'missing' });
    const skipped = plan.dates.filter(({ action }) => action === 'skip');
    expect(skipped.length).toBeGreaterThan(0);
    expect(skipped.every(({ bytes }) => bytes === 0)).toBe(true);
    const sum = (numbers: readonly number[]): number => numbers.reduce((total, value) => total + value, 0);
    const { bytes } = plan.totals;
    expect(bytes).toBe(sum((plan.reads ?? []).map((read) => read.bytes)));
    expect(bytes).toBe(sum(plan.dates.map((date) => date.bytes ?? 0)));
    const worked = plan.dates.filter(({ action }) => action !== 'skip').map((date) => date.bytes ?? 0);
    expect(Math.max(...worked) - Math.min(...worked)).toBeLessThanOrEqual(2);
    for (const { statement, from, to, bytes: own } of plan.reads ?? []) {
      expect(own).toBe(bytesOf(statement, from === null ? { before: to } : { from, to }));
    }
  });

  it('counts the minimum a bill has for each table of a statement', async () => {
    const least = 10_000_000;
    const dry = (await open().planner.plan(OPTIONS)).reads ?? [];
    const plan = await open(undefined, least).planner.plan(OPTIONS);
    const ofStatement = new Map(allStatements.map(({ name, tables }) => [name, tables.length]));
    expect(plan.reads?.map(({ bytes }) => bytes)).toEqual(
      dry.map(({ statement, bytes }) => Math.max(bytes, least) + ((ofStatement.get(statement) ?? 0) - 1) * least),
    );
    // Statements of one table are exact, those of several cannot be billed more than this.
    expect(plan.totals.bytes).toBe((plan.reads ?? []).reduce((sum, { bytes }) => sum + bytes, 0));
  });

  it('is nothing where nothing is billed: one question tells, and no cap is asked for', async () => {
    const { planner, billing } = open();
    billing.bills = false;
    caps = { perRun: 1, perQuery: 1 };
    const plan = await planner.plan({ ...OPTIONS, maxBytes: 1 });
    expect(plan).toMatchObject({ totals: { bytes: null }, blockers: [], reads: undefined });
    expect(plan.dates.every(({ bytes }) => bytes === null)).toBe(true);
    expect(billing.estimates).toBe(1);
  });
});

describe('caps', () => {
  it('of the options: at the estimate it runs, a byte below it is refused with both figures', async () => {
    const opened = open();
    const total = (await opened.planner.plan(OPTIONS)).totals.bytes ?? 0;
    const refused = await opened.planner.plan({ ...OPTIONS, maxBytes: total - 1 });
    expect(refused.blockers).toMatchObject([{ code: 'over-budget' }]);
    // A byte apart: as many digits as that takes.
    const [billed, cap] = formatBytesApart(total, total - 1);
    expect(billed).not.toBe(cap);
    expect(refused.blockers[0]?.message).toBe(
      `the run would be billed an estimated ${billed}, the cap of these options is ${cap}`,
    );
    await expect(opened.service.launch({ ...OPTIONS, maxBytes: total - 1 })).rejects.toMatchObject({
      code: 'over_budget',
    });
    // No override lets it pass.
    await expect(
      opened.service.launch({ ...OPTIONS, maxBytes: total - 1, allow: ['regression', 'upstream'] }),
    ).rejects.toMatchObject({ code: 'over_budget' });
    expect((await runIt(opened, { maxBytes: total })).state).toBe('succeeded');
    await opened.service.close();
  });

  it('that are set: of a run, and of its dearest query by name', async () => {
    const { planner } = open();
    const { totals, reads } = await planner.plan(OPTIONS);
    const dearest = [...(reads ?? [])].sort((a, b) => b.bytes - a.bytes)[0];
    caps = { perRun: (totals.bytes ?? 0) - 1, perQuery: (dearest?.bytes ?? 0) - 1 };
    const { blockers } = await planner.plan(OPTIONS);
    expect(blockers.map(({ code }) => code)).toEqual(['over-budget', 'over-budget']);
    expect(blockers[0]?.message).toContain('a run that is set');
    expect(blockers[1]?.message).toContain(dearest?.statement);
    caps = { perRun: totals.bytes, perQuery: dearest?.bytes ?? 0 };
    expect((await planner.plan(OPTIONS)).blockers).toEqual([]);
  });
});

describe('what was billed', () => {
  it('is added up over the sessions of a run, each with a warehouse of its own', async () => {
    const first = open();
    const { id } = await first.service.launch({ ...OPTIONS, concurrency: 1 });
    await first.service.stop(id);
    const stopped = await first.service.settled(id);
    await first.service.close();
    expect(stopped.state).toBe('stopped');
    const bill = (sent: readonly Sent[]): number =>
      readsOf(sent, id).reduce((sum, { what, from, to }) => {
        return sum + bytesOf(what, from === undefined ? { before: to } : { from, to });
      }, 0);
    expect(bill(first.billing.sent)).toBeGreaterThan(0);
    expect(stopped.bytesBilled).toBe(bill(first.billing.sent));
    const second = open();
    await second.service.resume(id);
    const done = await second.service.settled(id);
    await second.service.close();
    expect(done.state).toBe('succeeded');
    expect(bill(second.billing.sent)).toBeGreaterThan(0);
    expect(done.bytesBilled).toBe(bill(first.billing.sent) + bill(second.billing.sent));
    const { runs } = await new RunJournals(folder).list();
    expect(runs[0]?.bytesBilled).toBe(done.bytesBilled);
  });

  it('is not told where nothing is billed', async () => {
    const opened = open();
    opened.billing.bills = false;
    expect(await runIt(opened)).toMatchObject({ bytesBilled: null, bytesEstimated: null });
    await opened.service.close();
  });
});

it('every read, snapshot and write of a run says which run, and those of one date which date', async () => {
  const opened = open();
  const { id } = await runIt(opened);
  const { sent } = opened.billing;
  for (const what of ['write', 'snapshot']) {
    const own = sent.filter((one) => one.what === what).map(({ labels }) => labels);
    expect(own).toEqual(DATES.map((date) => ({ run: id, date, step: what })));
  }
  const steps = new Set(readsOf(sent, id).map(({ labels }) => labels?.['step']));
  expect([...steps].sort()).toEqual(['coverage', 'plan', 'read', 'verify']);
  // Nothing that was sent for it is missing in its bill, the plan made at launch included.
  const unlabelled = new Set(sent.filter(({ labels }) => labels?.['run'] === undefined).map(({ what }) => what));
  expect([...unlabelled]).toEqual([]);
  await opened.service.close();
});

it('what is said of a request that was made again stands in the log of the run at work', async () => {
  const opened = open();
  opened.service.warn('nobody is at work yet');
  const { id } = await opened.service.launch(OPTIONS);
  opened.service.warn('query again in 2 s: 503 backendError');
  await opened.service.settled(id);
  opened.service.warn('nobody is at work any more');
  const log = await opened.service.log(id, 0, 5000);
  const warnings = log.filter(({ level }) => level === 'warning').map(({ message }) => message);
  expect(warnings).toEqual(['query again in 2 s: 503 backendError']);
  await opened.service.close();
});

it('columns of the store that Backline does not write are named by the plan, and are no warning of the run', async () => {
  const before = open();
  expect((await before.planner.plan(OPTIONS)).warnings).toEqual([]);
  await real.exclusively('adding columns', async (connection) => {
    for (let index = 1; index <= 9; index += 1) {
      await connection.run(`ALTER TABLE nba_predictions.ml_feature_store_v2 ADD COLUMN newer_${index} DOUBLE`);
    }
  });
  await real.close();
  real = await openDuckDbWarehouse({ path: join(folder, 'season.duckdb') });
  const opened = open();
  const plan = await opened.planner.plan(OPTIONS);
  expect(plan.warnings).toMatchObject([{ code: 'carried-columns' }]);
  expect(plan.warnings[0]?.message).toMatch(/9 further columns .*newer_1, .*newer_8 and 1 more/);
  const warnings = plan.dates.reduce((sum, date) => sum + date.warnings.length, 0);
  expect((await runIt(opened)).warnings).toBe(warnings);
  await opened.service.close();
});

describe('chunks', () => {
  const dates = eachDate({ from: '2026-01-20' as GameDate, to: '2026-03-25' as GameDate });

  it('of up to 31 days are calendar months', () => {
    expect(chunksOf(dates, 31).map(({ length }) => length)).toEqual([12, 28, 25]);
  });

  it('of more days reach from the first date to one that many days later, in either order', () => {
    expect(chunksOf(dates, 60).map(({ length }) => length)).toEqual([60, 5]);
    expect(chunksOf([...dates].reverse(), 60).map(({ length }) => length)).toEqual([60, 5]);
    const sparse = dates.filter((_, index) => index % 30 === 0);
    expect(chunksOf(sparse, 60).map(({ length }) => length)).toEqual([2, 1]);
  });
});
