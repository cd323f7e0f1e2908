import { defineStatement } from '../statement.js';

/**
 * Phase 4 shot distribution of a range; the date column is `analysis_date` (domain: tables section 1).
 */
export const processorShotZones = defineStatement({
  name: 'processor-shot-zones',
  sql: `
SELECT
  z.analysis_date AS analysis_date,
  z.player_lookup AS player_lookup,
  z.paint_rate_last_10 AS paint_rate_last_10,
  z.mid_range_rate_last_10 AS mid_range_rate_last_10,
  z.three_pt_rate_last_10 AS three_pt_rate_last_10,
  z.is_production_ready AS is_production_ready,
  z.data_hash AS data_hash,
  z.processed_at AS processed_at
FROM {nba_precompute.player_shot_zone_analysis} AS z
WHERE z.analysis_date BETWEEN @from AND @to`,
  params: { from: 'DATE', to: 'DATE' },
  columns: {
    analysis_date: 'DATE',
    player_lookup: 'STRING',
    paint_rate_last_10: 'NUMERIC',
    mid_range_rate_last_10: 'NUMERIC',
    three_pt_rate_last_10: 'NUMERIC',
    is_production_ready: 'BOOL',
    data_hash: 'STRING',
    processed_at: 'TIMESTAMP',
  },
  key: [
    'analysis_date',
    'player_lookup',
    'paint_rate_last_10',
    'mid_range_rate_last_10',
    'three_pt_rate_last_10',
    'is_production_ready',
    'data_hash',
    'processed_at',
  ],
});
