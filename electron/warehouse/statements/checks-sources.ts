import { defineStatement } from '../statement.js';

/**
 * Rows per date of every source of the store. `ten_digit_ids` counts Odds API rows that carry the league's game id
 * instead of the date form, which the context's line look-up cannot find (domain: vegas section 6).
 */
export const checksSources = defineStatement({
  name: 'checks-sources',
  sql: `
WITH counted AS (
  SELECT 'odds_api' AS source, o.game_date AS game_date, COUNT(*) AS row_count,
    COUNTIF(LENGTH(o.game_id) = 10) AS ten_digit_ids
  FROM {nba_raw.odds_api_player_points_props} AS o
  WHERE o.game_date BETWEEN @from AND @to
  GROUP BY o.game_date
  UNION ALL
  SELECT 'bettingpros', b.game_date, COUNT(*), 0
  FROM {nba_raw.bettingpros_player_points_props} AS b
  WHERE b.game_date BETWEEN @from AND @to AND b.market_type = 'points'
  GROUP BY b.game_date
  UNION ALL
  SELECT 'context', c.game_date, COUNT(*), 0
  FROM {nba_analytics.upcoming_player_game_context} AS c
  WHERE c.game_date BETWEEN @from AND @to
  GROUP BY c.game_date
  UNION ALL
  SELECT 'box_score', g.game_date, COUNT(*), 0
  FROM {nba_analytics.player_game_summary} AS g
  WHERE g.game_date BETWEEN @from AND @to
  GROUP BY g.game_date
  UNION ALL
  SELECT 'daily_cache', d.cache_date, COUNT(*), 0
  FROM {nba_precompute.player_daily_cache} AS d
  WHERE d.cache_date BETWEEN @from AND @to
  GROUP BY d.cache_date
  UNION ALL
  SELECT 'composite_factors', f.game_date, COUNT(*), 0
  FROM {nba_precompute.player_composite_factors} AS f
  WHERE f.game_date BETWEEN @from AND @to
  GROUP BY f.game_date
  UNION ALL
  SELECT 'shot_zones', z.analysis_date, COUNT(*), 0
  FROM {nba_precompute.player_shot_zone_analysis} AS z
  WHERE z.analysis_date BETWEEN @from AND @to
  GROUP BY z.analysis_date
  UNION ALL
  SELECT 'team_defense', t.analysis_date, COUNT(*), 0
  FROM {nba_precompute.team_defense_zone_analysis} AS t
  WHERE t.analysis_date BETWEEN @from AND @to
  GROUP BY t.analysis_date
)
SELECT
  n.game_date AS game_date,
  n.source AS source,
  n.row_count AS row_count,
  n.ten_digit_ids AS ten_digit_ids
FROM counted AS n
ORDER BY game_date, source`,
  params: { from: 'DATE', to: 'DATE' },
  columns: { game_date: 'DATE', source: 'STRING', row_count: 'INT64', ten_digit_ids: 'INT64' },
  key: ['game_date', 'source'],
});
