import { defineStatement } from '../statement.js';

/**
 * Phase 4 defence of the teams in a range, looked up by a player's opponent (domain: features section 1).
 */
export const processorTeamDefense = defineStatement({
  name: 'processor-team-defense',
  sql: `
SELECT
  t.analysis_date AS analysis_date,
  t.team_abbr AS team_abbr,
  t.defensive_rating_last_15 AS defensive_rating_last_15,
  t.opponent_pace AS opponent_pace,
  t.is_production_ready AS is_production_ready,
  t.data_hash AS data_hash,
  t.processed_at AS processed_at
FROM {nba_precompute.team_defense_zone_analysis} AS t
WHERE t.analysis_date BETWEEN @from AND @to`,
  params: { from: 'DATE', to: 'DATE' },
  columns: {
    analysis_date: 'DATE',
    team_abbr: 'STRING',
    defensive_rating_last_15: 'NUMERIC',
    opponent_pace: 'NUMERIC',
    is_production_ready: 'BOOL',
    data_hash: 'STRING',
    processed_at: 'TIMESTAMP',
  },
  key: [
    'analysis_date',
    'team_abbr',
    'defensive_rating_last_15',
    'opponent_pace',
    'is_production_ready',
    'data_hash',
    'processed_at',
  ],
});
