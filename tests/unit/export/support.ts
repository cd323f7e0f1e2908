import { ExportService, type ExportParts } from '../../../electron/export/service.js';
import { writeParquet } from '../../../electron/warehouse/duckdb/parquet.js';
import type { Warehouse } from '../../../electron/warehouse/port.js';
import { DEFAULT_CSV } from '../../../shared/settings.js';
import { clockAt } from '../plan/parity-warehouse.js';

/** Exports over a warehouse, with the default CSV and no tables of screens unless given. */
export function exportsOf(warehouse: Warehouse, more: Partial<ExportParts> = {}): ExportService {
  return new ExportService({
    warehouse,
    clock: clockAt('2026-02-10'),
    writeParquet,
    tableOf: async ({ table }) => {
      throw new Error(`no table ${table} in this test`);
    },
    csv: async () => DEFAULT_CSV,
    ...more,
  });
}
