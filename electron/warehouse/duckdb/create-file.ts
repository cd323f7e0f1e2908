import { randomBytes } from 'node:crypto';
import { open, rename, rm } from 'node:fs/promises';
import path from 'node:path';
import { DuckDBInstance } from '@duckdb/node-api';
import { BacklineError } from '../../../shared/errors.js';
import { makeFolder } from '../../disk/make-folder.js';
import { duckDbDdl } from '../tables/ddl-duckdb.js';
import { tableDefinitions } from '../tables/definitions.js';
import { openError } from './errors.js';
import { ensureOwnTables } from './own-tables.js';
import { ENGINE_OPTIONS } from './prelude.js';
import { openDuckDbWarehouse } from './open.js';
import type { DuckDbWarehouse } from './warehouse.js';

/**
 * Makes a new warehouse file with every table, lets `fill` load it, and only then gives it its name: a file of this
 * name is whole or not there. An existing file is replaced when `replace` is set, else refused with `bad_input`.
 */
export async function createWarehouseFile(
  file: string,
  fill: (warehouse: DuckDbWarehouse) => Promise<void> = async () => {},
  options: { readonly replace?: boolean; readonly label?: string } = {},
): Promise<void> {
  const folder = path.dirname(file);
  const building = path.join(folder, `.${path.basename(file)}.${randomBytes(6).toString('hex')}.building`);
  makeFolder(folder);
  try {
    await createTables(building);
    const warehouse = await openDuckDbWarehouse({ path: building, label: options.label });
    try {
      await fill(warehouse);
      await warehouse.checkpoint();
    } finally {
      await warehouse.close();
    }
    await settle(building, file, options.replace ?? false);
  } catch (thrown) {
    await rm(building, { force: true });
    await rm(`${building}.wal`, { force: true });
    throw thrown;
  }
}

async function createTables(file: string): Promise<void> {
  try {
    const instance = await DuckDBInstance.create(file, { ...ENGINE_OPTIONS });
    try {
      const connection = await instance.connect();
      const schemas = new Set(tableDefinitions.map((table) => String(table.name.split('.')[0])));
      for (const schema of schemas) await connection.run(`CREATE SCHEMA "${schema}"`);
      for (const table of tableDefinitions) await connection.run(duckDbDdl(table));
      await ensureOwnTables(connection);
      connection.closeSync();
    } finally {
      instance.closeSync();
    }
  } catch (thrown) {
    throw openError(thrown, file);
  }
}

async function settle(building: string, file: string, replace: boolean): Promise<void> {
  if (!replace && (await exists(file))) {
    throw new BacklineError('bad_input', `${file} exists already`, { subject: file });
  }
  // A write-ahead log of the file that goes away would be replayed into the new one.
  await rm(`${file}.wal`, { force: true });
  await rename(building, file);
}

async function exists(file: string): Promise<boolean> {
  try {
    await (await open(file)).close();
    return true;
  } catch {
    return false;
  }
}
