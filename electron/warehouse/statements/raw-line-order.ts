/**
 * Which raw row is the line (domain: vegas section 2, parity/quirks 1-3), as ORDER BY lists that are total but for rows
 * equal in all that is asked of them. The processor and the explanation of its choice share them, so that they cannot
 * disagree. Rows of the Odds API stand under `o`, those of BettingPros under `b`.
 */
export const ODDS_CURRENT_ORDER = `CASE WHEN o.bookmaker = 'draftkings' THEN 0 ELSE 1 END,
      o.snapshot_timestamp DESC, o.bookmaker, o.points_line`;

export const ODDS_OPENING_ORDER = `CASE WHEN o.bookmaker = 'draftkings' THEN 0 ELSE 1 END,
      o.snapshot_timestamp, o.bookmaker, o.points_line`;

export const BETTINGPROS_ORDER = `b.created_at DESC,
      CASE b.bookmaker WHEN 'DraftKings' THEN 1 WHEN 'FanDuel' THEN 2 WHEN 'BettingPros Consensus' THEN 99 ELSE 50 END,
      CASE WHEN b.bet_side = 'over' THEN 0 ELSE 1 END,
      CASE WHEN b.is_active THEN 0 ELSE 1 END,
      CASE WHEN b.is_best_line THEN 0 ELSE 1 END,
      b.bookmaker_last_update DESC,
      b.bookmaker,
      b.points_line,
      b.opening_line`;
