import { defineStatement } from '../statement.js';

/**
 * The way of the lines per date, counted in players: who the box score lists, who of them the context knows, who has a
 * raw line, whom the context and the store give one. Every table leaves its marks on (date, player) and one grouping
 * adds them. `raw_only` are players with a raw line whom the context gives none: whether the store has a line for them
 * tells which of the two its writer read (domain: vegas sections 2 and 3).
 */
export const checksFlow = defineStatement({
  name: 'checks-flow',
  sql: `
WITH marks AS (
  SELECT g.game_date AS game_date, g.player_lookup AS player_lookup, 1 AS listed, 0 AS in_context, 0 AS context_line,
    0 AS raw_line, 0 AS in_store, 0 AS store_line
  FROM {nba_analytics.player_game_summary} AS g
  WHERE g.game_date BETWEEN @from AND @to
  UNION ALL
  SELECT c.game_date, c.player_lookup, 0, 1, CASE WHEN c.current_points_line > 0 THEN 1 ELSE 0 END, 0, 0, 0
  FROM {nba_analytics.upcoming_player_game_context} AS c
  WHERE c.game_date BETWEEN @from AND @to
  UNION ALL
  SELECT o.game_date, o.player_lookup, 0, 0, 0, 1, 0, 0
  FROM {nba_raw.odds_api_player_points_props} AS o
  WHERE o.game_date BETWEEN @from AND @to AND o.points_line > 0 AND o.player_lookup IS NOT NULL
  UNION ALL
  SELECT b.game_date, b.player_lookup, 0, 0, 0, 1, 0, 0
  FROM {nba_raw.bettingpros_player_points_props} AS b
  WHERE b.game_date BETWEEN @from AND @to AND b.market_type = 'points' AND b.points_line > 0
    AND b.player_lookup IS NOT NULL
  UNION ALL
  SELECT s.game_date, s.player_lookup, 0, 0, 0, 0, 1,
    CASE WHEN ARRAY_LENGTH(s.features) >= 33 AND s.features[SAFE_OFFSET(25)] > 0 THEN 1 ELSE 0 END
  FROM {nba_predictions.ml_feature_store_v2} AS s
  WHERE s.game_date BETWEEN @from AND @to
),
players AS (
  SELECT
    m.game_date AS game_date,
    MAX(m.listed) = 1 AS listed,
    MAX(m.in_context) = 1 AS in_context,
    MAX(m.context_line) = 1 AS context_line,
    MAX(m.raw_line) = 1 AS raw_line,
    MAX(m.in_store) = 1 AS in_store,
    MAX(m.store_line) = 1 AS store_line
  FROM marks AS m
  GROUP BY m.game_date, m.player_lookup
)
SELECT
  p.game_date AS game_date,
  COUNTIF(p.listed) AS listed,
  COUNTIF(p.listed AND p.in_context) AS listed_in_context,
  COUNTIF(p.listed AND NOT p.in_store) AS listed_not_stored,
  COUNTIF(p.context_line) AS context_lines,
  COUNTIF(p.raw_line) AS raw_players,
  COUNTIF(p.raw_line AND p.context_line) AS raw_with_context_line,
  COUNTIF(p.raw_line AND NOT p.context_line AND p.in_store) AS raw_only_stored,
  COUNTIF(p.raw_line AND NOT p.context_line AND p.store_line) AS raw_only_with_store_line,
  COUNTIF(p.in_store) AS stored,
  COUNTIF(p.in_store AND NOT p.in_context) AS stored_outside_context,
  COUNTIF(p.in_store AND NOT p.listed) AS stored_outside_list
FROM players AS p
GROUP BY p.game_date
ORDER BY game_date`,
  params: { from: 'DATE', to: 'DATE' },
  columns: {
    game_date: 'DATE',
    listed: 'INT64',
    listed_in_context: 'INT64',
    listed_not_stored: 'INT64',
    context_lines: 'INT64',
    raw_players: 'INT64',
    raw_with_context_line: 'INT64',
    raw_only_stored: 'INT64',
    raw_only_with_store_line: 'INT64',
    stored: 'INT64',
    stored_outside_context: 'INT64',
    stored_outside_list: 'INT64',
  },
  key: ['game_date'],
});
