import type { Locator, Page } from 'playwright';

/** The first screen: is the store healthy, and if not, what is to be done. */
export class OverviewPage {
  constructor(readonly page: Page) {}

  async ready(): Promise<void> {
    await this.page.getByRole('heading', { level: 1, name: 'Overview' }).waitFor();
  }

  /** The sentence beside the heading. */
  get verdict(): Locator {
    return this.page.locator('.overview .screen-head').getByRole('status');
  }

  /** The verdict on every screen, and the way to the checks. */
  get health(): Locator {
    return this.page.getByRole('banner').getByRole('link', { name: /alert|warning|checks/ });
  }

  get repairs(): Locator {
    return this.page.getByRole('region', { name: 'What can be repaired' });
  }

  get openPlan(): Locator {
    return this.repairs.getByRole('link', { name: 'Open the plan' });
  }

  get seeGaps(): Locator {
    return this.repairs.getByRole('link', { name: 'See the gaps' });
  }
}
