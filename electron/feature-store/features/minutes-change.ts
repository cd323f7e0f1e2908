import { toUnits } from '../numeric.js';
import type { WindowGame } from './inputs.js';

const STRONG = 0.2;
const SLIGHT = 0.1;

/**
 * Feature 12: recent minutes against the season's, in steps -2..2; 0 when either is 0 or unknown. Recent minutes are
 * the daily cache's, else the mean over the last rows with games not played as 0 (parity/quirks 14), not feature 31.
 * The quotient decides at thresholds that doubles do not hold exactly: it is taken in doubles as (r - s) / s, in this
 * order, where exact arithmetic would miss the threshold.
 */
export function minutesChange(
  cachedMinutesAvg: number | null,
  newestFirst: readonly WindowGame[],
  minutesAvgSeason: number | null,
): number {
  const recent = cachedMinutesAvg ?? meanMinutes(newestFirst);
  const season = minutesAvgSeason ?? 0;
  if (recent === 0 || season === 0) return 0;
  const change = (recent - season) / season;
  if (change >= STRONG) return 2;
  if (change >= SLIGHT) return 1;
  if (change <= -STRONG) return -2;
  if (change <= -SLIGHT) return -1;
  return 0;
}

/** The sum is exact, as production's decimals are: 5.14 against 6.425 is -0.2 only without the error of added doubles. */
function meanMinutes(games: readonly WindowGame[]): number {
  if (games.length === 0) return 0;
  let units = 0;
  for (const game of games) units += toUnits(game.minutes ?? 0);
  return units / toUnits(games.length);
}
