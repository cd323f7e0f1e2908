import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { bulkLoad } from '../../electron/warehouse/duckdb/bulk-load.js';
import { createWarehouseFile } from '../../electron/warehouse/duckdb/create-file.js';
import { openDuckDbWarehouse } from '../../electron/warehouse/duckdb/open.js';
import type { TableRow, Warehouse } from '../../electron/warehouse/port.js';
import { TABLE_NAMES } from '../../electron/warehouse/tables/names.js';
import { readJson, readLines } from './fixtures.js';

/** The recorded tables in a warehouse of their own. */
export interface ParityWarehouse {
  readonly warehouse: Warehouse;
  close(): Promise<void>;
}

export async function openParityWarehouse(): Promise<ParityWarehouse> {
  const folder = await mkdtemp(path.join(tmpdir(), 'backline-parity-'));
  const file = path.join(folder, 'parity.duckdb');
  const recorded = Object.keys(readJson<Record<string, unknown>>('schema.json'));
  await createWarehouseFile(file, async (warehouse) => {
    for (const table of TABLE_NAMES) {
      if (!recorded.includes(table)) continue;
      await bulkLoad(warehouse, table, readLines<TableRow>(`${table}.ndjson.gz`));
    }
  });
  const warehouse = await openDuckDbWarehouse({ path: file, readOnly: true });
  return {
    warehouse,
    close: async () => {
      await warehouse.close();
      await rm(folder, { recursive: true, force: true });
    },
  };
}
