import { ATTEMPT_ORDER } from './attempt-order.js';
import { defineStatement } from '../statement.js';

/**
 * Players whose row a rebuild of the range would not write: an entity breaker still open at `now` (domain: processor
 * section 10), or a fatigue score outside 0..100, the one value that stops a row (features section 7).
 */
export const linesHeldBack = defineStatement({
  name: 'lines-held-back',
  sql: `
WITH attempts AS (
  SELECT
    a.analysis_date AS game_date,
    a.entity_id AS player_lookup,
    a.circuit_breaker_tripped AS circuit_breaker_tripped,
    a.circuit_breaker_until AS circuit_breaker_until
  FROM {nba_orchestration.reprocess_attempts} AS a
  WHERE a.analysis_date BETWEEN @from AND @to AND a.processor_name = 'ml_feature_store_v2'
  QUALIFY ROW_NUMBER() OVER (
    PARTITION BY a.entity_id, a.analysis_date
    ORDER BY ${ATTEMPT_ORDER}
  ) = 1
),
factors AS (
  SELECT f.game_date AS game_date, f.player_lookup AS player_lookup, f.fatigue_score AS fatigue_score
  FROM {nba_precompute.player_composite_factors} AS f
  WHERE f.game_date BETWEEN @from AND @to
  QUALIFY ROW_NUMBER() OVER (
    PARTITION BY f.game_date, f.player_lookup
    ORDER BY f.processed_at DESC, f.fatigue_score DESC
  ) = 1
)
SELECT
  a.game_date AS game_date,
  a.player_lookup AS player_lookup,
  'breaker' AS reason,
  a.circuit_breaker_until AS held_until,
  CAST(NULL AS INT64) AS fatigue_score
FROM attempts AS a
WHERE a.circuit_breaker_tripped AND a.circuit_breaker_until > @now
UNION ALL
SELECT f.game_date, f.player_lookup, 'fatigue', CAST(NULL AS TIMESTAMP), f.fatigue_score
FROM factors AS f
WHERE f.fatigue_score < 0 OR f.fatigue_score > 100`,
  params: { from: 'DATE', to: 'DATE', now: 'TIMESTAMP' },
  columns: {
    game_date: 'DATE',
    player_lookup: 'STRING',
    reason: 'STRING',
    held_until: 'TIMESTAMP',
    fatigue_score: 'INT64',
  },
  key: ['game_date', 'player_lookup', 'reason'],
});
