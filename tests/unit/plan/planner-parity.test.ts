import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { DEFAULT_OPTIONS, type BackfillOptions, type PlanDate } from '../../../shared/backfill.js';
import type { GameDate } from '../../../shared/game-date.js';
import { Planner } from '../../../electron/backfill/plan/planner.js';
import { clockAt, parityWarehouse, readLines, type Batch, type TestWarehouse } from './parity-warehouse.js';

/** When the golden rows were made: two breakers of the fixture are active then, one has lapsed. */
const NOW = '2026-02-02T18:00:00Z';

let test: TestWarehouse;

beforeAll(async () => {
  test = await parityWarehouse([]);
});
afterAll(() => test.close());

function planner(today: string): Planner {
  return new Planner({ warehouse: test.warehouse, clock: clockAt(today, NOW), failedDates: async () => new Set() });
}

function options(from: string, to: string, more: Partial<BackfillOptions> = {}): BackfillOptions {
  return { ...DEFAULT_OPTIONS, from: from as GameDate, to: to as GameDate, ...more };
}

async function seasonDates(more: Partial<BackfillOptions>): Promise<ReadonlyMap<GameDate, PlanDate>> {
  const plan = await planner('2026-02-02').plan(options('2025-10-21', '2026-02-01', more));
  return new Map(plan.dates.map((date) => [date.date, date]));
}

function batches(mode: Batch['mode']): readonly Batch[] {
  return readLines<Batch>('batches').filter(
    (batch) =>
      batch.mode === mode && !batch.early_season && batch.game_date >= '2025-10-21' && batch.players_listed > 0,
  );
}

describe('what a plan expects equals what the production pipeline wrote', () => {
  it('in backfill mode from raw lines', async () => {
    const dates = await seasonDates({});
    const expected = batches('backfill');
    expect(expected.length).toBeGreaterThanOrEqual(15);
    for (const batch of expected) {
      const date = dates.get(batch.game_date);
      expect.soft(date?.listed, batch.game_date).toBe(batch.players_listed);
      expect.soft(date?.coverageAfter, batch.game_date).toEqual({
        numerator: batch.with_vegas_line,
        denominator: batch.records,
      });
    }
  });

  it('in backfill mode from context lines: the incident', async () => {
    const dates = await seasonDates({ lines: 'context' });
    // Figures of production count context lines over the whole list, before players are stopped.
    for (const batch of batches('backfill').filter((one) => one.records === one.players_listed)) {
      expect
        .soft(dates.get(batch.game_date)?.coverageAfter.numerator, batch.game_date)
        .toBe(batch.phase3_lines_for_listed);
    }
  });

  it('in production mode from context lines', async () => {
    const dates = await seasonDates({ mode: 'production', lines: 'context' });
    for (const batch of batches('production')) {
      const date = dates.get(batch.game_date);
      expect.soft(date?.listed, batch.game_date).toBe(batch.players_listed);
      expect.soft(date?.coverageAfter, batch.game_date).toEqual({
        numerator: batch.with_vegas_line,
        denominator: batch.records,
      });
    }
  });

  it('on the same day: players from the context, lines from the raw tables', async () => {
    const expected = batches('backfill_same_day');
    expect(expected.length).toBeGreaterThan(0);
    for (const batch of expected) {
      const plan = await planner(batch.game_date).plan(options(batch.game_date, batch.game_date));
      expect(plan.dates[0]?.listed).toBe(batch.players_listed);
      expect(plan.dates[0]?.coverageAfter).toEqual({ numerator: batch.with_vegas_line, denominator: batch.records });
    }
  });

  it('skips the first 14 days and dates without a player list, with the reason', async () => {
    const dates = await seasonDates({ mode: 'production' });
    expect(dates.get('2025-11-03' as GameDate)).toMatchObject({ action: 'skip', reason: 'bootstrap' });
    expect(dates.get('2025-11-03' as GameDate)?.reasonText).toContain('2025-11-04');
    expect(dates.get('2026-01-09' as GameDate)).toMatchObject({ action: 'skip', reason: 'no_players', blockers: [] });
    expect(dates.get('2025-11-04' as GameDate)).toMatchObject({ action: 'create', reason: 'no_rows' });
  });
});
