import type { WindowGame } from './inputs.js';

const GAMES = 5;
const STRONG = 5;
const SLIGHT = 2;

function step(difference: number): number {
  if (difference >= STRONG) return 2;
  if (difference >= SLIGHT) return 1;
  if (difference <= -STRONG) return -2;
  if (difference <= -SLIGHT) return -1;
  return 0;
}

function mean(games: readonly WindowGame[], from: number, to: number): number {
  let sum = 0;
  for (let i = from; i < to; i++) sum += games[i]?.points ?? 0;
  return sum / (to - from);
}

/**
 * Feature 11, with production's inverted sign (parity/quirks 13): mean of the older two of the last five games less
 * the mean of the newest three, so that a rising player scores negative. 0 below five rows.
 */
export function recentTrend(newestFirst: readonly WindowGame[]): number {
  if (newestFirst.length < GAMES) return 0;
  return step(mean(newestFirst, 3, GAMES) - mean(newestFirst, 0, 3));
}

/** The corrected rule of 2026-05-20, not used in this version: the newest two less the three before. */
export function recentTrendCorrected(newestFirst: readonly WindowGame[]): number {
  if (newestFirst.length < GAMES) return 0;
  return step(mean(newestFirst, 0, 2) - mean(newestFirst, 2, GAMES));
}
