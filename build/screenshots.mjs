import { copyFileSync, mkdirSync, mkdtempSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { runsAsRoot, underXvfb } from './setup/display.mjs';
import { checkNodeVersion, ensureDependencies, ensureElectron, ensureTestDisplay, ROOT } from './setup/index.mjs';
import { CLI } from './setup/paths.mjs';
import { runThrough } from './setup/run.mjs';
import { runMain, say, SetupError } from './setup/say.mjs';

const PICTURES = join(ROOT, 'docs', 'pictures');
const SIZE = { width: 1280, height: 800 };
const RANGE = 'from=2025-11-04&to=2026-02-01';
const ON_OWN_DISPLAY = 'BACKLINE_PICTURES_DISPLAY';
/** Of the run's 87 dates; enough that every kind of state is there, long enough before the end. */
const LIVE_AT = 38;

/** Pictures of the incident as it is found, then of its repair, in the order they are taken. */
const BEFORE = [
  {
    name: 'overview',
    hash: '#/overview',
    // The panel of the first use has its say once; the season and the checks are what is looked at every day.
    open: (page) => page.getByRole('main').getByRole('button', { name: 'Dismiss' }).click(),
  },
  { name: 'coverage', hash: '#/coverage' },
  { name: 'gaps', hash: `#/gaps?${RANGE}`, open: (page) => page.locator('[data-row]').nth(2).click() },
  { name: 'line-diff', hash: `#/diff?${RANGE}`, open: (page) => page.locator('[data-row]').nth(1).click() },
  { name: 'checks', hash: '#/checks' },
  { name: 'root-cause', hash: `#/checks/root-cause?${RANGE}` },
  {
    name: 'settings',
    hash: '#/settings',
    open: (page) => page.getByRole('radiogroup', { name: 'Warehouse' }).getByText('BigQuery', { exact: true }).click(),
    leave: (page) => page.getByRole('button', { name: 'Discard changes' }).click(),
  },
  { name: 'plan', hash: `#/backfill?${RANGE}&plan=1&date=2026-01-12` },
];

/** Waits until the view is drawn and nothing it asked for is on its way. */
async function open(page, hash) {
  await page.evaluate(
    (to) =>
      new Promise((resolve) => {
        const drawn = () => requestAnimationFrame(() => requestAnimationFrame(resolve));
        if (window.location.hash === to) drawn();
        else window.addEventListener('hashchange', drawn, { once: true });
        window.location.hash = to;
      }),
    hash,
  );
  await settled(page);
}

async function settled(page) {
  await page.getByRole('heading', { level: 1 }).first().waitFor();
  // Quiet three times in a row: one answer may lead to the next question.
  for (let quiet = 0; quiet < 3;) {
    quiet = (await page.locator('[aria-busy="true"]').count()) > 0 ? 0 : quiet + 1;
    await page.waitForTimeout(100);
  }
  // What was just done is told for seconds, and stands over what the picture is of.
  const told = page.getByRole('button', { name: 'Put this message away' });
  if (await told.isVisible()) await told.click();
}

async function take(page, folder, name) {
  const path = join(folder, `${name}.png`);
  await page.screenshot({ path, scale: 'css', animations: 'disabled' });
  say(`${name}.png, ${Math.round(statSync(path).size / 1024)} KB`);
}

async function photograph(app, page, folder) {
  await app.evaluate(
    ({ BrowserWindow }, { width, height }) => BrowserWindow.getAllWindows()[0].setContentSize(width, height),
    SIZE,
  );
  await page.emulateMedia({ colorScheme: 'light', reducedMotion: 'reduce' });
  await page.getByRole('heading', { level: 1, name: 'Overview' }).waitFor({ timeout: 120_000 });
  for (const view of BEFORE) {
    await open(page, view.hash);
    await view.open?.(page);
    await settled(page);
    // No pointer over anything: what it would raise belongs to no picture.
    await page.mouse.move(0, SIZE.height - 1);
    await take(page, folder, view.name);
    await view.leave?.(page);
  }
  await page.getByRole('button', { name: 'Launch', exact: true }).click();
  await page.waitForFunction((least) => {
    const text = document.querySelector('main')?.innerText ?? '';
    return Number(/(\d+)\s+of\s+\d+\s+dates/.exec(text)?.[1] ?? 0) >= least;
  }, LIVE_AT);
  await take(page, folder, 'backfill-live');
  await page.getByRole('main').getByText('succeeded', { exact: true }).first().waitFor({ timeout: 240_000 });
  await open(page, `${await page.evaluate(() => window.location.hash.split('?')[0])}?tab=result`);
  await page.getByRole('grid', { name: 'Months' }).waitFor();
  await settled(page);
  await take(page, folder, 'result');
}

async function takeAll() {
  const { executable } = await ensureElectron();
  const { ensureBundle } = await import('./bundle.mjs');
  await ensureBundle();
  const { _electron } = await import('playwright');
  // The path stands in the header: the same each time, or every picture would change with it.
  const dataDir = join(tmpdir(), 'backline-screenshots');
  rmSync(dataDir, { recursive: true, force: true });
  const work = mkdtempSync(join(tmpdir(), 'backline-pictures-'));
  try {
    const made = await runThrough(process.execPath, [...CLI, 'demo', '--data-dir', dataDir], { cwd: ROOT });
    if (made !== 0) throw new SetupError('the demo season could not be made', { exitCode: made });
    const env = { ...process.env, BACKLINE_NO_DIALOG: '1' };
    // Set by some editors' terminals; it would turn the window into a plain Node.
    delete env.ELECTRON_RUN_AS_NODE;
    const app = await _electron.launch({
      executablePath: executable,
      args: [...(runsAsRoot() ? ['--no-sandbox'] : []), '--force-device-scale-factor=1', ROOT, '--data-dir', dataDir],
      env,
      cwd: ROOT,
    });
    try {
      await photograph(app, await app.firstWindow(), work);
    } finally {
      const ended = new Promise((resolve) => app.process().once('exit', resolve));
      app.process().kill('SIGTERM');
      await ended;
    }
    // All of them or none: pictures of two states of the console would contradict each other.
    mkdirSync(PICTURES, { recursive: true });
    for (const name of [...BEFORE.map((view) => view.name), 'backfill-live', 'result']) {
      copyFileSync(join(work, `${name}.png`), join(PICTURES, `${name}.png`));
    }
    return 0;
  } finally {
    rmSync(work, { recursive: true, force: true });
    rmSync(dataDir, { recursive: true, force: true });
  }
}

/** What the window's tests hold every view and state against; they make them themselves when told so. */
async function takeBaselines() {
  await ensureElectron();
  const { ensureBundle } = await import('./bundle.mjs');
  await ensureBundle();
  const tests = ['accessibility', 'states'].map((name) => join('tests', 'e2e', `${name}.test.ts`));
  const vitest = join(ROOT, 'node_modules', 'vitest', 'vitest.mjs');
  return runThrough(process.execPath, [vitest, 'run', '--config', 'tests/e2e/vitest.config.ts', ...tests], {
    cwd: ROOT,
    env: { ...process.env, BACKLINE_BASELINES: '1' },
  });
}

/**
 * `npm run screenshots`: starts the console on a demo season made anew and takes the pictures of the documents.
 * `-- --baselines` makes the pictures anew that the tests compare the window with, instead.
 */
await runMain(async () => {
  checkNodeVersion();
  const { values } = parseArgs({ options: { baselines: { type: 'boolean', default: false } }, strict: true });
  await ensureDependencies();
  if (process.env[ON_OWN_DISPLAY]) return values.baselines ? takeBaselines() : takeAll();
  await ensureTestDisplay();
  const { command, args } = underXvfb(process.execPath, [import.meta.filename, ...process.argv.slice(2)]);
  return runThrough(command, args, { cwd: ROOT, env: { ...process.env, [ON_OWN_DISPLAY]: '1' } });
});
