import { defineStatement } from '../statement.js';

/** Distinct players with minutes per date: what the players with a raw line are held against (domain: vegas section 8). */
export const coveragePlayed = defineStatement({
  name: 'coverage-played',
  sql: `
SELECT
  g.game_date AS game_date,
  COUNT(DISTINCT g.player_lookup) AS players
FROM {nba_analytics.player_game_summary} AS g
WHERE g.game_date BETWEEN @from AND @to AND g.minutes_played > 0
GROUP BY g.game_date
ORDER BY game_date`,
  params: { from: 'DATE', to: 'DATE' },
  columns: { game_date: 'DATE', players: 'INT64' },
  key: ['game_date'],
});
