import { rm } from 'node:fs/promises';
import axe, { type Result as AxeResult } from 'axe-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { launchConsole, newDemoDataDir, type RunningConsole } from './support/launch.js';
import { takeScreen } from './support/screens.js';
import { makeKnown, settled, show, VIEWS, type Known } from './support/views.js';

const RULES = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'best-practice'];

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
      const { violations } = await tool.run(document, {
        runOnly: colours ? { type: 'rule', values: ['color-contrast'] } : { type: 'tag', values: [...tags] },
        resultTypes: ['violations'],
      });
      return violations as AxeResult[];
    },
    { tags: RULES, colours: only === 'colours' },
  );
  return found.flatMap((rule) =>
    rule.nodes.map((node) => `${rule.id}: ${node.target.join(' ')} (${node.failureSummary?.replace(/\s+/g, ' ')})`),
  );
}

describe.each(VIEWS)('$name', (view) => {
  test('has no violation of the rules, in light and dark', async () => {
    const { page } = running;
    await page.emulateMedia({ colorScheme: 'light', reducedMotion: 'reduce' });
    await show(page, view, known);
    await takeScreen(page, `${view.name}-light`);
    const light = await violations('all rules');
    // The themes differ in colours only.
    await page.emulateMedia({ colorScheme: 'dark', reducedMotion: 'reduce' });
    await takeScreen(page, `${view.name}-dark`);
    const dark = await violations('colours');
    expect({ light, dark }).toEqual({ light: [], dark: [] });
    expect(await page.evaluate(() => document.getAnimations().length)).toBe(0);
  });
});
