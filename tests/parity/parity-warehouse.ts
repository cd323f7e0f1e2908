import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { bulkLoad } from '../../electron/warehouse/duckdb/bulk-load.js';
import { createWarehouseFile } from '../../electron/warehouse/duckdb/create-file.js';
import { openDuckDbWarehouse } from '../../electron/warehouse/duckdb/open.js';
import type { TableRow, Warehouse } from '../../electron/warehouse/port.js';
import { TABLE_NAMES, type TableName } from '../../electron/warehouse/tables/names.js';
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
      await bulkLoad(warehouse, table, loadable(table, readLines<TableRow>(`${table}.ndjson.gz`)));
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

/** The recording leaves out columns and values that the table definitions require; no rule reads them. */
const UNRECORDED_COLUMNS: Readonly<Partial<Record<TableName, TableRow>>> = {
  'nba_raw.nbac_schedule': {
    home_team_id: 0,
    home_team_name: '',
    away_team_id: 0,
    away_team_name: '',
    source_file_path: '',
  },
};

function loadable(table: TableName, rows: readonly TableRow[]): readonly TableRow[] {
  if (table === 'nba_raw.odds_api_player_points_props') return rows.filter((row) => row['points_line'] !== null);
  const more = UNRECORDED_COLUMNS[table];
  return more ? rows.map((row) => ({ ...more, ...row })) : rows;
}
