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

type Part = Exclude<keyof Seen, 'hash'>;

interface Address {
  readonly hash: string;
  /** What of the view says that it was opened as the address asks, part by part: two views that both ignore it are alike. */
  readonly shows: readonly (readonly [part: Part, words: string])[];
}

/** Views that were worked in: rows chosen, filters, order, grouping, tabs, drilled in, compared. */
function addresses(player: string): readonly Address[] {
  const day = `Mon ${DATE}`;
  return [
    {
      hash: `#/backfill?${RANGE}&order=newest-first&plan=1&date=${DATE}`,
      shows: [
        ['text', 'Newest first'],
        ['chosen', `${DATE} rebuild`],
      ],
    },
    {
      hash: `#/coverage?${RANGE}&month=2026-01&q=${query({ s: ['-date'] })}&months=${query({ s: ['match_percent'] })}`,
      shows: [
        ['chosen', 'Jan 2026 14 / 14'],
        ['sorted', 'descending Date'],
        ['sorted', 'ascending Match rate'],
      ],
    },
    {
      hash: `#/coverage?${RANGE}&view=heatmap&days=${DATE}..${DATE}&lines=${query({ s: ['-minutes_played'], q: player })}`,
      shows: [
        ['sorted', 'descending Min.'],
        ['filled', player],
        ['text', '1 of '],
      ],
    },
    {
      hash: `#/coverage?month=2026-01&date=${DATE}&player=${player}&q=${query({ s: ['-index'], q: 'vegas' })}`,
      shows: [
        ['sorted', 'descending'],
        ['filled', 'vegas'],
        ['text', 'of 37 features'],
        ['text', `${day} › ${player}`],
        ['text', 'Lines behind 25 to 28'],
      ],
    },
    {
      hash: `#/gaps?${RANGE}&group=team&q=${query({ f: [['cause', 'is', 'not_in_context']] })}&groups=${query({ s: ['dates'], q: 'l' })}&row=${DATE}+${player}`,
      shows: [
        ['checked', 'Team'],
        ['pressed', 'Not in context'],
        ['sorted', 'ascending Dates'],
        ['filled', 'l'],
        ['chosen', DATE],
      ],
    },
    { hash: `#/gaps/${player}?${RANGE}&date=${DATE}`, shows: [['chosen', day]] },
    {
      hash: `#/diff?${RANGE}&left=store&tolerance=0.5&q=${query({ f: [['status', 'is', 'raw_only']], s: ['-game_date'] })}`,
      shows: [
        ['filled', 'Store'],
        ['filled', '0.5'],
        ['pressed', 'raw only'],
        ['sorted', 'descending Date'],
      ],
    },
    {
      hash: `#/checks?asOf=2026-01-20&thresholds=original&check=c3_drift`,
      shows: [
        ['text', 'As of 2026 - 01 - 20'],
        ['checked', 'Original'],
        ['chosen', 'Drift against last season'],
      ],
    },
  ];
}

interface Seen {
  readonly hash: string;
  readonly text: string;
  readonly chosen: readonly string[];
  readonly pressed: readonly string[];
  readonly checked: readonly string[];
  readonly filled: readonly string[];
  readonly sorted: readonly string[];
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
    pressed: await words('[aria-pressed="true"]'),
    checked: await words('label:has(input:checked)'),
    filled: await main
      .locator('select, input:not([type="radio"], [type="checkbox"])')
      .evaluateAll((fields) =>
        fields.map((field) =>
          field instanceof HTMLSelectElement
            ? (field.selectedOptions[0]?.textContent ?? '')
            : (field as HTMLInputElement).value,
        ),
      ),
    sorted: await main
      .locator('[aria-sort]:not([aria-sort="none"])')
      .evaluateAll((heads) =>
        heads.map((head) => `${head.getAttribute('aria-sort') ?? ''} ${head.textContent.trim()}`),
      ),
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
  for (const { hash, shows } of addresses(player)) {
    await first.page.evaluate((to) => {
      globalThis.location.hash = to;
    }, hash);
    await settled(first.page);
    await first.page.keyboard.press('ControlOrMeta+Shift+C');
    const copied = await running.app.evaluate(({ clipboard }) => clipboard.readText());
    const seen = await look(first);
    before.set(copied, seen);
    for (const [part, words] of shows) expect([seen[part]].flat().join('\n'), `${part} of ${hash}`).toContain(words);
    // An address says everything once: what is opened is what is copied.
    expect(decodeURIComponent(copied)).toBe(decodeURIComponent(hash));
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
