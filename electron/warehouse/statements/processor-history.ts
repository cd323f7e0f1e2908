import { defineStatement } from '../statement.js';

/**
 * Every game of every player in a range, for the windows that are derived in code: last 10 rows, season, three years
 * against an opponent, 30 days of minutes (domain: processor section 6). The largest read: only what the windows need.
 */
export const processorHistory = defineStatement({
  name: 'processor-history',
  sql: `
SELECT
  g.player_lookup AS player_lookup,
  g.game_date AS game_date,
  g.season_year AS season_year,
  g.opponent_team_abbr AS opponent_team_abbr,
  g.points AS points,
  g.minutes_played AS minutes_played,
  g.ft_makes AS ft_makes,
  g.is_dnp AS is_dnp
FROM {nba_analytics.player_game_summary} AS g
WHERE g.game_date BETWEEN @from AND @to`,
  params: { from: 'DATE', to: 'DATE' },
  columns: {
    player_lookup: 'STRING',
    game_date: 'DATE',
    season_year: 'INT64',
    opponent_team_abbr: 'STRING',
    points: 'INT64',
    minutes_played: 'NUMERIC',
    ft_makes: 'INT64',
    is_dnp: 'BOOL',
  },
  key: [
    'player_lookup',
    'game_date',
    'season_year',
    'opponent_team_abbr',
    'points',
    'minutes_played',
    'ft_makes',
    'is_dnp',
  ],
});
