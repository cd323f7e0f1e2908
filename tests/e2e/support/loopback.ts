import { copyFile, mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { inject } from 'vitest';
import { DEFAULT_BIGQUERY, DEFAULT_SETTINGS } from '../../../shared/settings.js';
import { LoopbackBigQuery } from '../../bigquery/loopback/server.js';
import { newDataDir } from './launch.js';

/** The day after the demo's last game: BigQuery's own today is the real one. */
export const TODAY = '2026-02-02';

/** A loopback over a copy of the demo season, in a data folder whose settings name it. Stop the server, then the folder goes. */
export async function loopbackDataDir(): Promise<{ readonly dataDir: string; readonly server: LoopbackBigQuery }> {
  const dataDir = await newDataDir();
  const warehouse = join(dataDir, 'cloud', 'season.duckdb');
  await mkdir(join(dataDir, 'cloud'));
  await copyFile(join(inject('demoDataDir'), 'demo.duckdb'), warehouse);
  const server = await LoopbackBigQuery.start({ warehouse });
  const bigquery = { ...DEFAULT_BIGQUERY, project: server.project, apiEndpoint: server.endpoint };
  await writeFile(
    join(dataDir, 'settings.json'),
    JSON.stringify({ ...DEFAULT_SETTINGS, warehouse: { kind: 'bigquery', file: null }, bigquery }),
  );
  return { dataDir, server };
}
