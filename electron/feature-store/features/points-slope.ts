import { roundHalfEven } from '../rounding.js';
import type { WindowGame } from './inputs.js';

const MIN_ROWS = 5;

/**
 * Feature 34: least-squares slope of points over the last rows, oldest first, points per game; games not played are 0
 * and pull the line down (domain: features section 4). 0 below five rows.
 */
export function pointsSlope(newestFirst: readonly WindowGame[]): number {
  const n = newestFirst.length;
  if (n < MIN_ROWS) return 0;
  let total = 0;
  for (const game of newestFirst) total += game.points ?? 0;
  const middle = (n - 1) / 2;
  const mean = total / n;
  let above = 0;
  let below = 0;
  for (let i = 0; i < n; i++) {
    const offset = i - middle;
    above += offset * ((newestFirst[n - 1 - i]?.points ?? 0) - mean);
    below += offset * offset;
  }
  return roundHalfEven(above / below, 9);
}
