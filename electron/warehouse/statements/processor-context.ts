import { defineStatement } from '../statement.js';

/**
 * The pre-game context of a range: the player list of production and of today, rest, status, and the lines as phase 3
 * has them (domain: processor section 4, vegas section 3).
 */
export const processorContext = defineStatement({
  name: 'processor-context',
  sql: `
SELECT
  c.game_date AS game_date,
  c.player_lookup AS player_lookup,
  c.universal_player_id AS universal_player_id,
  c.game_id AS game_id,
  c.team_abbr AS team_abbr,
  c.opponent_team_abbr AS opponent_team_abbr,
  c.home_game AS home_game,
  c.back_to_back AS back_to_back,
  c.season_phase AS season_phase,
  c.days_rest AS days_rest,
  c.opponent_days_rest AS opponent_days_rest,
  c.player_status AS player_status,
  c.current_points_line AS current_points_line,
  c.opening_points_line AS opening_points_line,
  c.line_movement AS line_movement,
  c.processed_at AS processed_at
FROM {nba_analytics.upcoming_player_game_context} AS c
WHERE c.game_date BETWEEN @from AND @to`,
  params: { from: 'DATE', to: 'DATE' },
  columns: {
    game_date: 'DATE',
    player_lookup: 'STRING',
    universal_player_id: 'STRING',
    game_id: 'STRING',
    team_abbr: 'STRING',
    opponent_team_abbr: 'STRING',
    home_game: 'BOOL',
    back_to_back: 'BOOL',
    season_phase: 'STRING',
    days_rest: 'INT64',
    opponent_days_rest: 'INT64',
    player_status: 'STRING',
    current_points_line: 'NUMERIC',
    opening_points_line: 'NUMERIC',
    line_movement: 'NUMERIC',
    processed_at: 'TIMESTAMP',
  },
  key: [
    'game_date',
    'player_lookup',
    'universal_player_id',
    'game_id',
    'team_abbr',
    'opponent_team_abbr',
    'home_game',
    'back_to_back',
    'season_phase',
    'days_rest',
    'opponent_days_rest',
    'player_status',
    'current_points_line',
    'opening_points_line',
    'line_movement',
    'processed_at',
  ],
});
