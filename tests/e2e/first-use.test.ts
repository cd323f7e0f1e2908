import { existsSync } from 'node:fs';
import { mkdir, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { tableDefinitions } from '../../electron/warehouse/tables/definitions.js';
import { ShellPage } from './pages/shell-page.js';
import { launchConsole, newDemoDataDir, type RunningConsole } from './support/launch.js';
import { takeScreen } from './support/screens.js';
import { settled } from './support/views.js';
import { complaintsOf } from './support/watch.js';

const SCHEDULE = 'nba_raw.nbac_schedule';
const STORE = 'nba_predictions.ml_feature_store_v2';
const ALIASES = 'nba_reference.player_aliases';
const RANGE = 'from=2025-11-04&to=2026-02-01';

/** Every screen, and the views in it that have a state of their own without rows. */
const SCREENS: readonly (readonly [string, string])[] = [
  ['#/overview', 'Overview'],
  ['#/backfill', 'Backfill'],
  [`#/backfill?${RANGE}&plan=1`, 'no games'],
  ['#/backfill/runs', 'Runs'],
  ['#/backfill/runs/none', 'there is no run none'],
  ['#/coverage', 'No game dates'],
  ['#/coverage?view=heatmap', 'No game dates'],
  ['#/coverage?view=team', 'no row in the range'],
  ['#/coverage?view=book', 'No book posted'],
  ['#/coverage?view=snapshots', 'No snapshot is kept yet'],
  ['#/gaps', 'Nothing to look at'],
  ['#/gaps/nobody', 'no table knows the player'],
  ['#/diff', 'No player and date'],
  ['#/checks', 'nothing to judge'],
  ['#/checks/root-cause', 'No game dates'],
];

let dataDir: string;
let running: RunningConsole | undefined;

beforeEach(async () => {
  dataDir = await newDemoDataDir();
});
afterEach(async () => {
  await running?.close();
  running = undefined;
  await rm(dataDir, { recursive: true, force: true });
});

/** The desktop's dialogs answer this from now on. */
async function answerDialogs(folder: string, file: string): Promise<void> {
  await running?.app.evaluate(
    ({ dialog }, places) => {
      dialog.showOpenDialog = () => Promise.resolve({ canceled: false, filePaths: [places.folder] });
      dialog.showSaveDialog = () => Promise.resolve({ canceled: false, filePath: places.file });
    },
    { folder, file },
  );
}

const alias = (at: number): string =>
  JSON.stringify({
    alias_lookup: `p${String(at)}`,
    nba_canonical_lookup: `p${String(at)}jr`,
    alias_display: 'P',
    nba_canonical_display: 'P Jr.',
    is_active: true,
    created_by: 'test',
    created_at: '2026-01-01T00:00:00Z',
    processed_at: '2026-01-01T00:00:00Z',
  });

test('a folder is imported: cancelled, refused with file and line, then opened; every screen says what is missing', async () => {
  const folder = join(dataDir, 'files');
  const made = join(dataDir, 'own.duckdb');
  await mkdir(folder);
  await writeFile(join(folder, `${ALIASES}.ndjson`), Array.from({ length: 150_000 }, (_, at) => alias(at)).join('\n'));
  running = await launchConsole({ dataDir });
  const shell = new ShellPage(running, await running.window());
  const { page } = shell;
  const complaints = complaintsOf(page);
  const dialog = page.getByRole('dialog');
  await shell.ready();
  await answerDialogs(folder, made);

  // From the panel of the first use; given up on the way.
  await shell.introduction.getByRole('button', { name: 'Import a folder…' }).click();
  await dialog.getByRole('heading', { name: 'Importing a folder' }).waitFor();
  await takeScreen(page, 'import-running');
  await dialog.getByRole('button', { name: 'Cancel the import' }).click();
  await dialog.getByText('The import was cancelled').waitFor({ timeout: 60_000 });
  expect(existsSync(made)).toBe(false);
  await dialog.getByRole('button', { name: 'Close', exact: true }).click();

  // A bad row, by the key of the menu: file and line are named, and nothing is made.
  await writeFile(join(folder, `${ALIASES}.ndjson`), `${alias(1)}\n{"alias_lookup": 7}\n`);
  await page.keyboard.press('ControlOrMeta+Shift+O');
  await dialog.getByRole('heading', { name: 'Nothing was imported' }).waitFor({ timeout: 60_000 });
  expect(await dialog.getByRole('alert').innerText()).toContain(`${ALIASES}.ndjson:2`);
  await takeScreen(page, 'import-refused');
  expect(existsSync(made)).toBe(false);

  // Corrected, with a table that has columns and no rows: the summary says what came and what did not.
  await rm(join(folder, `${ALIASES}.ndjson`));
  for (const name of [SCHEDULE, STORE]) {
    const columns = tableDefinitions.find((table) => table.name === name)?.columns ?? [];
    await writeFile(join(folder, `${name}.csv`), `${columns.map((column) => column.name).join(',')}\n`);
  }
  await writeFile(join(folder, 'notes.txt'), 'not a table');
  await dialog.getByRole('button', { name: 'Choose a folder again…' }).click();
  await dialog.getByRole('heading', { name: 'The folder was imported' }).waitFor({ timeout: 60_000 });
  const summary = await dialog.innerText();
  expect(summary).toContain('11 tables without a file');
  expect(summary).toContain('1 file of the folder left out');
  await takeScreen(page, 'import-done');
  await dialog.getByRole('button', { name: 'Open this warehouse' }).click();
  await expect.poll(() => page.getByRole('banner').innerText(), { timeout: 60_000 }).toContain('own.duckdb');
  await shell.title('Overview').waitFor();
  expect(await page.getByRole('banner').innerText()).toContain('no schedule');

  for (const [hash, says] of SCREENS) {
    await page.evaluate((to) => {
      globalThis.location.hash = to;
    }, hash);
    const main = page.getByRole('main');
    await main.getByText(says).first().waitFor();
    await settled(page);
    const text = await main.innerText();
    expect(text, hash).toContain('own.duckdb has no schedule');
    expect(text, hash).not.toMatch(/NaN|undefined|null|Infinity|\[object/);
    await takeScreen(page, `empty-${hash.replaceAll(/\W+/g, '-')}`);
  }
  // One key opens what was open before.
  await page.getByRole('main').focus();
  await page.keyboard.press('ControlOrMeta+z');
  await expect.poll(() => page.getByRole('banner').innerText(), { timeout: 60_000 }).toContain('Demo season');
  expect(complaints).toEqual([]);
}, 240_000);
