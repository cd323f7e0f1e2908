import { execFileSync } from 'node:child_process';
import { once } from 'node:events';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { cpus, loadavg, tmpdir } from 'node:os';
import { join } from 'node:path';
import type { ElectronApplication, Page } from 'playwright';
import { DEFAULT_OPTIONS } from '../../shared/backfill.js';
import type { BridgeClient } from '../../shared/ipc/types.js';
import { framesDuring, type FrameFigures } from './frames.js';
import { grown, heapKinds, type HeapKinds } from './heap-kinds.js';
import { line, median, ms } from './print.js';
import { SEASON } from './season.js';
import { screensOf, switchTo, type Switch } from './switching.js';
import { goTo, openWindow, replaceHost, type BenchWindow } from './window-app.js';

const RUNS = Number(process.env['BENCH_RUNS'] ?? 3);
const ROUNDS = 3;
/** How much faster than it was the recorded run is played. */
const SPEED = Number(process.env['BENCH_REPLAY_SPEED'] ?? 20);
/** So many times the recording of 272 s make an hour. */
const RECORDING = 'cloud-season-four-at-once';
const TIMES = 13;
const REPLAY_ID = '20260202-100000-0000';
const MINUTES = [1, 10, 30, 60] as const;
/** Of the recorded run at its own speed. */
const WATCHED_MS = 40_000;

interface Loop {
  readonly enable: () => void;
  readonly percentile: (share: number) => number;
  readonly max: number;
}

interface LiveFigures {
  readonly usableMs: number;
  readonly idle: FrameFigures;
  readonly live: FrameFigures;
  readonly loopP99Ms: number;
  readonly loopMaxMs: number;
  readonly runMs: number;
  readonly switches: readonly Switch[];
  readonly memoryMb: Readonly<Record<string, number>>;
}

interface MemoryAt {
  readonly minute: number;
  /** What the run itself has become by then, as text: its dates with what each wrote, and its log. */
  readonly runMb: number;
  readonly entries: number;
  /** Of the page, after its garbage was collected. */
  readonly heapMb: number;
  /** What the system counts for the renderer's process. */
  readonly workingSetMb: number;
  readonly kinds: HeapKinds;
}

const load = (): string => `load ${((loadavg()[0] ?? 0) / cpus().length).toFixed(1)} a core`;

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

/** By the window's own bridge. Answers the run's id. */
async function launch(page: Page): Promise<string> {
  return page.evaluate(
    async (options) => {
      const { backline } = globalThis as unknown as { readonly backline: BridgeClient };
      const plan = await backline.backfill.plan(options);
      if (!plan.ok) throw new Error(plan.error.message);
      const launched = await backline.backfill.launch({ options, planHash: plan.value.hash });
      if (!launched.ok) throw new Error(launched.error.message);
      return launched.value.id;
    },
    { ...DEFAULT_OPTIONS, ...SEASON, allow: [] },
  );
}

async function untilOver(page: Page): Promise<void> {
  const state = page.locator('.screen-head .badge').first();
  await state.filter({ hasText: /succeeded|failed/ }).waitFor({ timeout: 300_000 });
  const word = await state.innerText();
  if (!word.includes('succeeded')) throw new Error(`the run ended ${word}`);
}

/** The run's end as the services tell it: a wait that looks at the page in each frame would be among what is measured. */
async function untilToldOver(page: Page, run: string): Promise<void> {
  await page.evaluate(async (runId) => {
    const { backline } = globalThis as unknown as { readonly backline: BridgeClient };
    await new Promise<void>((resolve) => {
      backline.backfill.notice((notice) => {
        if (notice.runId === runId) resolve();
      });
      void backline.backfill.run({ runId }).then((answer) => {
        if (!answer.ok || answer.value.endedAt !== null) resolve();
      });
    });
  }, run);
}

/** Start, an idle page, a season rebuilt while it is watched, and then every screen in turn. */
async function benchLive(executable: string, demoFile: string, work: string): Promise<LiveFigures> {
  const { app, page, usableMs } = await openWindow(executable, demoFile, work);
  try {
    await goTo(page, '#/help');
    await page.waitForTimeout(3_000);
    const idle = await framesDuring(page, () => page.waitForTimeout(5_000));
    await watchLoop(app);
    const began = performance.now();
    const runId = await launch(page);
    await goTo(page, `#/backfill/runs/${runId}`);
    await page.getByRole('region', { name: 'Run progress' }).waitFor();
    const live = await framesDuring(page, () => untilToldOver(page, runId));
    await untilOver(page);
    const runMs = performance.now() - began;
    const loop = await loopOf(app);
    const memoryMb = await memoryOf(app);
    const switches: Switch[] = [];
    for (let round = 0; round < ROUNDS; round += 1) {
      for (const [screen, hash] of screensOf(runId)) {
        switches.push(await switchTo(page, screen, hash));
        await page.waitForTimeout(150);
      }
    }
    return { usableMs, idle, live, runMs, ...loop, switches, memoryMb };
  } finally {
    await app.close();
  }
}

/** The window over the host that plays a recorded run, on the run's screen, begun. */
async function openReplay(
  executable: string,
  demoFile: string,
  work: string,
  playing: { readonly speed: number; readonly times: number },
): Promise<BenchWindow & { readonly begin: () => Promise<void> }> {
  const recording = join(process.cwd(), 'tests', 'fixtures', 'recorded-runs', `${RECORDING}.json`);
  mkdirSync(work, { recursive: true });
  writeFileSync(join(work, 'replay.json'), JSON.stringify({ recording, runId: REPLAY_ID, ...playing }));
  const opened = await openWindow(executable, demoFile, work);
  const { page } = opened;
  await replaceHost(opened, join(import.meta.dirname, 'host-replay.js'));
  const begin = async (): Promise<void> => {
    await goTo(page, `#/backfill/runs/${REPLAY_ID}`);
    await page.getByRole('region', { name: 'Run progress' }).waitFor();
    await page.evaluate(async (runId) => {
      const { backline } = globalThis as unknown as { readonly backline: BridgeClient };
      await backline.backfill.resume({ runId });
    }, REPLAY_ID);
  };
  return { ...opened, begin };
}

/** Frames while a run is watched at the speed that it had on BigQuery: what an operator looks at for minutes. */
async function benchWatched(
  executable: string,
  demoFile: string,
  work: string,
): Promise<Pick<LiveFigures, 'idle' | 'live'>> {
  const { app, page, begin } = await openReplay(executable, demoFile, work, { speed: 1, times: 1 });
  try {
    await goTo(page, '#/help');
    await page.waitForTimeout(3_000);
    const idle = await framesDuring(page, () => page.waitForTimeout(5_000));
    await begin();
    // The screen itself was just drawn for the first time.
    await page.waitForTimeout(1_000);
    return { idle, live: await framesDuring(page, () => page.waitForTimeout(WATCHED_MS)) };
  } finally {
    // The run is still at work: asked to close, the window would ask back, and nobody answers.
    const ended = once(app.process(), 'exit');
    app.process().kill('SIGTERM');
    await ended;
  }
}

async function runSize(page: Page): Promise<Pick<MemoryAt, 'runMb' | 'entries'>> {
  return page.evaluate(async (runId) => {
    const { backline } = globalThis as unknown as { readonly backline: BridgeClient };
    const run = await backline.backfill.run({ runId });
    const log = await backline.backfill.log({ runId, afterSeq: 0, limit: 5_000, date: null });
    if (!run.ok || !log.ok) throw new Error('the run does not answer');
    return { runMb: JSON.stringify([run.value, log.value]).length / 2 ** 20, entries: log.value.length };
  }, REPLAY_ID);
}

/** An hour of a run in minutes: what the page holds after its garbage is gone. */
async function benchHour(executable: string, demoFile: string, work: string): Promise<readonly MemoryAt[]> {
  const { app, page, begin } = await openReplay(executable, demoFile, work, { speed: SPEED, times: TIMES });
  try {
    const session = await page.context().newCDPSession(page);
    const figures: MemoryAt[] = [];
    await begin();
    const began = performance.now();
    const others = ['#/coverage', '#/backfill/runs', '#/gaps', '#/overview'];
    for (const [index, minute] of MINUTES.entries()) {
      const until = began + (minute * 60_000) / SPEED;
      for (let turn = index; performance.now() < until; turn += 1) {
        // Mostly the run is watched; now and then another screen is looked at, and the run's log and result.
        await page.waitForTimeout(Math.min(6_000, Math.max(0, until - performance.now())));
        if (performance.now() >= until) break;
        await goTo(page, others[turn % others.length] ?? '#/overview');
        await page.waitForTimeout(1_500);
        await goTo(page, `#/backfill/runs/${REPLAY_ID}${turn % 3 === 0 ? '?tab=result' : ''}`);
      }
      await goTo(page, `#/backfill/runs/${REPLAY_ID}`);
      await session.send('HeapProfiler.collectGarbage');
      const { usedSize } = await session.send('Runtime.getHeapUsage');
      const memory = await memoryOf(app);
      figures.push({
        minute,
        heapMb: usedSize / 2 ** 20,
        workingSetMb: memory['Tab'] ?? 0,
        ...(await runSize(page)),
        kinds: await heapKinds(session),
      });
    }
    await untilOver(page);
    return figures;
  } finally {
    await app.close();
  }
}

function frameLine(name: string, frames: FrameFigures): void {
  line(
    name,
    `${(100 * frames.onTime).toFixed(1)} %`,
    `p50 ${frames.p50.toFixed(1)}, p95 ${frames.p95.toFixed(1)}, p99 ${frames.p99.toFixed(1)} ms`,
  );
}

function tellFrames(what: string, { idle, live }: Pick<LiveFigures, 'idle' | 'live'>): void {
  frameLine('frames within 16.7 ms, an idle page', idle);
  frameLine(`  ${what}`, live);
  line('  of the idle page', `${((100 * live.onTime) / Math.max(0.001, idle.onTime)).toFixed(1)} %`, 'aim 99 %');
}

function tellLive(all: readonly LiveFigures[]): void {
  const of = (pick: (one: LiveFigures) => number): number => median(all.map(pick));
  line('start to a usable window', ms(of(({ usableMs }) => usableMs)), 'aim 2,500 ms');
  line('plan, rebuild of the season, watched', ms(of(({ runMs }) => runMs)));
  line('main event loop, 99th percentile', `${of(({ loopP99Ms }) => loopP99Ms).toFixed(1)} ms`, 'aim 50 ms');
  line('  longest', `${of(({ loopMaxMs }) => loopMaxMs).toFixed(1)} ms`);
  for (const frames of all) tellFrames('while a run is live on its screen', frames);
  process.stdout.write('\nswitching screens, measured in the page: first content / all answers\n');
  for (const [screen] of screensOf('')) {
    const mine = all.flatMap(({ switches }) => switches.filter((one) => one.screen === screen));
    const [cold] = mine;
    line(
      `  ${screen}`,
      `${median(mine.map(({ firstMs }) => firstMs)).toFixed(0)} / ${median(mine.map(({ wholeMs }) => wholeMs)).toFixed(0)} ms`,
      `aim 100 ms; the first time ${cold?.firstMs.toFixed(0) ?? '–'} / ${cold?.wholeMs.toFixed(0) ?? '–'}`,
    );
  }
  const memory = Object.entries(all[0]?.memoryMb ?? {}).map(([name, mb]) => `${name} ${mb}`);
  process.stdout.write(`  working set after the run, MB: ${memory.join(', ')}\n`);
}

function tellHour(figures: readonly MemoryAt[]): void {
  process.stdout.write(`\nan hour of a run at ${SPEED} times its speed, ${RECORDING} ${TIMES} times in a row\n`);
  for (const { minute, heapMb, workingSetMb, runMb, entries } of figures) {
    line(
      `  minute ${minute}: heap after collection`,
      `${heapMb.toFixed(1)} MB`,
      `working set ${workingSetMb} MB, aim 350; the run itself ${runMb.toFixed(1)} MB as text, ${entries} log entries`,
    );
  }
  const at = (minute: number): MemoryAt | undefined => figures.find((one) => one.minute === minute);
  const [early, late] = [at(10), at(60)];
  if (early === undefined || late === undefined) throw new Error('minutes 10 and 60 were not measured');
  line('  growth from minute 10 to 60', `${(late.heapMb - early.heapMb).toFixed(1)} MB`, 'aim none');
  const most = grown(early.kinds, late.kinds, 6).map(([kind, mb]) => `${kind} ${mb.toFixed(2)}`);
  process.stdout.write(`    of it, MB: ${most.join(', ')}\n`);
}

const electron = process.env['BACKLINE_BENCH_ELECTRON'];
if (electron === undefined) throw new Error('the bench of the window needs BACKLINE_BENCH_ELECTRON');
const work = mkdtempSync(join(tmpdir(), 'backline-bench-window-'));
try {
  const demoFile = join(work, 'demo.duckdb');
  execFileSync(process.execPath, [join(import.meta.dirname, 'child.js'), 'demo', demoFile]);
  const only = process.argv[2];
  if (only !== 'hour') {
    process.stdout.write(`\nin the window, made and closed each time; ${load()} at the start\n`);
    const all: LiveFigures[] = [];
    for (let i = 0; i < RUNS; i += 1) all.push(await benchLive(electron, demoFile, join(work, `live-${i}`)));
    tellLive(all);
    process.stdout.write(`\nthe recorded run ${RECORDING} watched at its own speed\n`);
    tellFrames('while it is live on its screen', await benchWatched(electron, demoFile, join(work, 'watched')));
    process.stdout.write(`  ${load()} at the end\n`);
  }
  if (only !== 'live') {
    tellHour(await benchHour(electron, demoFile, join(work, 'hour')));
    process.stdout.write(`  ${load()} at the end\n`);
  }
} finally {
  rmSync(work, { recursive: true, force: true });
}
