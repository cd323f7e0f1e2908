import { existsSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { checkNodeVersion, ensureDependencies, ensureElectron, ROOT } from './setup/index.mjs';
import { runThrough } from './setup/run.mjs';
import { runMain, say } from './setup/say.mjs';

/**
 * `npm run package [-- --dir] [electron-builder's flags]`. With the official runtime electron-builder fetches what it
 * packages; with any other the distribution at hand is packaged, which is for tests and never to be shipped.
 */
await runMain(async () => {
  checkNodeVersion();
  await ensureDependencies();
  const runtime = await ensureElectron();
  const { ensureBundle } = await import('./bundle.mjs');
  await ensureBundle();
  const dist = [];
  if (runtime.source !== 'official') {
    say(`packaging Electron ${runtime.version} from ${runtime.dist}: for tests, not to be shipped`);
    dist.push(`-c.electronDist=${runtime.dist}`, `-c.electronVersion=${runtime.version}`);
  }
  const builder = join(ROOT, 'node_modules', 'electron-builder', 'cli.js');
  const config = join(ROOT, 'build', 'electron-builder.config.mjs');
  const code = await runThrough(
    process.execPath,
    [builder, 'build', '--config', config, '--publish', 'never', ...dist, ...process.argv.slice(2)],
    {
      cwd: ROOT,
      env: { ...process.env, CSC_IDENTITY_AUTO_DISCOVERY: process.env.CSC_IDENTITY_AUTO_DISCOVERY ?? 'false' },
    },
  );
  // The registry's runtime carries a stand-in default app, which would be loaded instead of the packaged one.
  const stray = join(ROOT, 'release', 'linux-unpacked', 'resources', 'app');
  if (code === 0 && existsSync(stray)) rmSync(stray, { recursive: true });
  return code;
});
