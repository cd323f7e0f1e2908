import type { GameDate } from '../../../shared/game-date.js';
import type { HistoricalCompleteness } from '../types.js';

export const WINDOW_GAMES = 10;

/**
 * Whether the window had all the games it could have (domain: processor section 9).
 * @param available earlier rows of the player over all time; production counts them only for players with a row in the
 *   window, so a veteran away for 60 days comes with 0 (parity/quirks 17).
 */
export function historicalCompleteness(
  newestFirst: readonly GameDate[],
  available: number,
  window: number = WINDOW_GAMES,
): HistoricalCompleteness {
  return completenessOf(newestFirst.length, available, newestFirst, window);
}

export function completenessOf(
  found: number,
  available: number,
  dates: readonly GameDate[],
  window: number,
): HistoricalCompleteness {
  const expected = Math.min(available, window);
  return {
    games_found: found,
    games_expected: expected,
    is_complete: found >= expected,
    is_bootstrap: expected < window,
    contributing_game_dates: dates,
  };
}

/** Games missing although the player has them; not stored. */
export function isDataGap(completeness: HistoricalCompleteness): boolean {
  return !completeness.is_complete && !completeness.is_bootstrap;
}

/** 0..100; nothing expected is complete, and more found than expected is not more than complete. */
export function completenessPercent({ games_found, games_expected }: HistoricalCompleteness): number {
  return games_expected === 0 ? 100 : Math.min(100, (games_found / games_expected) * 100);
}
