import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import type { Page } from 'playwright';

/**
 * Keeps a picture of the window as `NAME.png` in the folder named by `BACKLINE_SCREENS`; without it nothing is drawn.
 * Tests take one at every state worth a look.
 */
export async function takeScreen(page: Page, name: string): Promise<void> {
  const folder = process.env['BACKLINE_SCREENS'];
  if (!folder) return;
  await mkdir(folder, { recursive: true });
  await page.screenshot({ path: join(folder, `${name}.png`) });
}
