import { monthOf, type GameDate } from '../../shared/game-date.js';

/** Dates of one calendar month that follow each other in the run's order are read together (design decision 2). */
export function chunksOf(dates: readonly GameDate[]): readonly (readonly GameDate[])[] {
  const chunks: GameDate[][] = [];
  for (const date of dates) {
    const last = chunks.at(-1);
    const first = last?.[0];
    if (last !== undefined && first !== undefined && monthOf(first) === monthOf(date)) last.push(date);
    else chunks.push([date]);
  }
  return chunks;
}
