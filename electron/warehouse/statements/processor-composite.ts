import { defineStatement } from '../statement.js';

/**
 * Phase 4 composite factors of a range. Both dates are read: features go by `game_date`, the source hash by
 * `analysis_date` (parity/quirks 24).
 */
export const processorComposite = defineStatement({
  name: 'processor-composite',
  sql: `
SELECT
  f.game_date AS game_date,
  f.player_lookup AS player_lookup,
  f.analysis_date AS analysis_date,
  f.fatigue_score AS fatigue_score,
  f.shot_zone_mismatch_score AS shot_zone_mismatch_score,
  f.pace_score AS pace_score,
  f.usage_spike_score AS usage_spike_score,
  f.is_production_ready AS is_production_ready,
  f.data_hash AS data_hash,
  f.processed_at AS processed_at
FROM {nba_precompute.player_composite_factors} AS f
WHERE f.game_date BETWEEN @from AND @to`,
  params: { from: 'DATE', to: 'DATE' },
  columns: {
    game_date: 'DATE',
    player_lookup: 'STRING',
    analysis_date: 'DATE',
    fatigue_score: 'INT64',
    shot_zone_mismatch_score: 'NUMERIC',
    pace_score: 'NUMERIC',
    usage_spike_score: 'NUMERIC',
    is_production_ready: 'BOOL',
    data_hash: 'STRING',
    processed_at: 'TIMESTAMP',
  },
  key: [
    'game_date',
    'player_lookup',
    'analysis_date',
    'fatigue_score',
    'shot_zone_mismatch_score',
    'pace_score',
    'usage_spike_score',
    'is_production_ready',
    'data_hash',
    'processed_at',
  ],
});
