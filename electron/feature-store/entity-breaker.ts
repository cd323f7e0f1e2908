import { compareInstants, instantInReasons } from './instants.js';
import type { AttemptRow } from './read/tables.js';

export interface BreakerState {
  readonly attempts: number;
  /** Why the player is skipped; null when the breaker lets him pass. */
  readonly skipReason: string | null;
}

/**
 * The breaker of one player and date from his latest attempt: it holds, in backfill too, while `now` (UTC text) lies
 * before its end; a lapsed one only leaves its number of attempts on the row (parity/quirks 21).
 */
export function breakerOf(latest: AttemptRow | undefined, now: string): BreakerState {
  if (!latest) return { attempts: 0, skipReason: null };
  const attempts = latest.attempt_number ?? 0;
  const until = latest.circuit_breaker_until;
  if (latest.circuit_breaker_tripped !== true || until === null || compareInstants(now, until) >= 0) {
    return { attempts, skipReason: null };
  }
  return { attempts, skipReason: `Circuit breaker active until ${instantInReasons(until)}` };
}
