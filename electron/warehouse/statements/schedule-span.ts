import { defineStatement } from '../statement.js';

/**
 * First and last scheduled game date within the bounds, and the game dates nearest to a range from outside it. Counts
 * the same games as `schedule-days`; the newest row of a game does not matter here, a date stays a game date.
 */
export const scheduleSpan = defineStatement({
  name: 'schedule-span',
  sql: `
SELECT
  MIN(s.game_date) AS first_game,
  MAX(s.game_date) AS last_game,
  MAX(CASE WHEN s.game_date < @from THEN s.game_date END) AS game_before,
  MIN(CASE WHEN s.game_date > @to THEN s.game_date END) AS game_after
FROM {nba_raw.nbac_schedule} AS s
WHERE s.game_date BETWEEN @earliest AND @latest
  AND NOT COALESCE(s.is_all_star, FALSE)
  AND (COALESCE(s.is_regular_season, FALSE) OR COALESCE(s.is_playoffs, FALSE) OR STARTS_WITH(s.game_id, '005'))`,
  params: { from: 'DATE', to: 'DATE', earliest: 'DATE', latest: 'DATE' },
  columns: { first_game: 'DATE', last_game: 'DATE', game_before: 'DATE', game_after: 'DATE' },
  key: [],
});
