import { defineStatement } from '../statement.js';

/**
 * Team defence readiness per date: rows of the table, opponents of the listed players, and opponents it serves.
 * Lists players by the same rule as `plan-players`. In this table `team_abbr` is the player's opponent
 * (domain: tables section 1, team keys).
 */
export const planTeams = defineStatement({
  name: 'plan-teams',
  sql: `
WITH marks AS (
  SELECT g.game_date AS game_date, g.opponent_team_abbr AS team_abbr, 1 AS listed, 0 AS defense_rows
  FROM {nba_analytics.player_game_summary} AS g
  WHERE g.game_date BETWEEN @from AND @to AND NOT @context_list AND g.game_date < @today
  UNION ALL
  SELECT c.game_date, c.opponent_team_abbr, 1, 0
  FROM {nba_analytics.upcoming_player_game_context} AS c
  WHERE c.game_date BETWEEN @from AND @to AND (@context_list OR c.game_date >= @today)
  UNION ALL
  SELECT t.analysis_date, t.team_abbr, 0, 1
  FROM {nba_precompute.team_defense_zone_analysis} AS t
  WHERE t.analysis_date BETWEEN @from AND @to
),
teams AS (
  SELECT m.game_date AS game_date, m.team_abbr AS team_abbr, MAX(m.listed) = 1 AS is_listed,
    SUM(m.defense_rows) AS defense_rows
  FROM marks AS m
  WHERE m.team_abbr IS NOT NULL
  GROUP BY m.game_date, m.team_abbr
)
SELECT
  t.game_date AS game_date,
  COUNTIF(t.is_listed) AS opponents,
  SUM(t.defense_rows) AS defense_rows,
  COUNTIF(t.is_listed AND t.defense_rows > 0) AS defense_served
FROM teams AS t
GROUP BY t.game_date
ORDER BY game_date`,
  params: { from: 'DATE', to: 'DATE', today: 'DATE', context_list: 'BOOL' },
  columns: { game_date: 'DATE', opponents: 'INT64', defense_rows: 'INT64', defense_served: 'INT64' },
  key: ['game_date'],
});
