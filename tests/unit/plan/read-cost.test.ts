import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Clock } from '../../../electron/calendar/clock.js';
import { KeptDistributions } from '../../../electron/checks/kept-distributions.js';
import { ReadCostService, type ReadCostParts } from '../../../electron/services/read-cost.js';
import { readersOf } from '../../../electron/services/screen-reads.js';
import { openDuckDbWarehouse } from '../../../electron/warehouse/duckdb/open.js';
import type { DuckDbWarehouse } from '../../../electron/warehouse/duckdb/warehouse.js';
import type { Warehouse } from '../../../electron/warehouse/port.js';
import { allStatements } from '../../../electron/warehouse/statements/index.js';
import { READ_KINDS } from '../../../shared/read-cost.js';
import type { GameDate } from '../../../shared/game-date.js';
import { DATES, makeSmallSeason, TODAY } from '../../faults/small-season.js';
import { Billing } from './billing-warehouse.js';

const RANGE = { from: DATES[0] as GameDate, to: DATES.at(-1) as GameDate };
const LEAST = 10_000_000;
const CAP = 5_000_000_000;

let folder: string;
let real: DuckDbWarehouse;
let readers: ReadCostParts['read'];

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'backline-read-cost-'));
  await makeSmallSeason(join(folder, 'season.duckdb'));
  real = await openDuckDbWarehouse({ path: join(folder, 'season.duckdb') });
  const clock: Clock = { now: () => new Date(), today: () => TODAY };
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

function costs(warehouse: Warehouse): ReadCostService {
  return new ReadCostService({ warehouse, read: readers, capPerQuery: async () => CAP });
}

/** Bytes at the least of the statements sent: a minimum for each of their tables. */
function leastOf(names: readonly string[]): number {
  const tables = new Map(allStatements.map((statement) => [statement.name, statement.tables.length]));
  return names.reduce((sum, name) => sum + (tables.get(name) ?? 0) * LEAST, 0);
}

describe('what a screen would be billed', () => {
  it.each(READ_KINDS)('%s: is told for the very queries it sends, before any is sent', async (kind) => {
    const billing = new Billing(real, undefined, LEAST);
    const cost = await costs(billing.warehouse).of([kind], RANGE);
    expect(billing.sent).toEqual([]);
    await readers[kind](billing.warehouse, RANGE);
    // Which feeds were captured is asked once a season when the rows show one silent: rows decide, and there are none yet.
    const sent = billing.sent.map(({ what }) => what).filter((name) => name !== 'lines-feeds');
    expect(sent.length).toBeGreaterThan(0);
    expect((cost?.queries ?? 0) - sent.length).toBeOneOf(kind === 'checks' ? [0, 1, 2] : [0]);
    expect(cost?.bytes).toBeGreaterThanOrEqual(leastOf(sent));
    expect(cost?.capPerQuery).toBe(CAP);
  });

  it('is the sum of what several read', async () => {
    const service = costs(new Billing(real, undefined, LEAST).warehouse);
    const [coverage, lines, both] = await Promise.all([
      service.of(['coverage'], RANGE),
      service.of(['lines'], RANGE),
      service.of(['coverage', 'lines'], RANGE),
    ]);
    expect(both?.bytes).toBe((coverage?.bytes ?? 0) + (lines?.bytes ?? 0));
    expect(both?.queries).toBe((coverage?.queries ?? 0) + (lines?.queries ?? 0));
  });

  it('is nothing where reads cost nothing, and nothing is asked there', async () => {
    const billing = new Billing(real);
    expect(await costs(billing.warehouse).of(['lines'], RANGE)).toBeNull();
    expect([billing.estimates, billing.sent.length]).toEqual([0, 0]);
  });
});
