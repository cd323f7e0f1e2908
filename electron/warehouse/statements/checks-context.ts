import { defineStatement } from '../statement.js';

/**
 * Players with several context rows per date, and of these the ones whose rows disagree on the line: which of them is
 * read decides whether there is one (domain: vegas section 5, `duplicate_rows`). No line counts as a value of its own.
 */
export const checksContext = defineStatement({
  name: 'checks-context',
  sql: `
WITH players AS (
  SELECT
    c.game_date AS game_date,
    c.player_lookup AS player_lookup,
    COUNT(*) AS row_count,
    COUNT(DISTINCT COALESCE(c.current_points_line, 0)) AS lines
  FROM {nba_analytics.upcoming_player_game_context} AS c
  WHERE c.game_date BETWEEN @from AND @to
  GROUP BY c.game_date, c.player_lookup
)
SELECT
  p.game_date AS game_date,
  COUNT(*) AS players,
  COUNTIF(p.row_count > 1) AS repeated,
  COUNTIF(p.row_count > 1 AND p.lines > 1) AS disagreeing
FROM players AS p
GROUP BY p.game_date
ORDER BY game_date`,
  params: { from: 'DATE', to: 'DATE' },
  columns: { game_date: 'DATE', players: 'INT64', repeated: 'INT64', disagreeing: 'INT64' },
  key: ['game_date'],
});
