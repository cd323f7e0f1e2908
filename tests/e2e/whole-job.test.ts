import { rm } from 'node:fs/promises';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { formatShare, type CoverageMonth } from '../../shared/coverage.js';
import { BackfillPage } from './pages/backfill-page.js';
import { ConsolePage } from './pages/console-page.js';
import { RunPage } from './pages/run-page.js';
import { TableObject } from './pages/table.js';
import { coverageOf, storeDigest } from './support/cli.js';
import { launchConsole, newDemoDataDir, type RunningConsole } from './support/launch.js';
import { takeScreen } from './support/screens.js';
import { complaintsOf } from './support/watch.js';

const FROM = '2025-11-04';
const TO = '2026-02-01';

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

/** What the result's months table shows for a month of the warehouse: rows, match rate, coverage, each before and after. */
function expectedMonth(before: CoverageMonth | undefined, after: CoverageMonth): Record<string, string> {
  const count = (value: number | undefined): string => (value === undefined ? '–' : value.toLocaleString('en-US'));
  const share = (month: CoverageMonth): string =>
    formatShare({ numerator: month.rowsWithValue, denominator: month.rowsWithFeature });
  return {
    'Rows before': count(before?.rows),
    'Rows after': count(after.rows),
    'Match before': before ? formatShare(before.match) : '–',
    'Match after': formatShare(after.match),
    'Coverage before': before ? share(before) : '–',
    'Coverage after': share(after),
  };
}

const plain = (text: string | undefined): string => (text ?? '').replace(/[\s\u00a0\u202f]/g, '').replaceAll(',', '');

async function expectMonths(
  run: RunPage,
  before: readonly CoverageMonth[],
  after: readonly CoverageMonth[],
): Promise<void> {
  const cells = await run.months.cells();
  expect(cells).toHaveLength(after.length);
  after.forEach((month, index) => {
    const row = cells[index] ?? [];
    const expected = expectedMonth(
      before.find((one) => one.month === month.month),
      month,
    );
    // Month, rows before, after, match before, after, change, coverage before, after.
    expect([row[1], row[2], row[3], row[4], row[6], row[7]].map(plain)).toEqual(Object.values(expected).map(plain));
  });
}

describe('the main job', () => {
  test('with the mouse: see it, plan it, launch it, watch it, check it, put it back', async () => {
    const before = await coverageOf(dataDir, FROM, TO);
    const digestBefore = await storeDigest(dataDir, FROM, TO);

    running = await launchConsole({ dataDir });
    const { page } = running;
    const complaints = complaintsOf(page);
    const console = new ConsolePage(page);
    const backfill = new BackfillPage(page);
    const run = new RunPage(page);
    await console.ready();
    expect(await console.warehouse.innerText()).toContain('open');
    await takeScreen(page, 'backfill-1-empty');

    // The incident in Coverage.
    await console.open('Coverage');
    const months = new TableObject(page, 'Months');
    await months.row('2026-01').waitFor();
    await takeScreen(page, 'coverage-1-incident');

    // The range.
    await console.open('Backfill');
    await backfill.preset('November to February').click();
    expect(await backfill.dateIn('From')).toBe(FROM);
    expect(await backfill.dateIn('To')).toBe(TO);
    await takeScreen(page, 'backfill-2-range');

    // Lines from the context are what the incident did: the plan says so and Launch stays off, until raw is chosen.
    await backfill.choose('Line source', 'Context');
    await backfill.planButton.click();
    await backfill.planTable.table.waitFor();
    await backfill.override(/line source/i).waitFor();
    expect(await backfill.launchButton.isDisabled()).toBe(true);
    await takeScreen(page, 'plan-1-blocked');
    await page.getByRole('link', { name: 'Change range or options' }).click();
    await backfill.choose('Line source', 'Raw tables');
    await backfill.planButton.click();
    await backfill.planTable.table.waitFor();
    expect(await backfill.planTable.count()).toBe(87);
    await expect.poll(() => backfill.launchButton.isEnabled()).toBe(true);
    await takeScreen(page, 'plan-2-ready');

    // Launch and watch; other screens meanwhile; pause and go on.
    await backfill.launchButton.click();
    await run.settled(['running']);
    await takeScreen(page, 'run-1-running');
    await run.control('Pause').click();
    await run.settled(['paused']);
    await takeScreen(page, 'run-2-paused');
    await console.open('Coverage');
    expect(await console.status.innerText()).toContain('paused');
    await console.openRunFromStatus();
    await run.control('Resume').click();
    expect(await run.settled(['succeeded', 'failed', 'interrupted'])).toBe('succeeded');
    await takeScreen(page, 'run-3-succeeded');
    expect(await run.progress.innerText()).toMatch(/87 of 87 dates/);

    // The result, against what the command line reads from the warehouse.
    await run.tab(/^Result/).click();
    await run.months.row('2026-01').waitFor();
    await expect.poll(async () => (await run.months.cells())[0]?.[2]).not.toBe('–');
    await takeScreen(page, 'run-4-result');
    const shown = await run.months.cells();
    await running.close();
    const after = await coverageOf(dataDir, FROM, TO);
    expect(after.months.map((month) => month.match.numerator / month.match.denominator > 0.99)).toEqual(
      after.months.map(() => true),
    );
    expect(shown).toHaveLength(4);

    // It is found again, and put back to the byte.
    running = await launchConsole({ dataDir });
    const again = new RunPage(running.page);
    const consoleAgain = new ConsolePage(running.page);
    await consoleAgain.ready();
    await consoleAgain.openRunFromStatus();
    await again.months.row('2026-01').waitFor();
    await expectMonths(again, before.months, after.months);
    await again.putBack();
    await expect.poll(() => again.progress.innerText(), { timeout: 60_000 }).toMatch(/87\s+put back/);
    await takeScreen(running.page, 'run-5-put-back');
    await running.close();
    expect(await storeDigest(dataDir, FROM, TO)).toBe(digestBefore);
    expect(complaints).toEqual([]);
  }, 240_000);
});
