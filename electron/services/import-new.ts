import { existsSync } from 'node:fs';
import type { ImportResult } from '../../shared/console.js';
import { BacklineError, fromErrorInfo } from '../../shared/errors.js';
import { createWarehouseFile } from '../warehouse/duckdb/create-file.js';
import { importFolder, type ImportOptions } from '../warehouse/import/import-folder.js';
import { TABLE_NAMES } from '../warehouse/tables/names.js';

/** Files named in one message. */
const NAMED = 5;

/**
 * Makes a new warehouse file of a folder's files. All of them or none: a file that is bad leaves no warehouse behind.
 * @throws BacklineError `bad_input` when the file is there already or the folder is not; `bad_rows` naming `file:line`;
 * `nothing_to_do` for a folder without tables; `disk_unwritable`; `cancelled`.
 */
export async function importIntoNew(
  { folder, file }: { readonly folder: string; readonly file: string },
  options: ImportOptions = {},
): Promise<ImportResult> {
  if (existsSync(file)) {
    throw new BacklineError('bad_input', `${file} exists already`, {
      subject: file,
      remedy: 'Give the new warehouse another name.',
    });
  }
  let result: ImportResult | null = null;
  await createWarehouseFile(file, async (warehouse) => {
    const { loaded, failed, skipped } = await importFolder(warehouse, folder, options);
    const [first, ...others] = failed;
    if (first !== undefined) {
      const named = others.slice(0, NAMED).map((one) => one.file);
      const more = others.length > NAMED ? ` and ${String(others.length - NAMED)} more` : '';
      const also = named.length === 0 ? '' : `; bad rows also in ${named.join(', ')}${more}`;
      throw fromErrorInfo({ ...first.error, message: `${first.error.message}${also}; nothing was imported` });
    }
    const tables = new Set(loaded.map(({ table }) => table));
    result = { file, loaded, skipped, withoutFile: TABLE_NAMES.filter((table) => !tables.has(table)) };
  });
  if (result === null) throw new BacklineError('internal', `the import into ${file} answered nothing`);
  return result;
}
