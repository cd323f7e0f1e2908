import { defineStatement } from '../statement.js';

/** Distinct context players per date, and those with a line > 0 in any of their rows (domain: vegas section 8, C2). */
export const coverageContext = defineStatement({
  name: 'coverage-context',
  sql: `
SELECT
  c.game_date AS game_date,
  COUNT(DISTINCT c.player_lookup) AS context_players,
  COUNT(DISTINCT CASE WHEN c.current_points_line > 0 THEN c.player_lookup END) AS players_with_line
FROM {nba_analytics.upcoming_player_game_context} AS c
WHERE c.game_date BETWEEN @from AND @to
GROUP BY c.game_date
ORDER BY game_date`,
  params: { from: 'DATE', to: 'DATE' },
  columns: { game_date: 'DATE', context_players: 'INT64', players_with_line: 'INT64' },
  key: ['game_date'],
});
