import type { Page } from 'playwright';
import { DEFAULT_OPTIONS } from '../../../shared/backfill.js';
import { parseGameDate, type GameDate } from '../../../shared/game-date.js';
import type { BridgeClient } from '../../../shared/ipc/types.js';
import type { Result } from '../../../shared/result.js';

/** What the addresses of some views name and only the season or the journal knows. */
export interface Known {
  readonly runId: string;
  /** A gap that a capture could close, and the player it belongs to. */
  readonly date: string;
  readonly player: string;
}

export interface View {
  readonly name: string;
  readonly hash: (known: Known) => string;
  /** What an operator does there before it looks as meant. */
  readonly open?: (page: Page) => Promise<void>;
  /** Takes back what would show in the views after it. */
  readonly leave?: (page: Page) => Promise<void>;
  /** Selectors of what differs by run: times, durations, names made of them. Pictures leave it out. */
  readonly volatile?: readonly string[];
}

const gameDate = (text: string): GameDate => parseGameDate(text, 'the views');

const RANGE = 'from=2025-11-04&to=2026-02-01';
const at =
  (hash: string): View['hash'] =>
  () =>
    hash;

const filterOf =
  (column: string) =>
  async (page: Page): Promise<void> => {
    await page
      .getByRole('button', { name: `Filter ${column}` })
      .first()
      .click();
    await page.getByRole('dialog', { name: `Filter ${column}` }).waitFor();
  };

/** Made of the times at which the rows of the store were written, among other things. */
const PLAN_HASH = ['code[title]'];

/** Every view of the console that the demo season and one run over part of it can show. */
export const VIEWS: readonly View[] = [
  { name: 'overview', hash: at('#/overview') },
  { name: 'backfill-empty', hash: at('#/backfill') },
  { name: 'backfill-range', hash: at(`#/backfill?${RANGE}`) },
  { name: 'plan', hash: at(`#/backfill?${RANGE}&plan=1&date=2026-01-12`), volatile: PLAN_HASH },
  {
    name: 'plan-blocked',
    hash: at('#/backfill?from=2026-01-05&to=2026-01-18&lines=context&plan=1&date=2026-01-12'),
    volatile: PLAN_HASH,
  },
  { name: 'runs', hash: at('#/backfill/runs') },
  {
    name: 'run-progress',
    hash: ({ runId }) => `#/backfill/runs/${runId}?date=2026-01-12`,
    // Two dates at a time: which of them ends first differs, and so does the order of the log.
    volatile: ['.log-lines', '[title^="Time in work"]'],
  },
  { name: 'run-result', hash: ({ runId }) => `#/backfill/runs/${runId}?tab=result` },
  {
    name: 'run-put-back-question',
    hash: ({ runId }) => `#/backfill/runs/${runId}?tab=result`,
    open: async (page) => {
      await page.getByRole('button', { name: 'Put back', exact: true }).click();
      await page.getByRole('alertdialog').waitFor();
    },
  },
  { name: 'coverage-months', hash: at('#/coverage') },
  { name: 'coverage-month', hash: at('#/coverage?month=2026-01') },
  { name: 'coverage-calendar', hash: at('#/coverage?view=heatmap') },
  { name: 'coverage-team', hash: at('#/coverage?view=team') },
  { name: 'coverage-book', hash: at('#/coverage?view=book') },
  { name: 'coverage-snapshots', hash: at('#/coverage?view=snapshots') },
  { name: 'coverage-date', hash: ({ date }) => `#/coverage?month=${date.slice(0, 7)}&date=${date}` },
  {
    name: 'coverage-row',
    hash: ({ date, player }) => `#/coverage?month=${date.slice(0, 7)}&date=${date}&player=${player}`,
  },
  { name: 'gaps', hash: at('#/gaps') },
  { name: 'gaps-open', hash: ({ date, player }) => `#/gaps?row=${date}+${player}` },
  { name: 'gaps-grouped', hash: at('#/gaps?group=player&normal=1') },
  { name: 'gaps-filter', hash: at('#/gaps'), open: filterOf('Cause') },
  { name: 'player', hash: ({ player }) => `#/gaps/${player}` },
  { name: 'player-day', hash: ({ date, player }) => `#/gaps/${player}?date=${date}` },
  { name: 'diff', hash: at(`#/diff?${RANGE}`) },
  { name: 'diff-evidence', hash: ({ date, player }) => `#/diff?${RANGE}&row=${date}+${player}` },
  { name: 'checks', hash: at('#/checks') },
  { name: 'checks-drift', hash: at('#/checks?thresholds=original&check=c3_drift') },
  { name: 'root-cause', hash: at(`#/checks/root-cause?${RANGE}`) },
  { name: 'settings-warehouse', hash: at('#/settings') },
  {
    name: 'settings-bigquery',
    hash: at('#/settings'),
    open: async (page) => {
      await page.getByRole('radiogroup', { name: 'Warehouse' }).getByText('BigQuery', { exact: true }).click();
      await page.getByRole('textbox', { name: /^Project/ }).waitFor();
    },
    leave: async (page) => {
      await page.getByRole('button', { name: 'Discard changes' }).click();
      await page.getByRole('button', { name: 'Put this message away' }).click();
    },
  },
  { name: 'settings-schema', hash: at('#/settings/schema') },
  { name: 'settings-checks', hash: at('#/settings/checks') },
  { name: 'settings-exports', hash: at('#/settings/exports') },
  { name: 'settings-appearance', hash: at('#/settings/appearance') },
  { name: 'help', hash: at('#/help') },
  { name: 'components', hash: at('#/help/components') },
  {
    name: 'palette',
    hash: at('#/overview'),
    open: async (page) => {
      await page.keyboard.press('ControlOrMeta+k');
      await page.getByRole('dialog', { name: 'Find anything' }).waitFor();
      await page.keyboard.type('2026-01-12');
      // The list's own library names the entry in focus half a second after the last key.
      await page.waitForFunction(() => {
        const id = document.activeElement?.getAttribute('aria-activedescendant') ?? null;
        return id !== null && document.getElementById(id) !== null;
      });
    },
  },
  {
    name: 'keys',
    hash: at('#/overview'),
    open: async (page) => {
      await page.getByRole('main').focus();
      await page.keyboard.type('?');
      await page.getByRole('dialog', { name: 'Keys' }).waitFor();
    },
  },
];

/** Waits until nothing that the page asked for is still on its way. */
export async function settled(page: Page): Promise<void> {
  await page.getByRole('heading', { level: 1 }).first().waitFor();
  const deadline = Date.now() + 60_000;
  // Quiet three times in a row: one answer may lead to the next question.
  for (let quiet = 0; quiet < 3;) {
    if (Date.now() > deadline) throw new Error(`still busy after a minute: ${page.url()}`);
    // On the page of the components one is shown that never ends.
    const busy = await page.locator('[aria-busy="true"]:not([data-sample] *)').count();
    quiet = busy > 0 ? 0 : quiet + 1;
    await page.waitForTimeout(40);
  }
}

/** Opens a view from wherever the page is, dialogs left open included. */
export async function show(page: Page, view: View, known: Known): Promise<void> {
  for (
    let tries = 0;
    tries < 3 && (await page.locator('[role="dialog"], [role="alertdialog"]').count()) > 0;
    tries += 1
  )
    await page.keyboard.press('Escape');
  // Until the page has drawn the new view: what is busy there is not busy before.
  await page.evaluate(
    (hash) =>
      new Promise<void>((resolve) => {
        const drawn = (): void => {
          requestAnimationFrame(() => requestAnimationFrame(() => resolve()));
        };
        if (globalThis.location.hash === hash) drawn();
        else globalThis.addEventListener('hashchange', drawn, { once: true });
        globalThis.location.hash = hash;
      }),
    view.hash(known),
  );
  await settled(page);
  await view.open?.(page);
  await settled(page);
}

/** Rebuilds two weeks of January and answers what the views need to know. */
export async function makeKnown(page: Page): Promise<Known> {
  return page.evaluate(
    async ({ january, season, defaults }) => {
      const { backline } = globalThis as unknown as { backline: BridgeClient };
      const value = async <T>(answer: Promise<Result<T>>): Promise<T> => {
        const result = await answer;
        if (!result.ok) throw new Error(result.error.message);
        return result.value;
      };
      const options = { ...defaults, ...january, allow: [] };
      const { hash } = await value(backline.backfill.plan(options));
      const { id } = await value(backline.backfill.launch({ options, planHash: hash }));
      for (let state = 'running'; state !== 'succeeded';) {
        await new Promise((resolve) => setTimeout(resolve, 100));
        state = (await value(backline.backfill.run({ runId: id }))).state;
        if (['failed', 'cancelled', 'interrupted'].includes(state)) throw new Error(`the run ended as ${state}`);
      }
      const { gaps } = await value(backline.lines.gaps(season));
      const gap = gaps.find((one) => one.cause === 'suffix_or_alias');
      if (!gap) throw new Error('no player of the season is named otherwise in a feed');
      return { runId: id, date: gap.date, player: gap.playerLookup };
    },
    {
      january: { from: gameDate('2026-01-05'), to: gameDate('2026-01-18') },
      season: { from: gameDate('2025-11-04'), to: gameDate('2026-02-01') },
      defaults: DEFAULT_OPTIONS,
    },
  );
}
