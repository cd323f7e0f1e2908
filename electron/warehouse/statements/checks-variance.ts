import { VARIANCE_WATCHED, VEGAS_POINTS_LINE } from '../../../shared/feature-catalogue.js';
import { defineStatement } from '../statement.js';

const WATCHED = VARIANCE_WATCHED.map((index) => `  SELECT ${index} AS feature_index`).join(' UNION ALL\n');

/**
 * Spread of the monitored features per date (domain: features section 8): values, their sum and sum of squares, and how
 * many distinct ones after rounding to 4 decimals. A missing line is stored as 0.0 and left out, as production leaves
 * out its NULL.
 */
export const checksVariance = defineStatement({
  name: 'checks-variance',
  sql: `
WITH watched AS (
${WATCHED}
),
cells AS (
  SELECT
    s.game_date AS game_date,
    w.feature_index AS feature_index,
    s.features[SAFE_OFFSET(w.feature_index)] AS value
  FROM {nba_predictions.ml_feature_store_v2} AS s
  CROSS JOIN watched AS w
  WHERE s.game_date BETWEEN @from AND @to
)
SELECT
  c.game_date AS game_date,
  c.feature_index AS feature_index,
  COUNT(c.value) AS value_count,
  SUM(c.value) AS value_sum,
  SUM(c.value * c.value) AS square_sum,
  COUNT(DISTINCT ROUND(c.value, 4)) AS distinct_values
FROM cells AS c
WHERE c.value IS NOT NULL AND (c.feature_index != ${VEGAS_POINTS_LINE} OR c.value > 0)
GROUP BY c.game_date, c.feature_index
ORDER BY game_date, feature_index`,
  params: { from: 'DATE', to: 'DATE' },
  columns: {
    game_date: 'DATE',
    feature_index: 'INT64',
    value_count: 'INT64',
    value_sum: 'FLOAT64',
    square_sum: 'FLOAT64',
    distinct_values: 'INT64',
  },
  key: ['game_date', 'feature_index'],
});
