import { defineStatement } from '../statement.js';

/** Every player of the box scores and the store of a range: printed name, team of his last game, and store rows. */
export const linesPlayers = defineStatement({
  name: 'lines-players',
  sql: `
WITH newest AS (
  SELECT g.player_lookup AS player_lookup, g.player_full_name AS player_full_name, g.team_abbr AS team_abbr
  FROM {nba_analytics.player_game_summary} AS g
  WHERE g.game_date BETWEEN @from AND @to
  QUALIFY ROW_NUMBER() OVER (
    PARTITION BY g.player_lookup
    ORDER BY g.game_date DESC, g.processed_at DESC, g.player_full_name, g.team_abbr
  ) = 1
),
stored AS (
  SELECT s.player_lookup AS player_lookup, COUNT(*) AS store_rows
  FROM {nba_predictions.ml_feature_store_v2} AS s
  WHERE s.game_date BETWEEN @from AND @to
  GROUP BY s.player_lookup
)
SELECT
  COALESCE(n.player_lookup, s.player_lookup) AS player_lookup,
  n.player_full_name AS player_full_name,
  n.team_abbr AS team_abbr,
  COALESCE(s.store_rows, 0) AS store_rows
FROM newest AS n
FULL OUTER JOIN stored AS s ON s.player_lookup = n.player_lookup`,
  params: { from: 'DATE', to: 'DATE' },
  columns: { player_lookup: 'STRING', player_full_name: 'STRING', team_abbr: 'STRING', store_rows: 'INT64' },
  key: ['player_lookup'],
});
