import { defineStatement } from '../statement.js';
import { ODDS_CURRENT_ORDER, ODDS_OPENING_ORDER } from './raw-line-order.js';

/**
 * What the Odds API has of each player and date of a range, one row a key: how many rows and of what kind, and the rows
 * that the raw extraction takes for the current and the opening line (domain: vegas section 2). Where no row has a line
 * the first of the others stands for them. `line_books` are all that posted one, without case, a bar between two. A row
 * without a key tells only that the feed was up.
 */
export const linesOdds = defineStatement({
  name: 'lines-odds',
  sql: `
WITH ranked AS (
  SELECT
    o.game_date AS game_date,
    o.player_lookup AS player_lookup,
    o.player_name AS player_name,
    o.game_id AS game_id,
    o.home_team_abbr AS home_team_abbr,
    o.away_team_abbr AS away_team_abbr,
    o.points_line AS points_line,
    o.snapshot_timestamp AS snapshot_timestamp,
    o.bookmaker AS bookmaker,
    o.minutes_before_tipoff AS minutes_before_tipoff,
    CASE WHEN o.points_line > 0 THEN LOWER(o.bookmaker) END AS line_book,
    ROW_NUMBER() OVER (
      PARTITION BY o.game_date, o.player_lookup
      ORDER BY CASE WHEN o.points_line > 0 THEN 0 ELSE 1 END, ${ODDS_CURRENT_ORDER},
        o.minutes_before_tipoff, o.game_id
    ) AS current_rank,
    ROW_NUMBER() OVER (
      PARTITION BY o.game_date, o.player_lookup
      ORDER BY CASE WHEN o.points_line > 0 THEN 0 ELSE 1 END, ${ODDS_OPENING_ORDER}
    ) AS opening_rank
  FROM {nba_raw.odds_api_player_points_props} AS o
  WHERE o.game_date BETWEEN @from AND @to
)
SELECT
  r.game_date AS game_date,
  r.player_lookup AS player_lookup,
  MIN(r.player_name) AS player_name,
  MIN(r.home_team_abbr) AS home_team_abbr,
  MIN(r.away_team_abbr) AS away_team_abbr,
  COUNT(*) AS row_count,
  COUNTIF(r.points_line > 0) AS line_rows,
  COUNTIF(r.points_line > 0 AND LENGTH(r.game_id) = 10) AS ten_digit_rows,
  COUNTIF(r.points_line > 0 AND r.minutes_before_tipoff < 0) AS late_rows,
  COUNTIF(r.points_line = 20 AND LOWER(r.bookmaker) LIKE '%estimate%') AS estimate_rows,
  MIN(CASE WHEN r.points_line > 0 THEN r.snapshot_timestamp END) AS first_at,
  MAX(CASE WHEN r.current_rank = 1 THEN r.points_line END) AS current_line,
  MAX(CASE WHEN r.current_rank = 1 THEN r.bookmaker END) AS bookmaker,
  MAX(CASE WHEN r.current_rank = 1 THEN r.snapshot_timestamp END) AS captured_at,
  MAX(CASE WHEN r.current_rank = 1 THEN r.minutes_before_tipoff END) AS minutes_before_tipoff,
  MAX(CASE WHEN r.current_rank = 1 THEN r.game_id END) AS game_id,
  MAX(CASE WHEN r.opening_rank = 1 THEN r.points_line END) AS opening_line,
  STRING_AGG(DISTINCT r.line_book, '|' ORDER BY r.line_book) AS line_books
FROM ranked AS r
GROUP BY r.game_date, r.player_lookup`,
  params: { from: 'DATE', to: 'DATE' },
  columns: {
    game_date: 'DATE',
    player_lookup: 'STRING',
    player_name: 'STRING',
    home_team_abbr: 'STRING',
    away_team_abbr: 'STRING',
    row_count: 'INT64',
    line_rows: 'INT64',
    ten_digit_rows: 'INT64',
    late_rows: 'INT64',
    estimate_rows: 'INT64',
    first_at: 'TIMESTAMP',
    current_line: 'FLOAT64',
    bookmaker: 'STRING',
    captured_at: 'TIMESTAMP',
    minutes_before_tipoff: 'INT64',
    game_id: 'STRING',
    opening_line: 'FLOAT64',
    line_books: 'STRING',
  },
  key: ['game_date', 'player_lookup'],
});
