import { existsSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { underXvfb } from './setup/display.mjs';
import { checkNodeVersion, ensureDependencies, ensureElectron, ensureTestDisplay, ROOT } from './setup/index.mjs';
import { runLanes } from './setup/lanes.mjs';
import { runQuietly, runThrough } from './setup/run.mjs';
import { runMain, say, SetupError } from './setup/say.mjs';
import { readReport, Tally } from './setup/tally.mjs';

const bin = (...parts) => join(ROOT, 'node_modules', ...parts);

/** Each counts as one test. */
const STATIC_CHECKS = [
  ['types of the programs and tests', [bin('typescript', 'bin', 'tsc'), '--noEmit', '-p', 'tsconfig.json']],
  ['types of the page', [bin('typescript', 'bin', 'tsc'), '--noEmit', '-p', 'renderer/tsconfig.json']],
  ['types of the window tests', [bin('typescript', 'bin', 'tsc'), '--noEmit', '-p', 'tests/e2e/tsconfig.json']],
  ['lint', [bin('eslint', 'bin', 'eslint.js'), '--max-warnings', '0', '.']],
  ['format', [bin('prettier', 'bin', 'prettier.cjs'), '--check', '--log-level', 'warn', '.']],
  [
    'import rules',
    [
      bin('dependency-cruiser', 'bin', 'dependency-cruise.mjs'),
      '--config',
      '.dependency-cruiser.cjs',
      'electron',
      'renderer',
      'shared',
      'tests',
    ],
  ],
];
const VITEST = bin('vitest', 'vitest.mjs');
const GROUPS = ['static', 'unit', 'parity', 'oracle', 'faults', 'cli', 'bigquery', 'e2e'];

async function runStatic(tally) {
  const waiting = [...STATIC_CHECKS];
  const worker = async () => {
    for (let next = waiting.shift(); next; next = waiting.shift()) {
      const [name, args] = next;
      const { code, output } = await runQuietly(process.execPath, args, { cwd: ROOT, behind: true });
      tally.check(name, code === 0);
      if (code !== 0) process.stdout.write(`${output.trimEnd()}\n`);
    }
  };
  await Promise.all([worker(), worker()]);
}

async function runVitest(tally, name, args, wrap, run = {}) {
  const work = mkdtempSync(join(tmpdir(), 'backline-test-'));
  const file = join(work, 'report.json');
  const reporters = ['--reporter=default', '--reporter=json', `--outputFile.json=${file}`];
  const { command, args: all } = wrap(process.execPath, [VITEST, 'run', ...reporters, ...args]);
  const code = await runThrough(command, all, { cwd: ROOT, ...run });
  const report = readReport(file, name);
  rmSync(work, { recursive: true, force: true });
  tally.add(report, code);
  say(`${code === 0 ? 'ok  ' : 'FAIL'}  ${name}: ${report.passed} passed, ${report.failed} failed`);
  return code;
}

function parseOnly() {
  const { values } = parseArgs({ options: { only: { type: 'string' } }, strict: true });
  const only = values.only?.split(',') ?? GROUPS;
  const unknown = only.find((name) => !GROUPS.includes(name));
  if (unknown) throw new SetupError(`--only: "${unknown}" is none of ${GROUPS.join(', ')}`, { exitCode: 2 });
  return new Set(only);
}

await runMain(async () => {
  checkNodeVersion();
  const only = parseOnly();
  await ensureDependencies();
  const tally = new Tally();
  let interrupted = false;
  process.on('SIGINT', () => (interrupted = true));

  // The command line's tests and the window run the built programs, as operators do.
  const { ensureBundle } = await import('./bundle.mjs');
  await ensureBundle().then(
    () => tally.check('bundle', true),
    (error) => {
      process.stdout.write(`${error.message}\n`);
      tally.check('bundle', false);
    },
  );

  // The window waits for frames and answers more than it computes: the rest takes what it leaves of the two cores.
  const isShared = only.has('e2e') && only.size > 1;
  const lane = (prefix, behind) => (isShared ? { prefix, behind } : {});
  const behind = [];
  if (only.has('static')) behind.push({ name: 'static checks', run: () => runStatic(tally) });
  const folders = GROUPS.filter((name) => name !== 'static' && name !== 'e2e')
    .filter((name) => only.has(name) && existsSync(join(ROOT, 'tests', name)))
    .map((name) => `tests/${name}/`);
  if (folders.length > 0) {
    const direct = (command, args) => ({ command, args });
    behind.push({
      name: 'plain Node',
      run: () => runVitest(tally, 'plain Node', folders, direct, lane('node   | ', true)),
    });
  }
  const front = [];
  if (only.has('e2e')) {
    front.push({
      name: 'the window',
      run: async () => {
        await ensureTestDisplay();
        await ensureElectron();
        const args = ['--config', 'tests/e2e/vitest.config.ts'];
        await runVitest(tally, 'the window', args, underXvfb, lane('window | ', false));
      },
    });
  }
  await runLanes([front, behind], tally, () => interrupted);

  for (const failure of tally.failures) process.stdout.write(`failed: ${failure}\n`);
  process.stdout.write(`${tally.line()}\n`);
  if (interrupted) return 130;
  return tally.failed === 0 && tally.passed > 0 ? 0 : 1;
});
