import type { GameDate } from './game-date.js';

export interface DatedEvent {
  readonly date: GameDate;
  readonly text: string;
}

/** What happened to the lines of production, with its date (domain: vegas section 10). Oldest first. */
export const TIMELINE: readonly DatedEvent[] = (
  [
    [
      '2025-10-21',
      'BettingPros is down in October and November; the store, then reading BettingPros only, loses lines',
    ],
    ['2025-12-10', 'a rebuild takes its players from the game table instead of the context'],
    ['2025-12-28', 'Odds API rows change to the ten-digit game id'],
    [
      '2026-01-31',
      'the store switches from BettingPros only to the context as its line source; understood the same night',
    ],
    ['2026-02-01', 'raw tables in every mode'],
    ['2026-02-02', 'thresholds of the checks corrected'],
    ['2026-02-06', 'features 25-27 become optional, their source is stored'],
    ['2026-02-09', 'multi-line predictions off'],
    ['2026-02-11', 'game id mismatch corrected for post-game results'],
    ['2026-05-22', 'reads leave out snapshots after tip-off, and stored ones are cleaned up'],
  ] as const
).map(([date, text]) => ({ date: date as GameDate, text }));

/** The events of a range, both ends included. */
export function eventsBetween(from: GameDate, to: GameDate): readonly DatedEvent[] {
  return TIMELINE.filter((event) => event.date >= from && event.date <= to);
}
