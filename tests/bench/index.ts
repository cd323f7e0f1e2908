import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { cpus, tmpdir } from 'node:os';
import { join } from 'node:path';
import type { FloorFigures } from './floor.js';
import type { ExportFigures, GapsFigures, Timing } from './gaps.js';
import { line, median, ms, times } from './print.js';
import type { SeasonFigures } from './season.js';

const CHILD = join(import.meta.dirname, 'child.js');
/** As the command line is started. */
const NURSERY = '--max-semi-space-size=32';
const RUNS = Number(process.env['BENCH_RUNS'] ?? 3);
/** Figures the operating guide of the production pipeline gives for one date on such a machine with a local engine. */
const PRODUCTION_S_PER_DATE = 0.96;

function child<T>(...args: readonly string[]): T {
  const text = execFileSync(process.execPath, [NURSERY, CHILD, ...args], {
    encoding: 'utf8',
    maxBuffer: 1 << 26,
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  return JSON.parse(text.trim().split('\n').at(-1) ?? '') as T;
}

function timingLine(name: string, timings: readonly Timing[], aim: string): void {
  const cpu = median(timings.map(({ cpuMs }) => cpuMs));
  line(name, `${ms(median(timings.map((one) => one.ms)))} [${cpu.toFixed(0)}]`, aim);
}

const work = mkdtempSync(join(tmpdir(), 'backline-bench-'));
/** Rebuilds of the season beside the least they can take. */
function benchSeasons(demoFile: string): readonly SeasonFigures[] {
  const seasons: SeasonFigures[] = [];
  const floors: FloorFigures[] = [];
  // In turn, so that a drift of the machine's speed reaches both sides of the ratio.
  for (let i = 0; i < RUNS; i += 1) {
    const folder = join(work, `season-${i}`);
    seasons.push(child<SeasonFigures>('season', demoFile, folder, '2'));
    floors.push(child<FloorFigures>('floor', demoFile, join(folder, 'demo.duckdb'), join(work, `floor-${i}`)));
  }
  const of = (pick: (one: SeasonFigures) => number) => median(seasons.map(pick));
  const floorOf = (pick: (one: FloorFigures) => number) => median(floors.map(pick));
  const [season] = seasons;
  if (season === undefined) throw new Error('nothing was measured');
  const perDate = of(({ runMs, dates }) => runMs / dates);
  const floor = floorOf(({ readMs, writeMs, dates }) => (readMs + writeMs) / dates);
  const ratio = median(
    seasons.map(({ runMs }, i) => runMs / ((floors[i]?.readMs ?? Number.NaN) + (floors[i]?.writeMs ?? Number.NaN))),
  );
  process.stdout.write(`\nseason rebuild: ${season.dates} dates, ${season.rows} rows, ${season.chunks} chunks\n`);
  line('plan of the season', ms(of(({ planMs }) => planMs)));
  line('rebuild', ms(of(({ runMs }) => runMs)));
  line('  a date', `${perDate.toFixed(1)} ms`, 'aim 50 ms');
  line('  of the production pipeline', times(perDate / 1000 / PRODUCTION_S_PER_DATE));
  line('floor: read and write only, a date', `${floor.toFixed(1)} ms`);
  line('  reading / writing', `${ms(floorOf((f) => f.readMs))} / ${ms(floorOf((f) => f.writeMs))}`);
  line('rebuild / floor', times(ratio), 'aim 3 x');
  line('read statements a chunk', (season.statements / season.chunks).toFixed(1), 'aim 14');
  line('peak memory', `${of(({ peakMb }) => peakMb).toFixed(0)} MB`, 'aim 700 MB');
  line(
    "services' event loop, 99th percentile",
    `${of(({ loopP99Ms }) => loopP99Ms).toFixed(1)} ms`,
    '(not the main process)',
  );
  line('coverage by month', ms(of(({ coverageMs }) => coverageMs)));
  line('warehouse file after the rebuild', `${of(({ fileMb }) => fileMb).toFixed(0)} MB`);
  const steps = Object.entries(season.stepMs).map(([step, total]) => `${step} ${Math.round(total)}`);
  process.stdout.write(`  ms in each step, all dates, overlapping: ${steps.join(', ')}\n`);
  return seasons;
}

/** What the screens ask, and exports of very many rows. */
function benchLooks(demoFile: string, seasons: readonly SeasonFigures[]): void {
  const looks: GapsFigures[] = [];
  const exports = new Map<string, ExportFigures[]>();
  const bigFile = join(work, 'many-rows.duckdb');
  child<number>('many-rows', demoFile, bigFile);
  for (let i = 0; i < RUNS; i += 1) {
    looks.push(child<GapsFigures>('gaps', demoFile, join(work, `gaps-${i}`)));
    for (const ending of ['ndjson', 'csv', 'parquet']) {
      const figures = child<ExportFigures>('export', bigFile, join(work, `export-${i}`), ending);
      exports.set(ending, [...(exports.get(ending) ?? []), figures]);
    }
  }
  const [look] = looks;
  if (look === undefined) throw new Error('nothing was looked at');
  const took = (name: string, pick: (one: GapsFigures) => Timing, aim: string): void => {
    timingLine(name, looks.map(pick), aim);
  };
  process.stdout.write('\nseeing gaps, on the demo with four seasons of store rows; in brackets the processor time\n');
  took(`coverage by month, ${look.months} months`, (f) => f.toMonths, 'aim 150 ms');
  took(`gaps of the season, ${look.gaps}`, (f) => f.toGaps, 'aim 1,000 ms');
  took(`line diff of the season, ${look.diffRows} rows`, (f) => f.toDiff, 'aim 1,000 ms');
  if (seasons.length > 0) {
    const ofRebuild = looks.map((f, i) => f.toDiff.ms / (seasons[i]?.runMs ?? Number.NaN));
    line('  of a rebuild of the season', times(median(ofRebuild)));
  }
  took(`sorting ${look.shownRows} rows by a name`, (f) => f.sort, 'aim 100 ms');
  took('  filtering them by a number', (f) => f.filter, 'aim 100 ms');
  took('  the first letter of a search', (f) => f.search, 'aim 100 ms');
  took('  each letter that follows', (f) => f.typing, 'aim 100 ms');
  took('  all three at once', (f) => f.together, 'aim 100 ms');
  for (const [ending, figures] of exports) {
    const [first] = figures;
    if (first === undefined) continue;
    timingLine(`export of ${first.rows} rows as ${ending}`, figures, 'aim 6,000 ms');
    line('  size', `${(first.bytes / 2 ** 20).toFixed(0)} MB`);
    line('  more memory at its peak', `${median(figures.map((f) => f.moreMb)).toFixed(0)} MB`, 'aim 200 MB');
  }
}

try {
  process.stdout.write(`${cpus().length} cores, Node ${process.versions.node}, medians of ${RUNS} runs\n\n`);
  const demoFile = join(work, 'demo.duckdb');
  const demo = child<{ ms: number; peakMb: number }>('demo', demoFile);
  line('demo season, made once', ms(demo.ms), 'aim 10,000 ms');
  line('  peak memory', `${demo.peakMb.toFixed(0)} MB`);

  const only = process.argv[2];
  const seasons = only === 'gaps' ? [] : benchSeasons(demoFile);
  benchLooks(demoFile, seasons);
} finally {
  rmSync(work, { recursive: true, force: true });
}
