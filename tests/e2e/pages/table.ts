import type { Locator, Page } from 'playwright';

/** A table of the console, found by its name. Long tables draw only what is in sight. */
export class TableObject {
  readonly table: Locator;
  /** What is chosen above the table: which columns, in which order. */
  readonly columnsButton: Locator;
  readonly columns: Locator;
  readonly exportButton: Locator;
  readonly columnsMenu: Locator;
  readonly rowMenu: Locator;
  readonly search: Locator;
  /** `12 of 345 gaps`. */
  readonly counts: Locator;

  constructor(
    private readonly page: Page,
    label: string,
  ) {
    this.table = page.getByRole('grid', { name: label, exact: true });
    const tools = page.getByRole('group', { name: `Tools of the table ${label}` });
    this.columnsButton = tools.getByRole('button', { name: /^Columns/ });
    this.exportButton = tools.getByRole('button', { name: /^Export/ });
    this.columns = page.getByRole('dialog', { name: `Columns of ${label}` });
    this.columnsMenu = page.getByRole('menu', { name: /^Column / });
    this.rowMenu = page.getByRole('menu', { name: 'Row' });
    this.search = page.getByRole('searchbox', { name: `Search in ${label}` });
    this.counts = tools.getByRole('status');
  }

  row(id: string): Locator {
    return this.table.locator(`[data-row="${id}"]`);
  }

  /** Of the rows drawn, by position. */
  cell(row: number, column: number): Locator {
    return this.table.locator('[data-row]').nth(row).locator('td').nth(column);
  }

  head(header: string | RegExp): Locator {
    return this.table.getByRole('columnheader', { name: header });
  }

  /** Rows in all, drawn or not. */
  async count(): Promise<number> {
    return Number(await this.table.getAttribute('aria-rowcount')) - 1;
  }

  /** Headers of the columns shown, in their order. */
  headers(): Promise<string[]> {
    return this.table.locator('thead .sort > .clip').allInnerTexts();
  }

  /** A line of the open list of columns. */
  column(header: string): Locator {
    return this.columns.getByRole('row', { name: header, exact: true });
  }

  item(name: string | RegExp): Locator {
    return this.page.getByRole('menuitem', { name });
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
