import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { BrowserWindow, session } from 'electron';
import type { ExportResult } from '../../shared/console.js';
import { BacklineError } from '../../shared/errors.js';
import { writeText, writeWhole } from '../export/whole-file.js';

/** Milliseconds a page may take: a report is a few hundred kilobytes, and one that hangs must not hang the export. */
const PATIENCE = 60_000;

/**
 * Prints the page at `file` as A4. In a hidden window of its own: sandboxed, without scripts, and in a session of its own
 * that has no preload, no cookies and answers no request but for the file itself.
 */
async function printed(file: string): Promise<Uint8Array> {
  const apart = session.fromPartition('report', { cache: false });
  const address = pathToFileURL(file);
  apart.webRequest.onBeforeRequest((request, answer) => answer({ cancel: request.url !== address.href }));
  apart.setPermissionRequestHandler((_, __, answer) => answer(false));
  const window = new BrowserWindow({
    show: false,
    webPreferences: {
      session: apart,
      sandbox: true,
      javascript: false,
      contextIsolation: true,
      nodeIntegration: false,
      webSecurity: true,
      spellcheck: false,
    },
  });
  window.webContents.setWindowOpenHandler(() => ({ action: 'deny' }));
  try {
    await window.loadURL(address.href);
    return await window.webContents.printToPDF({
      // Size and margins stand in the page.
      preferCSSPageSize: true,
      printBackground: true,
      displayHeaderFooter: true,
      headerTemplate: '<span></span>',
      footerTemplate:
        '<div style="width:100%;font:7.5pt sans-serif;color:#566372;padding:0 15mm;text-align:right">' +
        '<span class="pageNumber"></span> / <span class="totalPages"></span></div>',
      generateTaggedPDF: true,
      generateDocumentOutline: true,
    });
  } finally {
    window.destroy();
  }
}

async function within<T>(work: Promise<T>, what: string): Promise<T> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<never>((_, reject) => {
    timer = setTimeout(
      () => reject(new BacklineError('internal', `${what} took more than a minute`, { retryable: true })),
      PATIENCE,
    );
  });
  try {
    return await Promise.race([work, late]);
  } finally {
    clearTimeout(timer);
  }
}

/**
 * Has the HTML made by `make`, and prints it where `path` ends in .pdf; the PDF stands there when it is whole.
 * @throws BacklineError `disk_unwritable` naming the path, and whatever `make` throws.
 */
export async function writeReport(path: string, make: (html: string) => Promise<ExportResult>): Promise<ExportResult> {
  if (!path.toLowerCase().endsWith('.pdf')) return make(path);
  const folder = await mkdtemp(join(tmpdir(), 'backline-report-'));
  try {
    const html = join(folder, 'report.html');
    const made = await make(html);
    const pdf = await within(printed(html), 'printing the report');
    const { bytes } = await writeWhole(path, (beside) => writeText(beside, [pdf]));
    return { path, rows: made.rows, bytes };
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}
