import { defineStatement } from '../statement.js';

/**
 * How many rows each player has before the history that is read: what a window could have held is counted over all
 * time (domain: processor section 9).
 */
export const processorEarlierGames = defineStatement({
  name: 'processor-earlier-games',
  sql: `
SELECT
  g.player_lookup AS player_lookup,
  COUNT(*) AS games
FROM {nba_analytics.player_game_summary} AS g
WHERE g.game_date < @before
GROUP BY g.player_lookup`,
  params: { before: 'DATE' },
  columns: {
    player_lookup: 'STRING',
    games: 'INT64',
  },
  key: ['player_lookup'],
});
