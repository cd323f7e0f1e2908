import { defineStatement } from '../statement.js';

/**
 * Store rows per date and, for one feature, how many arrays are long enough to have it, how many of these hold a value
 * and the sum of the values (domain: vegas section 8, base expression). `SAFE_OFFSET` because neither engine
 * short-circuits the length test. With `positive_only` a value must be > 0: a line of 0 is no line (vegas trap 5).
 */
export const coverageStore = defineStatement({
  name: 'coverage-store',
  sql: `
WITH cells AS (
  SELECT
    s.game_date AS game_date,
    ARRAY_LENGTH(s.features) >= @min_length AS has_feature,
    s.features[SAFE_OFFSET(@feature_index)] AS value
  FROM {nba_predictions.ml_feature_store_v2} AS s
  WHERE s.game_date BETWEEN @from AND @to
)
SELECT
  c.game_date AS game_date,
  COUNT(*) AS row_count,
  COUNTIF(c.has_feature) AS rows_with_feature,
  COUNTIF(c.has_feature AND (c.value > 0 OR (c.value < 0 AND NOT @positive_only))) AS rows_with_value,
  SUM(CASE WHEN c.has_feature AND (c.value > 0 OR (c.value < 0 AND NOT @positive_only)) THEN c.value END) AS value_sum
FROM cells AS c
GROUP BY c.game_date
ORDER BY game_date`,
  params: { from: 'DATE', to: 'DATE', feature_index: 'INT64', min_length: 'INT64', positive_only: 'BOOL' },
  columns: {
    game_date: 'DATE',
    row_count: 'INT64',
    rows_with_feature: 'INT64',
    rows_with_value: 'INT64',
    value_sum: 'FLOAT64',
  },
  key: ['game_date'],
});
