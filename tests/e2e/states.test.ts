import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { SCENES } from '../unit/renderer/gallery/scenes.js';
import { loadRules, violations } from './support/axe.js';
import { Gallery } from './support/gallery.js';
import { layoutFaults } from './support/layout.js';
import { takeScreen } from './support/screens.js';
import { MAKING_BASELINES, SIZES, Visual } from './support/visual.js';

const [SMALL, LARGE] = SIZES;

let gallery: Gallery;
let visual: Visual;

beforeAll(async () => {
  gallery = await Gallery.open();
  await gallery.page.emulateMedia({ reducedMotion: 'reduce' });
  await loadRules(gallery.page);
  visual = await Visual.of(gallery.app, gallery.page);
}, 120_000);
afterAll(async () => {
  await visual.forget(
    'state-',
    Object.keys(SCENES).map((name) => `state-${name}`),
  );
  await gallery.close();
});

/** States that the demo season does not reach, or not at once: over doubles of the bridge, so that nothing is waited for. */
describe.each(Object.entries(SCENES).map(([name, scene]) => ({ name, scene })))('state $name', ({ name, scene }) => {
  test('keeps the rules, cuts nothing off and looks as it did', async () => {
    const { page } = gallery;
    const faults: string[] = [];
    await visual.size(SMALL);
    await page.emulateMedia({ colorScheme: 'light', reducedMotion: 'reduce' });
    await gallery.show(name);
    await gallery.settled(scene.loading === true);
    await scene.open?.(page);
    await takeScreen(page, `state-${name}-light-${SMALL.width}`);
    if (!MAKING_BASELINES) faults.push(...(await violations(page, 'all rules')));
    faults.push(...(await layoutFaults(page, { smallest: 11 })));
    faults.push(...(await visual.faults(`state-${name}`, 'light', SMALL)));
    // Each state in each theme and in each size; the views of the demo season are held to every pair of them.
    await visual.size(LARGE);
    await page.emulateMedia({ colorScheme: 'dark', reducedMotion: 'reduce' });
    await takeScreen(page, `state-${name}-dark-${LARGE.width}`);
    if (!MAKING_BASELINES) faults.push(...(await violations(page, 'colours')));
    faults.push(...(await visual.faults(`state-${name}`, 'dark', LARGE)));
    expect(faults).toEqual([]);
  });
});
