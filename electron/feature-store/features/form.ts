import { roundHalfEven } from '../rounding.js';

const CLAMP = 3;
const BREAKOUT_STDS = 1.5;

/** Last five games, season and spread of points, each from phase 4 first and from phase 3 by itself. */
export interface Form {
  readonly last5: number | null;
  readonly season: number | null;
  readonly std: number | null;
}

/**
 * Feature 35: (last 5 - season) / std, -3..3; 0 when one of them is unknown or the spread is 0. The bounds are kept by
 * comparison as in production: against NaN they answer the bound, so a NaN season average scores 3.0 (parity/quirks 9).
 */
export function seasonZScore({ last5, season, std }: Form): number {
  if (last5 === null || season === null || std === null || std === 0) return 0;
  const score = (last5 - season) / std;
  const upper = score < CLAMP ? score : CLAMP;
  return roundHalfEven(upper > -CLAMP ? upper : -CLAMP, 9);
}

/** The corrected rule, not used in this version: what is not a number is unknown. */
export function seasonZScoreCorrected(form: Form): number {
  const known = [form.last5, form.season, form.std].every((value) => value !== null && !Number.isNaN(value));
  return known ? seasonZScore(form) : 0;
}

/** Feature 36: 1 when the last five games lie strictly above season + 1.5 std; a spread of 0 is allowed. */
export function breakoutFlag({ last5, season, std }: Form): number {
  if (last5 === null || season === null || std === null) return 0;
  return last5 > season + BREAKOUT_STDS * std ? 1 : 0;
}
