import { defineStatement } from '../statement.js';
import { BETTINGPROS_ORDER, ODDS_CURRENT_ORDER } from './raw-line-order.js';

/**
 * Coverage per date and book, over the players the book posted a raw points line > 0 for. The two feeds spell the same
 * book differently (domain: vegas section 1), so books are told apart without regard to case and named by the spelling
 * that sorts first, the title case of BettingPros. `chosen` counts the players whose line a rebuild takes from this
 * book, by the orders it chooses with.
 */
export const coverageBooks = defineStatement({
  name: 'coverage-books',
  sql: `
WITH odds AS (
  SELECT
    o.game_date AS game_date,
    o.player_lookup AS player_lookup,
    o.bookmaker AS bookmaker,
    ROW_NUMBER() OVER (
      PARTITION BY o.game_date, o.player_lookup
      ORDER BY ${ODDS_CURRENT_ORDER}
    ) AS place
  FROM {nba_raw.odds_api_player_points_props} AS o
  WHERE o.game_date BETWEEN @from AND @to AND o.player_lookup IS NOT NULL AND o.points_line > 0
),
bettingpros AS (
  SELECT
    b.game_date AS game_date,
    b.player_lookup AS player_lookup,
    b.bookmaker AS bookmaker,
    ROW_NUMBER() OVER (
      PARTITION BY b.game_date, b.player_lookup
      ORDER BY ${BETTINGPROS_ORDER}
    ) AS place
  FROM {nba_raw.bettingpros_player_points_props} AS b
  WHERE b.game_date BETWEEN @from AND @to AND b.market_type = 'points' AND b.player_lookup IS NOT NULL
    AND b.points_line > 0
),
posted AS (
  SELECT o.game_date AS game_date, o.player_lookup AS player_lookup, o.bookmaker AS bookmaker, 1 AS from_odds,
    CASE WHEN o.place = 1 THEN 1 ELSE 0 END AS is_first
  FROM odds AS o
  UNION ALL
  SELECT b.game_date, b.player_lookup, b.bookmaker, 0, CASE WHEN b.place = 1 THEN 1 ELSE 0 END
  FROM bettingpros AS b
),
served AS (
  SELECT
    p.game_date AS game_date,
    p.player_lookup AS player_lookup,
    LOWER(p.bookmaker) AS book,
    MIN(p.bookmaker) AS spelling,
    MAX(CASE WHEN p.from_odds = 1 THEN p.is_first ELSE 0 END) AS first_of_odds,
    MAX(CASE WHEN p.from_odds = 0 THEN p.is_first ELSE 0 END) AS first_of_pros
  FROM posted AS p
  GROUP BY p.game_date, p.player_lookup, LOWER(p.bookmaker)
),
in_odds AS (
  SELECT DISTINCT o.game_date AS game_date, o.player_lookup AS player_lookup FROM odds AS o
),
store AS (
  SELECT
    s.game_date AS game_date,
    s.player_lookup AS player_lookup,
    COUNT(*) AS store_rows,
    COUNTIF(ARRAY_LENGTH(s.features) >= @min_length) AS with_feature,
    COUNTIF(ARRAY_LENGTH(s.features) >= @min_length AND (s.features[SAFE_OFFSET(@feature_index)] > 0
      OR (s.features[SAFE_OFFSET(@feature_index)] < 0 AND NOT @positive_only))) AS with_value,
    SUM(CASE WHEN ARRAY_LENGTH(s.features) >= @min_length AND (s.features[SAFE_OFFSET(@feature_index)] > 0
      OR (s.features[SAFE_OFFSET(@feature_index)] < 0 AND NOT @positive_only))
      THEN s.features[SAFE_OFFSET(@feature_index)] END) AS value,
    COUNTIF(ARRAY_LENGTH(s.features) >= 33 AND s.features[SAFE_OFFSET(25)] > 0) AS with_line
  FROM {nba_predictions.ml_feature_store_v2} AS s
  WHERE s.game_date BETWEEN @from AND @to
  GROUP BY s.game_date, s.player_lookup
),
context AS (
  SELECT
    c.game_date AS game_date,
    c.player_lookup AS player_lookup,
    COUNTIF(c.current_points_line > 0) AS with_line
  FROM {nba_analytics.upcoming_player_game_context} AS c
  WHERE c.game_date BETWEEN @from AND @to
  GROUP BY c.game_date, c.player_lookup
)
SELECT
  v.game_date AS game_date,
  v.book AS book,
  MIN(v.spelling) AS spelling,
  COALESCE(SUM(s.store_rows), 0) AS row_count,
  COALESCE(SUM(s.with_feature), 0) AS rows_with_feature,
  COALESCE(SUM(s.with_value), 0) AS rows_with_value,
  SUM(s.value) AS value_sum,
  COUNT(*) AS raw_players,
  COUNTIF(s.with_line > 0) AS matched_players,
  COUNT(c.player_lookup) AS context_players,
  COUNTIF(c.with_line > 0) AS context_with_line,
  COUNTIF(CASE WHEN i.player_lookup IS NULL THEN v.first_of_pros = 1 ELSE v.first_of_odds = 1 END) AS chosen
FROM served AS v
LEFT JOIN in_odds AS i ON i.game_date = v.game_date AND i.player_lookup = v.player_lookup
LEFT JOIN store AS s ON s.game_date = v.game_date AND s.player_lookup = v.player_lookup
LEFT JOIN context AS c ON c.game_date = v.game_date AND c.player_lookup = v.player_lookup
GROUP BY v.game_date, v.book
ORDER BY game_date, book`,
  params: { from: 'DATE', to: 'DATE', feature_index: 'INT64', min_length: 'INT64', positive_only: 'BOOL' },
  columns: {
    game_date: 'DATE',
    book: 'STRING',
    spelling: 'STRING',
    row_count: 'INT64',
    rows_with_feature: 'INT64',
    rows_with_value: 'INT64',
    value_sum: 'FLOAT64',
    raw_players: 'INT64',
    matched_players: 'INT64',
    context_players: 'INT64',
    context_with_line: 'INT64',
    chosen: 'INT64',
  },
  key: ['game_date', 'book'],
});
