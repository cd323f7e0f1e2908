import { rm } from 'node:fs/promises';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import type { LoopbackBigQuery } from '../bigquery/loopback/server.js';
import { BackfillPage } from './pages/backfill-page.js';
import { ConsolePage } from './pages/console-page.js';
import { OverviewPage } from './pages/overview-page.js';
import { PalettePage } from './pages/palette-page.js';
import { RunPage } from './pages/run-page.js';
import { runsOf, storeDigest } from './support/cli.js';
import { desktopOf, progressModesOf, watchDesktop } from './support/desktop.js';
import { Journey, Keyboard } from './support/journey.js';
import { launchConsole, newDemoDataDir, type RunningConsole } from './support/launch.js';
import { loopbackDataDir, TODAY } from './support/loopback.js';
import { takeScreen } from './support/screens.js';
import { complaintsOf } from './support/watch.js';

/** For a machine with other work too. */
const SOON = { timeout: 60_000 };

let running: RunningConsole;
let dataDir: string;

afterEach(async () => {
  await running.close();
  await rm(dataDir, { recursive: true, force: true });
});

const plain = (text: string): string => text.replaceAll(/[\s\u00a0\u202f]+/g, ' ').trim();

describe('a failed date is understood and retried', () => {
  const [FROM, TO] = ['2026-01-05', '2026-01-11'];
  const DATES = 7;
  let server: LoopbackBigQuery;

  beforeEach(async () => {
    ({ dataDir, server } = await loopbackDataDir());
  });
  afterEach(() => server.stop());

  /** Of the loads to come the third fails once it runs, for a reason that a retry does not help against. */
  function useUpQuota(): void {
    server.faults.clear();
    server.faults.add({ job: 'load', nth: 3, times: 1, fault: { kind: 'job-fails', reason: 'quotaExceeded' } });
  }

  /** The date of the load that failed last, from the service's own book. */
  function refusedDate(): string {
    const failed = server.jobs.all.filter(({ kind, error }) => kind === 'load' && error !== null).at(-1);
    const [, day = ''] = failed?.configuration.load?.destinationTable.tableId.split('$') ?? [];
    return day.replace(/^(\d{4})(\d{2})(\d{2})$/, '$1-$2-$3');
  }

  /** The result says which date, why, and what to do; all others are written. */
  async function expectUnderstood(run: RunPage): Promise<void> {
    await run.unwritten.table.waitFor();
    const rows = await run.unwritten.cells();
    expect(rows).toHaveLength(1);
    const [date = '', state, step, cause, remedy] = rows[0] ?? [];
    expect(date).toContain(refusedDate());
    expect([state, step]).toEqual(['failed', 'Write']);
    expect(cause).toMatch(/a quota is used up .*Quota exceeded/i);
    expect(remedy).toMatch(/Wait until it is renewed .* or ask for a higher quota/);
  }

  test('by mouse, and again by keyboard', async () => {
    running = await launchConsole({ dataDir, flags: ['--today', TODAY] });
    const { page } = running;
    const complaints = complaintsOf(page);
    const console = new ConsolePage(page);
    const backfill = new BackfillPage(page);
    const run = new RunPage(page);
    const keys = new Keyboard(page);
    const palette = new PalettePage(page, keys);
    await new OverviewPage(page).ready();

    await watchDesktop(running);
    useUpQuota();
    const mouse = await Journey.begin(page, 'a failed date retried', 'mouse');
    await console.open('Backfill');
    await backfill.askButton.click();
    await backfill.day(FROM).click();
    await backfill.day(TO).click({ modifiers: ['Shift'] });
    await backfill.planButton.click();
    await expect.poll(() => backfill.launchButton.isEnabled(), SOON).toBe(true);
    await backfill.launchButton.click();
    expect(await run.settled(['succeeded', 'failed', 'interrupted'])).toBe('failed');
    // Nobody looks at the window: the taskbar shows the failure until it is retried.
    await expect
      .poll(() => desktopOf(running), SOON)
      .toEqual({
        awake: false,
        progress: { fraction: 1, mode: 'error' },
        notifications: [`Backfill finished with failures: ${FROM} to ${TO}: 6 of 7 dates done, 1 failed`],
      });
    await takeScreen(page, 'story-c-1-failed');
    await run.tab(/^Result/).click();
    await expectUnderstood(run);
    await takeScreen(page, 'story-c-2-understood');
    server.faults.clear();
    await page.getByRole('button', { name: 'Retry these dates' }).click();
    expect(await run.settled(['succeeded'])).toBe('succeeded');
    await page.getByText('Every date of the plan that was to be written is written.').waitFor();
    await takeScreen(page, 'story-c-3-retried');
    // One of them says that the calendar may be read, which is billed.
    expect((await mouse.end()).clicks).toBeLessThanOrEqual(8);
    expect(await run.progress.innerText()).toMatch(new RegExp(`${DATES} of ${DATES} dates`));
    await expect.poll(() => desktopOf(running), SOON).toMatchObject({ progress: { fraction: -1 } });
    const modes = await progressModesOf(running);
    expect(modes[0]).toBe('unknown');
    expect(modes).toContain('error');
    expect(modes.at(-1)).toBe('none');

    useUpQuota();
    const keyboard = await Journey.begin(page, 'a failed date retried', 'keyboard');
    await palette.take(`plan ${FROM}..${TO}`, /^Plan a backfill/);
    await backfill.askButton.waitFor();
    await keys.tabTo(backfill.askButton, 5);
    await keys.press('Enter');
    await expect.poll(() => backfill.launchButton.isEnabled(), SOON).toBe(true);
    await keys.tabTo(backfill.launchButton, 4);
    await keys.press('Enter');
    expect(await run.settled(['succeeded', 'failed', 'interrupted'])).toBe('failed');
    await keys.tabTo(run.tab(/^Progress/), 8);
    await keys.press('ArrowRight');
    await expectUnderstood(run);
    server.faults.clear();
    await palette.take('retry', /Retry failed/);
    expect(await run.settled(['succeeded'])).toBe('succeeded');
    const effort = await keyboard.end();
    expect(effort.keys).toBeLessThanOrEqual(48);

    expect(complaints).toEqual([]);
    expect(server.jobs.running).toEqual([]);
    const applied = server.jobs.all.filter(({ kind, applied }) => kind === 'load' && applied);
    expect(applied).toHaveLength(2 * DATES);
  });
});

describe('a run is cancelled and put back', () => {
  const [FROM, TO] = ['2025-11-04', '2026-02-01'];

  beforeEach(async () => {
    dataDir = await newDemoDataDir();
  });

  /** Every state in order, the one on the way among them, and nothing at work after it. */
  async function expectCancelled(run: RunPage, states: () => Promise<readonly string[]>): Promise<void> {
    expect(await run.settled(['cancelled', 'succeeded', 'failed'])).toBe('cancelled');
    const seen = await states();
    expect(seen.slice(seen.indexOf('running'))).toEqual(['running', 'cancelling…', 'cancelled']);
    expect(await run.progress.innerText()).not.toMatch(/\d+ running|being verified/);
  }

  test('by mouse, and again by keyboard: the store is as it was', async () => {
    const before = await storeDigest(dataDir, FROM, TO);
    running = await launchConsole({ dataDir });
    const { page } = running;
    const complaints = complaintsOf(page);
    const overview = new OverviewPage(page);
    const backfill = new BackfillPage(page);
    const run = new RunPage(page);
    const keys = new Keyboard(page);
    const palette = new PalettePage(page, keys);
    await overview.ready();
    await overview.openPlan.waitFor();
    await watchDesktop(running);

    const written = (): Promise<number> =>
      run.progress.innerText().then((text) => Number(/(\d+)\s+(?:done|written)/.exec(plain(text))?.[1] ?? 0));
    const mouse = await Journey.begin(page, 'cancel and put back', 'mouse');
    await overview.openPlan.click();
    await expect.poll(() => backfill.launchButton.isEnabled(), SOON).toBe(true);
    await backfill.launchButton.click();
    await run.settled(['running']);
    let states = await run.watchStates();
    await expect.poll(written, SOON).toBeGreaterThan(5);
    await run.control('Cancel now').click();
    await takeScreen(page, 'story-d-1-question');
    await run.answer(/Cancel the run/).click();
    await expectCancelled(run, states);
    await takeScreen(page, 'story-d-2-cancelled');
    // The window may draw the end before the desktop has heard of it.
    await expect
      .poll(async () => (await desktopOf(running)).notifications, SOON)
      .toEqual([
        expect.stringMatching(/^Backfill cancelled: 2025-11-04 to 2026-02-01: \d+ of 87 dates done, .*\d+ left$/),
      ]);
    expect(await desktopOf(running)).toMatchObject({ awake: false, progress: { fraction: -1, mode: 'normal' } });
    await run.tab(/^Result/).click();
    await run.putBack();
    await expect.poll(() => run.progress.innerText(), SOON).toMatch(/\d+\s+put back/);
    await expect.poll(written, SOON).toBe(0);
    await takeScreen(page, 'story-d-3-put-back');
    expect((await mouse.end()).clicks).toBeLessThanOrEqual(7);

    const keyboard = await Journey.begin(page, 'cancel and put back', 'keyboard');
    await keys.press('ControlOrMeta+1');
    await overview.openPlan.waitFor();
    await palette.take('plan', /Open the plan/);
    await expect.poll(() => backfill.launchButton.isEnabled(), SOON).toBe(true);
    await keys.tabTo(backfill.launchButton, 4);
    await keys.press('Enter');
    await run.settled(['running']);
    states = await run.watchStates();
    await expect.poll(written, SOON).toBeGreaterThan(5);
    await keys.tabTo(run.control('Cancel now'), 4);
    await keys.press('Enter');
    await run.answer(/Cancel the run/).waitFor();
    await keys.press('Tab', 'Enter');
    await expectCancelled(run, states);
    // The question is closed and the button that asked it off: the focus is kept there, not lost.
    await expect.poll(() => keys.focused(), SOON).toBe('button "Cancel now"');
    await keys.tabTo(run.tab(/^Progress/), 8);
    await keys.press('ArrowRight');
    await keys.tabTo(run.putBackButton, 2);
    await keys.press('Enter');
    await run.answer(/Put back/).waitFor();
    await keys.press('Tab', 'Enter');
    await expect.poll(() => run.progress.innerText(), SOON).toMatch(/\d+\s+put back/);
    await expect.poll(written, SOON).toBe(0);
    expect(await keys.focused()).toBe('button "Put back"');
    const effort = await keyboard.end();
    expect(effort.keys).toBeLessThanOrEqual(32);

    expect(complaints).toEqual([]);
    await running.close();
    expect(await storeDigest(dataDir, FROM, TO)).toBe(before);
    expect((await runsOf(dataDir)).map(({ state }) => state)).toEqual(['cancelled', 'cancelled']);
  });
});
