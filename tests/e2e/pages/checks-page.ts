import type { Locator, Page } from 'playwright';

/** The checks and what stands behind them: Checks, Root cause, Line diff. */
export class ChecksPage {
  constructor(readonly page: Page) {}

  go(address: string): Promise<void> {
    return this.page.evaluate((hash) => {
      globalThis.location.hash = hash;
    }, address);
  }

  /** One check in the list. */
  check(name: string): Locator {
    return this.page.getByRole('listbox', { name: 'Checks' }).getByRole('option').filter({ hasText: name });
  }

  /** What is opened of a check. */
  details(name: string): Locator {
    return this.page.getByRole('complementary', { name, exact: true });
  }

  /** The chart's cursor, reached by Tab and moved by keys. */
  get chart(): Locator {
    return this.page.getByRole('slider', { name: /values by date$/ });
  }

  /** A status of the line diff with its count. */
  status(word: string): Locator {
    return this.page.getByRole('group', { name: 'Statuses' }).getByRole('button', { name: new RegExp(`^${word}`) });
  }

  async countOf(word: string): Promise<number> {
    const text = await this.status(word).innerText();
    return Number(text.replace(/\D/g, ''));
  }

  get evidence(): Locator {
    return this.page.getByRole('complementary', { name: 'Evidence' });
  }
}
