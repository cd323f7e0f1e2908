import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { Gallery } from './support/gallery.js';

let gallery: Gallery;

beforeAll(async () => {
  gallery = await Gallery.open();
}, 120_000);
afterAll(() => gallery.close());

/** What has the keyboard: its name, or `nothing` where keys would begin at the top of the page. */
function focused(): Promise<string> {
  return gallery.page.evaluate(() => {
    const at = document.activeElement;
    return at === null || at === document.body ? 'nothing' : (at.getAttribute('aria-label') ?? at.textContent).trim();
  });
}

describe('after a question the keyboard has a place to go on from', () => {
  test.each([
    ['kept', ['Enter'], 'Put back'],
    ['escaped', ['Escape'], 'Put back'],
    ['answered', ['Tab', 'Enter'], 'Put back'],
  ])('asked by the palette and %s', async (_, keys, place) => {
    const { page } = gallery;
    await gallery.show('result');
    await gallery.settled(false);
    await page.keyboard.press('ControlOrMeta+k');
    const palette = page.getByRole('dialog', { name: 'Find anything' });
    await palette.getByRole('searchbox').fill('put back');
    await palette
      .getByRole('menuitem', { name: /^Put back/ })
      .first()
      .waitFor();
    await page.keyboard.press('Enter');
    const question = page.getByRole('alertdialog');
    await question.waitFor();
    for (const key of keys) await page.keyboard.press(key);
    await question.waitFor({ state: 'detached' });
    // Given back when the dialog has faded.
    await new Promise((resolve) => setTimeout(resolve, 600));
    expect(await focused()).toBe(place);
  });
});
