import type { GameDate } from './game-date.js';

export interface DatedEvent {
  readonly date: GameDate;
  readonly text: string;
}

/** What is known to have happened to the pipeline and its feeds (domain: vegas section 10), oldest first. */
export const DATED_EVENTS: readonly DatedEvent[] = (
  [
    ['2025-10-21', 'BettingPros feed down until the end of November'],
    ['2025-12-10', 'Rebuilds take their players from the box score instead of the context'],
    ['2025-12-28', 'Odds API rows change to the ten-digit game id'],
    ['2026-01-31', 'The store takes its lines from the context; the incident is understood the same night'],
    ['2026-02-01', 'Raw tables in every mode'],
    ['2026-02-02', 'Thresholds of the coverage checks corrected'],
    ['2026-02-07', 'Features 25 to 27 optional, source of the line stored'],
    ['2026-02-09', 'Multi-line predictions switched off'],
    ['2026-02-11', 'Game id mismatch corrected for post-game results'],
    ['2026-05-22', 'Lines are read before tip-off only'],
  ] as const
).map(([date, text]) => ({ date: date as GameDate, text }));

export function eventsBetween(from: GameDate, to: GameDate): readonly DatedEvent[] {
  return DATED_EVENTS.filter((event) => event.date >= from && event.date <= to);
}
