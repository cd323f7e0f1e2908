import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { eachDate, type GameDate } from '../../shared/game-date.js';
import { Harness } from './harness.js';
import { day, makeSmallSeason, type SeasonSize } from './small-season.js';

/** The promise of architecture: read by range. */
const MOST_A_CHUNK = 14;
/** 27 dates of one month, hence one chunk. */
const MONTH = eachDate({ from: day('2025-12-02'), to: day('2025-12-28') });

interface Counted {
  readonly rows: number;
  /** Names of the read statements that the run sent for its dates, its verification included; its plan's are once a run. */
  readonly reads: readonly string[];
  readonly steps: ReadonlySet<string>;
  /** Reads in all, those of the plan and of the months before and after included. */
  readonly all: number;
}

async function countReads(size: SeasonSize): Promise<Counted> {
  const dataDir = mkdtempSync(join(tmpdir(), 'backline-statements-'));
  try {
    const warehousePath = join(dataDir, 'season.duckdb');
    await makeSmallSeason(warehousePath, size);
    const harness = await Harness.open({ dataDir, warehousePath });
    try {
      const reads: string[] = [];
      const steps = new Set<string>();
      let all = 0;
      harness.warehouse.hook = ({ what, when, statement, options }) => {
        const { run, step } = options?.labels ?? {};
        if (what !== 'read' || when !== 'before') return;
        all += 1;
        if (run === undefined || step === 'plan') return;
        reads.push(String(statement));
        steps.add(String(step));
      };
      const run = await harness.run({ from: size.dates[0] as GameDate, to: size.dates.at(-1) as GameDate });
      expect(run).toMatchObject({ state: 'succeeded', counts: { done: size.dates.length } });
      return { rows: run.rowsWritten, reads: reads.sort(), steps, all };
    } finally {
      await harness.close();
    }
  } finally {
    rmSync(dataDir, { recursive: true, force: true });
  }
}

it('a chunk takes at most 14 read statements, the same for one date, for a month and for twice the players', async () => {
  const oneDate = await countReads({ dates: MONTH.slice(0, 1), playersPerTeam: 6 });
  const month = await countReads({ dates: MONTH, playersPerTeam: 6 });
  const morePlayers = await countReads({ dates: MONTH, playersPerTeam: 12 });
  expect([oneDate.rows, month.rows, morePlayers.rows]).toEqual([24, 24 * 27, 48 * 27]);
  expect([...month.steps].sort()).toEqual(['read', 'verify']);
  expect(month.reads.length).toBeGreaterThan(8);
  expect(month.reads.length).toBeLessThanOrEqual(MOST_A_CHUNK);
  expect(month.reads).toEqual(oneDate.reads);
  expect(morePlayers.reads).toEqual(month.reads);
  expect([month.all, morePlayers.all]).toEqual([oneDate.all, oneDate.all]);
});
