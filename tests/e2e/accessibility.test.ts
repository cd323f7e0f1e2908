import { rm } from 'node:fs/promises';
import axe from 'axe-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { layoutFaults } from './support/layout.js';
import { launchConsole, newDemoDataDir, type RunningConsole } from './support/launch.js';
import { takeScreen } from './support/screens.js';
import { makeKnown, settled, show, VIEWS, type Known } from './support/views.js';

const RULES = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'best-practice'];
/** In the order of the list on the left and of the keys. */
const SCREENS = [
  'Overview',
  'Backfill',
  'Runs',
  'Coverage',
  'Gaps',
  'Line diff',
  'Checks',
  'Root cause',
  'Settings',
] as const;

let running: RunningConsole;
let dataDir: string;
let known: Known;

// One start for all views: what is judged here is drawn by the page alone.
beforeAll(async () => {
  dataDir = await newDemoDataDir();
  running = await launchConsole({ dataDir });
  const { page } = running;
  await page.getByRole('heading', { level: 1, name: 'Overview' }).waitFor();
  await page.emulateMedia({ reducedMotion: 'reduce' });
  known = await makeKnown(page);
  await page.evaluate(axe.source);
}, 240_000);
afterAll(async () => {
  await running.close();
  await rm(dataDir, { recursive: true, force: true });
});

/** Each violation as rule, selector and what is wrong, one line each. */
async function violations(only: 'all rules' | 'colours'): Promise<string[]> {
  const found = await running.page.evaluate(
    async ({ tags, colours }) => {
      const { axe: tool } = globalThis as unknown as { axe: typeof axe };
      const judged = await tool.run(document, {
        runOnly: colours ? { type: 'rule', values: ['color-contrast'] } : { type: 'tag', values: [...tags] },
        resultTypes: ['violations'],
      });
      return judged.violations;
    },
    { tags: RULES, colours: only === 'colours' },
  );
  return found.flatMap((rule) =>
    rule.nodes.map((node) => `${rule.id}: ${node.target.join(' ')} (${node.failureSummary?.replace(/\s+/g, ' ')})`),
  );
}

describe.each(VIEWS)('$name', (view) => {
  test('keeps the rules in light and dark, cuts nothing off, moves nothing', async () => {
    const { page } = running;
    await page.emulateMedia({ colorScheme: 'light', reducedMotion: 'reduce' });
    await show(page, view, known);
    await takeScreen(page, `${view.name}-light`);
    const light = await violations('all rules');
    // The themes differ in colours only.
    await page.emulateMedia({ colorScheme: 'dark', reducedMotion: 'reduce' });
    await takeScreen(page, `${view.name}-dark`);
    const dark = await violations('colours');
    const layout = await layoutFaults(page, { smallest: 11 });
    expect({ light, dark, layout }).toEqual({ light: [], dark: [], layout: [] });
    expect(await page.evaluate(() => document.getAnimations().length)).toBe(0);
  });
});

describe('by keyboard', () => {
  const heading = (name: string): Promise<void> =>
    running.page.getByRole('heading', { level: 1, name, exact: true }).waitFor();
  const focused = (): Promise<string> =>
    running.page.evaluate(() => {
      const element = document.activeElement;
      return element === null || element === document.body ? 'nothing' : 'something';
    });

  test('every screen by its number, with the focus in it', async () => {
    const { page } = running;
    await show(page, { name: 'far away', hash: () => '#/settings/appearance' }, known);
    for (const [index, name] of SCREENS.entries()) {
      await page.keyboard.press(`ControlOrMeta+${index + 1}`);
      await heading(name);
      await settled(page);
      expect([name, await focused()]).toEqual([name, 'something']);
    }
  });

  test('every screen by the palette, and the focus is not lost when it closes', async () => {
    const { page } = running;
    for (const name of [...SCREENS].reverse()) {
      await page.keyboard.press('ControlOrMeta+k');
      await page.getByRole('dialog', { name: 'Find anything' }).waitFor();
      await page.keyboard.type(name);
      await page
        .getByRole('menuitem', { name: new RegExp(`^${name}`) })
        .first()
        .waitFor();
      await page.keyboard.press('Enter');
      await heading(name);
      await page.getByRole('dialog').waitFor({ state: 'hidden' });
      // The dialog gives the focus back a frame after it is gone.
      await expect.poll(focused, { message: name }).toBe('something');
    }
  });

  test('a dialog gives the focus back to where it was', async () => {
    const { page } = running;
    const link = page.getByRole('navigation', { name: 'Screens' }).getByRole('link', { name: 'Coverage' });
    await link.focus();
    await page.keyboard.press('ControlOrMeta+k');
    await page.getByRole('dialog', { name: 'Find anything' }).waitFor();
    await page.keyboard.press('Escape');
    await page.getByRole('dialog').waitFor({ state: 'hidden' });
    await expect.poll(() => link.evaluate((element) => element === document.activeElement)).toBe(true);
  });
});

describe('at 200 % zoom', () => {
  const zoom = (factor: number): Promise<void> =>
    running.app.evaluate(({ BrowserWindow }, to) => {
      BrowserWindow.getAllWindows()[0]?.webContents.setZoomFactor(to);
    }, factor);
  beforeAll(() => zoom(2));
  afterAll(() => zoom(1));

  test.each(VIEWS)('$name has everything within reach', async (view) => {
    const { page } = running;
    await page.emulateMedia({ colorScheme: 'light', reducedMotion: 'reduce' });
    await show(page, view, known);
    await takeScreen(page, `${view.name}-zoomed`);
    expect(await page.evaluate(() => innerWidth)).toBeLessThan(800);
    expect(await layoutFaults(page, { smallest: 11 })).toEqual([]);
  });
});
