import { readdirSync, statSync } from 'node:fs';
import { BacklineError, toErrorInfo, type ErrorInfo } from '../../../shared/errors.js';
import { createWarehouseFile } from '../duckdb/create-file.js';
import { openDuckDbWarehouse } from '../duckdb/open.js';
import type { DuckDbWarehouse } from '../duckdb/warehouse.js';
import { readFileName, type ImportFile } from './file-names.js';
import { loadFile, type FileProgress } from './load-file.js';
import type { TableName } from '../tables/names.js';

export interface ImportProgress extends FileProgress {
  readonly file: string;
  readonly fileNumber: number;
  readonly fileCount: number;
}

export interface ImportOptions {
  readonly signal?: AbortSignal | undefined;
  readonly onProgress?: (progress: ImportProgress) => void;
}

export interface ImportReport {
  readonly loaded: readonly { readonly file: string; readonly table: TableName; readonly rows: number }[];
  /** Files of which nothing was loaded, each with what is wrong. */
  readonly failed: readonly { readonly file: string; readonly table: TableName; readonly error: ErrorInfo }[];
  /** Files that are not tables. */
  readonly skipped: readonly { readonly file: string; readonly reason: string }[];
}

/**
 * Imports every file of a folder that is named after a table, each in a transaction of its own: a bad file is reported
 * and leaves the others alone. A warehouse file that does not exist is made, with every table.
 * @throws BacklineError `bad_input` when the folder is not there, `nothing_to_do` when it has no such file, `cancelled`.
 */
export async function importFolder(
  target: string | DuckDbWarehouse,
  folder: string,
  options: ImportOptions = {},
): Promise<ImportReport> {
  const named = listFolder(folder).map((name) => ({ name, ...readFileName(name) }));
  const files = named.flatMap((entry) => ('file' in entry ? [entry.file] : []));
  const skipped = named.flatMap((entry) => ('skipped' in entry ? [{ file: entry.name, reason: entry.skipped }] : []));
  if (files.length === 0) {
    throw new BacklineError(
      'nothing_to_do',
      `${folder} has no file named like dataset.table.ndjson, .csv or .parquet`,
      {
        subject: folder,
      },
    );
  }
  refuseTwoFilesOfOneTable(files);
  if (typeof target !== 'string') return { ...(await importFiles(target, folder, files, options)), skipped };
  if (!statSync(target, { throwIfNoEntry: false })) await createWarehouseFile(target);
  const warehouse = await openDuckDbWarehouse({ path: target });
  try {
    return { ...(await importFiles(warehouse, folder, files, options)), skipped };
  } finally {
    await warehouse.close();
  }
}

function listFolder(folder: string): readonly string[] {
  if (!statSync(folder, { throwIfNoEntry: false })?.isDirectory()) {
    throw new BacklineError('bad_input', `${folder} is not a folder`, { subject: folder });
  }
  return readdirSync(folder, { withFileTypes: true })
    .filter((entry) => !entry.isDirectory())
    .map((entry) => entry.name)
    .sort();
}

/** Each would replace dates of the other, and which one wins would hang on the order of names. */
function refuseTwoFilesOfOneTable(files: readonly ImportFile[]): void {
  const byTable = new Map<TableName, string>();
  for (const { table, name } of files) {
    const other = byTable.get(table);
    if (other !== undefined) {
      throw new BacklineError('bad_input', `${other} and ${name} are both ${table}`, { subject: name });
    }
    byTable.set(table, name);
  }
}

async function importFiles(
  warehouse: DuckDbWarehouse,
  folder: string,
  files: readonly ImportFile[],
  { signal, onProgress }: ImportOptions,
): Promise<Pick<ImportReport, 'loaded' | 'failed'>> {
  const loaded: ImportReport['loaded'][number][] = [];
  const failed: ImportReport['failed'][number][] = [];
  for (const [index, file] of files.entries()) {
    try {
      const rows = await warehouse.exclusively(`importing ${file.name}`, (connection) =>
        loadFile(connection, folder, file, signal, (progress) =>
          onProgress?.({ ...progress, file: file.name, fileNumber: index + 1, fileCount: files.length }),
        ),
      );
      loaded.push({ file: file.name, table: file.table, rows });
    } catch (thrown) {
      // Only what is wrong with the file is the file's own affair.
      if (!(thrown instanceof BacklineError) || thrown.code !== 'bad_rows') throw thrown;
      failed.push({ file: file.name, table: file.table, error: toErrorInfo(thrown) });
    }
  }
  return { loaded, failed };
}
