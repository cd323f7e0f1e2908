import { existsSync } from 'node:fs';
import { BacklineError, toErrorInfo } from '../../shared/errors.js';
import { openDuckDbWarehouse } from '../warehouse/duckdb/open.js';

/** What `keepPlanted` fills: only a file that the demo made has it. */
export const PLANTED_TABLE = 'backline.demo_planted';

async function isDemo(file: string): Promise<boolean> {
  const warehouse = await openDuckDbWarehouse({ path: file, readOnly: true, lenient: true });
  try {
    return (await warehouse.schema()).has(PLANTED_TABLE);
  } finally {
    await warehouse.close();
  }
}

/**
 * Lets a demo be made where nothing or an earlier demo stands: the wrong path must not cost somebody a warehouse, or any
 * other file.
 * @throws BacklineError `bad_input` naming the file.
 */
export async function requireReplaceable(file: string): Promise<void> {
  if (!existsSync(file)) return;
  let why = 'holds a warehouse that `demo` did not make';
  try {
    if (await isDemo(file)) return;
  } catch (thrown) {
    why = `is not known as a demo warehouse: ${toErrorInfo(thrown).message}`;
  }
  throw new BacklineError('bad_input', `--warehouse: ${file} ${why}; it is left as it is`, {
    subject: '--warehouse',
    remedy: 'Name a file that does not exist yet, or move this one away.',
  });
}
