import type { Locator, Page } from 'playwright';

/** BigQuery in Settings: its fields, and the walk of the connection test. */
export class ConnectionPage {
  constructor(readonly page: Page) {}

  get walk(): Locator {
    return this.page.getByRole('region', { name: 'Connection test' });
  }

  get test(): Locator {
    return this.walk.getByRole('button', { name: /^Test (connection|again)$/ }).first();
  }

  get alert(): Locator {
    return this.walk.getByRole('alert');
  }

  get said(): Locator {
    return this.walk.getByRole('status').first();
  }

  field(label: string): Locator {
    return this.page.getByRole('textbox', { name: new RegExp(`^${label}`) });
  }

  /** Where the walk stopped and what it said of it. */
  async stopped(): Promise<{ readonly at: string; readonly text: string }> {
    await this.said.filter({ hasText: /^(Stopped at|Everything)/ }).waitFor({ timeout: 60_000 });
    const at = (await this.said.innerText()).replace(/^Stopped at: (.*)\.$/, '$1');
    const text = (await this.alert.count()) === 0 ? '' : await this.alert.innerText();
    return { at, text: text.replaceAll(/\s+/g, ' ') };
  }
}
