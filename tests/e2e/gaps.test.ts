import { rm } from 'node:fs/promises';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { CAUSE_TEXTS, isFault } from '../../shared/causes.js';
import { formatShare } from '../../shared/coverage.js';
import { BackfillPage } from './pages/backfill-page.js';
import { ConsolePage } from './pages/console-page.js';
import { CoveragePage } from './pages/coverage-page.js';
import { GapsPage } from './pages/gaps-page.js';
import { TableObject } from './pages/table.js';
import { coverageOf, gapsOf } from './support/cli.js';
import { launchConsole, newDemoDataDir, type RunningConsole } from './support/launch.js';
import { takeScreen } from './support/screens.js';
import { complaintsOf } from './support/watch.js';

const FROM = '2025-11-04';
const TO = '2026-02-01';
const RANGE = `from=${FROM}&to=${TO}`;

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

const count = (value: number): string => value.toLocaleString('en-US');
const plain = (text: string): string => text.replace(/[\s\u00a0\u202f]+/g, ' ').trim();

describe('from a hurt month to the plan that repairs it', () => {
  test('with the mouse: month, date, row, gaps, player, plan', async () => {
    const coverage = await coverageOf(dataDir, FROM, TO);
    const report = await gapsOf(dataDir, FROM, TO);

    running = await launchConsole({ dataDir });
    const { page } = running;
    const complaints = complaintsOf(page);
    const console = new ConsolePage(page);
    const store = new CoveragePage(page);
    const gaps = new GapsPage(page);
    await console.ready();

    // Spotted in the months, with the figures of the command line.
    await console.open('Coverage');
    await page.getByRole('button', { name: 'November to February' }).click();
    await store.months.row('2026-01').waitFor();
    await takeScreen(page, 'coverage-2-months');
    const january = coverage.months.find((month) => month.month === '2026-01');
    if (!january) throw new Error('the demo has no January');
    const cells = (await store.months.cells()).find((row) => row[0] === 'Jan 2026') ?? [];
    expect(cells[2]).toBe(count(january.rows));
    expect(cells[3]).toBe(count(january.rowsWithValue));
    expect(plain(cells[6] ?? '')).toBe(plain(formatShare(january.match)));

    // Down to one stored row and back up.
    await store.months.row('2026-01').click();
    await store.dates.row('2026-01-12').dblclick();
    await store.players.table.locator('tbody tr[data-row]').first().waitFor();
    await takeScreen(page, 'coverage-3-players');
    const player = await store.players.table.locator('tbody tr[data-row]').first().getAttribute('data-row');
    await store.players.table.locator('tbody tr[data-row]').first().click();
    await store.features.row('25').waitFor();
    expect(await store.features.count()).toBe(37);
    expect(await store.crumbs.innerText()).toContain(player ?? 'nobody');
    await takeScreen(page, 'coverage-4-row');
    await page.goBack();
    await store.players.table.waitFor();
    await page.goBack();
    await store.dates.row('2026-01-12').waitFor();
    expect(await store.months.row('2026-01').getAttribute('aria-selected')).toBe('true');

    // The same dates as gaps, with the counts of the command line.
    await page.evaluate((hash) => {
      window.location.hash = hash;
    }, `#/gaps?${RANGE}`);
    await gaps.gaps.table.waitFor();
    const faults = report.gaps.filter((gap) => isFault(gap.cause));
    expect(await gaps.figure('Faults').innerText()).toBe(count(faults.length));
    expect(plain(await gaps.figure('Closed by a rebuild from raw lines').innerText())).toBe(
      plain(
        `${formatShare(report.closable)} ${count(report.closable.numerator)} / ${count(report.closable.denominator)}`,
      ),
    );
    expect(await gaps.gaps.count()).toBe(faults.length);
    await takeScreen(page, 'gaps-1');

    // One cause, one gap with its evidence.
    const spelled = report.gaps.filter((gap) => gap.cause === 'suffix_or_alias');
    await gaps.cause(CAUSE_TEXTS.suffix_or_alias.label).click();
    await expect.poll(() => gaps.gaps.count()).toBe(spelled.length);
    expect(await gaps.count.innerText()).toBe(`${count(spelled.length)} of ${count(faults.length)} faults`);
    const one = spelled[0];
    if (!one?.nameMatch) throw new Error('the demo has no name that was spelled apart');
    await gaps.gaps.row(`${one.date} ${one.playerLookup}`).click();
    const said = await gaps.details.innerText();
    expect(said.replaceAll(/\s+/g, ' ')).toContain(one.evidence.replaceAll(/\s+/g, ' '));
    expect(said).toContain(one.nameMatch.playerLookup);
    await takeScreen(page, 'gaps-2-names');

    // His season.
    await gaps.details.getByRole('link', { name: 'Player’s season' }).click();
    await gaps.season.waitFor();
    expect(await page.getByRole('heading', { level: 1 }).innerText()).toBe(one.playerName);
    await gaps.days.row(one.date).waitFor();
    expect(await gaps.days.row(one.date).getAttribute('aria-selected')).toBe('true');
    expect(await gaps.season.locator(`[data-day="${one.date}"]`).getAttribute('aria-label')).toMatch(/suffix or alias/);
    await takeScreen(page, 'player-1-day');
    await page.getByRole('button', { name: 'Close the evidence' }).click();
    await takeScreen(page, 'player-2');
    await page.goBack();

    // Grouped, and the plan that closes what a rebuild closes.
    await gaps.cause(CAUSE_TEXTS.suffix_or_alias.label).click();
    await gaps.group('Cause');
    await new TableObject(page, 'Gaps by cause').row('not_in_context').waitFor();
    await takeScreen(page, 'gaps-3-groups');
    await gaps.plan.click();
    const backfill = new BackfillPage(page);
    await backfill.planTable.table.waitFor({ timeout: 60_000 });
    await expect.poll(() => backfill.launchButton.isEnabled()).toBe(true);
    const hash = await page.evaluate(() => window.location.hash);
    expect(hash).toContain(`from=${report.closableDates[0] ?? ''}`);
    expect(hash).toContain(`to=${report.closableDates.at(-1) ?? ''}`);
    await takeScreen(page, 'gaps-4-plan');
    expect(complaints).toEqual([]);
  }, 240_000);

  test('with the keyboard alone: walk, choose several, copy, sort, filter, find a player', async () => {
    running = await launchConsole({ dataDir });
    const { page } = running;
    const complaints = complaintsOf(page);
    const gaps = new GapsPage(page);
    await new ConsolePage(page).ready();
    await page.evaluate((hash) => {
      window.location.hash = hash;
    }, `#/gaps?${RANGE}`);
    await gaps.gaps.table.waitFor();
    const press = (key: string): Promise<void> => page.keyboard.press(key);
    const focused = (): Promise<string> =>
      page.evaluate(() => {
        const element = document.activeElement;
        return element?.getAttribute('data-row') ?? element?.getAttribute('aria-label') ?? element?.textContent ?? '';
      });
    const tabTo = async (reached: (name: string) => boolean): Promise<void> => {
      for (let presses = 0; presses < 60; presses += 1) {
        if (reached(await focused())) return;
        await press('Tab');
      }
      throw new Error('the keyboard does not get there');
    };

    // One Tab stop for the rows; Down walks, Shift with Down chooses a range.
    await tabTo((name) => /^\d{4}-\d{2}-\d{2} /.test(name));
    await press('ArrowDown');
    await press('ArrowDown');
    await press('Shift+ArrowDown');
    await press('Shift+ArrowDown');
    await expect.poll(() => gaps.gaps.table.locator('tr[aria-selected="true"]').count()).toBe(3);
    await expect.poll(() => gaps.count.innerText()).toMatch(/3 chosen$/);
    await gaps.details.waitFor();
    // Copied with their header: read back from the clipboard of the machine.
    await press('ControlOrMeta+c');
    const rows = await running.app.evaluate(({ clipboard }) => clipboard.readText());
    expect(rows.split('\n')).toHaveLength(4);
    expect(rows.split('\n')[0]).toMatch(/^Date\tPlayer\t/);
    // Right goes into the cells: one of them alone.
    await press('ArrowRight');
    await press('ArrowRight');
    await press('ControlOrMeta+c');
    const cell = await running.app.evaluate(({ clipboard }) => clipboard.readText());
    expect(rows.split('\n')[3]?.split('\t')[1]).toBe(cell);

    // The header: one Tab stop before the rows, arrows along it, Enter sorts, Shift adds, the funnel filters.
    await press('Home');
    await press('ArrowLeft');
    await press('ArrowLeft');
    await press('ArrowUp');
    expect(await focused()).toBe('Date');
    await press('Enter');
    await press('Enter');
    expect(await page.evaluate(() => window.location.hash)).toContain(encodeURIComponent('"-game_date"'));
    await press('ArrowRight');
    expect(await focused()).toBe('Filter Date');
    await press('Enter');
    await page.getByRole('dialog', { name: 'Filter Date' }).waitFor();
    await tabTo((name) => name === '' || name.startsWith('At least'));
    await page.keyboard.type('2026-01-15');
    await press('Escape');
    await page.getByRole('button', { name: 'Take away the filter Date ≥ 2026-01-15' }).waitFor();
    expect((await gaps.gaps.cells()).every((row) => (row[0] ?? '').slice(-10) >= '2026-01-15')).toBe(true);

    // A player by a part of the name.
    await gaps.findBox.focus();
    const name = (await gaps.gaps.cells())[0]?.[1] ?? '';
    await page.keyboard.type(name.slice(0, -1).toLowerCase());
    await page.getByRole('option', { name }).waitFor();
    await press('Enter');
    await page.getByRole('heading', { level: 1, name }).waitFor({ timeout: 60_000 });
    await gaps.season.waitFor();
    await takeScreen(page, 'player-3-found');
    expect(complaints).toEqual([]);
  }, 240_000);

  test('in the calendar of coverage: a range by Shift and arrows leads to its plan', async () => {
    running = await launchConsole({ dataDir });
    const { page } = running;
    const complaints = complaintsOf(page);
    const store = new CoveragePage(page);
    await new ConsolePage(page).ready();
    await page.evaluate((hash) => {
      window.location.hash = hash;
    }, `#/coverage?${RANGE}&view=heatmap`);
    await store.calendar.waitFor();
    // A month by its name: as much as the range has of it, date by date below.
    await store.calendar.getByRole('button', { name: 'Nov', exact: true }).click();
    await expect.poll(() => store.daysChosen.innerText()).toContain(`${FROM} – 2025-11-30`);
    await store.dates.row(FROM).waitFor();
    expect(await store.dates.row('2025-12-01').count()).toBe(0);
    await store.calendar.locator('[data-day="2026-01-05"]').click();
    for (let presses = 0; presses < 3; presses += 1) await page.keyboard.press('Shift+ArrowDown');
    await expect.poll(() => store.daysChosen.innerText()).toContain('2026-01-05 – 2026-01-08');
    await page.keyboard.press('Shift+ArrowRight');
    await expect.poll(() => store.daysChosen.innerText()).toContain('2026-01-05 – 2026-01-15');
    await takeScreen(page, 'coverage-5-calendar');
    await store.daysChosen.getByRole('link', { name: /^Plan a backfill/ }).click();
    const backfill = new BackfillPage(page);
    expect([await backfill.dateIn('From'), await backfill.dateIn('To')]).toEqual(['2026-01-05', '2026-01-15']);
    for (const view of ['Teams', 'Books', 'Snapshots'] as const) {
      await new ConsolePage(page).open('Coverage');
      await store.view(view);
      await page.waitForTimeout(1500);
      await takeScreen(page, `coverage-6-${view.toLowerCase()}`);
      if (view !== 'Books') continue;
      // A figure of a book leads to as many rows.
      const figure = new TableObject(page, 'Books').table.getByRole('link', { name: /of them in the store/ }).first();
      const said = await figure.innerText();
      await figure.click();
      const lines = new TableObject(page, 'Line diff');
      await lines.table.waitFor();
      await expect.poll(async () => count(await lines.count())).toBe(said);
    }
    expect(complaints).toEqual([]);
  }, 240_000);
});
