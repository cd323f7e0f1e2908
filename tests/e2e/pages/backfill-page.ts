import type { Locator, Page } from 'playwright';
import { TableObject } from './table.js';

/** The Backfill screen up to the launch. */
export class BackfillPage {
  readonly planTable: TableObject;

  constructor(readonly page: Page) {
    this.planTable = new TableObject(page, 'Plan');
  }

  get planButton(): Locator {
    return this.page.getByRole('button', { name: 'Plan', exact: true });
  }

  /** Says yes to what is billed. */
  get askButton(): Locator {
    return this.page.getByRole('region', { name: 'Before it is read' }).getByRole('button', { name: /^Read/ });
  }

  get launchButton(): Locator {
    return this.page.getByRole('button', { name: 'Launch', exact: true });
  }

  get verdict(): Locator {
    return this.page.locator('.range-verdict');
  }

  preset(name: string | RegExp): Locator {
    return this.page.getByRole('group', { name: 'Presets' }).getByRole('button', { name });
  }

  /** A day of the season's map, where a range is taken by a click and another with Shift. */
  day(date: string): Locator {
    return this.page.getByRole('region', { name: 'Range' }).locator(`[data-day="${date}"]`);
  }

  /** A date field's text as it stands, `2025-11-04`. */
  async dateIn(label: 'From' | 'To'): Promise<string> {
    const segments = await this.field(label).getByRole('spinbutton').allTextContents();
    return segments.join('-');
  }

  /** Types a date as an operator does: the first segment, then digits; the field moves on by itself. */
  async typeDate(label: 'From' | 'To', date: string): Promise<void> {
    await this.field(label).getByRole('spinbutton').first().focus();
    await this.page.keyboard.type(date.replaceAll('-', ''));
  }

  override(label: RegExp): Locator {
    return this.page.getByRole('list', { name: 'Blockers' }).getByRole('checkbox', { name: label });
  }

  /** Chooses one of an option's values by mouse. */
  async choose(option: string, value: string): Promise<void> {
    await this.page.getByRole('radiogroup', { name: option }).getByText(value, { exact: true }).click();
  }

  /** The value of a figure above the plan. */
  figure(label: string): Locator {
    return this.page.locator('.figure', { has: this.page.getByText(label, { exact: true }) });
  }

  private field(label: string): Locator {
    return this.page.getByRole('group', { name: 'Date range' }).getByRole('group', { name: label, exact: true });
  }
}
