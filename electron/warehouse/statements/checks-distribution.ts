import { FEATURES } from '../../../shared/feature-catalogue.js';
import { defineStatement } from '../statement.js';

/** Bins over a feature's range; bin -1 lies below it, this one above. */
export const BINS = 200;

const tenths = (value: number): string => String(Math.round(value * 10));

/** Bounds in tenths, so that they are whole numbers and no engine takes them for decimals. */
const RANGES = FEATURES.map(
  ({ index, range }) =>
    `  SELECT ${index} AS feature_index, ${tenths(range.min)} AS low, ${tenths(range.max - range.min)} AS span`,
).join(' UNION ALL\n');

/**
 * The distribution of every feature over a range of dates, as counts in ${BINS} equal bins over the catalogue's range.
 * Lines and movements count only where there is a line: a missing one is stored as 0.0 (domain: features section 5).
 */
export const checksDistribution = defineStatement({
  name: 'checks-distribution',
  sql: `
WITH ranges AS (
${RANGES}
),
cells AS (
  SELECT
    r.feature_index AS feature_index,
    (s.features[SAFE_OFFSET(r.feature_index)] * 10 - r.low) * ${BINS} / r.span AS place
  FROM {nba_predictions.ml_feature_store_v2} AS s
  CROSS JOIN ranges AS r
  WHERE s.game_date BETWEEN @from AND @to
    AND (r.feature_index < 25 OR r.feature_index > 27 OR s.features[SAFE_OFFSET(25)] > 0)
)
SELECT
  c.feature_index AS feature_index,
  CASE WHEN c.place < 0 THEN -1 WHEN c.place > ${BINS} THEN ${BINS} ELSE CAST(FLOOR(c.place) AS INT64) END AS bin,
  COUNT(*) AS value_count
FROM cells AS c
WHERE c.place IS NOT NULL
GROUP BY c.feature_index, bin
ORDER BY feature_index, bin`,
  params: { from: 'DATE', to: 'DATE' },
  columns: { feature_index: 'INT64', bin: 'INT64', value_count: 'INT64' },
  key: ['feature_index', 'bin'],
});
