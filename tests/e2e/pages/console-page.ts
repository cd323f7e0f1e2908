import type { Locator, Page } from 'playwright';

/** What stands around every screen: navigation, status bar, header. */
export class ConsolePage {
  constructor(readonly page: Page) {}

  get status(): Locator {
    return this.page.getByRole('contentinfo', { name: 'Status' });
  }

  get warehouse(): Locator {
    return this.page.getByLabel('Warehouse', { exact: true });
  }

  /** From the first screen, once the services are there, to the one the work begins on. */
  async ready(): Promise<void> {
    await this.page.getByRole('heading', { level: 1, name: 'Overview' }).waitFor();
    await this.page.keyboard.press('ControlOrMeta+2');
    await this.page.getByRole('heading', { level: 1, name: 'Backfill' }).waitFor();
  }

  async open(screen: 'Backfill' | 'Runs' | 'Coverage' | 'Gaps'): Promise<void> {
    await this.page.getByRole('navigation', { name: 'Screens' }).getByRole('link', { name: screen }).click();
  }

  /** The run in the status bar. */
  async openRunFromStatus(): Promise<void> {
    await this.status.getByRole('link').click();
  }
}
