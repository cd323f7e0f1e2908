import { readFile, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { CAUSE_TEXTS } from '../../shared/causes.js';
import { formatShare } from '../../shared/coverage.js';
import type { Gap } from '../../shared/lines.js';
import { BackfillPage } from './pages/backfill-page.js';
import { ChecksPage } from './pages/checks-page.js';
import { CoveragePage } from './pages/coverage-page.js';
import { GapsPage } from './pages/gaps-page.js';
import { OverviewPage } from './pages/overview-page.js';
import { PalettePage } from './pages/palette-page.js';
import { RunPage } from './pages/run-page.js';
import { ShellPage } from './pages/shell-page.js';
import { TableObject } from './pages/table.js';
import { coverageOf, gapsOf } from './support/cli.js';
import { Journey, Keyboard } from './support/journey.js';
import { launchConsole, newDemoDataDir, type RunningConsole } from './support/launch.js';
import { monthsOfReport } from './support/report-file.js';
import { takeScreen } from './support/screens.js';
import { answerSave, complaintsOf } from './support/watch.js';

const [FROM, TO] = ['2025-11-04', '2026-02-01'];
/** For a machine with other work too. */
const SOON = { timeout: 30_000 };

let running: RunningConsole;
let dataDir: string;

beforeEach(async () => {
  dataDir = await newDemoDataDir();
});
afterEach(async () => {
  await running.close();
  await rm(dataDir, { recursive: true, force: true });
});

const plain = (text: string): string => text.replaceAll(/[\s\u00a0\u202f]+/g, ' ').trim();

/** Month, rows, share and match rate of each month of the Coverage screen, as they are read. */
async function seenMonths(store: CoveragePage): Promise<readonly (readonly string[])[]> {
  const cells = await store.months.cells();
  return cells.map((row) => [row[0] ?? '', row[2] ?? '', row[5] ?? '', row[6] ?? ''].map(plain));
}

describe('the collapse is seen, repaired, verified, compared and reported', () => {
  /** What both hands leave behind: the store repaired, and a report that says what the screen said. */
  async function expectRepaired(
    seen: readonly (readonly string[])[],
    compared: readonly (readonly string[])[],
    result: readonly (readonly string[])[],
    reported: readonly (readonly string[])[],
  ): Promise<void> {
    const before = await coverageOf(dataDir, FROM, TO);
    expect(seen.map(([, rows]) => rows)).toEqual(before.months.map(({ rows }) => rows.toLocaleString('en-US')));
    expect(seen.map(([, , , match]) => match)).toEqual(before.months.map(({ match }) => plain(formatShare(match))));
    expect(before.months.every(({ match }) => match.numerator / match.denominator > 0.99)).toBe(true);
    // The snapshots that the run kept say what its result says.
    expect(compared).toEqual(result);
    expect(reported).toEqual(seen);
  }

  test('by mouse', async () => {
    running = await launchConsole({ dataDir });
    const { page } = running;
    const complaints = complaintsOf(page);
    const [overview, backfill, run, store] = pagesOf(running);
    await overview.ready();
    const journey = await Journey.begin(page, 'collapse to report', 'mouse');

    await expect.poll(() => overview.verdict.innerText(), SOON).toMatch(/needs attention: 2 checks of \d+ alert/);
    await takeScreen(page, 'story-a-1-overview');
    await overview.openPlan.click();
    await expect.poll(() => backfill.launchButton.isEnabled(), SOON).toBe(true);
    const promised = plain(await backfill.figure('Match rate expected').innerText());
    await takeScreen(page, 'story-a-2-plan');
    await backfill.launchButton.click();
    expect(await run.settled(['succeeded', 'failed', 'interrupted'])).toBe('succeeded');
    await run.tab(/^Result/).click();
    await expect.poll(async () => (await run.months.cells())[0]?.[2], SOON).toMatch(/^[\d,]+$/);
    const result = await run.months.cells();
    await takeScreen(page, 'story-a-3-result');
    // What the plan promised is what came.
    const total = plain(await run.months.table.locator('tfoot').innerText());
    expect(total).toContain(/\d+\.\d %/.exec(promised)?.[0]);
    await expect.poll(() => overview.health.innerText(), SOON).not.toMatch(/alert/);

    await run.openInCoverage.click();
    await store.months.row('2026-01').waitFor();
    const seen = await seenMonths(store);
    await store.view('Snapshots');
    await store.compareNewest.click();
    await store.changed.table.waitFor();
    expect(await store.changed.count()).toBe(87);
    const compared = await new TableObject(page, 'Months').cells();
    await takeScreen(page, 'story-a-4-compared');
    const file = join(dataDir, 'report.html');
    await answerSave(running, file);
    await store.exportReport.click();
    await store.written(file).waitFor();
    await takeScreen(page, 'story-a-5-reported');
    const { clicks } = await journey.end();

    expect(clicks).toBeLessThanOrEqual(7);
    expect(complaints).toEqual([]);
    await running.close();
    await expectRepaired(seen, compared, result, monthsOfReport(await readFile(file, 'utf8')));
  });

  test('by keyboard', async () => {
    running = await launchConsole({ dataDir });
    const { page } = running;
    const complaints = complaintsOf(page);
    const [overview, backfill, run, store] = pagesOf(running);
    const keys = new Keyboard(page);
    const palette = new PalettePage(page, keys);
    await overview.ready();
    const journey = await Journey.begin(page, 'collapse to report', 'keyboard');

    await expect.poll(() => overview.verdict.innerText(), SOON).toMatch(/needs attention: 2 checks of \d+ alert/);
    await overview.openPlan.waitFor();
    await palette.take('plan', /Open the plan/);
    await expect.poll(() => backfill.launchButton.isEnabled(), SOON).toBe(true);
    await keys.tabTo(backfill.launchButton, 4);
    await keys.press('Enter');
    expect(await run.settled(['succeeded', 'failed', 'interrupted'])).toBe('succeeded');
    await keys.tabTo(run.tab(/^Progress/), 8);
    await keys.press('ArrowRight');
    await expect.poll(async () => (await run.months.cells())[0]?.[2], SOON).toMatch(/^[\d,]+$/);
    const result = await run.months.cells();

    await keys.tabTo(run.openInCoverage, 5);
    await keys.press('Enter');
    await store.months.row('2026-01').waitFor();
    const seen = await seenMonths(store);
    const file = join(dataDir, 'report.html');
    await answerSave(running, file);
    await palette.take('report', /Export report…/);
    await store.written(file).waitFor();
    await palette.take('snap', /Compare two snapshots/);
    await store.snapshots.table.waitFor();
    await palette.take('newest', /Compare the newest pair/);
    await store.changed.table.waitFor();
    expect(await store.changed.count()).toBe(87);
    const compared = await new TableObject(page, 'Months').cells();
    await takeScreen(page, 'story-a-6-by-keyboard');
    const effort = await journey.end();

    expect(effort.keys).toBeLessThanOrEqual(50);
    // The order of the months compared stands in the address, as that of the dates below them does.
    await page
      .getByRole('grid', { name: 'Months', exact: true })
      .getByRole('button', { name: /^Rows before/ })
      .first()
      .click();
    await expect.poll(() => decodeURIComponent(new URL(page.url()).hash)).toContain('months={"s":["rows_before"]}');
    expect(complaints).toEqual([]);
    await running.close();
    await expectRepaired(seen, compared, result, monthsOfReport(await readFile(file, 'utf8')));
  });
});

function pagesOf(console: RunningConsole): readonly [OverviewPage, BackfillPage, RunPage, CoveragePage] {
  const { page } = console;
  return [new OverviewPage(page), new BackfillPage(page), new RunPage(page), new CoveragePage(page)];
}

describe('why one player has no line on a date', () => {
  const DATE = '2026-01-12';

  /** A player whose line stands in a feed and was lost on the way: cause, evidence and chosen row are all there. */
  async function oneGap(): Promise<{ readonly one: Gap; readonly known: readonly Gap[] }> {
    const { gaps } = await gapsOf(dataDir, DATE, DATE);
    const one = gaps.find((gap) => gap.cause === 'not_in_context' && gap.closedByRebuild);
    if (!one) throw new Error('the demo has no such gap on the date');
    return { one, known: gaps };
  }

  /** All the raw rows of the pair, the one that was chosen marked, and the rule. */
  async function expectChosenRow(screen: ChecksPage, one: Gap): Promise<void> {
    const raw = new TableObject(screen.page, 'Raw rows');
    await raw.table.waitFor();
    const chosen = (await raw.cells()).filter((row) => row[0] === 'current' || row[0] === 'both');
    // Chosen, feed, line.
    expect(chosen.map((row) => row[2])).toEqual([one.raw?.current?.toFixed(1)]);
    const said = plain(await screen.evidence.innerText());
    expect(said).toContain(plain(CAUSE_TEXTS[one.cause].label));
    expect(said).toContain(plain(one.evidence));
  }

  test('by mouse, and the line in its place after a rebuild of the date', async () => {
    const { one } = await oneGap();
    running = await launchConsole({ dataDir });
    const { page } = running;
    const complaints = complaintsOf(page);
    const [overview, backfill, run] = pagesOf(running);
    const gaps = new GapsPage(page);
    const evidence = new ChecksPage(page);
    const shell = new ShellPage(running, page);
    await overview.ready();
    const journey = await Journey.begin(page, 'why a player has no line', 'mouse');

    await overview.seeGaps.click();
    await gaps.gaps.table.waitFor();
    await gaps.findBox.click();
    await page.keyboard.type(one.playerName.split(' ').at(-1)?.toLowerCase() ?? one.playerName);
    await page.getByRole('option', { name: one.playerName }).click();
    await page.getByRole('heading', { level: 1, name: one.playerName }).waitFor();
    await takeScreen(page, 'story-b-1-player');
    await gaps.season.locator(`[data-day="${DATE}"]`).click();
    await expectChosenRow(evidence, one);
    await takeScreen(page, 'story-b-2-evidence');
    const { clicks } = await journey.end();
    expect(clicks).toBeLessThanOrEqual(4);

    // The repair of the date, from the evidence itself; back on his page the day has its line.
    const repair = await Journey.begin(page, 'repair of that date', 'mouse');
    await evidence.evidence.getByRole('link', { name: 'Plan this date' }).click();
    await expect.poll(() => backfill.launchButton.isEnabled(), SOON).toBe(true);
    await backfill.launchButton.click();
    expect(await run.settled(['succeeded', 'failed', 'interrupted'])).toBe('succeeded');
    await shell.back.click();
    await shell.back.click();
    await gaps.season.waitFor();
    await expect
      .poll(() => gaps.season.locator(`[data-day="${DATE}"]`).getAttribute('aria-label'), SOON)
      .toContain(String(one.raw?.current));
    expect((await repair.end()).clicks).toBeLessThanOrEqual(4);
    expect(complaints).toEqual([]);
  });

  test('by keyboard, down to the chosen row', async () => {
    const { one, known } = await oneGap();
    running = await launchConsole({ dataDir });
    const { page } = running;
    const complaints = complaintsOf(page);
    const [overview] = pagesOf(running);
    const gaps = new GapsPage(page);
    const evidence = new ChecksPage(page);
    const keys = new Keyboard(page);
    const palette = new PalettePage(page, keys);
    await overview.ready();
    const journey = await Journey.begin(page, 'why a player has no line', 'keyboard');

    await palette.take(`gaps ${DATE}`, /^Gaps: 2026-01-12/);
    await gaps.gaps.table.waitFor();
    await keys.press('ControlOrMeta+f');
    await keys.type(one.playerLookup.slice(0, 6));
    await expect.poll(() => gaps.gaps.count(), SOON).toBeLessThan(known.length);
    await keys.press('ArrowDown');
    await keys.tabTo(gaps.gaps.row(`${DATE} ${one.playerLookup}`), 0);
    const said = plain(await gaps.details.innerText());
    expect(said).toContain(plain(CAUSE_TEXTS[one.cause].label));
    expect(said).toContain(plain(one.evidence));
    await takeScreen(page, 'story-b-3-gap');
    await keys.tabTo(gaps.details.getByRole('link', { name: 'All raw rows' }), 6);
    await keys.press('Enter');
    await evidence.evidence.waitFor();
    await expectChosenRow(evidence, one);
    // The row that the address names stands in sight and is marked, however far down it is.
    const marked = new TableObject(page, 'Line diff').row(`${DATE} ${one.playerLookup}`);
    await expect.poll(() => marked.getAttribute('aria-current'), SOON).toBe('true');
    await takeScreen(page, 'story-b-4-raw-rows');
    const effort = await journey.end();

    expect(effort.keys).toBeLessThanOrEqual(45);
    expect(complaints).toEqual([]);
  });
});

describe('a view that cannot be drawn', () => {
  test('says so, leaves the rest of the window, and is drawn again when it can be', async () => {
    running = await launchConsole({ dataDir });
    const { page } = running;
    const overview = new OverviewPage(page);
    await overview.ready();
    await overview.openPlan.waitFor();
    // Every share is written by it: the page's own defect, made on the spot.
    await page.evaluate(() => {
      const kept = Object.getOwnPropertyDescriptor(Number.prototype, 'toFixed') ?? {};
      Object.assign(globalThis, { mend: () => Object.defineProperty(Number.prototype, 'toFixed', kept) });
      Object.defineProperty(Number.prototype, 'toFixed', {
        ...kept,
        value: () => {
          throw new Error('no decimals today');
        },
      });
    });
    await page.keyboard.press('ControlOrMeta+4');
    await page.getByRole('heading', { level: 1, name: 'This view cannot be shown' }).waitFor();
    expect(await page.getByRole('alert').innerText()).toContain('Drawing it failed: no decimals today.');
    await takeScreen(page, 'view-failed');
    await page.evaluate(() => (globalThis as unknown as { readonly mend: () => unknown }).mend());
    await page.getByRole('button', { name: 'Try again' }).click();
    await page.getByRole('heading', { level: 1, name: 'Coverage' }).waitFor();
    await new CoveragePage(page).months.row('2026-01').waitFor();
  });
});

describe('an address of another version', () => {
  test('shows the rows and says what it left out', async () => {
    running = await launchConsole({ dataDir });
    const { page } = running;
    const gaps = new GapsPage(page);
    await new OverviewPage(page).ready();
    const query = encodeURIComponent('{"f":[["gone","is","x"]],"s":["-gone"]}');
    await new ChecksPage(page).go(`#/gaps?from=2026-01-12&to=2026-01-12&q=${query}`);
    await gaps.gaps.table.waitFor();
    expect(await gaps.gaps.count()).toBeGreaterThan(0);
    await page.getByRole('button', { name: /Left out: this table has no column “gone”/ }).click();
    await expect.poll(() => page.evaluate(() => globalThis.location.hash)).not.toContain('%22f%22');
    // Enter before the list of hits is there opens the player as well.
    const name = (await gaps.gaps.cells())[0]?.[1] ?? '';
    await gaps.findBox.fill(name);
    await gaps.findBox.press('Enter');
    await page.getByRole('heading', { level: 1, name }).waitFor();
  }, 60_000);
});
