import { ACTIVE_RUN_STATES, type DateProgress, type RunSummary } from '../../../../shared/backfill.js';
import type { CoverageMonth, Share } from '../../../../shared/coverage.js';
import { counted } from '../../../format/numbers.js';

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

/** Null where none of the months has been counted: no rows is another thing than not counted yet. */
export function sumRows(months: readonly (CoverageMonth | null)[]): number | null {
  const known = months.filter((month) => month !== null);
  return known.length === 0 ? null : known.reduce((sum, { rows }) => sum + rows, 0);
}

/** Dates that did not come out as planned, worst first. */
export function unfinished(dates: readonly DateProgress[]): readonly DateProgress[] {
  const order = ['failed', 'blocked', 'cancelled'];
  return dates
    .filter((date) => order.includes(date.state))
    .toSorted((a, b) => order.indexOf(a.state) - order.indexOf(b.state) || (a.date < b.date ? -1 : 1));
}

/** Changes whenever the run has changed what stands in the store. */
export function standOf({ counts, state }: Pick<RunSummary, 'counts' | 'state'>): string {
  return `${state} ${counts.done} written, ${counts.restored} put back`;
}

/** Where no date failed, was blocked or given up: what is left, and what was put back, is not passed over. */
export function describeUnwritten({ counts, state }: Pick<RunSummary, 'counts' | 'state'>): {
  readonly tone: 'ok' | 'idle';
  readonly text: string;
} {
  const { pending, restored } = counts;
  if (ACTIVE_RUN_STATES.includes(state)) return { tone: 'ok', text: 'No date has failed or was blocked so far.' };
  const back =
    restored === 0
      ? ''
      : ` ${counted(restored, 'date')} ${restored === 1 ? 'was put back and stands' : 'were put back and stand'} as before.`;
  if (pending > 0) {
    const left = `No date failed. ${counted(pending, 'date')} not started; Resume goes on with them.`;
    return { tone: 'idle', text: left + back };
  }
  return restored === 0
    ? { tone: 'ok', text: 'Every date of the plan that was to be written is written.' }
    : { tone: 'idle', text: `No date failed.${back}` };
}
