import { runThrough } from './setup/run.mjs';
import { checkNodeVersion, ensureDependencies } from './setup/index.mjs';
import { CLI } from './setup/paths.mjs';
import { runMain } from './setup/say.mjs';

/** `npm run -s cli -- COMMAND …`: brings the checkout up to date without a word when nothing is missing, then runs. */
await runMain(async () => {
  checkNodeVersion();
  await ensureDependencies();
  const { ensureBundle } = await import('./bundle.mjs');
  await ensureBundle({ only: ['programs'] });
  // npm runs scripts in the project's folder; file arguments are meant where the operator stands.
  const cwd = process.env.INIT_CWD ?? process.cwd();
  return runThrough(process.execPath, [...CLI, ...process.argv.slice(2)], { cwd });
});
