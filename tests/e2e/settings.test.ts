import { readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Locator } from 'playwright';
import { afterEach, expect, test } from 'vitest';
import { DEFAULT_SETTINGS } from '../../shared/settings.js';
import { launchConsole, newDemoDataDir, type RunningConsole } from './support/launch.js';
import { takeScreen } from './support/screens.js';
import { complaintsOf } from './support/watch.js';

let running: RunningConsole | undefined;
let dataDir: string;

afterEach(async () => {
  await running?.close();
  running = undefined;
  await rm(dataDir, { recursive: true, force: true });
});

async function start(settings?: object): Promise<RunningConsole> {
  dataDir = await newDemoDataDir();
  if (settings) await writeFile(join(dataDir, 'settings.json'), JSON.stringify(settings));
  return launchConsole({ dataDir });
}

function section(console: RunningConsole, name: string): Locator {
  return console.page.getByRole('navigation', { name: 'Sections' }).getByRole('link', { name: new RegExp(`^${name}`) });
}

test('changes stay in sight until they are saved, a refusal stands at its field, and what is saved lasts', async () => {
  running = await start();
  const { page } = running;
  const complaints = complaintsOf(page);
  const save = page.getByRole('button', { name: 'Save', exact: true });
  await page.getByRole('heading', { level: 1, name: 'Overview' }).waitFor();
  await page.getByRole('link', { name: 'Settings' }).press('Enter');
  await page.getByText('Everything is saved.').waitFor();
  expect(await save.isDisabled()).toBe(true);

  // A change is told here, in the sections, and beside the other screens.
  await section(running, 'Exports').press('Enter');
  await page.getByRole('radio', { name: 'Semicolon ;' }).check({ force: true });
  await page.getByRole('textbox', { name: /^Text for NULL/ }).fill('=NULL');
  await page.getByText('2 changes not saved yet.').waitFor();
  expect(await section(running, 'Exports').innerText()).toMatch(/2 changed/);
  expect(await page.locator('.csv-sample').innerText()).toContain('"";=NULL;-0.5;\'=1+1');
  await page.getByRole('link', { name: 'Coverage' }).press('Enter');
  expect(await page.getByRole('navigation', { name: 'Screens' }).innerText()).toMatch(/Settings\s*not saved/);
  await page.getByRole('link', { name: /^Settings/ }).press('Enter');
  await page.getByText('2 changes not saved yet.').waitFor();

  // A text that a spreadsheet would run is refused; the screen goes to its field.
  await section(running, 'Appearance').press('Enter');
  await save.press('Enter');
  const nullText = page.getByRole('textbox', { name: /^Text for NULL/ });
  await nullText.waitFor();
  await expect.poll(() => nullText.evaluate((input) => input === document.activeElement)).toBe(true);
  expect(await nullText.getAttribute('aria-invalid')).toBe('true');
  await takeScreen(page, 'settings-refused');
  await nullText.fill('NULL');
  await save.press('Enter');
  await page.getByText('Saved.', { exact: true }).waitFor();
  const stored = JSON.parse(await readFile(join(dataDir, 'settings.json'), 'utf8')) as unknown;
  expect(JSON.stringify(stored)).toContain('"nullText":"NULL"');
  expect(complaints).toEqual([]);

  await running.close();
  running = await launchConsole({ dataDir });
  await running.page.getByRole('heading', { level: 1, name: 'Overview' }).waitFor();
  await running.page.getByRole('link', { name: 'Settings' }).press('Enter');
  await section(running, 'Exports').press('Enter');
  await expect.poll(() => running?.page.getByRole('textbox', { name: /^Text for NULL/ }).inputValue()).toBe('NULL');
}, 180_000);

test('a warehouse that is not there leaves the way to another one, by the screen alone', async () => {
  running = await start({
    ...DEFAULT_SETTINGS,
    version: 1,
    warehouse: { kind: 'file', file: '/nowhere/season.duckdb' },
  });
  const { page } = running;
  await page.getByRole('heading', { level: 1, name: 'The warehouse could not be opened' }).waitFor();
  expect(await page.locator('main').innerText()).toContain('/nowhere/season.duckdb');
  await takeScreen(page, 'start-failed');
  await page.getByRole('link', { name: 'Choose another warehouse in Settings' }).press('Enter');
  await page.getByRole('radio', { name: 'Demo season' }).check({ force: true });
  await page.getByText('Saving opens this warehouse').waitFor();
  await takeScreen(page, 'settings-other-warehouse');
  await page.getByRole('button', { name: 'Save', exact: true }).press('Enter');
  await expect.poll(() => page.getByRole('banner').innerText(), { timeout: 60_000 }).toContain('Demo season');
  await page.getByRole('link', { name: 'Coverage' }).press('Enter');
  await page.getByRole('grid', { name: 'Months' }).waitFor();
}, 180_000);
