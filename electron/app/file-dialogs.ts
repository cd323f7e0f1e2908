import { dialog, type BrowserWindow, type FileFilter, type OpenDialogOptions } from 'electron';
import type { ExportKind } from '../ipc/handlers.js';

const FILTERS: Readonly<Record<ExportKind, FileFilter[]>> = {
  features: [
    { name: 'CSV', extensions: ['csv'] },
    { name: 'NDJSON', extensions: ['ndjson'] },
    { name: 'Parquet', extensions: ['parquet'] },
  ],
  table: [
    { name: 'CSV', extensions: ['csv'] },
    { name: 'JSON', extensions: ['json'] },
    { name: 'NDJSON', extensions: ['ndjson'] },
    { name: 'Parquet', extensions: ['parquet'] },
  ],
  report: [
    { name: 'HTML', extensions: ['html'] },
    { name: 'PDF', extensions: ['pdf'] },
  ],
  picture: [{ name: 'PNG', extensions: ['png'] }],
};

/** Where an export is to go; null when the operator closed the dialog. */
export async function askExportPath(
  window: BrowserWindow | undefined,
  defaultPath: string,
  what: ExportKind,
): Promise<string | null> {
  const options = { title: 'Export', defaultPath, filters: FILTERS[what] };
  const { canceled, filePath } = window
    ? await dialog.showSaveDialog(window, options)
    : await dialog.showSaveDialog(options);
  return canceled || filePath === '' ? null : filePath;
}

async function openOne(window: BrowserWindow | undefined, options: OpenDialogOptions): Promise<string | null> {
  const { canceled, filePaths } = window
    ? await dialog.showOpenDialog(window, options)
    : await dialog.showOpenDialog(options);
  return canceled ? null : (filePaths[0] ?? null);
}

/** A warehouse file or a key file to open; null when the operator closed the dialog. */
export function chooseFile(window: BrowserWindow | undefined, what: 'warehouse' | 'key'): Promise<string | null> {
  return openOne(
    window,
    what === 'key'
      ? {
          title: 'Service-account key file',
          properties: ['openFile'],
          filters: [{ name: 'Key file', extensions: ['json'] }],
        }
      : {
          title: 'Warehouse file',
          properties: ['openFile'],
          filters: [{ name: 'DuckDB file', extensions: ['duckdb', 'db'] }],
        },
  );
}

/** A folder of files, and the warehouse file to make of it; null when either dialog was closed. */
export async function chooseImport(
  window: BrowserWindow | undefined,
): Promise<{ readonly folder: string; readonly file: string } | null> {
  const folder = await openOne(window, { title: 'Folder of files to import', properties: ['openDirectory'] });
  if (folder === null) return null;
  const options = {
    title: 'Warehouse to make',
    defaultPath: `${folder}.duckdb`,
    filters: [{ name: 'DuckDB file', extensions: ['duckdb'] }],
  };
  const { canceled, filePath } = window
    ? await dialog.showSaveDialog(window, options)
    : await dialog.showSaveDialog(options);
  return canceled || filePath === '' ? null : { folder, file: filePath };
}
