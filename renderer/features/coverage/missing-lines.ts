import { isFault, type Cause } from '../../../shared/causes.js';
import type { DateRange } from '../../../shared/game-date.js';
import { RAW_SOURCES, type Gap, type RawSource } from '../../../shared/lines.js';
import { EVERYTHING, type TableFilter } from '../../../shared/tables/table.js';
import { gapsRoute, type Route } from '../../address/routes.js';
import { formatCount } from '../../format/numbers.js';
import { FIGURE_ROWS } from '../gaps/gap-view.js';

const WORDS: Readonly<Record<RawSource, string>> = {
  both: 'both feeds',
  odds_api: 'Odds API alone',
  bettingpros: 'BettingPros alone',
  none: 'no feed under the player’s own key',
};

/** The gaps of these days with the cause, or those of them that a rebuild closes. */
export function gapsOfCause({ from, to }: DateRange, cause: Cause, of: 'all' | 'closable'): Route {
  const filters: readonly TableFilter[] = [
    { column: 'cause', op: 'is', values: [cause] },
    ...(of === 'all' ? [] : FIGURE_ROWS.closable.filters),
  ];
  return gapsRoute({ from, to, query: { ...EVERYTHING, filters } });
}

/** Gaps of the days that are faults: a line that no book posted is not missing. */
export function faultsWithin(gaps: readonly Gap[], { from, to }: DateRange): readonly Gap[] {
  return gaps.filter(({ date, cause }) => date >= from && date <= to && isFault(cause));
}

/** Where the lines that the store lacks can be had, most first: `both feeds 120, Odds API alone 14`. */
export function sourcesOf(gaps: readonly Gap[]): string {
  return RAW_SOURCES.map((source) => ({ source, count: gaps.filter((gap) => gap.rawSource === source).length }))
    .filter(({ count }) => count > 0)
    .toSorted((a, b) => b.count - a.count)
    .map(({ source, count }) => `${WORDS[source]} ${formatCount(count)}`)
    .join(', ');
}
