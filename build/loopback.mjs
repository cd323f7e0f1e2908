import { rmSync } from 'node:fs';
import { join } from 'node:path';
import { checkNodeVersion, ensureDependencies, ROOT } from './setup/index.mjs';
import { runThrough } from './setup/run.mjs';
import { runMain } from './setup/say.mjs';

/** The BigQuery of the tests, by hand: `node build/loopback.mjs --warehouse FILE.duckdb [--port N]`. */
await runMain(async () => {
  checkNodeVersion();
  await ensureDependencies();
  const out = join(ROOT, 'out', 'loopback');
  const { build } = await import('vite');
  const { loopbackConfig } = await import('./vite/bench.config.mjs');
  rmSync(out, { recursive: true, force: true });
  await build(loopbackConfig(out));
  return runThrough(process.execPath, [join(out, 'main.js'), ...process.argv.slice(2)]);
});
