import { rmSync } from 'node:fs';
import { join } from 'node:path';
import { checkNodeVersion, ensureDependencies, ensureElectron, ensureTestDisplay, ROOT } from './setup/index.mjs';
import { underXvfb } from './setup/display.mjs';
import { runThrough } from './setup/run.mjs';
import { runMain } from './setup/say.mjs';

/**
 * Speed and memory, as figures and ratios of one run: `npm run bench [-- --no-window]`; jobs and bytes of the season
 * through the BigQuery client: `npm run bench -- bigquery`.
 */
await runMain(async () => {
  checkNodeVersion();
  await ensureDependencies();
  const args = process.argv.slice(2);
  const program = args[0] === 'bigquery' ? 'bigquery.js' : 'index.js';
  const withWindow = program === 'index.js' && !args.includes('--no-window');
  const { ensureBundle } = await import('./bundle.mjs');
  if (program === 'index.js') await ensureBundle();
  const out = join(ROOT, 'out', 'bench');
  const { build } = await import('vite');
  const { benchConfig } = await import('./vite/bench.config.mjs');
  rmSync(out, { recursive: true, force: true });
  await build(benchConfig(out));
  const bench = [join(out, program), ...args];
  if (!withWindow) return runThrough(process.execPath, bench, { cwd: ROOT });
  await ensureTestDisplay();
  const { executable: electron } = await ensureElectron();
  const { command, args: all } = underXvfb(process.execPath, bench);
  return runThrough(command, all, { cwd: ROOT, env: { ...process.env, BACKLINE_BENCH_ELECTRON: electron } });
});
