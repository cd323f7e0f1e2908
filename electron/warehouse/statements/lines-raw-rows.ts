import { defineStatement } from '../statement.js';
import { BETTINGPROS_ORDER, ODDS_CURRENT_ORDER, ODDS_OPENING_ORDER } from './raw-line-order.js';

/**
 * Every raw row of some keys on one date, of both feeds and all markets, with its place in the order by which the raw
 * extraction chooses (1 is chosen; domain: vegas section 2). BettingPros rows have one place for both lines.
 */
export const linesRawRows = defineStatement({
  name: 'lines-raw-rows',
  sql: `
SELECT
  'odds_api' AS source,
  o.player_lookup AS player_lookup,
  o.game_id AS game_id,
  o.bookmaker AS bookmaker,
  CAST(NULL AS STRING) AS market_type,
  CAST(NULL AS STRING) AS bet_side,
  o.points_line AS points_line,
  CAST(NULL AS FLOAT64) AS opening_line,
  CAST(NULL AS BOOL) AS is_active,
  o.snapshot_timestamp AS captured_at,
  o.minutes_before_tipoff AS minutes_before_tipoff,
  COALESCE(o.points_line > 0, FALSE) AS is_line,
  ROW_NUMBER() OVER (
    PARTITION BY o.player_lookup
    ORDER BY CASE WHEN o.points_line > 0 THEN 0 ELSE 1 END, ${ODDS_CURRENT_ORDER},
      o.minutes_before_tipoff, o.game_id
  ) AS current_rank,
  ROW_NUMBER() OVER (
    PARTITION BY o.player_lookup
    ORDER BY CASE WHEN o.points_line > 0 THEN 0 ELSE 1 END, ${ODDS_OPENING_ORDER},
      o.minutes_before_tipoff, o.game_id
  ) AS opening_rank
FROM {nba_raw.odds_api_player_points_props} AS o
WHERE o.game_date = @date AND o.player_lookup IN (SELECT * FROM UNNEST(@players))
UNION ALL
SELECT
  'bettingpros',
  b.player_lookup,
  CAST(NULL AS STRING),
  b.bookmaker,
  b.market_type,
  b.bet_side,
  b.points_line,
  b.opening_line,
  b.is_active,
  b.created_at,
  CAST(NULL AS INT64),
  b.market_type = 'points' AND b.points_line > 0,
  ROW_NUMBER() OVER (
    PARTITION BY b.player_lookup
    ORDER BY
      CASE WHEN b.market_type = 'points' AND b.points_line > 0 THEN 0 WHEN b.market_type = 'points' THEN 1 ELSE 2 END,
      ${BETTINGPROS_ORDER}, b.market_type
  ),
  CAST(NULL AS INT64)
FROM {nba_raw.bettingpros_player_points_props} AS b
WHERE b.game_date = @date AND b.player_lookup IN (SELECT * FROM UNNEST(@players))`,
  params: { date: 'DATE', players: 'ARRAY<STRING>' },
  columns: {
    source: 'STRING',
    player_lookup: 'STRING',
    game_id: 'STRING',
    bookmaker: 'STRING',
    market_type: 'STRING',
    bet_side: 'STRING',
    points_line: 'FLOAT64',
    opening_line: 'FLOAT64',
    is_active: 'BOOL',
    captured_at: 'TIMESTAMP',
    minutes_before_tipoff: 'INT64',
    is_line: 'BOOL',
    current_rank: 'INT64',
    opening_rank: 'INT64',
  },
  key: ['source', 'player_lookup', 'current_rank'],
});
