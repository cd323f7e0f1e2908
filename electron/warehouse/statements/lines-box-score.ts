import { defineStatement } from '../statement.js';

/** Who was in the box score of each date of a range, and for how long; of several rows of a key the newest. */
export const linesBoxScore = defineStatement({
  name: 'lines-box-score',
  sql: `
SELECT
  g.game_date AS game_date,
  g.player_lookup AS player_lookup,
  g.player_full_name AS player_full_name,
  g.team_abbr AS team_abbr,
  g.opponent_team_abbr AS opponent_team_abbr,
  g.game_id AS game_id,
  CAST(g.minutes_played AS FLOAT64) AS minutes_played
FROM {nba_analytics.player_game_summary} AS g
WHERE g.game_date BETWEEN @from AND @to
QUALIFY ROW_NUMBER() OVER (
  PARTITION BY g.game_date, g.player_lookup
  ORDER BY g.processed_at DESC, g.minutes_played DESC, g.game_id, g.team_abbr, g.opponent_team_abbr, g.player_full_name
) = 1`,
  params: { from: 'DATE', to: 'DATE' },
  columns: {
    game_date: 'DATE',
    player_lookup: 'STRING',
    player_full_name: 'STRING',
    team_abbr: 'STRING',
    opponent_team_abbr: 'STRING',
    game_id: 'STRING',
    minutes_played: 'FLOAT64',
  },
  key: ['game_date', 'player_lookup'],
});
