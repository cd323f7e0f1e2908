import type { Locator, Page } from 'playwright';
import type { Keyboard } from '../support/journey.js';

/** The list of everything that can be done, opened and used by keys. */
export class PalettePage {
  constructor(
    readonly page: Page,
    private readonly keys: Keyboard,
  ) {}

  get dialog(): Locator {
    return this.page.getByRole('dialog', { name: 'Find anything' });
  }

  /** Opens it, types, and takes the entry that the list offers first; fails when that is another one. */
  async take(typed: string, entry: RegExp): Promise<void> {
    await this.keys.press('ControlOrMeta+k');
    await this.dialog.getByRole('searchbox').waitFor();
    await this.keys.type(typed);
    await this.dialog.getByRole('menuitem').first().filter({ hasText: entry }).waitFor();
    await this.keys.press('Enter');
    await this.dialog.waitFor({ state: 'detached' });
  }
}
