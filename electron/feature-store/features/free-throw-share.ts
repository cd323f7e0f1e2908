import { roundHalfEven } from '../rounding.js';
import type { WindowGame } from './inputs.js';

const MIN_ROWS = 5;
const MAX_SHARE = 0.5;
export const DEFAULT_FREE_THROW_SHARE = 0.15;

/**
 * Feature 21: free throws made / points over the last rows, 0..0.5. Five rows are needed, not five games played
 * (domain: features section 4).
 */
export function freeThrowShare(games: readonly WindowGame[]): number {
  if (games.length < MIN_ROWS) return DEFAULT_FREE_THROW_SHARE;
  let points = 0;
  let made = 0;
  for (const game of games) {
    points += game.points ?? 0;
    made += game.ftMakes ?? 0;
  }
  if (points === 0) return DEFAULT_FREE_THROW_SHARE;
  return roundHalfEven(Math.max(0, Math.min(MAX_SHARE, made / points)), 9);
}
