import { defineStatement } from '../statement.js';

/**
 * The match rate C5 per date: distinct players with a raw points line > 0, and how many of them have a line in the
 * store (domain: vegas section 8). Players are counted, not rows, and BettingPros is cut to the points market
 * (vegas traps 1 and 3).
 */
export const coverageMatch = defineStatement({
  name: 'coverage-match',
  sql: `
WITH raw_players AS (
  SELECT o.game_date AS game_date, o.player_lookup AS player_lookup
  FROM {nba_raw.odds_api_player_points_props} AS o
  WHERE o.game_date BETWEEN @from AND @to AND o.points_line > 0 AND o.player_lookup IS NOT NULL
  UNION DISTINCT
  SELECT b.game_date AS game_date, b.player_lookup AS player_lookup
  FROM {nba_raw.bettingpros_player_points_props} AS b
  WHERE b.game_date BETWEEN @from AND @to AND b.market_type = 'points' AND b.points_line > 0
    AND b.player_lookup IS NOT NULL
),
store_players AS (
  SELECT DISTINCT s.game_date AS game_date, s.player_lookup AS player_lookup
  FROM {nba_predictions.ml_feature_store_v2} AS s
  WHERE s.game_date BETWEEN @from AND @to AND ARRAY_LENGTH(s.features) >= 33 AND s.features[SAFE_OFFSET(25)] > 0
)
SELECT
  r.game_date AS game_date,
  COUNT(*) AS raw_players,
  COUNT(s.player_lookup) AS matched_players
FROM raw_players AS r
LEFT JOIN store_players AS s ON s.game_date = r.game_date AND s.player_lookup = r.player_lookup
GROUP BY r.game_date
ORDER BY game_date`,
  params: { from: 'DATE', to: 'DATE' },
  columns: { game_date: 'DATE', raw_players: 'INT64', matched_players: 'INT64' },
  key: ['game_date'],
});
