import { defineStatement } from '../statement.js';

/**
 * Coverage per date and team. A player's team on a date is the box score's, else the context's, else NULL; the store
 * has no team column. Every table leaves its marks on (date, player) and one grouping adds them; the measures are those
 * of coverage-store, coverage-match and coverage-context.
 */
export const coverageTeams = defineStatement({
  name: 'coverage-teams',
  sql: `
WITH marks AS (
  SELECT g.game_date AS game_date, g.player_lookup AS player_lookup, g.team_abbr AS box_team,
    CAST(NULL AS STRING) AS context_team, 0 AS store_rows, 0 AS with_feature, 0 AS with_value, CAST(0 AS FLOAT64) AS value,
    0 AS has_line, 0 AS raw_line, 0 AS in_context, 0 AS context_line
  FROM {nba_analytics.player_game_summary} AS g
  WHERE g.game_date BETWEEN @from AND @to
  UNION ALL
  SELECT c.game_date, c.player_lookup, NULL, c.team_abbr, 0, 0, 0, 0, 0, 0, 1,
    CASE WHEN c.current_points_line > 0 THEN 1 ELSE 0 END
  FROM {nba_analytics.upcoming_player_game_context} AS c
  WHERE c.game_date BETWEEN @from AND @to
  UNION ALL
  SELECT o.game_date, o.player_lookup, NULL, NULL, 0, 0, 0, 0, 0, 1, 0, 0
  FROM {nba_raw.odds_api_player_points_props} AS o
  WHERE o.game_date BETWEEN @from AND @to AND o.points_line > 0 AND o.player_lookup IS NOT NULL
  UNION ALL
  SELECT b.game_date, b.player_lookup, NULL, NULL, 0, 0, 0, 0, 0, 1, 0, 0
  FROM {nba_raw.bettingpros_player_points_props} AS b
  WHERE b.game_date BETWEEN @from AND @to AND b.market_type = 'points' AND b.points_line > 0
    AND b.player_lookup IS NOT NULL
  UNION ALL
  SELECT s.game_date, s.player_lookup, NULL, NULL, 1,
    CASE WHEN ARRAY_LENGTH(s.features) >= @min_length THEN 1 ELSE 0 END,
    CASE WHEN ARRAY_LENGTH(s.features) >= @min_length AND (s.features[SAFE_OFFSET(@feature_index)] > 0
      OR (s.features[SAFE_OFFSET(@feature_index)] < 0 AND NOT @positive_only)) THEN 1 ELSE 0 END,
    CASE WHEN ARRAY_LENGTH(s.features) >= @min_length AND (s.features[SAFE_OFFSET(@feature_index)] > 0
      OR (s.features[SAFE_OFFSET(@feature_index)] < 0 AND NOT @positive_only))
      THEN s.features[SAFE_OFFSET(@feature_index)] ELSE 0 END,
    CASE WHEN ARRAY_LENGTH(s.features) >= 33 AND s.features[SAFE_OFFSET(25)] > 0 THEN 1 ELSE 0 END,
    0, 0, 0
  FROM {nba_predictions.ml_feature_store_v2} AS s
  WHERE s.game_date BETWEEN @from AND @to
),
players AS (
  SELECT
    m.game_date AS game_date,
    COALESCE(MIN(m.box_team), MIN(m.context_team)) AS team,
    SUM(m.store_rows) AS store_rows,
    SUM(m.with_feature) AS with_feature,
    SUM(m.with_value) AS with_value,
    SUM(m.value) AS value,
    MAX(m.has_line) = 1 AS has_line,
    MAX(m.raw_line) = 1 AS raw_line,
    MAX(m.in_context) = 1 AS in_context,
    MAX(m.context_line) = 1 AS context_line
  FROM marks AS m
  GROUP BY m.game_date, m.player_lookup
)
SELECT
  p.game_date AS game_date,
  p.team AS team,
  SUM(p.store_rows) AS row_count,
  SUM(p.with_feature) AS rows_with_feature,
  SUM(p.with_value) AS rows_with_value,
  SUM(p.value) AS value_sum,
  COUNTIF(p.raw_line) AS raw_players,
  COUNTIF(p.raw_line AND p.has_line) AS matched_players,
  COUNTIF(p.in_context) AS context_players,
  COUNTIF(p.context_line) AS context_with_line
FROM players AS p
GROUP BY p.game_date, p.team
ORDER BY game_date, team`,
  params: { from: 'DATE', to: 'DATE', feature_index: 'INT64', min_length: 'INT64', positive_only: 'BOOL' },
  columns: {
    game_date: 'DATE',
    team: 'STRING',
    row_count: 'INT64',
    rows_with_feature: 'INT64',
    rows_with_value: 'INT64',
    value_sum: 'FLOAT64',
    raw_players: 'INT64',
    matched_players: 'INT64',
    context_players: 'INT64',
    context_with_line: 'INT64',
  },
  key: ['game_date', 'team'],
});
