import { parseArgs } from 'node:util';
import { hasDisplay, missingLibrariesOf, runsAsRoot } from './setup/display.mjs';
import { checkNodeVersion, ensureDependencies, ensureElectron, ensureRuntimeLibraries, ROOT } from './setup/index.mjs';
import { CLI } from './setup/paths.mjs';
import { runThrough } from './setup/run.mjs';
import { runMain, say, SetupError } from './setup/say.mjs';

/** The months in which the demo season's store lost its lines (domain: vegas). */
const INCIDENT = ['--from', '2025-11-04', '--to', '2026-02-01'];

/**
 * The console's flags, checked here because Chromium would swallow an unknown one in silence.
 * @returns {string[]} the arguments as they came
 */
function checkFlags(args) {
  const options = { warehouse: { type: 'string' }, 'data-dir': { type: 'string' }, today: { type: 'string' } };
  try {
    parseArgs({ args, options, strict: true });
  } catch (error) {
    throw new SetupError(`npm start: ${error.message}`, {
      remedy: 'usage: npm start [-- --warehouse FILE.duckdb --data-dir DIR --today YYYY-MM-DD]',
      exitCode: 2,
    });
  }
  return args;
}

async function openWindow(args) {
  await ensureRuntimeLibraries();
  const { executable } = await ensureElectron();
  const missing = missingLibrariesOf(executable);
  if (missing.length > 0) {
    throw new SetupError(`Electron cannot start, these system libraries are missing: ${missing.join(', ')}`, {
      remedy: 'install them with the package manager of this system and run the same command again',
    });
  }
  const { ensureBundle } = await import('./bundle.mjs');
  await ensureBundle();
  const flags = runsAsRoot() ? ['--no-sandbox'] : [];
  if (flags.length > 0) say('running as root: Chromium starts without its sandbox');
  const env = { ...process.env };
  // Set by some editors' terminals; it would turn the window into a plain Node.
  delete env.ELECTRON_RUN_AS_NODE;
  return runThrough(executable, [...flags, ROOT, ...args], { cwd: process.env.INIT_CWD ?? ROOT, env });
}

async function runInTerminal(args) {
  say('no display here (DISPLAY and WAYLAND_DISPLAY are unset): doing the same job in the terminal');
  const { ensureBundle } = await import('./bundle.mjs');
  await ensureBundle({ only: ['programs'] });
  const job = [
    ['Coverage before', ['coverage', ...INCIDENT, '--by', 'month']],
    ['The plan', ['plan', ...INCIDENT]],
    ['The rebuild', ['backfill', ...INCIDENT]],
    ['Coverage after', ['coverage', ...INCIDENT, '--by', 'month']],
  ];
  for (const [title, command] of job) {
    process.stdout.write(`\n${title}: backline ${command.join(' ')}\n\n`);
    const code = await runThrough(process.execPath, [...CLI, ...command, ...args], {
      cwd: process.env.INIT_CWD ?? ROOT,
    });
    if (code !== 0) return code;
  }
  return 0;
}

await runMain(async () => {
  const args = checkFlags(process.argv.slice(2));
  checkNodeVersion();
  await ensureDependencies();
  return hasDisplay() ? openWindow(args) : runInTerminal(args);
});
