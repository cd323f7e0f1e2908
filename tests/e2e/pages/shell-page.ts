import type { Locator, Page } from 'playwright';
import type { RunningConsole } from '../support/launch.js';

/** The frame of the console: header, help, panes, and the menus of the desktop. */
export class ShellPage {
  constructor(
    readonly running: RunningConsole,
    readonly page: Page,
  ) {}

  get back(): Locator {
    return this.page.getByRole('banner').getByRole('button', { name: 'Back', exact: true });
  }

  get forward(): Locator {
    return this.page.getByRole('banner').getByRole('button', { name: 'Forward', exact: true });
  }

  get introduction(): Locator {
    return this.page.getByRole('region', { name: 'Introduction' });
  }

  get guide(): Locator {
    return this.page.getByRole('article', { name: 'Operators’ guide' });
  }

  get edge(): Locator {
    return this.page.getByRole('separator', { name: 'Width of the details' });
  }

  title(name: string): Locator {
    return this.page.getByRole('heading', { level: 1, name, exact: true });
  }

  async ready(): Promise<void> {
    await this.title('Overview').waitFor();
  }

  async go(hash: string, title: string): Promise<void> {
    await this.page.evaluate((to) => {
      globalThis.location.hash = to;
    }, hash);
    await this.title(title).waitFor();
  }

  /** Uses an item of the application menu as the desktop does. */
  async menu(label: string): Promise<void> {
    await this.running.app.evaluate(({ Menu }, wanted) => {
      type Items = NonNullable<ReturnType<typeof Menu.getApplicationMenu>>['items'];
      const find = (items: Items): Items[number] | undefined =>
        items.find((item) => item.label === wanted) ??
        items.flatMap((item) => (item.submenu ? [find(item.submenu.items)] : [])).find((item) => item !== undefined);
      const item = find(Menu.getApplicationMenu()?.items ?? []);
      if (item === undefined) throw new Error(`the menu has no ${wanted}`);
      (item.click as () => void)();
    }, label);
  }

  /** An item of the application menu by its id. */
  menuItem(id: string): Promise<{ readonly enabled: boolean; readonly checked: boolean } | null> {
    return this.running.app.evaluate(({ Menu }, wanted) => {
      const item = Menu.getApplicationMenu()?.getMenuItemById(wanted);
      return item ? { enabled: item.enabled, checked: item.checked } : null;
    }, id);
  }

  /** The words of the menu that a right click brings; none is drawn. */
  async contextMenu(at: Locator): Promise<readonly string[]> {
    const shown = this.running.app.evaluate(
      ({ Menu }) =>
        new Promise<readonly string[]>((resolve) => {
          const menus = Menu.prototype as { popup: (this: Electron.Menu) => void };
          const kept = menus.popup;
          menus.popup = function (): void {
            menus.popup = kept;
            resolve(this.items.filter((item) => item.enabled && item.type !== 'separator').map((item) => item.label));
          };
        }),
    );
    // The replacement has to stand before the click is made.
    await this.running.app.evaluate(() => null);
    await at.click({ button: 'right' });
    return shown;
  }

  /** The fourth or fifth button of a mouse, in the middle of the screen. */
  async mouse(button: 'back' | 'forward'): Promise<void> {
    const session = await this.page.context().newCDPSession(this.page);
    for (const type of ['mousePressed', 'mouseReleased'] as const) {
      await session.send('Input.dispatchMouseEvent', { type, button, x: 600, y: 420, clickCount: 1 });
    }
    await session.detach();
  }
}
