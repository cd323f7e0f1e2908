import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { runThrough } from './setup/run.mjs';
import { checkNodeVersion, ensureDependencies, ROOT } from './setup/index.mjs';
import { runMain, SetupError } from './setup/say.mjs';

await runMain(async () => {
  checkNodeVersion();
  await ensureDependencies();
  const { ensureBundle } = await import('./bundle.mjs');
  await ensureBundle();
  const bench = join(ROOT, 'tests', 'bench', 'index.mjs');
  if (!existsSync(bench)) throw new SetupError(`there is no bench at ${bench}`);
  return runThrough(process.execPath, [bench, ...process.argv.slice(2)], { cwd: ROOT });
});
