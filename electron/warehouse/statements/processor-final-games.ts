import { defineStatement } from '../statement.js';

/**
 * Games of a range that ended, each once although the schedule is append-only: the first day of a season, and how many
 * games a team has behind it (domain: processor sections 3 and 7).
 */
export const processorFinalGames = defineStatement({
  name: 'processor-final-games',
  sql: `
SELECT DISTINCT
  s.game_id AS game_id,
  s.game_date AS game_date,
  s.season_year AS season_year,
  s.home_team_tricode AS home_team,
  s.away_team_tricode AS away_team,
  COALESCE(s.is_regular_season, FALSE) AS is_regular_season
FROM {nba_raw.nbac_schedule} AS s
WHERE s.game_date BETWEEN @from AND @to AND s.game_status = 3`,
  params: { from: 'DATE', to: 'DATE' },
  columns: {
    game_id: 'STRING',
    game_date: 'DATE',
    season_year: 'INT64',
    home_team: 'STRING',
    away_team: 'STRING',
    is_regular_season: 'BOOL',
  },
  key: ['game_id', 'game_date', 'season_year', 'home_team', 'away_team', 'is_regular_season'],
});
