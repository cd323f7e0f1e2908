import { defineStatement } from '../statement.js';

/**
 * The box-score rows of a range of game dates: the player list of a past date in backfill, players who did not play
 * included (domain: processor section 4).
 */
export const processorBoxScore = defineStatement({
  name: 'processor-box-score',
  sql: `
SELECT
  g.game_date AS game_date,
  g.player_lookup AS player_lookup,
  g.universal_player_id AS universal_player_id,
  g.game_id AS game_id,
  g.team_abbr AS team_abbr,
  g.opponent_team_abbr AS opponent_team_abbr,
  g.processed_at AS processed_at
FROM {nba_analytics.player_game_summary} AS g
WHERE g.game_date BETWEEN @from AND @to`,
  params: { from: 'DATE', to: 'DATE' },
  columns: {
    game_date: 'DATE',
    player_lookup: 'STRING',
    universal_player_id: 'STRING',
    game_id: 'STRING',
    team_abbr: 'STRING',
    opponent_team_abbr: 'STRING',
    processed_at: 'TIMESTAMP',
  },
  key: [
    'game_date',
    'player_lookup',
    'universal_player_id',
    'game_id',
    'team_abbr',
    'opponent_team_abbr',
    'processed_at',
  ],
});
