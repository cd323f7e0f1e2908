import { defineStatement } from '../statement.js';

/**
 * What stands in the store per date and player: rows, rows whose array has the line feature, and of these the ones with
 * a line > 0 (domain: vegas section 8, base expression). Read before a chunk for the guard, and after it to count back
 * what was written.
 */
export const storedLines = defineStatement({
  name: 'stored-lines',
  sql: `
SELECT
  s.game_date AS game_date,
  s.player_lookup AS player_lookup,
  COUNT(*) AS row_count,
  COUNTIF(ARRAY_LENGTH(s.features) >= 33) AS rows_with_feature,
  COUNTIF(ARRAY_LENGTH(s.features) >= 33 AND s.features[SAFE_OFFSET(25)] > 0) AS rows_with_line
FROM {nba_predictions.ml_feature_store_v2} AS s
WHERE s.game_date BETWEEN @from AND @to
GROUP BY s.game_date, s.player_lookup
ORDER BY game_date, player_lookup`,
  params: { from: 'DATE', to: 'DATE' },
  columns: {
    game_date: 'DATE',
    player_lookup: 'STRING',
    row_count: 'INT64',
    rows_with_feature: 'INT64',
    rows_with_line: 'INT64',
  },
  key: ['game_date', 'player_lookup'],
});
