import { copyFileSync, mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { performance } from 'node:perf_hooks';
import { _electron, type ElectronApplication, type Page } from 'playwright';
import { DEFAULT_OPTIONS } from '../../shared/backfill.js';
import type { BridgeClient } from '../../shared/ipc/types.js';
import { SEASON } from './season.js';

export interface WindowFigures {
  /** From starting the process to a window that takes a range; the automation's own start is in it. */
  readonly usableMs: number;
  /** Delay of the main process's event loop during the rebuild. */
  readonly loopP99Ms: number;
  readonly loopMaxMs: number;
  readonly runMs: number;
  readonly dates: number;
  /** Working set of each kind of process after the rebuild. */
  readonly memoryMb: Readonly<Record<string, number>>;
}

interface Loop {
  readonly enable: () => void;
  readonly percentile: (share: number) => number;
  readonly max: number;
}

/** Starts the console on a copy of the demo and rebuilds the season in it. */
export async function benchWindow(executable: string, demoFile: string, work: string): Promise<WindowFigures> {
  mkdirSync(work, { recursive: true });
  copyFileSync(demoFile, join(work, 'demo.duckdb'));
  const sandbox = process.getuid?.() === 0 ? ['--no-sandbox'] : [];
  const start = performance.now();
  const app = await _electron.launch({
    executablePath: executable,
    args: [...sandbox, process.cwd(), '--data-dir', work],
    cwd: process.cwd(),
  });
  try {
    const page = await app.firstWindow();
    await page.getByRole('button', { name: 'November to February' }).and(page.locator(':enabled')).waitFor();
    const usableMs = performance.now() - start;
    await watchLoop(app);
    const runStart = performance.now();
    const dates = await rebuild(page);
    const runMs = performance.now() - runStart;
    return { usableMs, runMs, dates, ...(await loopOf(app)), memoryMb: await memoryOf(app) };
  } finally {
    await app.close();
  }
}

async function watchLoop(app: ElectronApplication): Promise<void> {
  await app.evaluate(() => {
    const { monitorEventLoopDelay } = process.getBuiltinModule('node:perf_hooks');
    const loop = monitorEventLoopDelay({ resolution: 5 });
    loop.enable();
    Object.assign(globalThis, { benchLoop: loop });
  });
}

async function loopOf(app: ElectronApplication): Promise<{ readonly loopP99Ms: number; readonly loopMaxMs: number }> {
  return app.evaluate(() => {
    const { benchLoop } = globalThis as unknown as { readonly benchLoop: Loop };
    return { loopP99Ms: benchLoop.percentile(99) / 1e6, loopMaxMs: benchLoop.max / 1e6 };
  });
}

async function memoryOf(app: ElectronApplication): Promise<Record<string, number>> {
  return app.evaluate(({ app: electron }) =>
    Object.fromEntries(
      electron
        .getAppMetrics()
        .map(({ type, name, memory }) => [name ?? type, Math.round(memory.workingSetSize / 1024)] as const),
    ),
  );
}

/** By the window's own bridge, while the page shows it. Answers the dates done. */
async function rebuild(page: Page): Promise<number> {
  return page.evaluate(
    async (options) => {
      const { backline, location } = globalThis as unknown as {
        readonly backline: BridgeClient;
        readonly location: { hash: string };
      };
      const plan = await backline.backfill.plan(options);
      if (!plan.ok) throw new Error(plan.error.message);
      const launched = await backline.backfill.launch({ options, planHash: plan.value.hash });
      if (!launched.ok) throw new Error(launched.error.message);
      const runId = launched.value.id;
      location.hash = `#/backfill/runs/${runId}`;
      for (;;) {
        await new Promise((resolve) => setTimeout(resolve, 100));
        const run = await backline.backfill.runs();
        if (!run.ok) throw new Error(run.error.message);
        const mine = run.value.find(({ id }) => id === runId);
        if (mine?.state === 'succeeded') return mine.counts.done;
        if (mine !== undefined && !['running'].includes(mine.state)) throw new Error(`the run ended ${mine.state}`);
      }
    },
    { ...DEFAULT_OPTIONS, ...SEASON, allow: [] },
  );
}
