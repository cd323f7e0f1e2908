import { defineStatement } from '../statement.js';
import { RAW_PLAYERS } from './raw-players.js';

/**
 * The match rate C5 per date: distinct players with a raw points line > 0, and how many of them have a line in the
 * store (domain: vegas section 8). Players are counted, not rows, and BettingPros is cut to the points market
 * (vegas traps 1 and 3).
 */
export const coverageMatch = defineStatement({
  name: 'coverage-match',
  sql: `
WITH raw_players AS (${RAW_PLAYERS}),
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
