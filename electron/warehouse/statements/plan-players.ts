import { ATTEMPT_ORDER } from './attempt-order.js';
import { defineStatement } from '../statement.js';

/**
 * Everything a plan says about players, one row per date: who will be listed, who of them gets a row and a line, what
 * the store holds, what raw lines exist, and how many of the listed players each phase 4 table serves.
 *
 * The same rules as the processor: the list is the box score, or the context in production mode and from today on
 * (domain: processor section 4, same-day rule); a line is a raw line > 0 or a context line > 0 (vegas sections 2, 3);
 * a player with an active entity breaker or a fatigue score outside 0..100 gets no row (processor section 10,
 * features section 7). Every table is read once: each leaves its marks on (date, player), and one grouping adds them.
 *
 * `roll` is the sorted list of players as text: `+` marks who gets a line, `-` who gets no row. `lost` are those who
 * stand in the store and would have no row, `-` when listed.
 */
export const planPlayers = defineStatement({
  name: 'plan-players',
  sql: `
WITH attempts AS (
  SELECT
    a.analysis_date AS game_date,
    a.entity_id AS player_lookup,
    COALESCE(a.circuit_breaker_tripped, FALSE) AND COALESCE(a.circuit_breaker_until > @now, FALSE) AS is_active
  FROM {nba_orchestration.reprocess_attempts} AS a
  WHERE a.analysis_date BETWEEN @from AND @to AND a.processor_name = 'ml_feature_store_v2'
  QUALIFY ROW_NUMBER() OVER (
    PARTITION BY a.entity_id, a.analysis_date
    ORDER BY ${ATTEMPT_ORDER}
  ) = 1
),
marks AS (
  SELECT g.game_date AS game_date, g.player_lookup AS player_lookup,
    CASE WHEN NOT @context_list AND g.game_date < @today THEN 1 ELSE 0 END AS listed,
    0 AS stopped, 0 AS raw_line, 0 AS context_line, 0 AS store_rows, 0 AS store_long, 0 AS store_line,
    0 AS cache_rows, 0 AS factor_rows, 0 AS zone_rows
  FROM {nba_analytics.player_game_summary} AS g
  WHERE g.game_date BETWEEN @from AND @to
  UNION ALL
  SELECT c.game_date, c.player_lookup,
    CASE WHEN @context_list OR c.game_date >= @today THEN 1 ELSE 0 END,
    0, 0, CASE WHEN c.current_points_line > 0 THEN 1 ELSE 0 END, 0, 0, 0, 0, 0, 0
  FROM {nba_analytics.upcoming_player_game_context} AS c
  WHERE c.game_date BETWEEN @from AND @to
  UNION ALL
  SELECT o.game_date, o.player_lookup, 0, 0, 1, 0, 0, 0, 0, 0, 0, 0
  FROM {nba_raw.odds_api_player_points_props} AS o
  WHERE o.game_date BETWEEN @from AND @to AND o.points_line > 0 AND o.player_lookup IS NOT NULL
  UNION ALL
  SELECT b.game_date, b.player_lookup, 0, 0, 1, 0, 0, 0, 0, 0, 0, 0
  FROM {nba_raw.bettingpros_player_points_props} AS b
  WHERE b.game_date BETWEEN @from AND @to AND b.market_type = 'points' AND b.points_line > 0
    AND b.player_lookup IS NOT NULL
  UNION ALL
  SELECT s.game_date, s.player_lookup, 0, 0, 0, 0, 1,
    CASE WHEN ARRAY_LENGTH(s.features) >= 33 THEN 1 ELSE 0 END,
    CASE WHEN ARRAY_LENGTH(s.features) >= 33 AND s.features[SAFE_OFFSET(25)] > 0 THEN 1 ELSE 0 END,
    0, 0, 0
  FROM {nba_predictions.ml_feature_store_v2} AS s
  WHERE s.game_date BETWEEN @from AND @to
  UNION ALL
  SELECT a.game_date, a.player_lookup, 0, 1, 0, 0, 0, 0, 0, 0, 0, 0
  FROM attempts AS a
  WHERE a.is_active
  UNION ALL
  SELECT d.cache_date, d.player_lookup, 0, 0, 0, 0, 0, 0, 0, 1, 0, 0
  FROM {nba_precompute.player_daily_cache} AS d
  WHERE d.cache_date BETWEEN @from AND @to
  UNION ALL
  SELECT f.game_date, f.player_lookup, 0, CASE WHEN f.fatigue_score < 0 OR f.fatigue_score > 100 THEN 1 ELSE 0 END,
    0, 0, 0, 0, 0, 0, 1, 0
  FROM {nba_precompute.player_composite_factors} AS f
  WHERE f.game_date BETWEEN @from AND @to
  UNION ALL
  SELECT z.analysis_date, z.player_lookup, 0, 0, 0, 0, 0, 0, 0, 0, 0, 1
  FROM {nba_precompute.player_shot_zone_analysis} AS z
  WHERE z.analysis_date BETWEEN @from AND @to
),
players AS (
  SELECT
    m.game_date AS game_date,
    m.player_lookup AS player_lookup,
    MAX(m.listed) = 1 AS is_listed,
    MAX(m.listed) = 1 AND MAX(m.stopped) = 0 AS gets_row,
    MAX(m.raw_line) = 1 AS has_raw_line,
    MAX(m.context_line) = 1 AS has_context_line,
    CASE WHEN @raw_lines THEN MAX(m.raw_line) = 1 ELSE MAX(m.context_line) = 1 END AS source_has_line,
    SUM(m.store_rows) AS store_rows,
    SUM(m.store_long) AS store_long,
    SUM(m.store_line) AS store_line,
    SUM(m.cache_rows) AS cache_rows,
    SUM(m.factor_rows) AS factor_rows,
    SUM(m.zone_rows) AS zone_rows
  FROM marks AS m
  GROUP BY m.game_date, m.player_lookup
)
SELECT
  p.game_date AS game_date,
  COUNTIF(p.is_listed) AS listed,
  COUNTIF(p.gets_row) AS expected_rows,
  COUNTIF(p.gets_row AND p.source_has_line) AS expected_lines,
  COUNTIF(p.gets_row AND p.source_has_line AND p.has_raw_line) AS expected_matched,
  COUNTIF(p.is_listed AND p.has_raw_line) AS listed_with_raw,
  COUNTIF(p.is_listed AND p.has_context_line) AS listed_with_context,
  COUNTIF(p.has_raw_line) AS raw_players,
  COUNTIF(p.has_raw_line AND p.store_line > 0) AS stored_matched,
  SUM(p.store_rows) AS stored_rows,
  SUM(p.store_long) AS stored_long,
  SUM(p.store_line) AS stored_lines,
  STRING_AGG(
    CASE WHEN p.store_rows > 0 AND NOT p.gets_row
      THEN CONCAT(p.player_lookup, CASE WHEN p.is_listed THEN '-' ELSE '' END) END,
    ',' ORDER BY p.player_lookup
  ) AS lost,
  SUM(p.cache_rows) AS cache_rows,
  COUNTIF(p.is_listed AND p.cache_rows > 0) AS cache_served,
  SUM(p.factor_rows) AS factor_rows,
  COUNTIF(p.is_listed AND p.factor_rows > 0) AS factor_served,
  SUM(p.zone_rows) AS zone_rows,
  COUNTIF(p.is_listed AND p.zone_rows > 0) AS zone_served,
  STRING_AGG(
    CASE WHEN p.gets_row THEN CONCAT(p.player_lookup, CASE WHEN p.source_has_line THEN '+' ELSE '' END)
      WHEN p.is_listed THEN CONCAT(p.player_lookup, '-') END,
    ',' ORDER BY p.player_lookup
  ) AS roll
FROM players AS p
GROUP BY p.game_date
ORDER BY game_date`,
  params: { from: 'DATE', to: 'DATE', today: 'DATE', now: 'TIMESTAMP', context_list: 'BOOL', raw_lines: 'BOOL' },
  columns: {
    game_date: 'DATE',
    listed: 'INT64',
    expected_rows: 'INT64',
    expected_lines: 'INT64',
    expected_matched: 'INT64',
    listed_with_raw: 'INT64',
    listed_with_context: 'INT64',
    raw_players: 'INT64',
    stored_matched: 'INT64',
    stored_rows: 'INT64',
    stored_long: 'INT64',
    stored_lines: 'INT64',
    lost: 'STRING',
    cache_rows: 'INT64',
    cache_served: 'INT64',
    factor_rows: 'INT64',
    factor_served: 'INT64',
    zone_rows: 'INT64',
    zone_served: 'INT64',
    roll: 'STRING',
  },
  key: ['game_date'],
});
