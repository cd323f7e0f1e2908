import { statSync } from 'node:fs';
import { basename } from 'node:path';
import { BacklineError } from '../../../shared/errors.js';
import { Connections } from './connections.js';
import { checkSchema, requireBackline } from './live-schema.js';
import { DuckDbWarehouse } from './warehouse.js';

/** A month at a time: more would cost memory and save nothing, statements being free here. */
const CHUNK_DAYS = 31;

export interface OpenOptions {
  readonly path: string;
  /** For people; the file's name when absent. */
  readonly label?: string | undefined;
  readonly readOnly?: boolean;
  /** Opens it also when needed tables or columns are missing: for the report that names them. */
  readonly lenient?: boolean | undefined;
}

/**
 * Opens a warehouse file and checks that every needed table and column is there.
 * @throws BacklineError `warehouse_missing`, `warehouse_foreign`, `schema_mismatch`, `warehouse_locked`, `disk_unwritable`.
 */
export async function openDuckDbWarehouse(options: OpenOptions): Promise<DuckDbWarehouse> {
  const { path } = options;
  requireFile(path);
  const connections = await Connections.open(path, options.readOnly ?? false);
  const info = {
    engine: 'duckdb',
    chunkDays: CHUNK_DAYS,
    label: options.label ?? basename(path),
    location: path,
  } as const;
  const warehouse = new DuckDbWarehouse(info, connections);
  try {
    const schema = await warehouse.schema();
    requireBackline(schema, path);
    if (options.lenient !== true) checkSchema(schema, path);
    return warehouse;
  } catch (thrown) {
    await warehouse.close();
    throw thrown;
  }
}

/** The engine would make an empty file where there is none, and a folder gives it a riddle of an error. */
function requireFile(path: string): void {
  const stat = statSync(path, { throwIfNoEntry: false });
  if (!stat) {
    throw new BacklineError('warehouse_missing', `there is no warehouse file ${path}`, {
      subject: path,
      remedy: 'Choose another warehouse, make the demo season, or import a folder of files.',
    });
  }
  if (!stat.isFile()) {
    throw new BacklineError('warehouse_foreign', `${path} is not a file`, { subject: path });
  }
  // An empty file is taken for a new database.
  if (stat.size === 0) {
    throw new BacklineError('warehouse_foreign', `${path} is empty, not a Backline warehouse`, { subject: path });
  }
}
