import { rm } from 'node:fs/promises';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { ShellPage } from './pages/shell-page.js';
import { gapsOf } from './support/cli.js';
import { launchConsole, newDemoDataDir, type RunningConsole } from './support/launch.js';
import { settled } from './support/views.js';

const RANGE = 'from=2026-01-05&to=2026-01-18';
const DATE = '2026-01-12';
const query = (value: object): string => encodeURIComponent(JSON.stringify(value)).replaceAll('%2C', ',');

let dataDir: string;
let running: RunningConsole | undefined;

beforeEach(async () => {
  dataDir = await newDemoDataDir();
});
afterEach(async () => {
  await running?.close();
  running = undefined;
  await rm(dataDir, { recursive: true, force: true });
});

/** Views that were worked in: rows chosen, filters, order, grouping, tabs, drilled in, compared. */
function addresses(player: string): readonly string[] {
  return [
    `#/backfill?${RANGE}&order=newest-first&plan=1&date=${DATE}`,
    `#/coverage?${RANGE}&month=2026-01&q=${query({ s: ['-date'] })}`,
    `#/coverage?month=2026-01&date=${DATE}&player=${player}`,
    `#/gaps?${RANGE}&group=team&q=${query({ f: [['cause', 'is', 'not_in_context']] })}&row=${DATE}+${player}`,
    `#/gaps/${player}?${RANGE}&date=${DATE}`,
    `#/diff?${RANGE}&left=store&tolerance=0.5&q=${query({ f: [['status', 'is', 'raw_only']], s: ['-date'] })}`,
    `#/checks?asOf=2026-01-20&thresholds=original&check=c3_drift`,
  ];
}

interface Seen {
  readonly hash: string;
  readonly text: string;
  readonly chosen: readonly string[];
  readonly pressed: readonly string[];
}

/** What somebody would recognise the view by. Times of asking are not part of it. */
async function look(shell: ShellPage): Promise<Seen> {
  const { page } = shell;
  await settled(page);
  const main = page.getByRole('main');
  const words = async (selector: string): Promise<readonly string[]> =>
    (await main.locator(selector).allInnerTexts()).map((one) => one.replaceAll(/\s+/g, ' ').trim());
  return {
    hash: new URL(page.url()).hash,
    text: (await main.innerText())
      .replaceAll(/\s+/g, ' ')
      .replaceAll(/\b\d{4}-\d{2}-\d{2} \d{2}:\d{2}(:\d{2})?\b/g, 'then'),
    chosen: await words('[aria-selected="true"], [aria-current]'),
    pressed: await words('[aria-pressed="true"], [role="radio"][aria-checked="true"]'),
  };
}

test('a copied address brings back the view as it was, also after a restart', async () => {
  const { gaps } = await gapsOf(dataDir, DATE, DATE);
  const player = gaps.find((gap) => gap.cause === 'not_in_context')?.playerLookup;
  if (player === undefined) throw new Error('the demo has no such gap on the date');
  running = await launchConsole({ dataDir });
  const first = new ShellPage(running, await running.window());
  await first.ready();
  const before = new Map<string, Seen>();
  for (const address of addresses(player)) {
    await first.page.evaluate((to) => {
      globalThis.location.hash = to;
    }, address);
    await settled(first.page);
    await first.page.keyboard.press('ControlOrMeta+Shift+C');
    const copied = await running.app.evaluate(({ clipboard }) => clipboard.readText());
    before.set(copied, await look(first));
    // An address says everything once: what is opened is what is copied.
    expect(decodeURIComponent(copied)).toBe(decodeURIComponent(address));
  }
  expect(before.size).toBe(addresses(player).length);

  await running.app.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows()[0]?.close());
  await running.ended();
  running = await launchConsole({ dataDir });
  const again = new ShellPage(running, await running.window());
  await again.page.getByRole('heading', { level: 1 }).first().waitFor();
  await settled(again.page);
  for (const [address, seen] of before) {
    // By the palette, as somebody does who was sent one.
    await again.page.keyboard.press('ControlOrMeta+k');
    await again.page.getByRole('dialog', { name: 'Find anything' }).waitFor();
    await again.page.keyboard.insertText(address);
    await again.page.getByRole('menuitem', { name: /^Open this address/ }).click();
    await expect.poll(() => new URL(again.page.url()).hash).toBe(address);
    expect(await look(again), address).toEqual(seen);
  }
}, 240_000);
