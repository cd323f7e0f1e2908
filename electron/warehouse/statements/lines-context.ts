import { defineStatement } from '../statement.js';

/**
 * The context of each player and date of a range, one row a key: the newest row, which is the one that is read, how many
 * there are, how many different lines they have, and the newest of those that have a line (domain: vegas section 5, `duplicate_rows`).
 */
export const linesContext = defineStatement({
  name: 'lines-context',
  sql: `
WITH ranked AS (
  SELECT
    c.game_date AS game_date,
    c.player_lookup AS player_lookup,
    c.game_id AS game_id,
    c.team_abbr AS team_abbr,
    c.opponent_team_abbr AS opponent_team_abbr,
    c.current_points_line AS current_points_line,
    c.opening_points_line AS opening_points_line,
    c.line_movement AS line_movement,
    c.current_points_line_source AS current_points_line_source,
    c.processed_at AS processed_at,
    ROW_NUMBER() OVER (
      PARTITION BY c.game_date, c.player_lookup
      ORDER BY c.processed_at DESC, c.current_points_line DESC, c.opening_points_line DESC, c.line_movement DESC,
        c.current_points_line_source, c.game_id, c.team_abbr, c.opponent_team_abbr
    ) AS read_rank
  FROM {nba_analytics.upcoming_player_game_context} AS c
  WHERE c.game_date BETWEEN @from AND @to
)
SELECT
  r.game_date AS game_date,
  r.player_lookup AS player_lookup,
  COUNT(*) AS row_count,
  COUNTIF(r.current_points_line > 0) AS line_rows,
  COUNT(DISTINCT COALESCE(r.current_points_line, 0)) AS lines,
  MAX(CASE WHEN r.current_points_line > 0 THEN r.processed_at END) AS line_at,
  MAX(CASE WHEN r.read_rank = 1 THEN r.game_id END) AS game_id,
  MAX(CASE WHEN r.read_rank = 1 THEN r.team_abbr END) AS team_abbr,
  MAX(CASE WHEN r.read_rank = 1 THEN r.opponent_team_abbr END) AS opponent_team_abbr,
  MAX(CASE WHEN r.read_rank = 1 THEN CAST(r.current_points_line AS FLOAT64) END) AS current_line,
  MAX(CASE WHEN r.read_rank = 1 THEN CAST(r.opening_points_line AS FLOAT64) END) AS opening_line,
  MAX(CASE WHEN r.read_rank = 1 THEN CAST(r.line_movement AS FLOAT64) END) AS line_movement,
  MAX(CASE WHEN r.read_rank = 1 THEN r.current_points_line_source END) AS line_source,
  MAX(r.processed_at) AS processed_at
FROM ranked AS r
GROUP BY r.game_date, r.player_lookup`,
  params: { from: 'DATE', to: 'DATE' },
  columns: {
    game_date: 'DATE',
    player_lookup: 'STRING',
    row_count: 'INT64',
    line_rows: 'INT64',
    lines: 'INT64',
    line_at: 'TIMESTAMP',
    game_id: 'STRING',
    team_abbr: 'STRING',
    opponent_team_abbr: 'STRING',
    current_line: 'FLOAT64',
    opening_line: 'FLOAT64',
    line_movement: 'FLOAT64',
    line_source: 'STRING',
    processed_at: 'TIMESTAMP',
  },
  key: ['game_date', 'player_lookup'],
});
