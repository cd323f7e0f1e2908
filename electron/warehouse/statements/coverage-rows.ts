import { defineStatement } from '../statement.js';

/** The store rows of a range as the drill below a date shows them; `written_at` is the newer of the two write times. */
export const coverageRows = defineStatement({
  name: 'coverage-rows',
  sql: `
SELECT
  s.game_date AS game_date,
  s.player_lookup AS player_lookup,
  s.game_id AS game_id,
  s.opponent_team_abbr AS opponent_team_abbr,
  s.is_home AS is_home,
  s.features AS features,
  s.feature_version AS feature_version,
  s.feature_quality_score AS feature_quality_score,
  s.quality_tier AS quality_tier,
  s.data_source AS data_source,
  COALESCE(s.updated_at, s.created_at) AS written_at
FROM {nba_predictions.ml_feature_store_v2} AS s
WHERE s.game_date BETWEEN @from AND @to
ORDER BY game_date, player_lookup, game_id, written_at`,
  params: { from: 'DATE', to: 'DATE' },
  columns: {
    game_date: 'DATE',
    player_lookup: 'STRING',
    game_id: 'STRING',
    opponent_team_abbr: 'STRING',
    is_home: 'BOOL',
    features: 'ARRAY<FLOAT64>',
    feature_version: 'STRING',
    feature_quality_score: 'NUMERIC',
    quality_tier: 'STRING',
    data_source: 'STRING',
    written_at: 'TIMESTAMP',
  },
  key: ['game_date', 'player_lookup', 'game_id', 'written_at'],
});
