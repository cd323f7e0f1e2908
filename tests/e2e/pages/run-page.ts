import type { Locator, Page } from 'playwright';
import { TableObject } from './table.js';

/** A run, live or over. */
export class RunPage {
  readonly dates: TableObject;
  readonly months: TableObject;

  constructor(readonly page: Page) {
    this.dates = new TableObject(page, 'Dates');
    this.months = new TableObject(page, 'Months');
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

  async putBack(): Promise<void> {
    await this.page.getByRole('button', { name: 'Put back', exact: true }).click();
    await this.page
      .getByRole('alertdialog')
      .getByRole('button', { name: /put back/i })
      .click();
  }

  /** Waits for the run's state to be one of these and answers it. */
  async settled(states: readonly string[], timeout = 90_000): Promise<string> {
    await this.state.filter({ hasText: new RegExp(`^\\s*(${states.join('|')})\\s*$`) }).waitFor({ timeout });
    return (await this.state.innerText()).trim();
  }
}
