import {
  ratioOf,
  type CoverageDate,
  type CoverageMeasures,
  type CoverageReport,
  type Share,
} from '../../../shared/coverage.js';
import { addDays, type DateRange, type GameDate } from '../../../shared/game-date.js';
import { shareOfRows } from '../../../shared/tables/coverage.js';
import { backfillRoute, EMPTY_DRAFT, type HeatMeasure, type Route } from '../../address/routes.js';
import { formatRoute } from '../../address/address.js';
import { NEVER_STORED, type Look } from '../../components/states.js';
import { counted, describeShare, formatShare } from '../../format/numbers.js';

export type CoverageRoute = Extract<Route, { screen: 'coverage' }>;

export function planRoute({ from, to }: DateRange): Route {
  return backfillRoute({ ...EMPTY_DRAFT, from, to });
}

export function planHref(range: DateRange): string {
  return formatRoute(planRoute(range));
}

/** The part of the range that lies in the month; the whole range without one. */
export function spanOf(range: DateRange, month: string | null): DateRange {
  if (month === null) return { from: range.from, to: range.to };
  const start = `${month}-01` as GameDate;
  const end = addDays(`${addDays(start, 31).slice(0, 7)}-01` as GameDate, -1);
  return { from: start > range.from ? start : range.from, to: end < range.to ? end : range.to };
}

/** Shapes and words beside the colours; a match rate below 80 % is what C5 alerts on. */
export const HEAT_LOOKS = {
  high: { icon: 'check', word: '95 % or more', tone: 'ok' },
  fair: { icon: 'half', word: '80 to 95 %', tone: 'ok' },
  low: { icon: 'warning', word: '50 to 80 %', tone: 'warn' },
  bad: { icon: 'cross', word: 'below 50 %', tone: 'bad' },
  uncounted: { icon: 'dash', word: 'nothing to count', tone: 'idle' },
  bootstrap: NEVER_STORED,
  empty: { icon: 'ring', word: 'no rows stored', tone: 'undone' },
} as const satisfies Record<string, Look>;

export function measured(date: CoverageDate, measure: HeatMeasure): Share {
  return measure === 'match' ? date.match : shareOfRows(date);
}

/** Null is a day without games. */
export function heatLook(date: CoverageDate | undefined, measure: HeatMeasure, bootstrap: boolean): Look | null {
  if (date === undefined || date.games === 0) return null;
  if (date.rows === 0) return bootstrap ? HEAT_LOOKS.bootstrap : HEAT_LOOKS.empty;
  const ratio = ratioOf(measured(date, measure));
  if (ratio === null) return HEAT_LOOKS.uncounted;
  return ratio >= 0.95
    ? HEAT_LOOKS.high
    : ratio >= 0.8
      ? HEAT_LOOKS.fair
      : ratio >= 0.5
        ? HEAT_LOOKS.low
        : HEAT_LOOKS.bad;
}

export function describeHeat(date: CoverageDate | undefined): string {
  if (date === undefined || date.games === 0) return 'no games';
  const share = shareOfRows(date);
  return [
    counted(date.games, 'game'),
    `${counted(date.rows, 'row')} stored`,
    `match rate ${formatShare(date.match)} (${describeShare(date.match, 'players with a raw line')})`,
    `share ${formatShare(share)} (${describeShare(share, 'rows')})`,
  ].join(', ');
}

/** The mean over all rows with a value, of the means of their parts; null when none has one. */
export function meanOfAll(parts: readonly Pick<CoverageMeasures, 'mean' | 'rowsWithValue'>[]): number | null {
  const rows = parts.reduce((sum, part) => sum + (part.mean === null ? 0 : part.rowsWithValue), 0);
  const total = parts.reduce((sum, part) => sum + (part.mean ?? 0) * part.rowsWithValue, 0);
  return rows === 0 ? null : total / rows;
}

/** The month one year earlier, which drift is measured against. */
export function lastSeasonOf(month: string): { readonly month: string; readonly range: DateRange } {
  const before = `${Number(month.slice(0, 4)) - 1}${month.slice(4)}`;
  const from = `${before}-01` as GameDate;
  return { month: before, range: { from, to: addDays(`${addDays(from, 31).slice(0, 7)}-01` as GameDate, -1) } };
}

/** Game dates of the range between two days, either way round. */
export function datesBetween(report: CoverageReport, a: GameDate, b: GameDate): readonly CoverageDate[] {
  const [from, to] = a <= b ? [a, b] : [b, a];
  return report.dates.filter((date) => date.games > 0 && date.date >= from && date.date <= to);
}
