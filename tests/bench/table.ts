import { execFileSync } from 'node:child_process';
import { copyFileSync, mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { cpus, loadavg, tmpdir } from 'node:os';
import { join } from 'node:path';
import { _electron, type Locator, type Page } from 'playwright';
import { line, median, ms, times } from './print.js';

const RUNS = Number(process.env['BENCH_RUNS'] ?? 3);

/** Seasons of the demo whose lines laid side by side are about 100,000 rows. */
const ADDRESS = '#/diff?from=2023-07-01&to=2026-02-01';
const WHEEL_TURNS = 240;
/** Four rows: what one notch of a wheel turns. */
const WHEEL_PX = 112;
/** 60 pictures a second, and a tenth of a millisecond for the clock's own rounding. */
const FRAME_MS = 16.8;

interface FrameFigures {
  readonly p50: number;
  readonly p95: number;
  readonly p99: number;
  /** Share of frames that kept 60 pictures a second, 0..1. */
  readonly onTime: number;
}

interface TableFigures {
  readonly rows: number;
  /** An empty page in the same window: what the machine itself takes from an event to the next picture. */
  readonly emptyMs: number;
  readonly sortMs: number;
  readonly reverseMs: number;
  readonly filterMs: number;
  readonly firstLetterMs: number;
  readonly nextLetterMs: number;
  readonly scroll: FrameFigures;
  readonly emptyScroll: FrameFigures;
  /** Time the page's own thread was at work while it scrolled, of the time that passed, 0..1. */
  readonly scrollBusy: number;
  readonly emptyScrollBusy: number;
  /** Work waiting on the machine for each of its cores; above 1 it is slower than these figures need. */
  readonly load: number;
}

interface Bench {
  start: number;
  painted: Promise<number>;
  frames: number[];
  running: boolean;
}

/** Opens the console on a copy of the demo and works a table of some 100,000 rows in it. */
async function benchTable(executable: string, demoFile: string, work: string): Promise<TableFigures> {
  mkdirSync(work, { recursive: true });
  copyFileSync(demoFile, join(work, 'demo.duckdb'));
  const sandbox = process.getuid?.() === 0 ? ['--no-sandbox'] : [];
  const app = await _electron.launch({
    executablePath: executable,
    args: [...sandbox, process.cwd(), '--data-dir', work],
    cwd: process.cwd(),
  });
  try {
    const page = await app.firstWindow();
    await page.locator('h1').first().waitFor();
    await page.evaluate((address) => {
      location.hash = address;
    }, ADDRESS);
    const grid = page.getByRole('grid', { name: 'Line diff', exact: true });
    await grid.locator('[data-row]').first().waitFor({ timeout: 120_000 });
    const rows = Number(await grid.getAttribute('aria-rowcount')) - 1;
    await atRest(page);

    const scroll = await scrolled(page, grid);
    const player = grid.getByRole('button', { name: 'Player', exact: true });
    const sortMs = await painted(page, 'pointerup', () => player.click());
    await atRest(page);
    const reverseMs = await painted(page, 'pointerup', () => player.click());
    await player.click();
    const chip = page.getByRole('group', { name: 'Statuses' }).getByRole('button', { name: /^differs/i });
    await atRest(page);
    const filterMs = await painted(page, 'pointerup', () => chip.click());
    await chip.click();
    const search = page.getByRole('searchbox', { name: 'Search in Line diff' });
    await search.focus();
    await atRest(page);
    const firstLetterMs = await painted(page, 'input', () => page.keyboard.press('a'));
    await atRest(page);
    const nextLetterMs = await painted(page, 'input', () => page.keyboard.press('n'));

    const empty = await emptyPage(page);
    const emptyMs = await painted(page, 'pointerup', () => empty.getByRole('button').click());
    const emptyScroll = await scrolled(page, empty);
    return {
      rows,
      emptyMs,
      sortMs,
      reverseMs,
      filterMs,
      firstLetterMs,
      nextLetterMs,
      scroll: scroll.frames,
      emptyScroll: emptyScroll.frames,
      scrollBusy: scroll.busy,
      emptyScrollBusy: emptyScroll.busy,
      load: (loadavg()[0] ?? 0) / cpus().length,
    };
  } finally {
    await app.close();
  }
}

/** Until the page has had nothing to do for a while: what it prepares in spare time is done. */
async function atRest(page: Page): Promise<void> {
  await page.evaluate(async () => {
    for (let quiet = 0; quiet < 10;) {
      const spare = await new Promise<number>((resolve) => {
        requestIdleCallback((deadline) => {
          resolve(deadline.timeRemaining());
        });
      });
      quiet = spare > 8 ? quiet + 1 : 0;
      await new Promise((resolve) => setTimeout(resolve, 50));
    }
  });
}

/**
 * Milliseconds from the event of an act until the picture that shows its result: other rows, or another count of them,
 * in the only table of the page that is called so.
 */
async function painted(page: Page, event: 'pointerup' | 'input', act: () => Promise<void>): Promise<number> {
  await page.evaluate((name) => {
    const shown = (): string => {
      const empty = document.querySelector('[data-bench-empty]');
      const table = document.querySelector('[role="grid"][aria-label="Line diff"]');
      const first = table?.querySelector('[data-row]')?.getAttribute('data-row') ?? '';
      return empty?.textContent ?? `${table?.getAttribute('aria-rowcount') ?? ''} ${first}`;
    };
    const bench: Bench = { start: Number.NaN, painted: Promise.resolve(Number.NaN), frames: [], running: true };
    const before = shown();
    document.addEventListener(
      name,
      ({ timeStamp }) => {
        bench.start = timeStamp;
      },
      { capture: true, once: true },
    );
    bench.painted = new Promise((resolve) => {
      const look = (): void => {
        if (Number.isNaN(bench.start) || shown() === before) {
          requestAnimationFrame(look);
          return;
        }
        // A message sent within a frame arrives after its picture.
        const { port1, port2 } = new MessageChannel();
        port1.onmessage = () => {
          resolve(performance.now() - bench.start);
        };
        port2.postMessage(null);
      };
      requestAnimationFrame(look);
    });
    Object.assign(globalThis, { bench });
  }, event);
  await act();
  return page.evaluate(() => (globalThis as unknown as { readonly bench: Bench }).bench.painted);
}

/** The same window with nothing in it but a tall box and a button that says something else. */
async function emptyPage(page: Page): Promise<Locator> {
  await page.evaluate(() => {
    const box = document.createElement('div');
    const button = document.createElement('button');
    const tall = document.createElement('div');
    Object.assign(box.style, { position: 'fixed', inset: '0', overflow: 'auto', background: 'white', zIndex: '1000' });
    box.dataset['benchEmpty'] = '';
    tall.style.height = '3000000px';
    button.textContent = 'before';
    button.addEventListener('click', () => {
      button.textContent = 'after';
    });
    box.append(button, tall);
    document.body.replaceChildren(box);
  });
  return page.locator('[data-bench-empty]');
}

/** Turns the wheel over the box steadily and answers what became of the frames. */
async function scrolled(page: Page, box: Locator): Promise<{ readonly frames: FrameFigures; readonly busy: number }> {
  const around = await box.evaluate((element) => {
    const { x, y, width, height } = (element.closest('.table-scroll') ?? element).getBoundingClientRect();
    return { x: x + width / 2, y: y + height / 2 };
  });
  await page.mouse.move(around.x, around.y);
  const cdp = await page.context().newCDPSession(page);
  await cdp.send('Performance.enable');
  const busyTime = async (): Promise<number> => {
    const { metrics } = await cdp.send('Performance.getMetrics');
    return metrics.find(({ name }) => name === 'TaskDuration')?.value ?? Number.NaN;
  };
  await page.evaluate(() => {
    const bench: Bench = { start: 0, painted: Promise.resolve(0), frames: [], running: true };
    const look = (at: number): void => {
      bench.frames.push(at);
      if (bench.running) requestAnimationFrame(look);
    };
    requestAnimationFrame(look);
    Object.assign(globalThis, { bench });
  });
  const before = await busyTime();
  const start = performance.now();
  for (let turn = 0; turn < WHEEL_TURNS; turn += 1) {
    const due = start + turn * (1000 / 60);
    const early = due - performance.now();
    if (early > 1) await new Promise((resolve) => setTimeout(resolve, early));
    await page.mouse.wheel(0, WHEEL_PX);
  }
  const seconds = (performance.now() - start) / 1000;
  const busy = ((await busyTime()) - before) / seconds;
  const at = await page.evaluate(() => {
    const { bench } = globalThis as unknown as { readonly bench: Bench };
    bench.running = false;
    return bench.frames;
  });
  await cdp.detach();
  const intervals = at.slice(1).map((one, index) => one - (at[index] ?? one));
  const sorted = intervals.toSorted((a, b) => a - b);
  const percentile = (share: number): number =>
    sorted[Math.min(sorted.length - 1, Math.floor(share * sorted.length))] ?? Number.NaN;
  return {
    frames: {
      p50: percentile(0.5),
      p95: percentile(0.95),
      p99: percentile(0.99),
      onTime: intervals.filter((interval) => interval <= FRAME_MS).length / intervals.length,
    },
    busy,
  };
}

function frameLines(name: string, frames: FrameFigures, busy: number, aim: string): void {
  line(`${name}, frames under 16.7 ms`, `${(frames.onTime * 100).toFixed(1)} %`, aim);
  line(
    '  interval p50 / p95 / p99',
    [frames.p50, frames.p95, frames.p99].map((one) => one.toFixed(1)).join(' / '),
    'ms',
  );
  line('  page at work', `${(busy * 100).toFixed(0)} %`);
}

function tell(tables: readonly TableFigures[]): void {
  const of = (pick: (one: TableFigures) => number) => median(tables.map(pick));
  const frames = (pick: (one: TableFigures) => FrameFigures): FrameFigures => ({
    p50: of((one) => pick(one).p50),
    p95: of((one) => pick(one).p95),
    p99: of((one) => pick(one).p99),
    onTime: of((one) => pick(one).onTime),
  });
  const empty = of(({ emptyMs }) => emptyMs);
  const painted = (name: string, pick: (one: TableFigures) => number): void => {
    line(name, ms(of(pick)), `aim 100 ms; ${times(of(pick) / empty)} an empty page`);
  };
  const rows = of((one) => one.rows).toLocaleString('en-US');
  const load = of((one) => one.load).toFixed(1);
  process.stdout.write(`\na table of ${rows} rows in the window; load ${load} a core, medians of ${RUNS} runs\n`);
  line('an empty page: from a click to the picture', ms(empty));
  painted('sorting by a name', (one) => one.sortMs);
  painted('  the other way round', (one) => one.reverseMs);
  painted('filtering', (one) => one.filterMs);
  painted('the first letter of a search', (one) => one.firstLetterMs);
  painted('  the next letter', (one) => one.nextLetterMs);
  const emptyFrames = frames((one) => one.emptyScroll);
  const emptyBusy = of((one) => one.emptyScrollBusy);
  frameLines('scrolling an empty page', emptyFrames, emptyBusy, 'what the machine itself can do');
  const tableFrames = frames((one) => one.scroll);
  frameLines(
    'scrolling the table',
    tableFrames,
    of((one) => one.scrollBusy),
    'aim 99 %',
  );
}

const electron = process.env['BACKLINE_BENCH_ELECTRON'];
if (electron === undefined) throw new Error('no Electron to measure in');
const work = mkdtempSync(join(tmpdir(), 'backline-bench-table-'));
try {
  const demoFile = join(work, 'demo.duckdb');
  execFileSync(process.execPath, [join(import.meta.dirname, 'child.js'), 'demo', demoFile], { stdio: 'ignore' });
  const tables: TableFigures[] = [];
  for (let run = 0; run < RUNS; run += 1) tables.push(await benchTable(electron, demoFile, join(work, `run-${run}`)));
  tell(tables);
} finally {
  rmSync(work, { recursive: true, force: true });
}
