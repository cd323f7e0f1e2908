/** The figure that is told and the moment it was, both in milliseconds of the run's time in work. */
export interface Told {
  readonly ms: number;
  readonly at: number;
}

/** A told figure moves to a new estimate by a share a second, so that a wait for one date does not make it leap. */
const SLOWEST_S = 6;
const QUICKEST_S = 0.7;
/** The longer the time left, the less a second matters. */
const SHARE_OF_LEFT = 1 / 10;
/** And never by more than this in a second, whatever is learnt. */
const STEP_MS = 2_500;
const STEP_SHARE = 0.15;

/**
 * What is told next: the told figure runs down with the clock and drifts to `estimate`. Nothing known is told as such,
 * and what then becomes known is told as it is.
 */
export function tell(told: Told | null, estimate: number | null, now: number): Told | null {
  if (estimate === null) return null;
  if (told === null) return { ms: estimate, at: now };
  const passed = Math.max(0, now - told.at);
  const runDown = Math.max(0, told.ms - passed);
  const calm = Math.min(SLOWEST_S, Math.max(QUICKEST_S, (runDown / 1000) * SHARE_OF_LEFT)) * 1000;
  const share = 1 - Math.exp(-passed / calm);
  const step = (Math.max(STEP_MS, runDown * STEP_SHARE) * passed) / 1000;
  const drift = Math.min(step, Math.max(-step, (estimate - runDown) * share));
  return { ms: runDown + drift, at: now };
}
