import { defineStatement } from '../statement.js';

/**
 * Team games of a range, duplicates included: production counts a repeated row twice (parity/quirks 15).
 */
export const processorTeamGames = defineStatement({
  name: 'processor-team-games',
  sql: `
SELECT
  t.team_abbr AS team_abbr,
  t.game_date AS game_date,
  t.season_year AS season_year,
  t.win_flag AS win_flag
FROM {nba_analytics.team_offense_game_summary} AS t
WHERE t.game_date BETWEEN @from AND @to`,
  params: { from: 'DATE', to: 'DATE' },
  columns: {
    team_abbr: 'STRING',
    game_date: 'DATE',
    season_year: 'INT64',
    win_flag: 'BOOL',
  },
  key: ['team_abbr', 'game_date', 'season_year', 'win_flag'],
});
