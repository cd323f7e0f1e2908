import { defineStatement } from '../statement.js';

/**
 * Games per date that count for a rebuild, from the newest row of each (game, date) of the append-only schedule:
 * `game_status DESC, processed_at DESC` (domain: tables, v_nbac_schedule_latest). Regular season, play-in (league ids
 * that begin with 005) and playoffs count; preseason and all-star games do not (domain: processor section 14).
 * `final_regular_games` finds the first day of a season (parity/quirks 25).
 */
export const scheduleDays = defineStatement({
  name: 'schedule-days',
  sql: `
WITH latest AS (
  SELECT
    s.game_id AS game_id,
    s.game_date AS game_date,
    s.season_year AS season_year,
    s.game_status AS game_status,
    s.is_regular_season AS is_regular_season,
    s.is_playoffs AS is_playoffs,
    s.is_all_star AS is_all_star
  FROM {nba_raw.nbac_schedule} AS s
  WHERE s.game_date BETWEEN @from AND @to
  QUALIFY ROW_NUMBER() OVER (
    PARTITION BY s.game_id, s.game_date
    ORDER BY s.game_status DESC, s.processed_at DESC, s.season_year DESC, s.is_regular_season DESC, s.is_playoffs DESC,
      s.is_all_star DESC
  ) = 1
)
SELECT
  l.game_date AS game_date,
  l.season_year AS season_year,
  COUNT(*) AS games,
  COUNTIF(l.game_status = 3) AS final_games,
  COUNTIF(l.game_status = 3 AND COALESCE(l.is_regular_season, FALSE)) AS final_regular_games
FROM latest AS l
WHERE NOT COALESCE(l.is_all_star, FALSE)
  AND (COALESCE(l.is_regular_season, FALSE) OR COALESCE(l.is_playoffs, FALSE) OR STARTS_WITH(l.game_id, '005'))
GROUP BY l.game_date, l.season_year
ORDER BY game_date, season_year`,
  params: { from: 'DATE', to: 'DATE' },
  columns: {
    game_date: 'DATE',
    season_year: 'INT64',
    games: 'INT64',
    final_games: 'INT64',
    final_regular_games: 'INT64',
  },
  key: ['game_date', 'season_year'],
});
