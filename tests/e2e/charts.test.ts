import { readdir, readFile, rm } from 'node:fs/promises';
import { join } from 'node:path';
import type { Locator, Page } from 'playwright';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { ratioOf, type CoverageReport } from '../../shared/coverage.js';
import { ConsolePage } from './pages/console-page.js';
import { CoveragePage } from './pages/coverage-page.js';
import { datesOf } from './support/cli.js';
import { launchConsole, newDemoDataDir, type RunningConsole } from './support/launch.js';
import { takeScreen } from './support/screens.js';
import { settled } from './support/views.js';
import { complaintsOf } from './support/watch.js';

const FROM = '2025-11-04';
const TO = '2026-02-01';
const RANGE = `from=${FROM}&to=${TO}`;

let running: RunningConsole;
let dataDir: string;
let page: Page;
let complaints: readonly string[];
/** As the command line tells them. */
let dates: CoverageReport['dates'];

// One start for all: nothing here changes the store.
beforeAll(async () => {
  dataDir = await newDemoDataDir();
  dates = await datesOf(dataDir, FROM, TO);
  running = await launchConsole({ dataDir });
  page = running.page;
  complaints = complaintsOf(page);
  await page.emulateMedia({ colorScheme: 'light', reducedMotion: 'reduce' });
  await page.getByRole('heading', { level: 1, name: 'Overview' }).waitFor();
});
afterAll(async () => {
  await running.close();
  await rm(dataDir, { recursive: true, force: true });
});

const words = (text: string): string => text.replaceAll(/\s+/g, ' ').trim();

async function go(hash: string): Promise<void> {
  await page.evaluate((to) => {
    globalThis.location.hash = to;
  }, hash);
  await settled(page);
}

describe('the season’s chart', () => {
  const chart = (): Locator => page.getByRole('figure', { name: /^Match rate/ });
  const plot = (): Locator => chart().getByRole('slider');
  const tip = (): Locator => chart().locator('.chart-tip');
  const series = (name: string): Locator => chart().getByRole('button', { name, exact: true });
  const say = (): Promise<string | null> => plot().getAttribute('aria-valuetext');

  /** The next save dialog is answered with this path, or closed. */
  const answerDialog = (filePath: string | null): Promise<void> =>
    running.app.evaluate(({ dialog }, path) => {
      dialog.showSaveDialog = () => Promise.resolve({ canceled: path === null, filePath: path ?? '' });
    }, filePath);
  const choose = async (item: RegExp): Promise<void> => {
    await chart().getByRole('button', { name: 'Export the chart' }).press('Enter');
    await page.getByRole('menuitem', { name: item }).press('Enter');
  };
  /** Size of a PNG, and its pixels in exactly the colour of a token of the light theme. */
  const pixels = async (path: string, token: string): Promise<{ width: number; height: number; painted: number }> => {
    const colour = await page.evaluate(
      (name) => getComputedStyle(document.documentElement).getPropertyValue(name).trim(),
      token,
    );
    return running.app.evaluate(
      ({ nativeImage }, { file, hex }) => {
        const image = nativeImage.createFromPath(file);
        const bitmap = image.toBitmap();
        const [r, g, b] = [1, 3, 5].map((at) => Number.parseInt(hex.slice(at, at + 2), 16));
        let painted = 0;
        for (let at = 0; at < bitmap.length; at += 4)
          if (bitmap[at] === b && bitmap[at + 1] === g && bitmap[at + 2] === r) painted += 1;
        return { ...image.getSize(), painted };
      },
      { file: path, hex: colour },
    );
  };

  beforeAll(async () => {
    await go('#/overview');
    await chart().waitFor();
  });

  test('is walked with the keys, and tells beside the cursor what it says aloud', async () => {
    await plot().focus();
    expect(await tip().count()).toBe(0);
    await page.keyboard.press('Home');
    await tip().waitFor();
    const first = await say();
    // The season begins with an event: a day without a value is told too.
    expect(words(await tip().innerText())).toContain((first ?? '').slice(0, 10));
    await page.keyboard.press('End');
    await expect.poll(say).not.toBe(first);
    await page.keyboard.press('PageUp');
    await page.keyboard.press('ArrowLeft');
    const said = (await say()) ?? '';
    const [date = ''] = said.split(':');
    const ratio = ratioOf(dates.find((one) => one.date === date)?.match ?? { numerator: 0, denominator: 0 });
    const told = `Match rate ${((ratio ?? Number.NaN) * 100).toFixed(1)} %`;
    expect(said).toContain(told);
    expect(words(await tip().innerText())).toContain(told);
    await takeScreen(page, 'chart-1-keys');
    // The pointer at the same place tells the same.
    const byKeys = words(await tip().innerText());
    const cursor = await chart().locator('.u-cursor-x').boundingBox();
    const box = await plot().boundingBox();
    await page.keyboard.press('Escape');
    await tip().waitFor({ state: 'detached' });
    await page.mouse.move((cursor?.x ?? 0) + 0.5, (box?.y ?? 0) + 60);
    await tip().waitFor();
    expect(words(await tip().innerText())).toBe(byKeys);
    await page.mouse.move(2, 2);
    await tip().waitFor({ state: 'detached' });
  });

  test('is saved as a picture of what is shown; a closed dialog does nothing', async () => {
    await answerDialog(null);
    await choose(/PNG/);
    await expect.poll(() => chart().locator('.export-note').count()).toBe(0);
    const all = join(dataDir, 'all.png');
    await answerDialog(all);
    await choose(/PNG/);
    await chart()
      .getByText(/^1 picture .* written to .*all\.png$/)
      .waitFor();
    const whole = await pixels(all, '--tone-warn');
    const { wide, ratio } = await chart().evaluate((figure) => ({
      wide: figure.clientWidth,
      ratio: globalThis.devicePixelRatio,
    }));
    expect(whole.width).toBe(Math.round((Math.max(720, wide) + 32) * ratio));
    expect(whole.painted).toBeGreaterThan(200);
    // Title, axes and events: text in the two colours of text.
    expect((await pixels(all, '--text')).painted).toBeGreaterThan(200);
    expect((await pixels(all, '--text-muted')).painted).toBeGreaterThan(500);

    // Hidden by the keyboard: not drawn, not told, not in the picture; the last one stays.
    await series('Rows with a line').press('Enter');
    expect(await series('Rows with a line').getAttribute('aria-pressed')).toBe('false');
    await plot().focus();
    await page.keyboard.press('End');
    await page.keyboard.press('ArrowLeft');
    expect(await say()).not.toContain('Rows with a line');
    const fewer = join(dataDir, 'fewer.png');
    await answerDialog(fewer);
    await choose(/PNG/);
    await chart()
      .getByText(/written to .*fewer\.png$/)
      .waitFor();
    expect((await pixels(fewer, '--tone-warn')).painted).toBe(0);
    await series('Players books post lines for').press('Enter');
    await series('Match rate').press('Enter');
    expect(await series('Match rate').getAttribute('aria-pressed')).toBe('true');
    await series('Players books post lines for').press('Enter');
    await series('Rows with a line').press('Enter');
    expect((await readdir(dataDir)).filter((name) => name.endsWith('.partial'))).toEqual([]);
  });

  test('gives its figures as CSV, gaps as nothing, with a manifest beside', async () => {
    const path = join(dataDir, 'season.csv');
    await answerDialog(path);
    await choose(/CSV/);
    await chart()
      .getByText(/^\d+ dates .* written to .*season\.csv$/)
      .waitFor();
    const [head, ...records] = (await readFile(path, 'utf8')).trimEnd().split('\r\n');
    expect(head).toBe('date,Match rate (%),Rows with a line (%),Players books post lines for (%)');
    const byDate = new Map(records.map((record) => [record.slice(0, 10), record.split(',')]));
    for (const date of dates) {
      const ratio = ratioOf(date.match);
      const cell = byDate.get(date.date)?.[1];
      expect([date.date, cell]).toEqual([date.date, ratio === null ? '' : String(ratio * 100)]);
    }
    // The first 14 days were never stored: a gap, not a zero.
    expect(byDate.get('2025-10-25')?.slice(1, 3)).toEqual(['', '']);
    expect(JSON.parse(await readFile(`${path}.manifest.json`, 'utf8'))).toMatchObject({ rows: records.length });
    const nowhere = join(dataDir, 'not-there', 'season.png');
    await answerDialog(nowhere);
    await choose(/PNG/);
    await chart().getByText(nowhere).waitFor();
    await chart().getByRole('button', { name: 'Dismiss' }).press('Enter');
  });

  test('is copied as a picture', async () => {
    await running.app.evaluate(({ clipboard }) => {
      clipboard.clear();
    });
    await choose(/^Copy/);
    await chart().getByText('The picture is in the clipboard.').waitFor();
    expect(await running.app.evaluate(({ clipboard }) => clipboard.has('image/png'))).toBe(true);
    expect(complaints).toEqual([]);
  });
});

describe('the calendar', () => {
  const days = (): Locator => new CoveragePage(page).calendar;
  const tip = (): Locator => page.locator('.tip');
  const chosen = (): Promise<string> => new CoveragePage(page).daysChosen.getByRole('heading').innerText();
  const at = (): Promise<string> =>
    page.evaluate(() => document.activeElement?.getAttribute('data-day') ?? document.activeElement?.tagName ?? '');

  beforeAll(async () => {
    await new ConsolePage(page).open('Coverage');
    await go(`#/coverage?${RANGE}&view=heatmap`);
    await days().waitFor();
  });

  test('is walked by day, week and month, and tells of each day what a reader hears', async () => {
    expect(await days().locator('button[tabindex="0"]').count()).toBe(1);
    await days().locator('button[tabindex="0"]').focus();
    await page.keyboard.press('ArrowDown');
    await expect.poll(at).toBe('2025-11-05');
    await page.keyboard.press('ArrowRight');
    await expect.poll(at).toBe('2025-11-12');
    await page.keyboard.press('PageDown');
    await expect.poll(at).toBe('2025-12-12');
    await tip().waitFor();
    const label = (await days().locator('[data-day="2025-12-12"]').getAttribute('aria-label')) ?? '';
    expect(words(await tip().innerText())).toBe(label.replace(': ', ' '));
    await page.keyboard.press('Escape');
    await tip().waitFor({ state: 'detached' });
    expect(await chosen()).toContain('2025-12-12');
  });

  test('grows a range by Shift with the keys, also back over its start, and plans it', async () => {
    await page.keyboard.press('Shift+PageDown');
    await expect.poll(chosen).toBe('2025-12-12 – 2026-01-12');
    await page.keyboard.press('Shift+ArrowLeft');
    await expect.poll(chosen).toBe('2025-12-12 – 2026-01-05');
    await page.keyboard.press('ControlOrMeta+Shift+Home');
    await expect.poll(chosen).toBe('2025-11-04 – 2025-12-12');
    expect(await days().locator('td[aria-selected="true"]').count()).toBe(39);
  });

  test('is dragged over with the mouse, and Shift with a click moves the other end', async () => {
    await days().locator('[data-day="2026-01-05"]').hover();
    await page.mouse.down();
    await days().locator('[data-day="2026-01-06"]').hover();
    await days().locator('[data-day="2026-01-14"]').hover();
    await page.mouse.up();
    await expect.poll(chosen).toBe('2026-01-05 – 2026-01-14');
    // Over, not down: what is passed over after the button is up chooses nothing.
    await days().locator('[data-day="2026-01-20"]').hover();
    expect(await chosen()).toBe('2026-01-05 – 2026-01-14');
    await days()
      .locator('[data-day="2026-01-18"]')
      .click({ modifiers: ['Shift'] });
    await expect.poll(chosen).toBe('2026-01-05 – 2026-01-18');
    await takeScreen(page, 'calendar-range');
    await new CoveragePage(page).daysChosen.getByRole('link', { name: /^Plan a backfill for 14 dates/ }).press('Enter');
    await page.getByRole('heading', { level: 1, name: 'Backfill' }).waitFor();
    expect(await page.evaluate(() => globalThis.location.hash)).toContain('from=2026-01-05&to=2026-01-18');
    expect(complaints).toEqual([]);
  });
});
