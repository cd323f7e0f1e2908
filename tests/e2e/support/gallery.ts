import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { _electron, type ElectronApplication, type Page } from 'playwright';
import { build } from 'vite';
import { electronExecutable, ROOT } from './runtime.js';
import { settled } from './views.js';

const GALLERY = join(ROOT, 'tests', 'unit', 'renderer', 'gallery');

/** The page over doubles of the bridge, in a window of the console's own Electron: any state of a screen, at once. */
export class Gallery {
  private constructor(
    readonly app: ElectronApplication,
    readonly page: Page,
    private readonly folder: string,
  ) {}

  static async open(): Promise<Gallery> {
    const folder = await mkdtemp(join(tmpdir(), 'backline-gallery-'));
    await build({
      configFile: join(GALLERY, 'vite.config.ts'),
      logLevel: 'warn',
      build: { outDir: folder, emptyOutDir: true },
    });
    const sandbox = process.platform === 'linux' && process.getuid?.() === 0 ? ['--no-sandbox'] : [];
    const inherited = Object.entries(process.env).filter(
      (entry): entry is [string, string] => entry[1] !== undefined && entry[0] !== 'ELECTRON_RUN_AS_NODE',
    );
    const app = await _electron.launch({
      executablePath: await electronExecutable(),
      args: [...sandbox, join(GALLERY, 'shell'), '--user-data-dir', join(folder, 'profile'), folder],
      env: Object.fromEntries(inherited),
    });
    const page = await app.firstWindow();
    await page.waitForLoadState('domcontentloaded');
    return new Gallery(app, page, folder);
  }

  async show(scene: string): Promise<void> {
    await this.page.mouse.move(0, 0);
    await this.page.evaluate(
      (name) =>
        new Promise<void>((resolve) => {
          (globalThis as unknown as { showScene(name: string): void }).showScene(name);
          requestAnimationFrame(() => requestAnimationFrame(() => resolve()));
        }),
      scene,
    );
    await this.page.getByRole('heading', { level: 1 }).first().waitFor();
  }

  /** What is meant to be loading stays so; all else is waited for. */
  async settled(loading: boolean): Promise<void> {
    if (loading) await this.page.locator('[aria-busy="true"], [role="progressbar"], [role="alert"]').first().waitFor();
    else await settled(this.page);
  }

  async close(): Promise<void> {
    await this.app.close();
    await rm(this.folder, { recursive: true, force: true });
  }
}
