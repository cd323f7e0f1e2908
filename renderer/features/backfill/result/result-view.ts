import type { DateProgress } from '../../../../shared/backfill.js';
import type { CoverageMonth, Share } from '../../../../shared/coverage.js';

export function coverageOf(month: CoverageMonth | null): Share | null {
  return month && { numerator: month.rowsWithValue, denominator: month.rowsWithFeature };
}

export function sumShares(shares: readonly (Share | null)[]): Share | null {
  const known = shares.filter((share) => share !== null);
  if (known.length === 0) return null;
  return known.reduce((sum, share) => ({
    numerator: sum.numerator + share.numerator,
    denominator: sum.denominator + share.denominator,
  }));
}

export function sumRows(months: readonly (CoverageMonth | null)[]): number {
  return months.reduce((sum, month) => sum + (month?.rows ?? 0), 0);
}

/** Dates that did not come out as planned, worst first. */
export function unfinished(dates: readonly DateProgress[]): readonly DateProgress[] {
  const order = ['failed', 'blocked', 'cancelled'];
  return dates
    .filter((date) => order.includes(date.state))
    .toSorted((a, b) => order.indexOf(a.state) - order.indexOf(b.state) || (a.date < b.date ? -1 : 1));
}
