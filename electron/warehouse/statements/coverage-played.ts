import { defineStatement } from '../statement.js';
import { RAW_PLAYERS } from './raw-players.js';

/**
 * Distinct players with minutes per date, and how many of them have a raw points line > 0 under their own key (domain:
 * vegas section 8): the share of players that books post lines for. Players with a line who did not play count nowhere.
 */
export const coveragePlayed = defineStatement({
  name: 'coverage-played',
  sql: `
WITH played AS (
  SELECT DISTINCT g.game_date AS game_date, g.player_lookup AS player_lookup
  FROM {nba_analytics.player_game_summary} AS g
  WHERE g.game_date BETWEEN @from AND @to AND g.minutes_played > 0 AND g.player_lookup IS NOT NULL
),
raw_players AS (${RAW_PLAYERS})
SELECT
  p.game_date AS game_date,
  COUNT(*) AS players,
  COUNT(r.player_lookup) AS players_with_line
FROM played AS p
LEFT JOIN raw_players AS r ON r.game_date = p.game_date AND r.player_lookup = p.player_lookup
GROUP BY p.game_date
ORDER BY game_date`,
  params: { from: 'DATE', to: 'DATE' },
  columns: { game_date: 'DATE', players: 'INT64', players_with_line: 'INT64' },
  key: ['game_date'],
});
