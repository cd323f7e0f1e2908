import { defineStatement } from '../statement.js';

/**
 * On how many dates of a span each feed has a row, whatever its market, side or value: always two rows. Meant for a
 * whole season, so it reads nothing but the partition column.
 */
export const linesFeeds = defineStatement({
  name: 'lines-feeds',
  sql: `
SELECT 'odds_api' AS feed, COUNT(DISTINCT o.game_date) AS dates
FROM {nba_raw.odds_api_player_points_props} AS o
WHERE o.game_date BETWEEN @from AND @to
UNION ALL
SELECT 'bettingpros', COUNT(DISTINCT b.game_date)
FROM {nba_raw.bettingpros_player_points_props} AS b
WHERE b.game_date BETWEEN @from AND @to
ORDER BY feed`,
  params: { from: 'DATE', to: 'DATE' },
  columns: { feed: 'STRING', dates: 'INT64' },
  key: ['feed'],
});
