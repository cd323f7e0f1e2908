import { defineStatement } from '../statement.js';
import { BETTINGPROS_ORDER } from './raw-line-order.js';

/**
 * What BettingPros has of each player and date of a range, one row a key, all markets: how many rows and of what kind,
 * and the row that the raw extraction takes (domain: vegas section 2). Where no row has a points line the first of the
 * others stands for them, those of the points market before the rest. `line_books` are all that posted a points line,
 * without case, a bar between two.
 */
export const linesBettingPros = defineStatement({
  name: 'lines-bettingpros',
  sql: `
WITH ranked AS (
  SELECT
    b.game_date AS game_date,
    b.player_lookup AS player_lookup,
    b.player_name AS player_name,
    COALESCE(b.validated_team, b.player_team) AS team_abbr,
    b.market_type AS market_type,
    b.bet_side AS bet_side,
    b.is_active AS is_active,
    b.points_line AS points_line,
    b.opening_line AS opening_line,
    b.bookmaker AS bookmaker,
    b.created_at AS created_at,
    b.market_type = 'points' AND b.points_line > 0 AS is_line,
    CASE WHEN b.market_type = 'points' AND b.points_line > 0 THEN LOWER(b.bookmaker) END AS line_book,
    ROW_NUMBER() OVER (
      PARTITION BY b.game_date, b.player_lookup
      ORDER BY
        CASE WHEN b.market_type = 'points' AND b.points_line > 0 THEN 0 WHEN b.market_type = 'points' THEN 1 ELSE 2 END,
        ${BETTINGPROS_ORDER}, b.market_type
    ) AS current_rank
  FROM {nba_raw.bettingpros_player_points_props} AS b
  WHERE b.game_date BETWEEN @from AND @to
)
SELECT
  r.game_date AS game_date,
  r.player_lookup AS player_lookup,
  MIN(r.player_name) AS player_name,
  MIN(r.team_abbr) AS team_abbr,
  COUNT(*) AS row_count,
  COUNTIF(r.market_type = 'points') AS points_rows,
  COUNTIF(r.is_line) AS line_rows,
  COUNTIF(r.is_line AND r.is_active) AS active_rows,
  COUNTIF(r.is_line AND r.bet_side = 'over') AS over_rows,
  COUNTIF(r.is_line AND r.points_line = 20 AND LOWER(r.bookmaker) LIKE '%estimate%') AS estimate_rows,
  MIN(CASE WHEN r.is_line THEN r.created_at END) AS first_at,
  MAX(CASE WHEN r.current_rank = 1 THEN r.points_line END) AS current_line,
  MAX(CASE WHEN r.current_rank = 1 THEN r.opening_line END) AS opening_line,
  MAX(CASE WHEN r.current_rank = 1 THEN r.bookmaker END) AS bookmaker,
  MAX(CASE WHEN r.current_rank = 1 THEN r.market_type END) AS market_type,
  MAX(CASE WHEN r.current_rank = 1 THEN r.created_at END) AS captured_at,
  STRING_AGG(DISTINCT r.line_book, '|' ORDER BY r.line_book) AS line_books
FROM ranked AS r
GROUP BY r.game_date, r.player_lookup`,
  params: { from: 'DATE', to: 'DATE' },
  columns: {
    game_date: 'DATE',
    player_lookup: 'STRING',
    player_name: 'STRING',
    team_abbr: 'STRING',
    row_count: 'INT64',
    points_rows: 'INT64',
    line_rows: 'INT64',
    active_rows: 'INT64',
    over_rows: 'INT64',
    estimate_rows: 'INT64',
    first_at: 'TIMESTAMP',
    current_line: 'FLOAT64',
    opening_line: 'FLOAT64',
    bookmaker: 'STRING',
    market_type: 'STRING',
    captured_at: 'TIMESTAMP',
    line_books: 'STRING',
  },
  key: ['game_date', 'player_lookup'],
});
