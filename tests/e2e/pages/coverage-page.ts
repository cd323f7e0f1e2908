import type { Locator, Page } from 'playwright';
import { TableObject } from './table.js';

/** Coverage: months, dates of a month, players of a date, one row with its features. */
export class CoveragePage {
  readonly months: TableObject;
  readonly dates: TableObject;
  readonly players: TableObject;
  readonly features: TableObject;
  readonly snapshots: TableObject;
  /** Dates that differ between two snapshots. */
  readonly changed: TableObject;

  constructor(readonly page: Page) {
    this.months = new TableObject(page, 'Months');
    this.dates = new TableObject(page, 'Dates');
    this.players = new TableObject(page, 'Players');
    this.features = new TableObject(page, 'Features');
    this.snapshots = new TableObject(page, 'Snapshots');
    this.changed = new TableObject(page, 'Dates that changed');
  }

  async view(name: 'Months' | 'Calendar' | 'Teams' | 'Books' | 'Snapshots'): Promise<void> {
    await this.page.getByRole('radiogroup', { name: 'View' }).getByText(name, { exact: true }).click();
  }

  get crumbs(): Locator {
    return this.page.getByRole('navigation', { name: 'Where this is' });
  }

  get calendar(): Locator {
    return this.page.getByRole('grid', { name: /by day$/ });
  }

  get daysChosen(): Locator {
    return this.page.getByRole('complementary', { name: 'Days chosen' });
  }

  get compareNewest(): Locator {
    return this.page.getByRole('button', { name: 'Compare the newest pair' });
  }

  get exportReport(): Locator {
    return this.page.getByRole('button', { name: 'Export report…' });
  }

  /** Said once the report stands in this file. */
  written(file: string): Locator {
    return this.page.getByText(`written to ${file}`);
  }
}
