import { copyFileSync, mkdirSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { monitorEventLoopDelay, performance } from 'node:perf_hooks';
import { DEFAULT_OPTIONS, type RunDetail } from '../../shared/backfill.js';
import type { GameDate } from '../../shared/game-date.js';
import { openServices } from '../../electron/services.js';

export const SEASON = { from: '2025-11-04' as GameDate, to: '2026-02-01' as GameDate };

export interface SeasonFigures {
  readonly planMs: number;
  readonly runMs: number;
  readonly dates: number;
  readonly rows: number;
  readonly chunks: number;
  /** Of the run's chunks: the plan's and the coverage's own are left out. */
  readonly statements: number;
  readonly coverageMs: number;
  /** Of the process that holds the services, which is not the window's main process. */
  readonly loopP99Ms: number;
  readonly peakMb: number;
  readonly stepMs: Readonly<Record<string, number>>;
  readonly fileMb: number;
}

function stepTotals(run: RunDetail): Record<string, number> {
  const totals: Record<string, number> = {};
  for (const date of run.dates) {
    for (const { step, ms } of date.steps) totals[step] = Math.round(((totals[step] ?? 0) + ms) * 10) / 10;
  }
  return totals;
}

/** Rebuilds the season on a copy of the demo, through the services as the console and the command line use them. */
export async function benchSeason(demoFile: string, work: string, concurrency: number): Promise<SeasonFigures> {
  mkdirSync(work, { recursive: true });
  copyFileSync(demoFile, join(work, 'demo.duckdb'));
  const services = await openServices({ dataDir: work });
  const options = { ...DEFAULT_OPTIONS, ...SEASON, concurrency };
  try {
    const planStart = performance.now();
    const plan = await services.planner.plan(options);
    const planMs = performance.now() - planStart;
    const planned = services.warehouse.statementsRun;
    const coverageStart = performance.now();
    await services.coverage.months(SEASON);
    const coverageMs = performance.now() - coverageStart;

    const before = services.warehouse.statementsRun;
    // A launch plans afresh, and a run measures the months before and after.
    const beside = planned + 2 * (before - planned);
    const delay = monitorEventLoopDelay({ resolution: 1 });
    delay.enable();
    const runStart = performance.now();
    const { id } = await services.runs.launch(options, plan.hash);
    const summary = await services.runs.settled(id);
    const runMs = performance.now() - runStart;
    delay.disable();
    if (summary.state !== 'succeeded')
      throw new Error(`the run ended ${summary.state}: ${JSON.stringify(summary.counts)}`);
    const statements = services.warehouse.statementsRun - before - beside;

    const months = new Set(plan.dates.filter(({ action }) => action !== 'skip').map(({ date }) => date.slice(0, 7)));
    return {
      planMs,
      runMs,
      dates: summary.counts.done,
      rows: summary.rowsWritten,
      chunks: months.size,
      statements,
      coverageMs,
      loopP99Ms: delay.percentile(99) / 1e6,
      peakMb: process.resourceUsage().maxRSS / 1024,
      stepMs: stepTotals(await services.runs.run(id)),
      fileMb: statSync(join(work, 'demo.duckdb')).size / 2 ** 20,
    };
  } finally {
    await services.close();
  }
}
