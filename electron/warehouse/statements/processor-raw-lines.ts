import { defineStatement } from '../statement.js';
import { BETTINGPROS_ORDER, ODDS_CURRENT_ORDER, ODDS_OPENING_ORDER } from './raw-line-order.js';

/**
 * The line of every player with a raw points line > 0, per date of a range (domain: vegas section 2, parity/quirks 1-3).
 *
 * Odds API first: DraftKings if it has the player at all, else any book; newest snapshot is the current line, oldest
 * the opening one. BettingPros only where the Odds API has none: the newest row by `created_at`, any book, side and
 * state. Where production leaves a tie to chance the order is made total here: for BettingPros DraftKings, FanDuel,
 * other books, Consensus, then the over side, active and best lines first (vegas section 2), and everywhere the book's
 * name and the line itself last. The corrected rules that this version does not apply: snapshots before tip-off only
 * (`minutes_before_tipoff >= 0`), and the book order above in front of the time.
 */
export const processorRawLines = defineStatement({
  name: 'processor-raw-lines',
  sql: `
WITH odds AS (
  SELECT
    o.game_date AS game_date,
    o.player_lookup AS player_lookup,
    o.points_line AS points_line,
    o.snapshot_timestamp AS snapshot_timestamp,
    o.bookmaker AS bookmaker
  FROM {nba_raw.odds_api_player_points_props} AS o
  WHERE o.game_date BETWEEN @from AND @to AND o.player_lookup IS NOT NULL AND o.points_line > 0
),
odds_current AS (
  SELECT o.game_date AS game_date, o.player_lookup AS player_lookup, o.points_line AS points_line
  FROM odds AS o
  WHERE TRUE
  QUALIFY ROW_NUMBER() OVER (
    PARTITION BY o.game_date, o.player_lookup
    ORDER BY ${ODDS_CURRENT_ORDER}
  ) = 1
),
odds_opening AS (
  SELECT o.game_date AS game_date, o.player_lookup AS player_lookup, o.points_line AS points_line
  FROM odds AS o
  WHERE TRUE
  QUALIFY ROW_NUMBER() OVER (
    PARTITION BY o.game_date, o.player_lookup
    ORDER BY ${ODDS_OPENING_ORDER}
  ) = 1
),
bettingpros AS (
  SELECT
    b.game_date AS game_date,
    b.player_lookup AS player_lookup,
    b.points_line AS points_line,
    b.opening_line AS opening_line
  FROM {nba_raw.bettingpros_player_points_props} AS b
  WHERE b.game_date BETWEEN @from AND @to AND b.market_type = 'points' AND b.player_lookup IS NOT NULL
    AND b.points_line > 0
  QUALIFY ROW_NUMBER() OVER (
    PARTITION BY b.game_date, b.player_lookup
    ORDER BY ${BETTINGPROS_ORDER}
  ) = 1
)
SELECT
  COALESCE(c.game_date, b.game_date) AS game_date,
  COALESCE(c.player_lookup, b.player_lookup) AS player_lookup,
  COALESCE(c.points_line, b.points_line) AS current_line,
  CASE WHEN c.player_lookup IS NOT NULL THEN o.points_line ELSE b.opening_line END AS opening_line,
  CASE WHEN c.player_lookup IS NOT NULL THEN 'odds_api' ELSE 'bettingpros' END AS source
FROM odds_current AS c
JOIN odds_opening AS o ON o.game_date = c.game_date AND o.player_lookup = c.player_lookup
FULL OUTER JOIN bettingpros AS b ON b.game_date = c.game_date AND b.player_lookup = c.player_lookup`,
  params: { from: 'DATE', to: 'DATE' },
  columns: {
    game_date: 'DATE',
    player_lookup: 'STRING',
    current_line: 'FLOAT64',
    opening_line: 'FLOAT64',
    source: 'STRING',
  },
  key: ['game_date', 'player_lookup'],
});
