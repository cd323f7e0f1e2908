import { rm } from 'node:fs/promises';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { CAUSE_TEXTS } from '../../shared/causes.js';
import { BackfillPage } from './pages/backfill-page.js';
import { ChecksPage } from './pages/checks-page.js';
import { ConsolePage } from './pages/console-page.js';
import { CoveragePage } from './pages/coverage-page.js';
import { GapsPage } from './pages/gaps-page.js';
import { RunPage } from './pages/run-page.js';
import { gapsOf } from './support/cli.js';
import { launchConsole, newDemoDataDir, type RunningConsole } from './support/launch.js';
import { complaintsOf } from './support/watch.js';

const DATE = '2026-01-12';

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

describe('one missing line', () => {
  test('from the hurt month to its cause, its raw rows, its repair, and the line in its place', async () => {
    const { gaps: known } = await gapsOf(dataDir, DATE, DATE);
    const one = known.find((gap) => gap.cause === 'not_in_context' && gap.closedByRebuild);
    if (!one) throw new Error('the demo has no such gap on the date');

    running = await launchConsole({ dataDir });
    const { page } = running;
    const complaints = complaintsOf(page);
    const console = new ConsolePage(page);
    const store = new CoveragePage(page);
    const gaps = new GapsPage(page);
    const checks = new ChecksPage(page);
    const run = new RunPage(page);
    await console.ready();

    // The month, the date, the player.
    await console.open('Coverage');
    await store.months.row('2026-01').click();
    await store.dates.row(DATE).dblclick();
    await page.getByRole('searchbox', { name: 'Search in Players' }).fill(one.playerLookup);
    await store.players.row(one.playerLookup).click();
    await store.features.row('25').waitFor();

    // His gap with its cause and evidence.
    await checks.go(`#/gaps?from=${DATE}&to=${DATE}`);
    await gaps.gaps.row(`${DATE} ${one.playerLookup}`).click();
    const said = (await gaps.details.innerText()).replaceAll(/\s+/g, ' ');
    expect(said).toContain(CAUSE_TEXTS.not_in_context.label);
    expect(said).toContain(one.evidence.replaceAll(/\s+/g, ' '));

    // All the raw rows behind it, and back.
    await gaps.details.getByRole('link', { name: 'All raw rows' }).click();
    await checks.evidence.waitFor();
    await expect.poll(() => checks.evidence.innerText()).toContain(String(one.raw?.current));
    await page.goBack();

    // The repair of that date, from the gap itself.
    await gaps.details.getByRole('link', { name: 'Plan this date' }).click();
    const backfill = new BackfillPage(page);
    await expect.poll(() => backfill.launchButton.isEnabled()).toBe(true);
    await backfill.launchButton.click();
    expect(await run.settled(['succeeded', 'failed', 'interrupted'])).toBe('succeeded');

    // No gap of his any more, and the line that was promised in the store.
    await checks.go(`#/gaps?from=${DATE}&to=${DATE}&normal=1`);
    await gaps.gaps.table.waitFor();
    await expect.poll(() => gaps.gaps.count()).toBe(known.filter((gap) => !gap.closedByRebuild).length);
    expect(await gaps.gaps.row(`${DATE} ${one.playerLookup}`).count()).toBe(0);
    await checks.go(`#/coverage?month=2026-01&date=${DATE}&player=${one.playerLookup}`);
    await expect
      .poll(async () => (await store.features.row('25').innerText()).split(/\s+/))
      .toContain(one.raw?.current?.toFixed(3));
    expect(complaints).toEqual([]);
  }, 60_000);
});

describe('an address of another version', () => {
  test('shows the rows and says what it left out', async () => {
    running = await launchConsole({ dataDir });
    const { page } = running;
    const gaps = new GapsPage(page);
    await new ConsolePage(page).ready();
    const query = encodeURIComponent('{"f":[["gone","is","x"]],"s":["-gone"]}');
    await new ChecksPage(page).go(`#/gaps?from=${DATE}&to=${DATE}&q=${query}`);
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
