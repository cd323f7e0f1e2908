import type { Locator, Page } from 'playwright';

interface NamedTarget {
  readonly word: string;
  readonly href: string;
  /** Null where it names no number. */
  readonly rows: number | null;
  readonly table: string;
}

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

  /** The buttons of all checks that open a table, the rows they name, and the table that has them. */
  async namedTargets(): Promise<readonly NamedTarget[]> {
    const named: NamedTarget[] = [];
    for (const option of await this.page.getByRole('listbox', { name: 'Checks' }).getByRole('option').all()) {
      await option.click();
      const links = await this.page
        .locator('.check-targets a')
        .evaluateAll((all) => all.map((link) => [link.textContent ?? '', link.getAttribute('href') ?? ''] as const));
      for (const [word, href] of links) {
        const [, count, noun, screen] = /^Open (?:([\d,]+) (.+) )?(?:\S+ )?in (Coverage|Line diff)$/.exec(word) ?? [];
        if (screen === undefined) continue;
        const table = screen === 'Line diff' ? screen : noun?.startsWith('month') ? 'Months' : 'Dates';
        named.push({ word, href, rows: count === undefined ? null : Number(count.replaceAll(',', '')), table });
      }
    }
    return named;
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

  /** Presses the figure whose name tells its count first, and gives that count. */
  async pressFigure(name: RegExp, by: 'mouse' | 'keyboard'): Promise<number> {
    const figure = this.page.getByRole('button', { name });
    const count = name.exec((await figure.getAttribute('aria-label')) ?? '')?.[1] ?? '';
    if (by === 'mouse') await figure.click();
    else await figure.press('Enter');
    return Number(count.replaceAll(',', ''));
  }

  get evidence(): Locator {
    return this.page.getByRole('complementary', { name: 'Evidence' });
  }
}
