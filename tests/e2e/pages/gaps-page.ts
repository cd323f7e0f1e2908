import type { Locator, Page } from 'playwright';
import { TableObject } from './table.js';

/** Gaps, one gap opened, and a player's page. */
export class GapsPage {
  readonly gaps: TableObject;
  readonly days: TableObject;

  constructor(readonly page: Page) {
    this.gaps = new TableObject(page, 'Gaps');
    this.days = new TableObject(page, 'Days');
  }

  /** A figure of the summary, such as `Faults`. */
  figure(label: string): Locator {
    return this.page.locator('.figure', { has: this.page.getByText(label, { exact: true }) }).locator('.figure-value');
  }

  cause(name: string): Locator {
    return this.page.getByRole('region', { name: 'Causes', exact: true }).getByRole('button', { name });
  }

  get count(): Locator {
    return this.page.locator('.gaps-split > .data-table').last().locator('.table-count');
  }

  get details(): Locator {
    return this.page.getByRole('complementary', { name: 'Gap', exact: true });
  }

  get plan(): Locator {
    return this.page.getByRole('link', { name: 'Plan the rebuild' });
  }

  async group(by: string): Promise<void> {
    await this.page.getByRole('radiogroup', { name: 'Group by' }).getByText(by, { exact: true }).click();
  }

  get season(): Locator {
    return this.page.getByRole('grid', { name: 'Days of the season' });
  }

  get findBox(): Locator {
    return this.page.getByRole('combobox', { name: 'Find a player' });
  }
}
