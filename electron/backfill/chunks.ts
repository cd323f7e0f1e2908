import { daysBetween, monthOf, type GameDate } from '../../shared/game-date.js';

/** Up to a month a chunk is a calendar month, as people think of it. */
const MONTH_DAYS = 31;

/**
 * Dates that follow each other in the run's order and are read together (design decision 2): of one calendar month, or,
 * where a chunk may be longer, of `chunkDays` days from the first to the last.
 */
export function chunksOf(dates: readonly GameDate[], chunkDays: number): readonly (readonly GameDate[])[] {
  const together = (first: GameDate, date: GameDate): boolean =>
    chunkDays <= MONTH_DAYS ? monthOf(first) === monthOf(date) : Math.abs(daysBetween(first, date)) < chunkDays;
  const chunks: GameDate[][] = [];
  for (const date of dates) {
    const last = chunks.at(-1);
    const first = last?.[0];
    if (last !== undefined && first !== undefined && together(first, date)) last.push(date);
    else chunks.push([date]);
  }
  return chunks;
}
