import type { Locator, Page } from 'playwright';
import { TableObject } from './table.js';

/** A run, live or over. */
export class RunPage {
  readonly dates: TableObject;
  readonly months: TableObject;
  /** Dates that did not come out, with cause and remedy. */
  readonly unwritten: TableObject;

  constructor(readonly page: Page) {
    this.dates = new TableObject(page, 'Dates');
    this.months = new TableObject(page, 'Months');
    this.unwritten = new TableObject(page, 'Dates not written');
  }

  /** The word of the run's state, beside its heading. */
  get state(): Locator {
    return this.page.locator('.screen-head .badge').first();
  }

  get progress(): Locator {
    return this.page.getByRole('region', { name: 'Run progress' });
  }

  get heatmap(): Locator {
    return this.page.getByRole('grid').first();
  }

  control(name: string): Locator {
    return this.page.getByRole('group', { name: 'Run controls' }).getByRole('button', { name });
  }

  tab(name: RegExp): Locator {
    return this.page.getByRole('tab', { name });
  }

  get putBackButton(): Locator {
    return this.page.getByRole('button', { name: 'Put back', exact: true });
  }

  get openInCoverage(): Locator {
    return this.page.getByRole('link', { name: 'Open in Coverage' });
  }

  /** What the question in the middle of the window is answered with. */
  answer(name: RegExp): Locator {
    return this.page.getByRole('alertdialog').getByRole('button', { name });
  }

  async putBack(): Promise<void> {
    await this.putBackButton.click();
    await this.answer(/put back/i).click();
  }

  /** Every word that the state has been from now on, in order, however short it stood. */
  async watchStates(): Promise<() => Promise<readonly string[]>> {
    await this.state.evaluate((badge) => {
      const seen: string[] = [];
      Object.assign(globalThis, { __states: seen });
      const look = (): void => {
        const word = badge.ownerDocument.querySelector('.screen-head .badge')?.textContent.trim() ?? '';
        if (word !== '' && seen.at(-1) !== word) seen.push(word);
      };
      look();
      new MutationObserver(look).observe(badge.ownerDocument.body, {
        subtree: true,
        childList: true,
        characterData: true,
      });
    });
    return () => this.page.evaluate(() => (globalThis as unknown as { readonly __states: readonly string[] }).__states);
  }

  /** Waits for the run's state to be one of these and answers it. */
  async settled(states: readonly string[], timeout = 90_000): Promise<string> {
    await this.state.filter({ hasText: new RegExp(`^\\s*(${states.join('|')})\\s*$`) }).waitFor({ timeout });
    return (await this.state.innerText()).trim();
  }
}
