import { existsSync } from 'node:fs';
import { BacklineError, fromErrorInfo } from '../../shared/errors.js';
import { createWarehouseFile } from '../warehouse/duckdb/create-file.js';
import { importFolder } from '../warehouse/import/import-folder.js';

/**
 * Makes a new warehouse file of a folder's files, and answers its path. All of them or none: a file that is bad leaves
 * no warehouse behind.
 * @throws BacklineError `bad_input` when the file is there already or the folder is not; `bad_rows` naming `file:line`;
 * `nothing_to_do` for a folder without tables; `disk_unwritable`.
 */
export async function importIntoNew({
  folder,
  file,
}: {
  readonly folder: string;
  readonly file: string;
}): Promise<string> {
  const exists = new BacklineError('bad_input', `${file} exists already`, {
    subject: file,
    remedy: 'Give the new warehouse another name.',
  });
  if (existsSync(file)) throw exists;
  await createWarehouseFile(file, async (warehouse) => {
    const { failed } = await importFolder(warehouse, folder);
    const [first] = failed;
    if (first === undefined) return;
    const more = failed.length === 1 ? '' : `; ${failed.length - 1} more files have bad rows`;
    throw fromErrorInfo({ ...first.error, message: `${first.error.message}${more}; nothing was imported` });
  });
  return file;
}
