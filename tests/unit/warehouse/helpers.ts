import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach } from 'vitest';
import { createWarehouseFile } from '../../../electron/warehouse/duckdb/create-file.js';
import { openDuckDbWarehouse } from '../../../electron/warehouse/duckdb/open.js';
import type { DuckDbWarehouse } from '../../../electron/warehouse/duckdb/warehouse.js';
import type { TableRow } from '../../../electron/warehouse/port.js';
import { BacklineError } from '../../../shared/errors.js';
import type { GameDate } from '../../../shared/game-date.js';

/** A folder that goes away after the test. */
export function scratchFolder(): string {
  const folder = mkdtempSync(join(tmpdir(), 'backline-warehouse-'));
  folders.push(folder);
  return folder;
}

const folders: string[] = [];
const opened: DuckDbWarehouse[] = [];

afterEach(async () => {
  for (const warehouse of opened.splice(0)) await warehouse.close();
  for (const folder of folders.splice(0)) rmSync(folder, { recursive: true, force: true });
});

export async function openTracked(path: string, readOnly = false): Promise<DuckDbWarehouse> {
  const warehouse = await openDuckDbWarehouse({ path, readOnly });
  opened.push(warehouse);
  return warehouse;
}

export async function newWarehouse(): Promise<{ readonly path: string; readonly warehouse: DuckDbWarehouse }> {
  const path = join(scratchFolder(), 'season.duckdb');
  await createWarehouseFile(path);
  return { path, warehouse: await openTracked(path) };
}

export function day(text: string): GameDate {
  return text as GameDate;
}

/** The rows of a query that no statement stands for: what a test looks at behind the port. */
export async function lookAt(warehouse: DuckDbWarehouse, sql: string): Promise<readonly unknown[]> {
  return warehouse.exclusively('looking', async (connection) => (await connection.run(sql)).getRowsJson());
}

export async function change(warehouse: DuckDbWarehouse, sql: string): Promise<void> {
  await warehouse.exclusively('changing', async (connection) => {
    await connection.run(sql);
  });
}

export async function errorOf(work: () => Promise<unknown>): Promise<BacklineError> {
  try {
    await work();
  } catch (thrown) {
    if (thrown instanceof BacklineError) return thrown;
    throw thrown;
  }
  throw new Error('no error came');
}

export function writeLines(folder: string, name: string, lines: readonly string[]): string {
  const path = join(folder, name);
  writeFileSync(path, lines.map((line) => `${line}\n`).join(''));
  return path;
}

export const FEATURE_NAMES: readonly string[] = Array.from({ length: 37 }, (_, i) => `feature_${String(i)}`);

/** A row of the store with a value in every column that Backline writes. */
export function storeRow(player: string, date: string, more: TableRow = {}): TableRow {
  return {
    player_lookup: player,
    universal_player_id: `${player}_001`,
    game_date: date,
    game_id: `${date.replaceAll('-', '')}_LAL_BOS`,
    features: FEATURE_NAMES.map((_, i) => i + 0.1),
    feature_names: FEATURE_NAMES,
    feature_count: 37,
    feature_version: 'v2_37features',
    feature_generation_time_ms: 3,
    feature_quality_score: 88.25,
    quality_tier: 'silver',
    data_source: 'phase4',
    is_home: true,
    data_quality_issues: [],
    historical_completeness: {
      games_found: 2,
      games_expected: 10,
      is_complete: false,
      is_bootstrap: true,
      contributing_game_dates: ['2025-11-02', '2025-10-30'],
    },
    created_at: '2025-11-05T10:00:00.123456Z',
    updated_at: null,
    ...more,
  };
}
