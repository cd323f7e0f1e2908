/**
 * Who has a raw line on a date (domain: vegas sections 2 and 8): players with a points line > 0 in either feed, once
 * each. BettingPros is cut to the points market, because it holds the others too (vegas trap 1).
 */
export const RAW_PLAYERS = `
  SELECT o.game_date AS game_date, o.player_lookup AS player_lookup
  FROM {nba_raw.odds_api_player_points_props} AS o
  WHERE o.game_date BETWEEN @from AND @to AND o.points_line > 0 AND o.player_lookup IS NOT NULL
  UNION DISTINCT
  SELECT b.game_date AS game_date, b.player_lookup AS player_lookup
  FROM {nba_raw.bettingpros_player_points_props} AS b
  WHERE b.game_date BETWEEN @from AND @to AND b.market_type = 'points' AND b.points_line > 0
    AND b.player_lookup IS NOT NULL
`;
