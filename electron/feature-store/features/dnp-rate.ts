import { roundHalfEven } from '../rounding.js';
import type { WindowGame } from './inputs.js';

const MIN_ROWS = 3;

/** Feature 33: share of the last rows marked as not played; an unmarked row counts as played (domain: features 4). */
export function dnpRate(games: readonly WindowGame[]): number {
  if (games.length < MIN_ROWS) return 0;
  let missed = 0;
  for (const game of games) if (game.isDnp === true) missed += 1;
  return roundHalfEven(missed / games.length, 9);
}
