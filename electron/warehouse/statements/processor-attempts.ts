import { ATTEMPT_ORDER } from './attempt-order.js';
import { defineStatement } from '../statement.js';

/**
 * The latest attempt of each player and date in a range: the entity breaker (domain: processor section 10).
 */
export const processorAttempts = defineStatement({
  name: 'processor-attempts',
  sql: `
SELECT
  a.analysis_date AS analysis_date,
  a.entity_id AS player_lookup,
  a.attempt_number AS attempt_number,
  a.circuit_breaker_tripped AS circuit_breaker_tripped,
  a.circuit_breaker_until AS circuit_breaker_until
FROM {nba_orchestration.reprocess_attempts} AS a
WHERE a.analysis_date BETWEEN @from AND @to AND a.processor_name = 'ml_feature_store_v2'
QUALIFY ROW_NUMBER() OVER (
  PARTITION BY a.entity_id, a.analysis_date
  ORDER BY ${ATTEMPT_ORDER}
) = 1`,
  params: { from: 'DATE', to: 'DATE' },
  columns: {
    analysis_date: 'DATE',
    player_lookup: 'STRING',
    attempt_number: 'INT64',
    circuit_breaker_tripped: 'BOOL',
    circuit_breaker_until: 'TIMESTAMP',
  },
  key: ['analysis_date', 'player_lookup'],
});
