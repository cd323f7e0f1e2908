import { defineStatement } from '../statement.js';

/**
 * When the store rows of a date were written, oldest first ("last written" is `COALESCE(updated_at, created_at)`,
 * domain: tables section 1), and when each input of that date was last loaded. Box scores reach back to
 * `history_from`, because a date's rows are computed from the games before it.
 */
export const planFreshness = defineStatement({
  name: 'plan-freshness',
  sql: `
WITH loads AS (
  SELECT s.game_date AS game_date, 'store' AS input, COALESCE(s.updated_at, s.created_at) AS written_at,
    CAST(NULL AS TIMESTAMP) AS loaded_at
  FROM {nba_predictions.ml_feature_store_v2} AS s
  WHERE s.game_date BETWEEN @from AND @to
  UNION ALL
  SELECT g.game_date, 'box scores', CAST(NULL AS TIMESTAMP), g.processed_at
  FROM {nba_analytics.player_game_summary} AS g
  WHERE g.game_date BETWEEN @history_from AND @to
  UNION ALL
  SELECT c.game_date, 'context', CAST(NULL AS TIMESTAMP), c.processed_at
  FROM {nba_analytics.upcoming_player_game_context} AS c
  WHERE c.game_date BETWEEN @from AND @to
  UNION ALL
  SELECT o.game_date, 'Odds API lines', CAST(NULL AS TIMESTAMP), o.processed_at
  FROM {nba_raw.odds_api_player_points_props} AS o
  WHERE o.game_date BETWEEN @from AND @to AND o.points_line > 0
  UNION ALL
  SELECT b.game_date, 'BettingPros lines', CAST(NULL AS TIMESTAMP), b.created_at
  FROM {nba_raw.bettingpros_player_points_props} AS b
  WHERE b.game_date BETWEEN @from AND @to AND b.market_type = 'points' AND b.points_line > 0
  UNION ALL
  SELECT d.cache_date, 'player_daily_cache', CAST(NULL AS TIMESTAMP), d.processed_at
  FROM {nba_precompute.player_daily_cache} AS d
  WHERE d.cache_date BETWEEN @from AND @to
  UNION ALL
  SELECT f.game_date, 'player_composite_factors', CAST(NULL AS TIMESTAMP), f.processed_at
  FROM {nba_precompute.player_composite_factors} AS f
  WHERE f.game_date BETWEEN @from AND @to
  UNION ALL
  SELECT z.analysis_date, 'player_shot_zone_analysis', CAST(NULL AS TIMESTAMP), z.processed_at
  FROM {nba_precompute.player_shot_zone_analysis} AS z
  WHERE z.analysis_date BETWEEN @from AND @to
  UNION ALL
  SELECT t.analysis_date, 'team_defense_zone_analysis', CAST(NULL AS TIMESTAMP), t.processed_at
  FROM {nba_precompute.team_defense_zone_analysis} AS t
  WHERE t.analysis_date BETWEEN @from AND @to
)
SELECT
  l.game_date AS game_date,
  l.input AS input,
  MIN(l.written_at) AS oldest_write,
  MAX(l.loaded_at) AS newest_load
FROM loads AS l
GROUP BY l.game_date, l.input
ORDER BY game_date, input`,
  params: { from: 'DATE', to: 'DATE', history_from: 'DATE' },
  columns: { game_date: 'DATE', input: 'STRING', oldest_write: 'TIMESTAMP', newest_load: 'TIMESTAMP' },
  key: ['game_date', 'input'],
});
