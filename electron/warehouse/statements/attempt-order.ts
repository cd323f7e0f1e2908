/**
 * Which attempt of a player and date counts: the newest, as an ORDER BY list that is total but for rows equal in all that
 * is asked of them. The plan, the processor and the explanation of a gap share it, so that they agree on whom an open
 * breaker holds back. Rows stand under `a`.
 */
export const ATTEMPT_ORDER =
  'a.attempt_number DESC, a.attempted_at DESC, a.circuit_breaker_until DESC, a.circuit_breaker_tripped DESC';
