import { defineStatement } from '../statement.js';

/** Every context row of one player and date, in the order in which they would be read: the first one is. */
export const linesContextRows = defineStatement({
  name: 'lines-context-rows',
  sql: `
SELECT
  c.game_id AS game_id,
  c.has_prop_line AS has_prop_line,
  CAST(c.current_points_line AS FLOAT64) AS current_line,
  CAST(c.opening_points_line AS FLOAT64) AS opening_line,
  CAST(c.line_movement AS FLOAT64) AS line_movement,
  c.current_points_line_source AS line_source,
  c.processed_at AS processed_at,
  ROW_NUMBER() OVER (
    ORDER BY c.processed_at DESC, c.current_points_line DESC, c.opening_points_line DESC, c.line_movement DESC,
      c.current_points_line_source, c.game_id, c.team_abbr, c.opponent_team_abbr, c.has_prop_line
  ) AS read_rank
FROM {nba_analytics.upcoming_player_game_context} AS c
WHERE c.game_date = @date AND c.player_lookup = @player`,
  params: { date: 'DATE', player: 'STRING' },
  columns: {
    game_id: 'STRING',
    has_prop_line: 'BOOL',
    current_line: 'FLOAT64',
    opening_line: 'FLOAT64',
    line_movement: 'FLOAT64',
    line_source: 'STRING',
    processed_at: 'TIMESTAMP',
    read_rank: 'INT64',
  },
  key: ['read_rank'],
});
