import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { BigQuery } from '@google-cloud/bigquery';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { makeSmallSeason } from '../faults/small-season.js';
import { LoopbackBigQuery } from './loopback/server.js';

let folder: string;
let server: LoopbackBigQuery;
let client: BigQuery;

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'backline-loopback-'));
  await makeSmallSeason(join(folder, 'season.duckdb'));
  server = await LoopbackBigQuery.start({ warehouse: join(folder, 'season.duckdb') });
  client = new BigQuery({ projectId: server.project, apiEndpoint: server.endpoint, location: 'US' });
});
afterAll(async () => {
  await server.stop();
  rmSync(folder, { recursive: true, force: true });
});

describe('the real client on the loopback', () => {
  test('reads typed rows', async () => {
    const [rows] = (await client.query({
      query: `SELECT s.player_lookup AS player, s.game_date AS day, s.created_at AS made, s.features AS features, 1.5 AS x
        FROM \`loopback-project.nba_predictions.ml_feature_store_v2\` AS s
        WHERE s.game_date = @d AND s.player_lookup = @p ORDER BY s.player_lookup`,
      params: { d: BigQuery.date('2026-01-30'), p: 'aaaplayer0' },
    })) as [readonly Record<string, unknown>[]];
    expect(rows).toHaveLength(1);
    expect(rows[0]).toMatchObject({ player: 'aaaplayer0', day: { value: '2026-01-30' }, x: 1.5 });
    expect(rows[0]?.['made']).toMatchObject({ value: '2026-01-31T07:00:00.000Z' });
    expect(rows[0]?.['features']).toHaveLength(37);
  });
});
