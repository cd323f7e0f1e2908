import { roundHalfEven } from '../rounding.js';
import type { TeamRecord } from './inputs.js';

const MIN_GAMES = 5;
export const DEFAULT_WIN_PCT = 0.5;

/** Feature 24: wins / games of the season; 0.5 without a team or below five games (domain: features section 4). */
export function teamWinPct(record: TeamRecord | null): number {
  if (record === null || record.games < MIN_GAMES) return DEFAULT_WIN_PCT;
  return roundHalfEven(record.wins / record.games, 9);
}
