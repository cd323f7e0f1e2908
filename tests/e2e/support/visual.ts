import { mkdir, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir, userInfo } from 'node:os';
import { join } from 'node:path';
import type { CDPSession, ElectronApplication, Page } from 'playwright';
import { PIXELS_ALLOWED, REDUCED_BY, THRESHOLD } from './picture-limits.js';
import { decodePicture, differenceOf, encodeSmall, reducedPicture } from './picture.js';
import { referencePicture } from './reference-sheet.js';
import { ROOT } from './runtime.js';

export const THEMES = ['light', 'dark'] as const;
export type Theme = (typeof THEMES)[number];

/** What the pictures are taken in: the smallest window that the console is made for, and a full screen. */
export const SIZES = [
  { width: 1280, height: 800 },
  { width: 1920, height: 1080 },
] as const;
export type Size = (typeof SIZES)[number];

const BASELINES = join(ROOT, 'tests', 'fixtures', 'pictures');
const DIFFERENT = join(ROOT, 'test-results', 'pictures');

/** Set by `npm run screenshots -- --baselines`: pictures become the baselines instead of being held against them. */
export const MAKING_BASELINES = process.env['BACKLINE_BASELINES'] === '1';

/**
 * What differs by run without a fault: texts marked as volatile take no room, so that their length moves nothing; the status
 * bar's notice, which goes by itself after some seconds; no caret, no scroll bars, whose look the system decides.
 */
const STILL = `
  [data-volatile], [data-volatile] *, .loading-text { font-size: 0 !important; }
  [data-volatile] svg, [data-volatile] canvas { visibility: hidden !important; }
  .status-notice { display: none !important; }
  * { caret-color: transparent !important; scrollbar-width: none !important; }
`;

/** Texts of this hour, of this machine, of its user and of this run, in any view: source texts of regular expressions. */
function volatileTexts(now: Date): readonly string[] {
  const days = [now, new Date(now.getTime() - 86_400_000)].map((day) => day.toLocaleDateString('en-CA'));
  return [
    `(${days.join('|')})`,
    '\\b\\d{2}:\\d{2}:\\d{2}\\b',
    '^(\\d+ ms|\\d+\\.\\d s|\\d+ min \\d{2} s)$',
    '\\b\\d{8}-\\d{6}-[0-9a-f]{4}\\b',
    tmpdir().replace(/[^\w/]/g, '\\$&'),
    `^${userInfo().username.replace(/\W/g, '\\$&')}$`,
  ];
}

const REFERENCE = 'reference.png';

/** Why pictures of this machine cannot be held against the baselines, or null where they can. */
async function drawnOtherwise(page: Page, cdp: CDPSession, file: string): Promise<string | null> {
  await page.setViewportSize(SIZES[0]);
  const actual = await referencePicture(page, cdp);
  // Where the display's own pointer stands is nobody's choice: what is under it would be drawn as pointed at.
  await page.mouse.move(0, 0);
  if (MAKING_BASELINES) await writeFile(file, actual);
  const expected = await readFile(file);
  const { pixels } = differenceOf(decodePicture(expected), decodePicture(actual), THRESHOLD);
  if (pixels === 0) return null;
  return `this machine draws letters otherwise than the one of the baselines (${pixels} pixels of ${file})`;
}

/** The pictures of one window held against their baselines, which belong to one platform and major version of Electron. */
export class Visual {
  private constructor(
    private readonly page: Page,
    private readonly cdp: CDPSession,
    private readonly folder: string,
    private readonly known: ReadonlySet<string>,
    /** Why nothing is compared here; null where there are baselines. */
    readonly skipped: string | null,
  ) {}

  static async of(app: ElectronApplication, page: Page): Promise<Visual> {
    const electron = await app.evaluate(() => process.versions['electron'] ?? '');
    const home = `${process.platform}-electron-${electron.split('.')[0]}`;
    const folder = join(BASELINES, home);
    const names = await readdir(folder).catch(() => []);
    if (MAKING_BASELINES) await mkdir(folder, { recursive: true });
    const cdp = await page.context().newCDPSession(page);
    const skipped =
      names.length > 0 || MAKING_BASELINES
        ? await drawnOtherwise(page, cdp, join(folder, REFERENCE))
        : `there are no baselines of ${home} in tests/fixtures/pictures`;
    if (skipped !== null) process.stderr.write(`pictures are not compared: ${skipped}\n`);
    return new Visual(page, cdp, folder, new Set(names), skipped);
  }

  async size(size: Size): Promise<void> {
    await this.page.setViewportSize(size);
  }

  /**
   * What is wrong with the window as it is now, in one line; none when it looks as it did. `volatile` are selectors of texts
   * of this view that differ by run. Without baselines of this platform nothing is drawn.
   */
  async faults(name: string, theme: Theme, size: Size, volatile: readonly string[] = []): Promise<readonly string[]> {
    if (this.skipped !== null) return [];
    const file = `${name}.${theme}.${size.width}.png`;
    const full = await this.capture(volatile);
    const actual = reducedPicture(decodePicture(full), REDUCED_BY);
    if (MAKING_BASELINES) {
      await writeFile(join(this.folder, file), encodeSmall(actual));
      return [];
    }
    if (!this.known.has(file)) return [`${file}: no baseline; npm run screenshots -- --baselines makes it`];
    const expected = await readFile(join(this.folder, file));
    const difference = differenceOf(decodePicture(expected), actual, THRESHOLD);
    if (difference.pixels <= PIXELS_ALLOWED) return [];
    const stem = join(DIFFERENT, file.replace(/\.png$/, ''));
    await mkdir(DIFFERENT, { recursive: true });
    await writeFile(`${stem}.expected.png`, expected);
    await writeFile(`${stem}.actual.png`, encodeSmall(actual));
    await writeFile(`${stem}.full.png`, full);
    if (difference.shown !== null) await writeFile(`${stem}.difference.png`, difference.shown());
    return [`${file}: ${difference.pixels} of ${actual.width * actual.height} pixels differ; see ${stem}.*.png`];
  }

  /** Takes away the baselines of `prefix` that none of `names` stands for any more. */
  async forget(prefix: string, names: readonly string[]): Promise<void> {
    if (!MAKING_BASELINES) return;
    const kept = new Set(names);
    for (const file of this.known) {
      const name = file.split('.')[0] ?? '';
      if (name.startsWith(prefix) && !kept.has(name)) await rm(join(this.folder, file));
    }
  }

  private async capture(volatile: readonly string[]): Promise<Buffer> {
    // Whatever was clicked last is not to look as pointed at: where that is, differs with what was shown before.
    await this.page.mouse.move(1, 1);
    await this.page.mouse.move(0, 0);
    await this.page.evaluate(
      async ({ css, selector, texts }) => {
        for (const element of selector === '' ? [] : document.querySelectorAll(selector))
          element.setAttribute('data-volatile', '');
        const patterns = texts.map((text) => new RegExp(text));
        const differs = (text: string): boolean => patterns.some((pattern) => pattern.test(text.trim()));
        const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
        for (let node = walker.nextNode(); node; node = walker.nextNode())
          if (differs(node.textContent ?? '')) node.parentElement?.setAttribute('data-volatile', '');
        // A time whose digits and marks are texts of their own: it stands in the smallest element that holds all of them.
        const all = [...document.body.querySelectorAll('*')].reverse();
        for (const element of all)
          if (
            element.childElementCount > 0 &&
            element.querySelector('[data-volatile]') === null &&
            differs(element.textContent ?? '')
          )
            element.setAttribute('data-volatile', '');
        for (const input of document.querySelectorAll('input'))
          if (differs(input.value)) input.setAttribute('data-volatile', '');
        const still = new CSSStyleSheet();
        still.replaceSync(css);
        document.adoptedStyleSheets = [...document.adoptedStyleSheets, still];
        await document.fonts.ready;
        await new Promise((resolve) => requestAnimationFrame(() => requestAnimationFrame(resolve)));
      },
      { css: STILL, selector: volatile.join(', '), texts: volatileTexts(new Date()) },
    );
    const { data } = await this.cdp.send('Page.captureScreenshot', { format: 'png', optimizeForSpeed: true });
    await this.page.evaluate(() => {
      document.adoptedStyleSheets = document.adoptedStyleSheets.slice(0, -1);
    });
    return Buffer.from(data, 'base64');
  }
}
