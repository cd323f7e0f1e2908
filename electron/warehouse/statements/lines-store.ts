import { defineStatement } from '../statement.js';

/**
 * The line features of each player and date of a range in the store, one row a key. Arrays too short for the line block
 * (domain: vegas section 8, base expression: fewer than 33) have none. Where a key stands twice a row with a line goes
 * first, as in the match rate, then the newest.
 */
export const linesStore = defineStatement({
  name: 'lines-store',
  sql: `
WITH cells AS (
  SELECT
    s.game_date AS game_date,
    s.player_lookup AS player_lookup,
    s.game_id AS game_id,
    s.opponent_team_abbr AS opponent_team_abbr,
    ARRAY_LENGTH(s.features) AS feature_length,
    CASE WHEN ARRAY_LENGTH(s.features) >= 33 THEN s.features[SAFE_OFFSET(25)] END AS current_line,
    CASE WHEN ARRAY_LENGTH(s.features) >= 33 THEN s.features[SAFE_OFFSET(26)] END AS opening_line,
    CASE WHEN ARRAY_LENGTH(s.features) >= 33 THEN s.features[SAFE_OFFSET(27)] END AS line_movement,
    COALESCE(s.updated_at, s.created_at) AS written_at
  FROM {nba_predictions.ml_feature_store_v2} AS s
  WHERE s.game_date BETWEEN @from AND @to
)
SELECT
  c.game_date AS game_date,
  c.player_lookup AS player_lookup,
  c.game_id AS game_id,
  c.opponent_team_abbr AS opponent_team_abbr,
  c.feature_length AS feature_length,
  c.current_line AS current_line,
  c.opening_line AS opening_line,
  c.line_movement AS line_movement,
  c.written_at AS written_at,
  COUNT(*) OVER (PARTITION BY c.game_date, c.player_lookup) AS row_count
FROM cells AS c
WHERE TRUE
QUALIFY ROW_NUMBER() OVER (
  PARTITION BY c.game_date, c.player_lookup
  ORDER BY CASE WHEN c.current_line > 0 THEN 0 ELSE 1 END, c.written_at DESC, c.feature_length DESC, c.current_line DESC,
    c.opening_line DESC, c.line_movement DESC, c.game_id, c.opponent_team_abbr
) = 1`,
  params: { from: 'DATE', to: 'DATE' },
  columns: {
    game_date: 'DATE',
    player_lookup: 'STRING',
    game_id: 'STRING',
    opponent_team_abbr: 'STRING',
    feature_length: 'INT64',
    current_line: 'FLOAT64',
    opening_line: 'FLOAT64',
    line_movement: 'FLOAT64',
    written_at: 'TIMESTAMP',
    row_count: 'INT64',
  },
  key: ['game_date', 'player_lookup'],
});
