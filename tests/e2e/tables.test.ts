import { mkdir, readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Locator } from 'playwright';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { TableObject } from './pages/table.js';
import { launchConsole, newDemoDataDir, type RunningConsole } from './support/launch.js';
import { takeScreen } from './support/screens.js';
import { complaintsOf } from './support/watch.js';

const RANGE = 'from=2025-11-04&to=2026-02-01';

let running: RunningConsole | undefined;
let dataDir: string;

beforeEach(async () => {
  dataDir = await newDemoDataDir();
});
afterEach(async () => {
  await running?.close();
  running = undefined;
  await rm(dataDir, { recursive: true, force: true });
});

async function open(address: string, label: string): Promise<TableObject> {
  running ??= await launchConsole({ dataDir });
  const { page } = running;
  await page.locator('h1').first().waitFor();
  await page.evaluate((hash) => {
    location.hash = hash;
  }, address);
  const table = new TableObject(page, label);
  await table.table.locator('[data-row]').first().waitFor();
  return table;
}

function clipboard(console: RunningConsole): Promise<string> {
  return console.app.evaluate(({ clipboard: board }) => board.readText());
}

test('columns are chosen, moved, pinned and remembered; rows and columns have menus, by mouse and by keyboard', async () => {
  let gaps = await open(`#/gaps?${RANGE}`, 'Gaps');
  const first = running;
  if (first === undefined) throw new Error('no window');
  const { page, app } = first;
  const complaints = complaintsOf(page);
  await app.evaluate(({ BrowserWindow }) => {
    const seen = { count: 0 };
    BrowserWindow.getAllWindows()[0]?.webContents.on('context-menu', () => {
      seen.count += 1;
    });
    Object.assign(globalThis, { nativeMenus: seen });
  });
  const nativeMenus = (): Promise<number> =>
    app.evaluate(
      () => (globalThis as unknown as { readonly nativeMenus: { readonly count: number } }).nativeMenus.count,
    );
  const declared = await gaps.headers();
  expect(declared.slice(0, 3)).toEqual(['Date', 'Player', 'Team']);

  // The identifying columns stay while the others scroll sideways.
  const lefts = async (): Promise<readonly number[]> =>
    Promise.all([0, 1, 2].map(async (at) => Math.round((await gaps.cell(0, at).boundingBox())?.x ?? Number.NaN)));
  const before = await lefts();
  await gaps.table.evaluate((table) => {
    table.parentElement?.scrollTo({ left: 200 });
  });
  await expect.poll(lefts).toEqual([before[0], before[1], (before[2] ?? 0) - 200]);
  await takeScreen(page, 'table-1-pinned');
  await gaps.table.evaluate((table) => {
    table.parentElement?.scrollTo({ left: 0 });
  });

  // The list of columns, by keyboard: Space hides, Alt with the arrows moves, Escape leads back to the button.
  await gaps.columnsButton.focus();
  await page.keyboard.press('Enter');
  await gaps.columns.waitFor();
  await gaps.column('Team').focus();
  await page.keyboard.press('Space');
  await expect.poll(() => gaps.headers()).toEqual(declared.filter((header) => header !== 'Team'));
  await gaps.column('Cause').focus();
  await page.keyboard.press('Alt+ArrowUp');
  await expect
    .poll(async () => (await gaps.headers()).slice(0, 5))
    .toEqual(['Date', 'Player', 'Opp.', 'Cause', 'Min.']);
  await page.keyboard.press('Alt+ArrowUp');
  await expect.poll(async () => (await gaps.headers()).slice(0, 4)).toEqual(['Date', 'Player', 'Cause', 'Opp.']);
  await gaps.columns.getByRole('button', { name: 'Keep Cause at the left' }).click();
  await takeScreen(page, 'table-2-columns');

  // By dragging: Store goes before Opp.
  await gaps.column('Store').dragTo(gaps.column('Opp.'), {
    sourcePosition: { x: 120, y: 14 },
    targetPosition: { x: 120, y: 3 },
  });
  await expect
    .poll(async () => (await gaps.headers()).slice(0, 5))
    .toEqual(['Date', 'Player', 'Cause', 'Store', 'Opp.']);
  await page.keyboard.press('Escape');
  await gaps.columns.waitFor({ state: 'detached' });
  expect(await gaps.columnsButton.innerText()).toMatch(/1 hidden/);

  // A header's own menu.
  await gaps.head('Fix').click({ button: 'right' });
  await gaps.columnsMenu.waitFor();
  await takeScreen(page, 'table-3-header-menu');
  await gaps.item('Hide').click();
  await expect.poll(() => gaps.headers()).not.toContain('Fix');
  await gaps.head(/^Store/).click({ button: 'right' });
  const width = async (): Promise<number> => (await gaps.head(/^Store/).boundingBox())?.width ?? Number.NaN;
  const wide = await width();
  await gaps.item('Fit width').click();
  await expect.poll(width).not.toBe(wide);
  await gaps.head('Cause').click({ button: 'right' });
  await gaps.item('Sort descending').click();
  await expect.poll(() => gaps.head('Cause').getAttribute('aria-sort')).toBe('descending');

  // Columns were arranged: an export asks whether the file follows them.
  const file = join(dataDir, 'shown.csv');
  await app.evaluate(({ dialog }, filePath) => {
    dialog.showSaveDialog = () => Promise.resolve({ canceled: false, filePath });
  }, file);
  await gaps.exportButton.press('Enter');
  await gaps.item(/columns shown, in their order/).press('Enter');
  await page.getByText(`written to ${file}`).waitFor();
  const heading = (await readFile(file, 'utf8')).split('\r\n')[0]?.split(',') ?? [];
  expect(heading).toHaveLength((await gaps.headers()).length);
  expect(heading.slice(0, 4)).toEqual(['game_date', 'player_name', 'cause', 'store_line']);
  await page.getByRole('button', { name: 'Dismiss' }).press('Enter');

  // A row's menu: the rows of its cause, then without them.
  const all = await gaps.count();
  const cause = (await gaps.cells())[0]?.[2] ?? '';
  await gaps.cell(0, 2).click({ button: 'right' });
  await gaps.rowMenu.waitFor();
  await takeScreen(page, 'table-4-row-menu');
  // What the screen does with the row stands first.
  expect((await gaps.rowMenu.getByRole('menuitem').allInnerTexts()).slice(0, 4)).toEqual([
    'Player’s season',
    'All raw rows',
    'Stored row with its features',
    expect.stringMatching(/^Plan a rebuild of \d{4}-\d\d-\d\d\s*Ctrl\+Enter$/),
  ]);
  await gaps.item(`Only rows with Cause: ${cause}`).click();
  await expect.poll(() => gaps.count()).toBeLessThan(all);
  const only = await gaps.count();
  expect(new Set((await gaps.cells()).map((row) => row[2]))).toEqual(new Set([cause]));
  await page.getByRole('button', { name: `Take away the filter Cause: ${cause}` }).click();
  await expect.poll(() => gaps.count()).toBe(all);

  // The same by keyboard alone, and copied as an export writes it: own names, the columns shown, in their order.
  await gaps.cell(0, 2).focus();
  await page.keyboard.press('Shift+F10');
  await gaps.rowMenu.waitFor();
  await page.keyboard.press('End');
  await page.keyboard.press('Enter');
  await expect.poll(() => gaps.count()).toBe(all - only);
  await page.locator('.table-scroll [data-row]').first().focus();
  await page.keyboard.press('Home');
  await page.keyboard.press('Shift+ArrowDown');
  await page.keyboard.press('Control+Alt+KeyC');
  await expect.poll(async () => (await clipboard(first)).split('\r\n').length).toBe(4);
  const lines = (await clipboard(first)).split('\r\n');
  expect(lines[0]?.startsWith('game_date,player_name,cause,store_line,opponent_team_abbr,')).toBe(true);
  expect(lines[0]?.split(',')).toHaveLength(declared.length - 2);
  expect(lines[1]?.slice(0, 10)).toMatch(/^\d{4}-\d\d-\d\d$/);
  expect(await nativeMenus()).toBe(0);

  // Where text is chosen, or elsewhere, the platform's own menu still comes.
  await page.locator('h1').click({ button: 'right' });
  await expect.poll(nativeMenus).toBe(1);
  await page.keyboard.press('Escape');

  // Letters are found without waiting for the address; what fits nothing is said in sight, however long it is.
  await gaps.search.fill('no such player'.repeat(600));
  const none = page.getByText('fits the search and the filters');
  await none.waitFor();
  const [said, frame] = await Promise.all([none, page.locator('.table-scroll')].map((one) => one.boundingBox()));
  expect(said?.width).toBeLessThanOrEqual(frame?.width ?? Number.NaN);
  expect(complaints).toEqual([]);

  // The dates of the rows chosen are planned by one key.
  const arranged = await gaps.headers();
  await gaps.search.fill('');
  await page.locator('.table-scroll [data-row]').first().focus();
  await page.keyboard.press('Shift+ArrowDown');
  await page.keyboard.press('Control+Enter');
  await page.waitForURL(/#\/backfill\?from=\d{4}-\d\d-\d\d&to=\d{4}-\d\d-\d\d&.*plan=1/);
  expect(complaints).toEqual([]);

  // Another start remembers it, and Reset takes it back.
  await first.app.close();
  running = undefined;
  await mkdir(join(dataDir, 'runs'), { recursive: true });
  await writeFile(join(dataDir, 'runs', '20260101-000000-abcd.ndjson'), 'no journal\n');
  gaps = await open(`#/gaps?${RANGE}`, 'Gaps');
  expect(await gaps.headers()).toEqual(arranged);
  expect(await width()).not.toBe(wide);
  await gaps.columnsButton.click();
  await gaps.columns.getByRole('button', { name: 'Reset' }).click();
  await expect.poll(() => gaps.headers()).toEqual(declared);
  await gaps.columns.press('Escape');

  // What a share counts is said of the cell that has the focus, as it is of the one under the pointer.
  const months = await open(`#/coverage?${RANGE}`, 'Months');
  const again = (running as RunningConsole | undefined)?.page ?? page;
  await months.table.locator('[data-row]').first().focus();
  const match = (await months.headers()).indexOf('Match rate');
  for (let at = 0; at <= match; at += 1) await again.keyboard.press('ArrowRight');
  await expect.poll(() => again.locator('.cell-tip').innerText()).toMatch(/^[\d,]+ of [\d,]+ players with a raw line$/);
  await takeScreen(again, 'table-5-share');

  // A journal that cannot be read is told where its run is missing.
  await again.evaluate(() => {
    location.hash = '#/backfill/runs';
  });
  await again.getByText('1 run cannot be read and is not listed.').click();
  await again.getByText(/20260101-000000-abcd\.ndjson is damaged at line 1/).waitFor();

  // Every state says what it is and what can be done.
  await again.evaluate(() => {
    location.hash = '#/help/components';
  });
  const state = (name: string): Locator =>
    again.locator('section:has(#part-tables) [data-sample]').filter({ has: again.getByText(name, { exact: true }) });
  await state('Loading').getByRole('button', { name: 'Cancel' }).waitFor();
  expect(await state('Loading').innerText()).toContain('Reading the rows…');
  expect(await state('Loading').getByRole('grid').count()).toBe(0);
  expect(await state('Empty').getByRole('grid').innerText()).toContain('No player lacks a line in this range.');
  expect(await state('Nothing found').getByRole('grid').innerText()).toMatch(/None of [\d,]+ rows fits/);
  expect(await state('Failed').getByRole('button', { name: 'Try again' }).count()).toBe(1);
  expect(await state('Failed').getByRole('grid').count()).toBe(0);
  expect(await state('Partial').getByText('2026-01-12: the table was locked').isVisible()).toBe(false);
  await state('Partial').getByText('2 of 14 dates could not be read').click();
  await state('Partial').getByText('2026-01-12: the table was locked').waitFor();
  expect(await state('Partial').locator('[data-row]').count()).toBe(3);
});
