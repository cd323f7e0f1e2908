import { defineStatement } from '../statement.js';

/**
 * What is wrong with a date's store rows by themselves: lengths other than 37 or too short to be counted at all, the
 * flag (feature 28) against the line (feature 25), players who stand there twice; and when the rows were written.
 */
export const checksStore = defineStatement({
  name: 'checks-store',
  sql: `
SELECT
  s.game_date AS game_date,
  COUNT(*) AS row_count,
  COUNTIF(ARRAY_LENGTH(s.features) != 37) AS other_length,
  COUNTIF(ARRAY_LENGTH(s.features) < 33) AS too_short,
  COUNTIF(ARRAY_LENGTH(s.features) >= 33 AND s.features[SAFE_OFFSET(28)] > 0
    AND NOT COALESCE(s.features[SAFE_OFFSET(25)] > 0, FALSE)) AS flag_without_line,
  COUNTIF(ARRAY_LENGTH(s.features) >= 33 AND s.features[SAFE_OFFSET(25)] > 0
    AND NOT COALESCE(s.features[SAFE_OFFSET(28)] > 0, FALSE)) AS line_without_flag,
  COUNT(*) - COUNT(DISTINCT s.player_lookup) AS repeated,
  MIN(COALESCE(s.updated_at, s.created_at)) AS first_written,
  MAX(COALESCE(s.updated_at, s.created_at)) AS last_written
FROM {nba_predictions.ml_feature_store_v2} AS s
WHERE s.game_date BETWEEN @from AND @to
GROUP BY s.game_date
ORDER BY game_date`,
  params: { from: 'DATE', to: 'DATE' },
  columns: {
    game_date: 'DATE',
    row_count: 'INT64',
    other_length: 'INT64',
    too_short: 'INT64',
    flag_without_line: 'INT64',
    line_without_flag: 'INT64',
    repeated: 'INT64',
    first_written: 'TIMESTAMP',
    last_written: 'TIMESTAMP',
  },
  key: ['game_date'],
});
