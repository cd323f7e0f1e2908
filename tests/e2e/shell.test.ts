import { rm } from 'node:fs/promises';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { ShellPage } from './pages/shell-page.js';
import { launchConsole, newDemoDataDir, type RunningConsole } from './support/launch.js';
import { takeScreen } from './support/screens.js';
import { settled } from './support/views.js';
import { complaintsOf } from './support/watch.js';

let dataDir: string;
let running: RunningConsole | undefined;

async function open(): Promise<ShellPage> {
  running = await launchConsole({ dataDir });
  const shell = new ShellPage(running, await running.window());
  await shell.ready();
  return shell;
}

/** Closes the window as an operator does, and starts the console again on the same data. */
async function reopen(): Promise<ShellPage> {
  await running?.app.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows()[0]?.close());
  await running?.ended();
  return open();
}

beforeEach(async () => {
  dataDir = await newDemoDataDir();
});
afterEach(async () => {
  await running?.close();
  running = undefined;
  await rm(dataDir, { recursive: true, force: true });
});

describe('help', () => {
  test('opens in the window at the section of the screen, with its pictures, and leads back', async () => {
    const shell = await open();
    const { page } = shell;
    const complaints = complaintsOf(page);
    await shell.go('#/gaps', 'Gaps');
    await page.keyboard.press('F1');
    await shell.title('Help').waitFor();
    expect(new URL(page.url()).hash).toBe('#/help/see-every-gap');
    const heading = shell.guide.getByRole('heading', { name: 'See every gap' });
    await expect.poll(() => heading.evaluate((one) => one.ownerDocument.activeElement === one)).toBe(true);
    await expect
      .poll(async () => (await heading.boundingBox())?.y)
      .toBeLessThan(((await shell.guide.boundingBox())?.y ?? 0) + 60);
    const pictures = await shell.guide
      .getByRole('img')
      .evaluateAll((all) => all.map((one) => (one as HTMLImageElement).naturalWidth));
    expect(pictures.length).toBeGreaterThan(3);
    expect(Math.min(...pictures)).toBeGreaterThan(400);
    await takeScreen(page, 'help');

    await page.getByRole('navigation', { name: 'Contents' }).getByRole('link', { name: 'After a crash' }).click();
    await expect.poll(() => new URL(page.url()).hash).toBe('#/help/after-a-crash');
    // The contents tell where the reader is when the text is scrolled, too.
    const contents = page.getByRole('navigation', { name: 'Contents' });
    const seen = (): Promise<readonly string[]> =>
      contents.locator('[data-seen]').evaluateAll((all) => all.map((one) => one.textContent));
    await expect.poll(seen).toEqual(['After a crash']);
    await shell.guide.evaluate((text) => {
      text.scrollTop = text.scrollHeight;
    });
    await expect.poll(seen).not.toEqual(['After a crash']);
    const [last] = await seen();
    const top = (await contents.getByRole('link', { name: last ?? '', exact: true }).boundingBox())?.y ?? -1;
    expect(top).toBeGreaterThan((await contents.boundingBox())?.y ?? Infinity);
    await shell.guide.evaluate((text) => {
      text.scrollTop = 0;
    });
    await expect.poll(seen).toEqual([]);
    await shell.back.click();
    await shell.back.click();
    await shell.title('Gaps').waitFor();
    await page.getByRole('banner').getByRole('link', { name: 'Help' }).click();
    await shell.title('Help').waitFor();
    expect(complaints).toEqual([]);
  });

  test('finds words, and none of its links leaves the console', async () => {
    const shell = await open();
    const { page } = shell;
    await shell.go('#/help', 'Help');
    await page.getByRole('searchbox', { name: 'Find in the guide' }).fill('put back');
    const said = page.getByRole('search').getByRole('status');
    await expect.poll(() => said.textContent()).toMatch(/^\d+ places?$/);
    await page.keyboard.press('Enter');
    await expect.poll(() => said.textContent()).toMatch(/^1 of \d+$/);
    await takeScreen(page, 'help-found');
    const links = await shell.guide.getByRole('link').evaluateAll((all) => all.map((one) => one.getAttribute('href')));
    for (const href of links) expect(href).toMatch(/^#\/help\/[a-z-]+$/);
    await page.getByRole('searchbox', { name: 'Find in the guide' }).fill('no such words');
    await expect.poll(() => said.textContent()).toBe('not found');
  });
});

describe('back and forward', () => {
  test('are offered only where there is something, by button, key, mouse and menu', async () => {
    const shell = await open();
    const { page } = shell;
    expect([await shell.back.isEnabled(), await shell.forward.isEnabled()]).toEqual([false, false]);
    expect((await shell.menuItem('back'))?.enabled).toBe(false);

    await page.keyboard.press('ControlOrMeta+4');
    await shell.title('Coverage').waitFor();
    await shell.menu('Gaps');
    await shell.title('Gaps').waitFor();
    expect([await shell.back.isEnabled(), await shell.forward.isEnabled()]).toEqual([true, false]);
    await expect.poll(async () => (await shell.menuItem('back'))?.enabled).toBe(true);

    await shell.back.click();
    await shell.title('Coverage').waitFor();
    await expect.poll(() => shell.forward.isEnabled()).toBe(true);
    await expect.poll(async () => (await shell.menuItem('forward'))?.enabled).toBe(true);
    await shell.mouse('back');
    await shell.title('Overview').waitFor();
    await expect.poll(() => shell.back.isEnabled()).toBe(false);
    await shell.mouse('forward');
    await shell.title('Coverage').waitFor();
    await shell.menu('Forward');
    await shell.title('Gaps').waitFor();
    await page.keyboard.press('Alt+ArrowLeft');
    await shell.title('Coverage').waitFor();
    // One press is one step: the buttons of a mouse are not heard twice.
    await expect.poll(() => shell.back.isEnabled()).toBe(true);
  });
});

describe('the menus', () => {
  test('reach what the page does, and follow what is set', async () => {
    const shell = await open();
    const { page } = shell;
    await shell.menu('Find anything…');
    await page.getByRole('dialog', { name: 'Find anything' }).waitFor();
    await page.keyboard.press('Escape');
    await shell.menu('Keys');
    await page.getByRole('dialog', { name: 'Keys' }).waitFor();
    await page.keyboard.press('Escape');

    // The automation shows the page in colours of its own: what counts is what the desktop was told.
    const theme = () => running?.app.evaluate(({ nativeTheme }) => nativeTheme.themeSource);
    expect((await shell.menuItem('appearance-system'))?.checked).toBe(true);
    await shell.menu('Dark');
    // At the start the services have other work too.
    await expect.poll(theme, { timeout: 20_000 }).toBe('dark');
    expect((await shell.menuItem('appearance-dark'))?.checked).toBe(true);
    await page.emulateMedia({ colorScheme: 'dark' });
    await takeScreen(page, 'overview-dark');
    const again = await reopen();
    expect((await again.menuItem('appearance-dark'))?.checked).toBe(true);
    expect(await theme()).toBe('dark');
  });

  test('of a right click fit what is under it', async () => {
    const shell = await open();
    const { page } = shell;
    await shell.go('#/help', 'Help');
    expect(await shell.contextMenu(shell.title('Help'))).toContain('Copy link to this view');
    expect(
      await shell.contextMenu(page.getByRole('navigation', { name: 'Screens' }).getByRole('link', { name: 'Gaps' })),
    ).toContain('Copy link');
    const field = page.getByRole('searchbox', { name: 'Find in the guide' });
    await field.fill('plan');
    await field.selectText();
    expect(await shell.contextMenu(field)).toEqual(expect.arrayContaining(['Cut', 'Copy', 'Select All']));
  });
});

describe('first use', () => {
  test('the demo explains itself until it is dismissed, and again when asked', async () => {
    const shell = await open();
    const { page } = shell;
    await settled(page);
    await takeScreen(page, 'introduction');
    await shell.introduction.getByRole('link', { name: 'See the collapse' }).click();
    await shell.title('Coverage').waitFor();
    await shell.back.click();
    await shell.introduction.getByRole('link', { name: 'Plan the rebuild' }).click();
    await page.getByRole('button', { name: 'Launch' }).waitFor();
    await shell.back.click();
    await shell.introduction.getByRole('link', { name: 'Connect BigQuery' }).click();
    await shell.title('Settings').waitFor();
    await page.getByRole('textbox', { name: /^Project/ }).waitFor();
    await shell.back.click();
    const dismiss = shell.introduction.getByRole('button', { name: 'Dismiss' });
    await dismiss.click();
    expect(await shell.introduction.count()).toBe(0);
    // By the key, and by the button of the message.
    await page.keyboard.press('ControlOrMeta+z');
    await dismiss.click();
    await page.getByRole('status').getByRole('button', { name: /^Undo/ }).click();
    await dismiss.click();
    // In a field the key is the field's own: its text goes, the panel stays away.
    await shell.go('#/help', 'Help');
    const field = page.getByRole('searchbox', { name: 'Find in the guide' });
    await field.pressSequentially('abc');
    await page.keyboard.press('ControlOrMeta+z');
    await expect.poll(() => field.inputValue()).not.toBe('abc');
    await shell.go('#/overview', 'Overview');
    expect(await shell.introduction.count()).toBe(0);

    const again = await reopen();
    expect(await again.introduction.count()).toBe(0);
    await again.page.keyboard.press('ControlOrMeta+k');
    await again.page.keyboard.type('introduction');
    await again.page.keyboard.press('Enter');
    await again.introduction.waitFor();
  });
});

describe('how the window was left', () => {
  test('zoom and the edge between a list and its details are as they were', async () => {
    const shell = await open();
    const { page } = shell;
    await shell.go('#/checks', 'Checks');
    await shell.edge.waitFor();
    const width = async (of: ShellPage): Promise<number> => Number(await of.edge.getAttribute('aria-valuenow'));
    const first = await width(shell);
    await shell.edge.focus();
    await page.keyboard.press('ArrowLeft');
    await expect.poll(() => width(shell)).toBe(first + 16);
    const box = await shell.edge.boundingBox();
    if (!box) throw new Error('the edge is not drawn');
    await page.mouse.move(box.x + 6, box.y + 200);
    await page.mouse.down();
    await page.mouse.move(box.x - 44, box.y + 200, { steps: 4 });
    await page.mouse.up();
    await expect.poll(() => width(shell)).toBe(first + 66);
    await takeScreen(page, 'split-moved');

    await running?.app.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows()[0]?.webContents.setZoomLevel(1));
    const again = await reopen();
    await expect
      .poll(() =>
        running?.app.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows()[0]?.webContents.getZoomLevel()),
      )
      .toBe(1);
    await running?.app.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows()[0]?.webContents.setZoomLevel(0));
    await again.go('#/checks', 'Checks');
    await again.edge.waitFor();
    await expect.poll(() => width(again)).toBe(first + 66);
    await again.edge.dblclick();
    await expect.poll(() => width(again)).toBe(first);
  });
});
