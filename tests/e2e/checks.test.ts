import { readFile, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { formatShare } from '../../shared/coverage.js';
import { ChecksPage } from './pages/checks-page.js';
import { TableObject } from './pages/table.js';
import { coverageOf } from './support/cli.js';
import { launchConsole, newDemoDataDir, type RunningConsole } from './support/launch.js';
import { takeScreen } from './support/screens.js';
import { complaintsOf } from './support/watch.js';

const FROM = '2025-11-04';
const TO = '2026-02-01';
const RANGE = `from=${FROM}&to=${TO}`;

let running: RunningConsole;
let screen: ChecksPage;
let complaints: string[];
let dataDir: string;

beforeEach(async () => {
  dataDir = await newDemoDataDir();
  running = await launchConsole({ dataDir });
  screen = new ChecksPage(running.page);
  complaints = complaintsOf(running.page);
  await running.page.getByRole('heading', { level: 1, name: 'Overview' }).waitFor();
});
afterEach(async () => {
  await running.close();
  await rm(dataDir, { recursive: true, force: true });
});

test('the checks say what the incident did, with the keyboard alone, and lead to the rebuild that repairs it', async () => {
  const { page } = running;
  const press = (key: string): Promise<void> => page.keyboard.press(key);
  // The header tells them on every screen and is the way to them.
  const health = page.getByRole('banner').getByRole('link', { name: /alert/ });
  await health.waitFor();
  await health.press('Enter');
  await screen.check('Match rate').waitFor();
  await takeScreen(page, 'checks');
  const rate = await screen.details('Match rate, raw to store').innerText();
  expect(rate).toContain('critical');

  // Thresholds as they were first alert on the same figures.
  const summary = page.locator('.checks-summary');
  const corrected = await summary.innerText();
  await page.getByRole('radio', { name: 'Corrected thresholds' }).focus();
  await press('ArrowLeft');
  await expect.poll(() => summary.innerText()).not.toBe(corrected);
  await expect.poll(() => screen.check('Coverage of seven days').innerText()).toContain('critical');
  await press('ArrowRight');
  await expect.poll(() => screen.check('Coverage of seven days').innerText()).toMatch(/^ok/);

  // Every button that names rows opens a table that has them.
  const named = await screen.namedTargets();
  expect(named.map(({ table }) => table)).toEqual(expect.arrayContaining(['Line diff', 'Dates', 'Months']));
  for (const { word, href, rows, table } of named) {
    await screen.go(href);
    const drawn = new TableObject(page, table);
    await drawn.table.waitFor();
    if (rows !== null) await expect.poll(() => drawn.count(), { message: word }).toBe(rows);
    // A filter by a column that the screen does not draw would be left out, and said so.
    expect(await page.getByText('Left out:').count(), word).toBe(0);
  }
  await screen.go('#/checks');
  await screen.check('Match rate').waitFor();

  // Down to the drift, and from there to its root cause.
  await screen.check('Match rate').focus();
  for (
    let presses = 0;
    presses < 20 && !(await screen.details('Drift against last season').isVisible());
    presses += 1
  ) {
    await press('ArrowDown');
  }
  await screen.details('Drift against last season').getByRole('link', { name: 'Find the root cause' }).press('Enter');
  await page.getByRole('heading', { level: 1, name: 'Root cause' }).waitFor();

  await screen.go(`#/checks/root-cause?${RANGE}`);
  await screen.chart.waitFor();
  await takeScreen(page, 'root-cause');
  await screen.chart.focus();
  await press('Home');
  expect(await screen.chart.getAttribute('aria-valuetext')).toMatch(
    /^2025-11-04: Match rate \d+\.\d % \(\d+ of \d+ players/,
  );
  await press('ArrowRight');
  expect(await screen.chart.getAttribute('aria-valuetext')).toMatch(/^2025-11-05: /);
  await page.getByRole('button', { name: 'As a table' }).press('Enter');
  expect(
    await page.getByRole('region', { name: 'Match rate, overlap and lines by game date' }).getByRole('row').count(),
  ).toBeGreaterThan(80);

  // The predicted match rate is the one the plan of the same rebuild gives.
  const predicted = await page.getByRole('row', { name: /^Match rate/ }).innerText();
  await page.getByRole('link', { name: 'Open the plan of this rebuild' }).press('Enter');
  const plan = new TableObject(page, 'Plan');
  await plan.table.waitFor();
  await expect
    .poll(async () => (await page.locator('.strip').innerText()).replaceAll(/\s+/g, ' '), { timeout: 30_000 })
    .toMatch(/Match rate expected/);
  const strip = (await page.locator('.strip').innerText()).replaceAll(/\s+/g, ' ');
  const after = /99\.\d % [\d,]+ \/ [\d,]+/.exec(predicted.replaceAll(/\s+/g, ' '))?.[0];
  expect(after).toBeDefined();
  expect(strip).toContain(`Match rate expected ${after ?? ''}`);
  expect(complaints).toEqual([]);

  // The same figure as the command line counts.
  await running.close();
  const { months } = await coverageOf(dataDir, '2025-10-21', '2026-02-02');
  const match = months.reduce(
    (sum, month) => ({
      numerator: sum.numerator + month.match.numerator,
      denominator: sum.denominator + month.match.denominator,
    }),
    { numerator: 0, denominator: 0 },
  );
  expect(rate).toContain(formatShare(match).replace(' %', ''));
});

test('the line diff counts, filters, swaps, shows the rows behind a line, and exports what it shows', async () => {
  const { page } = running;
  const file = join(dataDir, 'differs.csv');
  await running.app.evaluate(({ dialog }, filePath) => {
    dialog.showSaveDialog = () => Promise.resolve({ canceled: false, filePath });
  }, file);
  await screen.go(`#/diff?${RANGE}`);
  const table = new TableObject(page, 'Line diff');
  await table.table.waitFor();
  await takeScreen(page, 'line-diff');
  const all = await table.count();
  expect((await table.cells())[0]?.[0]).toBe('duplicate');
  const words = ['duplicate', 'differs', 'context only', 'raw only', 'same', 'nowhere'];
  const counts = await Promise.all(words.map((word) => screen.countOf(word)));
  expect(counts.reduce((sum, count) => sum + count, 0)).toBe(all);

  await screen.status('differs').press('Enter');
  await expect.poll(() => table.count()).toBe(counts[1]);
  expect(new Set((await table.cells()).map((row) => row[0]))).toEqual(new Set(['differs']));
  await page.getByRole('button', { name: 'Export…' }).press('Enter');
  await page.getByText(`written to ${file}`).waitFor();
  const records = (await readFile(file, 'utf8')).trimEnd().split('\r\n');
  expect(records.length - 1).toBe(counts[1]);
  expect(records[0]?.split(',')).toContain('current_difference');

  // Every figure leads to its rows, by mouse and by keyboard: a step of the funnel, a status of the first month.
  const total = await table.count();
  const stored = await screen.pressFigure(/^([\d,]+) Store line, show these rows$/, 'mouse');
  await expect.poll(() => table.count()).toBe(stored);
  expect(stored).not.toBe(total);
  const alone = await screen.pressFigure(/^([\d,]+) Nov 2025, raw only, show these rows$/, 'keyboard');
  await expect.poll(() => table.count()).toBe(alone);
  await screen.pressFigure(/^([\d,]+) Played, show these rows$/, 'mouse');
  await expect.poll(() => screen.status('differs').getAttribute('aria-pressed')).toBe('false');
  await page.getByRole('button', { name: /^Take away the filter/ }).press('Enter');
  await screen.status('differs').press('Enter');
  await expect.poll(() => table.count()).toBe(counts[1]);

  // Swapped sides turn the sign and keep what differs.
  const first = await table.cells();
  await page.getByRole('button', { name: 'Swap the two sides' }).press('Enter');
  await expect.poll(async () => (await table.cells())[0]?.slice(3, 5)).toEqual([first[0]?.[4], first[0]?.[3]]);
  expect(await table.count()).toBe(counts[1]);

  // A row opens every raw row, with the one that was chosen.
  await table.table.locator('tbody tr[data-row]').first().click();
  await screen.evidence.getByRole('link', { name: 'Plan this date' }).waitFor();
  const raw = new TableObject(page, 'Raw rows');
  await raw.table.waitFor();
  const chosen = (await raw.cells()).map((row) => row[0]).filter((word) => word !== '');
  expect(chosen.length).toBeGreaterThan(0);
  expect(chosen.every((word) => ['current', 'opening', 'both'].includes(word ?? ''))).toBe(true);
  await takeScreen(page, 'line-diff-evidence');
  expect(complaints).toEqual([]);
});
