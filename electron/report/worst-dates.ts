import { ratioOf, type CoverageDate, type Share } from '../../shared/coverage.js';

export const WORST_DATES = 10;

/** What is not served on a date. */
export function missing({ numerator, denominator }: Share): number {
  return denominator - numerator;
}

/**
 * The dates on which the smallest part of what was counted is served, at most ten; among equals those that lack most,
 * then the earliest. Dates on which nothing is missing are not bad, however few there are.
 */
export function worstDates(dates: readonly CoverageDate[], of: (date: CoverageDate) => Share): readonly CoverageDate[] {
  return dates
    .map((date) => ({ date, ratio: ratioOf(of(date)), lacks: missing(of(date)) }))
    .filter((day): day is typeof day & { ratio: number } => day.ratio !== null && day.lacks > 0)
    .sort((a, b) => a.ratio - b.ratio || b.lacks - a.lacks || (a.date.date < b.date.date ? -1 : 1))
    .slice(0, WORST_DATES)
    .map(({ date }) => date);
}
