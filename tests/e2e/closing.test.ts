import { rm } from 'node:fs/promises';
import { SettingsService } from '../../electron/settings/service.js';
import { DEFAULT_SETTINGS } from '../../shared/settings.js';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { BackfillPage } from './pages/backfill-page.js';
import { ConsolePage } from './pages/console-page.js';
import { RunPage } from './pages/run-page.js';
import { ShellPage } from './pages/shell-page.js';
import { runsOf, storeDigest } from './support/cli.js';
import { clickNotification, desktopOf, watchDesktop } from './support/desktop.js';
import { launchConsole, newDemoDataDir, startAndWait, type RunningConsole } from './support/launch.js';
import { takeScreen } from './support/screens.js';
import { answerQuestions, questionsOf } from './support/watch.js';

const BACKGROUND = 0;
const STOP = 1;
const STAY = 2;

/** Of two runs, one undisturbed and one interrupted, whose stores are compared. */
const FROM = '2025-12-10';
const TO = '2026-01-28';

let running: RunningConsole | undefined;
let dataDir: string;
let undisturbed = '';

beforeEach(async () => {
  dataDir = await newDemoDataDir();
});
afterEach(async () => {
  await running?.close();
  running = undefined;
  await rm(dataDir, { recursive: true, force: true });
});

/** A console with a rebuild under way, of the season unless dates are given. */
async function launchRun(from = '2025-11-04', to = '2026-01-28'): Promise<RunningConsole> {
  return beginRun(await openWatched(), from, to);
}

async function openWatched(): Promise<RunningConsole> {
  const console = await launchConsole({ dataDir });
  await watchDesktop(console);
  return console;
}

async function beginRun(console: RunningConsole, from: string, to: string): Promise<RunningConsole> {
  const backfill = new BackfillPage(console.page);
  await new ConsolePage(console.page).ready();
  await backfill.typeDate('From', from);
  await backfill.typeDate('To', to);
  await backfill.planButton.click();
  await expect.poll(() => backfill.launchButton.isEnabled(), { timeout: 30_000 }).toBe(true);
  await backfill.launchButton.click();
  await new RunPage(console.page).settled(['running']);
  return console;
}

function closeWindow(console: RunningConsole): Promise<void> {
  return console.app.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows()[0]?.close());
}

function windowCount(console: RunningConsole): Promise<number> {
  return console.app.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows().length);
}

describe('closing the window during a run', () => {
  test('to the background: the run goes on, is found again by a second start, and a notification tells its end', async () => {
    running = await launchRun(FROM, TO);
    await expect.poll(() => running && desktopOf(running)).toMatchObject({ awake: true, progress: { mode: 'normal' } });
    await answerQuestions(running, [BACKGROUND]);
    await closeWindow(running);
    await expect.poll(() => running && windowCount(running)).toBe(0);
    expect(running.hasEnded).toBe(false);

    const reopened = running.app.waitForEvent('window');
    expect((await startAndWait(dataDir)).exitCode).toBe(0);
    const page = await reopened;
    const console = new ConsolePage(page);
    await console.ready();
    await console.openRunFromStatus();
    const run = new RunPage(page);
    expect(await run.settled(['succeeded', 'failed'])).toBe('succeeded');
    await expect
      .poll(() => running && desktopOf(running))
      .toEqual({
        awake: false,
        progress: { fraction: -1, mode: 'normal' },
        notifications: [expect.stringMatching(/^Backfill finished: 2025-12-10 to 2026-01-28: (\d+) of \1 dates done$/)],
      });
    await console.open('Gaps');
    await clickNotification(running);
    expect(await run.settled(['succeeded'])).toBe('succeeded');
    expect(await run.tab(/^Result/).getAttribute('aria-selected')).toBe('true');
    await page.getByRole('table', { name: 'Gaps that remain by cause' }).getByRole('link').first().waitFor();
    await running.close();
    expect(await runsOf(dataDir)).toMatchObject([{ state: 'succeeded', counts: { pending: 0 } }]);
    undisturbed = await storeDigest(dataDir, FROM, TO);
  });

  test('staying keeps the window; stopping lets the running dates end and then closes', async () => {
    running = await launchRun();
    const run = new RunPage(running.page);
    await answerQuestions(running, [STAY, STAY, STOP]);
    await closeWindow(running);
    await new Promise((resolve) => setTimeout(resolve, 300));
    expect(await windowCount(running)).toBe(1);
    const share: unknown = expect.any(Number);
    await run.control('Pause').click();
    await run.settled(['paused']);
    await expect
      .poll(() => running && desktopOf(running))
      .toEqual({
        awake: false,
        progress: { fraction: share, mode: 'paused' },
        notifications: [expect.stringMatching(/^Backfill paused: .* of 83 dates done, .*left$/)],
      });
    // A paused run waits for somebody: it is asked about too.
    await closeWindow(running);
    await expect.poll(async () => (running ? questionsOf(running) : [])).toHaveLength(2);
    expect((await questionsOf(running)).map((message) => message.replace(/^.* is /, ''))).toEqual([
      'still running',
      'paused',
    ]);
    expect(await windowCount(running)).toBe(1);
    await run.control('Resume').click();
    await run.settled(['running']);
    await expect.poll(() => running && desktopOf(running)).toMatchObject({ awake: true, progress: { mode: 'normal' } });
    await closeWindow(running);
    expect(await running.ended()).toBe(0);
    const [stopped] = await runsOf(dataDir);
    expect(stopped?.state).toBe('stopped');
    expect(stopped?.counts.running).toBe(0);
    expect(stopped?.counts.pending).toBeGreaterThan(0);
  });
});

describe('when the services are killed in the middle of a run', () => {
  beforeEach(async () => {
    const checks = { ...DEFAULT_SETTINGS.checks, dailyAt: '00:00' };
    await new SettingsService(dataDir).set({ ...DEFAULT_SETTINGS, checks });
  });

  test('the run is found as interrupted, and resumed it ends as if nothing had been', async () => {
    const console = await openWatched();
    running = console;
    // The checks of the day run by themselves once the services are open.
    const daily: unknown = expect.stringMatching(/^\d+ checks alert: ./);
    await expect.poll(async () => (await desktopOf(console)).notifications, { timeout: 30_000 }).toEqual([daily]);
    await clickNotification(console);
    await new ShellPage(console, console.page).title('Checks').waitFor();
    await console.page.evaluate(() => {
      globalThis.location.hash = '#/overview';
    });
    await beginRun(console, FROM, TO);
    const run = new RunPage(running.page);
    await expect.poll(() => run.progress.innerText(), { timeout: 30_000 }).toMatch(/\b([5-9]|[1-3]\d) of \d\d dates/);
    const pid = await running.app.evaluate(
      ({ app }) => app.getAppMetrics().find((one) => one.type === 'Utility' && one.name === 'Backline services')?.pid,
    );
    process.kill(Number(pid), 'SIGKILL');
    await run.settled(['interrupted'], 30_000);
    expect(await desktopOf(running)).toEqual({
      awake: false,
      progress: { fraction: 1, mode: 'error' },
      notifications: [daily, expect.stringMatching(/^The rebuild was interrupted: .*Resume/)],
    });
    await takeScreen(running.page, 'run-6-interrupted');
    await run.control('Resume').click();
    expect(await run.settled(['succeeded', 'failed'])).toBe('succeeded');
    await running.close();
    expect(undisturbed).not.toBe('');
    expect(await storeDigest(dataDir, FROM, TO)).toBe(undisturbed);
  }, 240_000);
});
