import type { CDPSession, Page } from 'playwright';

/** Both typefaces in the sizes and weights in use, signs that may come from the system's typefaces, edges and strokes. */
const LINES = [
  ['400 13px "Inter Variable"', 'Coverage by month 0123456789 43.4 % → 99.6 % (8,913 / 20,622) Δ −1.5 – … ×'],
  ['600 13px "Inter Variable"', 'Launch, put back, verify: 87 of 87 dates, 21,168 rows written'],
  ['400 11.5px "Inter Variable"', 'Players who played against lines; Dončić Jokić Šarić Núñez'],
  ['600 17px "Inter Variable"', 'Root cause'],
  ['400 13px "JetBrains Mono Variable"', 'upcoming_player_game_context 20260112-0a1b'],
] as const;

const CSS = `
  .reference-sheet { position: fixed; inset: 0; z-index: 2147483647; padding: 12px; background: #fff; color: #1a1e26; }
  .reference-sheet div { line-height: 24px; white-space: pre; font-variant-numeric: tabular-nums; }
  .reference-sheet hr { width: 200px; height: 20px; margin: 8px 0; border: 1px solid #1a56b8; border-radius: 9px; background: #d7e5fb; }
`;

/**
 * A picture of a sheet that no change of the console touches. Where it does not look as where the baselines were made,
 * the machine draws letters or edges another way (smoothing, hinting, fallback typefaces), and no picture can be compared.
 */
export async function referencePicture(page: Page, cdp: CDPSession): Promise<Buffer> {
  await page.evaluate(
    async ({ css, lines }) => {
      const look = new CSSStyleSheet();
      look.replaceSync(css);
      document.adoptedStyleSheets = [...document.adoptedStyleSheets, look];
      const sheet = document.createElement('div');
      sheet.className = 'reference-sheet';
      sheet.setAttribute('aria-hidden', 'true');
      for (const [font, text] of lines) {
        await document.fonts.load(font, text);
        const line = document.createElement('div');
        line.style.font = font;
        line.style.lineHeight = '24px';
        line.textContent = text;
        sheet.append(line);
      }
      sheet.append(document.createElement('hr'));
      document.body.append(sheet);
      await document.fonts.ready;
      await new Promise((resolve) => requestAnimationFrame(() => requestAnimationFrame(resolve)));
    },
    { css: CSS, lines: LINES },
  );
  const { data } = await cdp.send('Page.captureScreenshot', { format: 'png' });
  await page.evaluate(() => {
    document.querySelector('.reference-sheet')?.remove();
    document.adoptedStyleSheets = document.adoptedStyleSheets.slice(0, -1);
  });
  return Buffer.from(data, 'base64');
}
