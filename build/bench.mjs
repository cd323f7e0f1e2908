import { rmSync } from 'node:fs';
import { join } from 'node:path';
import { checkNodeVersion, ensureDependencies, ensureElectron, ensureTestDisplay, ROOT } from './setup/index.mjs';
import { underXvfb } from './setup/display.mjs';
import { runThrough } from './setup/run.mjs';
import { runMain } from './setup/say.mjs';

/**
 * Speed and memory, as figures and ratios of one run, aims beside them: `npm run bench [-- --no-window]` for all, or one
 * part: what the screens ask and the exports (`-- gaps`), start, screens, frames and memory of the window (`-- window
 * [live | hour]`), a table of 100,000 rows in it (`-- table`), jobs and bytes of the season through the BigQuery client
 * (`-- bigquery`). `-- record [NAME...]` measures nothing: it records the runs that the time left is judged by.
 */
await runMain(async () => {
  checkNodeVersion();
  await ensureDependencies();
  const args = process.argv.slice(2);
  const [only] = args.filter((arg) => !arg.startsWith('--'));
  const withWindow = only === undefined && !args.includes('--no-window');
  const { ensureBundle } = await import('./bundle.mjs');
  if (only !== 'bigquery') await ensureBundle();
  const out = join(ROOT, 'out', 'bench');
  const { build } = await import('vite');
  const { benchConfig } = await import('./vite/bench.config.mjs');
  rmSync(out, { recursive: true, force: true });
  await build(benchConfig(out));
  const bigquery = () => runThrough(process.execPath, [join(out, 'bigquery.js')], { cwd: ROOT });
  if (only === 'bigquery') return bigquery();
  const table = () => inWindow([join(out, 'table.js')]);
  if (only === 'table') return table();
  const window = (...parts) => inWindow([join(out, 'window.js'), ...parts]);
  if (only === 'window') return window(...args.slice(1));
  // Recorded anew only by hand: a recording is what the time left is judged by.
  if (only === 'record') return runThrough(process.execPath, [join(out, 'record.js'), ...args.slice(1)], { cwd: ROOT });
  const bench = [join(out, 'index.js'), ...(only === undefined ? [] : [only])];
  const code = await runThrough(process.execPath, bench, { cwd: ROOT });
  if (only !== undefined || code !== 0) return code;
  return (withWindow ? (await window()) || (await table()) : 0) || bigquery();
});

async function inWindow(bench) {
  await ensureTestDisplay();
  const { executable: electron } = await ensureElectron();
  const { command, args } = underXvfb(process.execPath, bench);
  return runThrough(command, args, { cwd: ROOT, env: { ...process.env, BACKLINE_BENCH_ELECTRON: electron } });
}
