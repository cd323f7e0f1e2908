import { defineStatement } from '../statement.js';

/**
 * Name, teams and context line of everyone in the box scores or the context of a range, one row per player and date:
 * the box score's word first, because it was written after the game. The store itself has no team column.
 */
export const coveragePeople = defineStatement({
  name: 'coverage-people',
  sql: `
WITH box AS (
  SELECT
    g.game_date AS game_date,
    g.player_lookup AS player_lookup,
    g.player_full_name AS player_full_name,
    g.team_abbr AS team_abbr,
    g.opponent_team_abbr AS opponent_team_abbr
  FROM {nba_analytics.player_game_summary} AS g
  WHERE g.game_date BETWEEN @from AND @to
  QUALIFY ROW_NUMBER() OVER (
    PARTITION BY g.game_date, g.player_lookup
    ORDER BY g.processed_at DESC, g.team_abbr, g.opponent_team_abbr, g.player_full_name
  ) = 1
),
context AS (
  SELECT
    c.game_date AS game_date,
    c.player_lookup AS player_lookup,
    c.team_abbr AS team_abbr,
    c.opponent_team_abbr AS opponent_team_abbr
  FROM {nba_analytics.upcoming_player_game_context} AS c
  WHERE c.game_date BETWEEN @from AND @to
  QUALIFY ROW_NUMBER() OVER (
    PARTITION BY c.game_date, c.player_lookup
    ORDER BY c.processed_at DESC, c.team_abbr, c.opponent_team_abbr
  ) = 1
),
lines AS (
  SELECT
    c.game_date AS game_date,
    c.player_lookup AS player_lookup,
    CAST(c.current_points_line AS FLOAT64) AS context_line
  FROM {nba_analytics.upcoming_player_game_context} AS c
  WHERE c.game_date BETWEEN @from AND @to AND c.current_points_line > 0
  QUALIFY ROW_NUMBER() OVER (
    PARTITION BY c.game_date, c.player_lookup
    ORDER BY c.processed_at DESC, c.current_points_line
  ) = 1
),
people AS (
  SELECT
    COALESCE(b.game_date, c.game_date) AS game_date,
    COALESCE(b.player_lookup, c.player_lookup) AS player_lookup,
    b.player_full_name AS player_full_name,
    COALESCE(b.team_abbr, c.team_abbr) AS team_abbr,
    COALESCE(b.opponent_team_abbr, c.opponent_team_abbr) AS opponent_team_abbr
  FROM box AS b
  FULL OUTER JOIN context AS c ON c.game_date = b.game_date AND c.player_lookup = b.player_lookup
)
SELECT
  p.game_date AS game_date,
  p.player_lookup AS player_lookup,
  p.player_full_name AS player_full_name,
  p.team_abbr AS team_abbr,
  p.opponent_team_abbr AS opponent_team_abbr,
  l.context_line AS context_line
FROM people AS p
LEFT JOIN lines AS l ON l.game_date = p.game_date AND l.player_lookup = p.player_lookup
ORDER BY game_date, player_lookup`,
  params: { from: 'DATE', to: 'DATE' },
  columns: {
    game_date: 'DATE',
    player_lookup: 'STRING',
    player_full_name: 'STRING',
    team_abbr: 'STRING',
    opponent_team_abbr: 'STRING',
    context_line: 'FLOAT64',
  },
  key: ['game_date', 'player_lookup'],
});
