import { readFileSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gunzipSync } from 'node:zlib';
import type { GameDate } from '../../../shared/game-date.js';
import type { Clock } from '../../../electron/calendar/clock.js';
import { bulkLoad } from '../../../electron/warehouse/duckdb/bulk-load.js';
import { createWarehouseFile } from '../../../electron/warehouse/duckdb/create-file.js';
import { openDuckDbWarehouse } from '../../../electron/warehouse/duckdb/open.js';
import type { DuckDbWarehouse } from '../../../electron/warehouse/duckdb/warehouse.js';
import type { TableRow } from '../../../electron/warehouse/port.js';
import { tableDefinition } from '../../../electron/warehouse/tables/definitions.js';
import { FEATURE_STORE, TABLE_NAMES, type TableName } from '../../../electron/warehouse/tables/names.js';

const FOLDER = join(import.meta.dirname, '../../fixtures/parity');

export function readLines<T>(name: string): readonly T[] {
  const text = gunzipSync(readFileSync(join(FOLDER, `${name}.ndjson.gz`))).toString('utf8');
  return text
    .split('\n')
    .filter((line) => line !== '')
    .map((line) => JSON.parse(line) as T);
}

export interface GoldenRow {
  readonly mode: string;
  readonly player_lookup: string;
  readonly game_date: GameDate;
  readonly game_id: string;
  readonly features: readonly (number | string | null)[];
  readonly features_written: readonly number[] | null;
  readonly early_season_flag: boolean;
}

export interface Batch {
  readonly mode: 'backfill' | 'production' | 'backfill_same_day';
  readonly game_date: GameDate;
  readonly early_season: boolean;
  readonly players_listed: number;
  readonly records: number;
  readonly phase3_lines_for_listed: number;
  readonly with_vegas_line: number;
}

/** Columns of the parity files that the table definitions know; the producers' others are not needed here. */
function known(table: TableName, row: TableRow): TableRow {
  const names = new Set(tableDefinition(table).columns.map((column) => column.name));
  return Object.fromEntries(Object.entries(row).filter(([name]) => names.has(name)));
}

export function storeRow(row: Partial<GoldenRow> & TableRow): TableRow {
  return {
    game_id: '20260101_AAA_BBB',
    features: [],
    feature_count: 37,
    feature_version: 'v2_37features',
    data_source: 'mixed',
    created_at: '2026-01-31T12:00:00Z',
    ...row,
  };
}

/** The store as the golden rows of one mode would leave it. */
export function goldenStore(mode: string): readonly TableRow[] {
  return readLines<GoldenRow>('golden')
    .filter((row) => row.mode === mode && row.features_written !== null && !row.early_season_flag)
    .map((row) =>
      storeRow({
        player_lookup: row.player_lookup,
        game_date: row.game_date,
        game_id: row.game_id,
        features: row.features_written ?? [],
      }),
    );
}

export interface TestWarehouse {
  readonly warehouse: DuckDbWarehouse;
  readonly path: string;
  readonly close: () => Promise<void>;
}

/** A warehouse file with the given rows, deleted when closed. */
export async function warehouseWith(tables: Partial<Record<TableName, readonly TableRow[]>>): Promise<TestWarehouse> {
  const folder = await mkdtemp(join(tmpdir(), 'backline-test-'));
  const path = join(folder, 'test.duckdb');
  await createWarehouseFile(path, async (warehouse) => {
    for (const name of TABLE_NAMES) {
      const rows = tables[name] ?? [];
      if (rows.length > 0) await bulkLoad(warehouse, name, rows);
    }
  });
  const warehouse = await openDuckDbWarehouse({ path });
  return {
    warehouse,
    path,
    close: async () => {
      await warehouse.close();
      await rm(folder, { recursive: true, force: true });
    },
  };
}

/**
 * The fixture puts NULL into some REQUIRED columns on purpose, which no table can hold. Such rows are no lines and no
 * players, so leaving them out changes nothing that is counted here.
 */
function isWhole(table: TableName, row: TableRow): boolean {
  return tableDefinition(table).columns.every(
    (column) => !column.required || !column.needed || (row[column.name] !== null && row[column.name] !== undefined),
  );
}

/** Every table of the parity fixture, with the store as asked for. */
export async function parityWarehouse(store: readonly TableRow[]): Promise<TestWarehouse> {
  const tables: Partial<Record<TableName, readonly TableRow[]>> = { [FEATURE_STORE]: store };
  for (const name of TABLE_NAMES) {
    if (name === FEATURE_STORE || name === 'nba_reference.player_aliases') continue;
    tables[name] = readLines<TableRow>(name)
      .map((row) => known(name, row))
      .filter((row) => isWhole(name, row));
  }
  return warehouseWith(tables);
}

export function clockAt(today: string, now = `${today}T17:00:00Z`): Clock {
  return { now: () => new Date(now), today: () => today as GameDate };
}
