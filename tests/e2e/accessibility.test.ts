import { rm } from 'node:fs/promises';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { loadRules, violations } from './support/axe.js';
import { layoutFaults } from './support/layout.js';
import { launchConsole, newDemoDataDir, type RunningConsole } from './support/launch.js';
import { takeScreen } from './support/screens.js';
import { makeKnown, settled, show, VIEWS, type Known } from './support/views.js';
import { MAKING_BASELINES, SIZES, THEMES, Visual } from './support/visual.js';

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
let visual: Visual;

// One start for all views: what is judged here is drawn by the page alone.
beforeAll(async () => {
  dataDir = await newDemoDataDir();
  running = await launchConsole({ dataDir });
  const { page } = running;
  await page.getByRole('heading', { level: 1, name: 'Overview' }).waitFor();
  await page.emulateMedia({ reducedMotion: 'reduce' });
  known = await makeKnown(page);
  await loadRules(page);
  visual = await Visual.of(running.app, page);
}, 240_000);
afterAll(async () => {
  await running.close();
  await rm(dataDir, { recursive: true, force: true });
});

describe.each(VIEWS)('$name', (view) => {
  test('keeps the rules, cuts nothing off, moves nothing and looks as it did, in both themes and sizes', async () => {
    const { page } = running;
    const [small, large] = SIZES;
    const faults: string[] = [];
    await visual.size(small);
    await page.emulateMedia({ colorScheme: 'light', reducedMotion: 'reduce' });
    await show(page, view, known);
    for (const size of [small, large]) {
      await visual.size(size);
      await settled(page);
      for (const theme of THEMES) {
        await page.emulateMedia({ colorScheme: theme, reducedMotion: 'reduce' });
        await takeScreen(page, `${view.name}-${theme}-${size.width}`);
        // The themes differ in colours only, and no rule depends on the size.
        if (size === small && !MAKING_BASELINES)
          faults.push(...(await violations(page, theme === 'light' ? 'all rules' : 'colours')));
        faults.push(...(await visual.faults(view.name, theme, size, view.volatile)));
      }
      faults.push(...(await layoutFaults(page, { smallest: 11 })));
    }
    await view.leave?.(page);
    expect(faults).toEqual([]);
    expect(await page.evaluate(() => document.getAnimations().length)).toBe(0);
  });
});

describe.skipIf(MAKING_BASELINES)('by keyboard', () => {
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

describe.skipIf(MAKING_BASELINES)('where the system sets the colours', () => {
  test.each(VIEWS)('$name has no word that its ground swallows', async (view) => {
    const { page } = running;
    await visual.size(SIZES[0]);
    await page.emulateMedia({ colorScheme: 'light', forcedColors: 'active', reducedMotion: 'reduce' });
    try {
      await show(page, view, known);
      await takeScreen(page, `${view.name}-forced`);
      expect(await violations(page, 'colours')).toEqual([]);
      await view.leave?.(page);
    } finally {
      await page.emulateMedia({ forcedColors: 'none' });
    }
  });

  test('what is chosen differs from what is not, and only a checked box has a check', async () => {
    const { page } = running;
    const background = (role: 'link' | 'radio', name: string): Promise<string> =>
      page
        .getByRole(role, { name, exact: true })
        .first()
        .evaluate((element) => getComputedStyle(element.closest('a, label') ?? element).backgroundColor);
    await page.emulateMedia({ forcedColors: 'active', reducedMotion: 'reduce' });
    try {
      await show(page, { name: 'checks', hash: () => '#/settings/checks' }, known);
      // Not only another colour than the rest has: what the page asks for is drawn as the system's own background.
      const highlight = await page.evaluate(() => {
        const sample = document.body.appendChild(document.createElement('i'));
        sample.style.cssText = 'forced-color-adjust: none; background: Highlight';
        const colour = getComputedStyle(sample).backgroundColor;
        sample.remove();
        return colour;
      });
      expect(await background('link', 'Settings')).toBe(highlight);
      expect(await background('link', 'Gaps')).not.toBe(highlight);
      expect(await background('radio', 'Corrected')).toBe(highlight);
      expect(await background('radio', 'Original')).not.toBe(highlight);
      const daily = page.getByRole('checkbox', { name: /^Run the checks once a day/ });
      expect(await daily.isChecked()).toBe(false);
      const mark = page.locator('.check', { has: daily }).locator('.box svg');
      expect(await mark.isVisible()).toBe(false);
    } finally {
      await page.emulateMedia({ forcedColors: 'none' });
    }
  });
});

describe.skipIf(MAKING_BASELINES)('at 200 % zoom', () => {
  const zoom = (factor: number): Promise<void> =>
    running.app.evaluate(({ BrowserWindow }, to) => {
      BrowserWindow.getAllWindows()[0]?.webContents.setZoomFactor(to);
    }, factor);
  beforeAll(async () => {
    await visual.size(SIZES[0]);
    await zoom(2);
  });
  afterAll(() => zoom(1));

  test.each(VIEWS)('$name has everything within reach', async (view) => {
    const { page } = running;
    await page.emulateMedia({ colorScheme: 'light', reducedMotion: 'reduce' });
    await show(page, view, known);
    await takeScreen(page, `${view.name}-zoomed`);
    expect(await page.evaluate(() => innerWidth)).toBeLessThan(800);
    expect(await layoutFaults(page, { smallest: 11, shortFigures: true })).toEqual([]);
    await view.leave?.(page);
  });

  test('another screen starts at its top, wherever the one before was left', async () => {
    const { page } = running;
    const main = page.getByRole('main');
    await show(page, { name: 'gaps', hash: () => '#/gaps' }, known);
    await main.evaluate((screen) => {
      screen.scrollTop = 300;
    });
    expect(await main.evaluate((screen) => screen.scrollTop)).toBe(300);
    await show(page, { name: 'checks', hash: () => '#/checks' }, known);
    await expect.poll(() => main.evaluate((screen) => screen.scrollTop)).toBe(0);
  });
});
