import type { Locator, Page } from 'playwright';

/** A table of the console, found by its name. Long tables draw only what is in sight. */
export class TableObject {
  readonly table: Locator;

  constructor(page: Page, label: string) {
    this.table = page.getByRole('grid', { name: label, exact: true });
  }

  row(id: string): Locator {
    return this.table.locator(`[data-row="${id}"]`);
  }

  /** Rows in all, drawn or not. */
  async count(): Promise<number> {
    return Number(await this.table.getAttribute('aria-rowcount')) - 1;
  }

  /** Texts of the cells of the rows drawn, what is for screen readers only left out. */
  cells(): Promise<string[][]> {
    return this.table.evaluate((table) =>
      [...table.querySelectorAll('tbody tr[data-row]')].map((row) =>
        [...row.querySelectorAll('td')].map((cell) => {
          const shown = cell.cloneNode(true) as HTMLElement;
          shown.querySelectorAll('.sr-only').forEach((hidden) => hidden.remove());
          return (shown.textContent ?? '').replace(/\s+/g, ' ').trim();
        }),
      ),
    );
  }
}
