import type { Locator, Page } from 'playwright';

/** BigQuery in Settings: its fields, the walk of the connection test, and what was done by hand. */
export class ConnectionPage {
  clicks = 0;
  keys = 0;

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

  async click(target: Locator): Promise<void> {
    this.clicks += 1;
    await target.click();
  }

  async key(name: string): Promise<void> {
    this.keys += 1;
    await this.page.keyboard.press(name);
  }

  async type(text: string): Promise<void> {
    this.keys += text.length;
    await this.page.keyboard.type(text);
  }

  /** Replaces what stands in a field, by a click into it and typing. */
  async fill(label: string, text: string): Promise<void> {
    this.clicks += 1;
    this.keys += text.length;
    await this.field(label).fill(text);
  }

  /** Presses Tab until what is wanted has the focus, as somebody does who uses no mouse. */
  async tabTo(target: Locator, key: 'Tab' | 'Shift+Tab' = 'Tab'): Promise<void> {
    for (let step = 0; step < 60; step += 1) {
      if (await target.evaluate((one) => one === one.ownerDocument.activeElement)) return;
      await this.key(key);
    }
    throw new Error('the keyboard does not reach it');
  }

  /** Where the walk stopped and what it said of it. */
  async stopped(): Promise<{ readonly at: string; readonly text: string }> {
    await this.said.filter({ hasText: /^(Stopped at|Everything)/ }).waitFor({ timeout: 60_000 });
    const at = (await this.said.innerText()).replace(/^Stopped at: (.*)\.$/, '$1');
    const text = (await this.alert.count()) === 0 ? '' : await this.alert.innerText();
    return { at, text: text.replaceAll(/\s+/g, ' ') };
  }
}
