import type { OpponentHistory } from './inputs.js';
import type { Labelled } from './labels.js';

export const DEFAULT_POINTS_AVG = 10;

/**
 * Feature 29 with production's rule (parity/quirks 8): once an opponent was looked up its average counts, NaN for "never
 * faced" included, so that the season average stands in only when there was no look-up. An average of exactly 0 is
 * passed over in that chain, NaN is not.
 */
export function pointsVsOpponent(
  history: OpponentHistory | null,
  phase4SeasonAvg: number | null,
  phase3SeasonAvg: number | null,
): Labelled {
  if (history !== null) return { value: history.pointsAvg, label: 'opponent_history' };
  const seasonAvg = [phase4SeasonAvg, phase3SeasonAvg].find((average) => average !== null && average !== 0);
  return { value: seasonAvg ?? DEFAULT_POINTS_AVG, label: 'fallback' };
}

/** The corrected rule of 2026-02-18, not used in this version: never faced this opponent is no history. */
export function pointsVsOpponentCorrected(
  history: OpponentHistory | null,
  phase4SeasonAvg: number | null,
  phase3SeasonAvg: number | null,
): Labelled {
  const faced = history !== null && !Number.isNaN(history.pointsAvg);
  return pointsVsOpponent(faced ? history : null, phase4SeasonAvg, phase3SeasonAvg);
}

/** Feature 30: rows against the opponent, games not played included. */
export function gamesVsOpponent(history: OpponentHistory | null): Labelled {
  return history === null ? { value: 0, label: 'fallback' } : { value: history.games, label: 'opponent_history' };
}
