import { readFile, readdir, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { inflateSync } from 'node:zlib';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { ConsolePage } from './pages/console-page.js';
import { CoveragePage } from './pages/coverage-page.js';
import { coverageOf, gapsOf } from './support/cli.js';
import { launchConsole, newDemoDataDir, type RunningConsole } from './support/launch.js';
import { takeScreen } from './support/screens.js';
import { complaintsOf } from './support/watch.js';

const FROM = '2025-11-04';
const TO = '2026-02-01';

let running: RunningConsole;
let dataDir: string;

beforeEach(async () => {
  dataDir = await newDemoDataDir();
});
afterEach(async () => {
  await running.close();
  await rm(dataDir, { recursive: true, force: true });
});

/** Every stream of a PDF, unpacked where it is packed. */
function streamsOf(pdf: Buffer): string {
  const parts: string[] = [];
  const text = pdf.toString('latin1');
  for (const match of text.matchAll(/stream\r?\n/g)) {
    if (text.slice(match.index - 3, match.index) === 'end') continue;
    const start = match.index + match[0].length;
    const bytes = pdf.subarray(start, text.indexOf('endstream', start));
    try {
      parts.push(inflateSync(bytes).toString('latin1'));
    } catch {
      parts.push(bytes.toString('latin1'));
    }
  }
  return parts.join('\n');
}

/** Pages and their size in points, read off the file's own objects. */
function pagesOf(pdf: Buffer): { readonly count: number; readonly sizes: ReadonlySet<string> } {
  const objects = `${pdf.toString('latin1')}\n${streamsOf(pdf)}`;
  const count = [...objects.matchAll(/\/Type\s*\/Page(?![a-zA-Z])/g)].length;
  const boxes = [...objects.matchAll(/\/MediaBox\s*\[\s*0 0 ([\d.]+) ([\d.]+)\s*\]/g)];
  return {
    count,
    sizes: new Set(boxes.map(([, width, height]) => `${Math.round(Number(width))} ${Math.round(Number(height))}`)),
  };
}

test('the report is written as a page and printed as a PDF from the Coverage screen', async () => {
  const { months } = await coverageOf(dataDir, FROM, TO);
  const { gaps } = await gapsOf(dataDir, FROM, TO);
  running = await launchConsole({ dataDir });
  const { app, page } = running;
  const complaints = complaintsOf(page);
  const toFile = async (filePath: string): Promise<void> => {
    await app.evaluate(({ dialog }, path) => {
      dialog.showSaveDialog = () => Promise.resolve({ canceled: false, filePath: path });
    }, filePath);
    await page.getByRole('button', { name: 'Export report…' }).press('Enter');
  };
  const console = new ConsolePage(page);
  await console.ready();
  await console.open('Coverage');
  await page.getByRole('button', { name: 'November to February' }).click();
  await new CoveragePage(page).months.row('2026-01').waitFor();

  const html = join(dataDir, 'report.html');
  await toFile(html);
  await page.getByText(/^87 game dates .* written to .*report\.html$/).waitFor();
  await takeScreen(page, 'report-written');
  const text = await readFile(html, 'utf8');
  expect(text.startsWith('<!doctype html>')).toBe(true);
  expect(text).not.toContain('<script');
  for (const { month, rows } of months) {
    expect(text).toContain(month);
    expect(text).toContain(rows.toLocaleString('en-US'));
  }
  expect(text).toContain(gaps.length.toLocaleString('en-US'));
  expect(text).toContain('The ten worst dates');

  const pdf = join(dataDir, 'report.pdf');
  await toFile(pdf);
  await page.getByText(/^87 game dates .* written to .*report\.pdf$/).waitFor();
  const printed = await readFile(pdf);
  expect(printed.subarray(0, 5).toString('latin1')).toBe('%PDF-');
  expect(printed.toString('latin1').trimEnd().endsWith('%%EOF')).toBe(true);
  const { count, sizes } = pagesOf(printed);
  expect(count).toBeGreaterThanOrEqual(2);
  expect(count).toBeLessThanOrEqual(6);
  // A4 upright.
  expect([...sizes]).toEqual(['595 842']);
  const folder = process.env['BACKLINE_SCREENS'];
  if (folder) await writeFile(join(folder, 'report.pdf'), printed);

  // Nothing is left beside, the hidden window is gone, and a path that cannot be written is named.
  expect((await readdir(dataDir)).filter((name) => name.endsWith('.partial'))).toEqual([]);
  expect(await app.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows().length)).toBe(1);
  const nowhere = join(dataDir, 'not-there', 'report.pdf');
  await toFile(nowhere);
  await page.getByText(nowhere).first().waitFor();
  await takeScreen(page, 'report-refused');
  expect((await readdir(dataDir)).includes('not-there')).toBe(false);
  expect(complaints).toEqual([]);
});
