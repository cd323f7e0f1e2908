import { mkdtempSync, rmSync } from 'node:fs';
import { readdir } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Clock } from '../../../electron/calendar/clock.js';
import { Planner } from '../../../electron/backfill/plan/planner.js';
import { KeptDistributions } from '../../../electron/checks/kept-distributions.js';
import { ChecksService } from '../../../electron/checks/service.js';
import { CoverageService } from '../../../electron/coverage/service.js';
import { LinesService } from '../../../electron/lines/service.js';
import { ReportService } from '../../../electron/report/service.js';
import { ReadCostService, type ReadCostParts } from '../../../electron/services/read-cost.js';
import { readersOf } from '../../../electron/services/screen-reads.js';
import { tableOf, type TableSources } from '../../../electron/tables/registry.js';
import { openDuckDbWarehouse } from '../../../electron/warehouse/duckdb/open.js';
import type { DuckDbWarehouse } from '../../../electron/warehouse/duckdb/warehouse.js';
import type { Warehouse } from '../../../electron/warehouse/port.js';
import { DEFAULT_OPTIONS } from '../../../shared/backfill.js';
import { BacklineError } from '../../../shared/errors.js';
import type { GameDate } from '../../../shared/game-date.js';
import { readsOfScope } from '../../../shared/tables/scope-reads.js';
import type { TableId, TableScope } from '../../../shared/tables/scope.js';
import { DATES, makeSmallSeason, TODAY } from '../../faults/small-season.js';
import { exportsOf } from '../export/support.js';
import { makeSnapshot } from '../renderer/support/coverage-fixtures.js';
import { makeRun } from '../renderer/support/fixtures.js';
import { Billing } from './billing-warehouse.js';

const RANGE = { from: DATES[0] as GameDate, to: DATES.at(-1) as GameDate };
const PLAYER = { playerLookup: 'aaaplayer0', date: DATES[1] as GameDate };
const FEATURE = 'vegas_points_line';
const PAIR = { before: 's-1', after: 's-3' };

/** One of each, so that a table that is added has to say what it reads. */
const SCOPES: Readonly<Record<TableId, TableScope>> = {
  'coverage-months': { table: 'coverage-months', feature: FEATURE, ...RANGE },
  'coverage-dates': { table: 'coverage-dates', feature: FEATURE, ...RANGE },
  'coverage-groups': { table: 'coverage-groups', feature: FEATURE, by: 'book', ...RANGE },
  'coverage-players': { table: 'coverage-players', feature: FEATURE, date: PLAYER.date },
  'stored-features': { table: 'stored-features', ...PLAYER },
  snapshots: { table: 'snapshots' },
  'snapshot-months': { table: 'snapshot-months', ...PAIR },
  'snapshot-dates': { table: 'snapshot-dates', ...PAIR },
  gaps: { table: 'gaps', ...RANGE },
  'gap-groups': { table: 'gap-groups', by: 'team', normal: true, ...RANGE },
  'player-days': { table: 'player-days', playerLookup: PLAYER.playerLookup, ...RANGE },
  diff: { table: 'diff', left: 'context', right: 'raw', tolerance: 0.05, ...RANGE },
  'raw-rows': { table: 'raw-rows', ...PLAYER },
  checks: { table: 'checks', asOf: TODAY, thresholds: 'corrected' },
  runs: { table: 'runs' },
  'run-dates': { table: 'run-dates', runId: 'r-1' },
  'run-months': { table: 'run-months', runId: 'r-1' },
  'plan-dates': { table: 'plan-dates', options: { ...DEFAULT_OPTIONS, ...RANGE } },
};
const BILLED = Object.values(SCOPES).filter((scope) => readsOfScope(scope) !== null);
const FREE = Object.values(SCOPES).filter((scope) => readsOfScope(scope) === null);

const clock: Clock = { now: () => new Date('2026-02-05T17:00:00Z'), today: () => TODAY };
let folder: string;
let real: DuckDbWarehouse;
let readers: ReadCostParts['read'];

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'backline-file-reads-'));
  await makeSmallSeason(join(folder, 'season.duckdb'));
  real = await openDuckDbWarehouse({ path: join(folder, 'season.duckdb') });
  readers = readersOf({
    clock,
    runs: { runs: async () => [] },
    distributions: new KeptDistributions(folder, () => clock.now()),
  });
});
afterAll(async () => {
  await real.close();
  rmSync(folder, { recursive: true, force: true });
});

function sources(warehouse: Warehouse): TableSources {
  const [coverage, lines] = [new CoverageService(warehouse, clock), new LinesService(warehouse, clock)];
  const distributions = new KeptDistributions(folder, () => clock.now());
  return {
    coverage,
    lines,
    checks: new ChecksService({ warehouse, clock, coverage, lines, runs: { runs: async () => [] }, distributions }),
    planner: new Planner({ warehouse, clock, failedDates: async () => new Set() }),
    runs: { runs: async () => [], run: async () => makeRun('succeeded', 3) },
    snapshots: { list: async () => [], get: async (id) => makeSnapshot(id) },
  };
}

/** Statements by how often they were sent, without what only an answer leads to (`read-cost.test.ts`). */
function names(billing: Billing): readonly string[] {
  return billing.sent
    .map(({ what }) => what)
    .filter((name) => name !== 'lines-feeds')
    .toSorted();
}

describe('what an export reads', () => {
  it.each(BILLED)('$table: is what is told before it', async (scope) => {
    const reads = readsOfScope(scope);
    const told = new Billing(real, undefined, 10_000_000);
    for (const kind of reads?.kinds ?? []) await readers[kind](told.warehouse, reads?.range ?? RANGE);
    const read = new Billing(real, undefined, 10_000_000);
    const table = await tableOf(sources(read.warehouse), scope);
    expect(table.rows).toBeGreaterThan(0);
    expect(names(read).length).toBeGreaterThan(0);
    expect(names(read)).toEqual(names(told));
  });

  it.each(FREE)('$table: is nothing where nothing is told', async (scope) => {
    const billing = new Billing(real, undefined, 10_000_000);
    await tableOf(sources(billing.warehouse), scope);
    expect(billing.sent).toEqual([]);
  });

  it('feature rows: are at most the queries told, though how many parts there are hangs on the rows', async () => {
    const billing = new Billing(real, undefined, 10_000_000);
    // As over BigQuery, where no engine writes the file itself.
    const plain = new Proxy(billing.warehouse, {
      get: (target, name) =>
        name === 'lines' || name === 'parquetPart' ? undefined : (Reflect.get(target, name, target) as unknown),
    });
    const costs = new ReadCostService({ warehouse: billing.warehouse, read: readers, capPerQuery: async () => 1 });
    const cost = await costs.of(['features'], RANGE);
    expect(billing.sent).toEqual([]);
    const path = join(folder, 'features.csv');
    await exportsOf(plain).features({ range: RANGE, path, withTimes: false });
    expect(names(billing)).toContain('store-rows');
    expect(names(billing).length).toBeLessThanOrEqual(cost?.queries ?? 0);
  });

  it('feature rows: are told in as many parts as a season of full dates is read in', async () => {
    const season = { from: '2025-11-04' as GameDate, to: '2026-02-01' as GameDate };
    const billing = new Billing(real, undefined, 10_000_000);
    await readers.features(billing.warehouse, season);
    // 90 dates of 600 rows, 12,000 rows a part.
    expect(names(billing).filter((name) => name === 'store-rows')).toHaveLength(5);
  });

  it('the report: is the coverage and, of the points line, the gaps', async () => {
    const read = new Billing(real, undefined, 10_000_000);
    const own = sources(read.warehouse);
    const reports = new ReportService({ warehouse: real, clock, until: (_, work) => work(own) });
    const path = join(folder, 'report.html');
    await reports.write({ range: RANGE, feature: FEATURE, path });
    const told = new Billing(real, undefined, 10_000_000);
    for (const kind of ['coverage', 'lines'] as const) await readers[kind](told.warehouse, RANGE);
    expect(names(read)).toEqual(names(told));
    expect(await readdir(folder)).toContain('report.html');
  });
});

describe('reading for nobody', () => {
  it('fails as any read does', async () => {
    const away = new Proxy(real, {
      get: (target, name) =>
        name === 'read'
          ? () => Promise.reject(new BacklineError('warehouse_failed', 'the warehouse is away'))
          : (Reflect.get(target, name, target) as unknown),
    });
    for (const kind of ['row', 'evidence'] as const) {
      await expect(readers[kind](away, RANGE)).rejects.toMatchObject({ code: 'warehouse_failed' });
    }
  });
});
