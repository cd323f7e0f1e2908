import { CAUSE_TEXTS, CAUSES, type Cause } from '../../../shared/causes.js';
import { monthOf } from '../../../shared/game-date.js';
import { PLAYER_DAY_STATES, type LinePoint, type PlayerDay, type PlayerDayState } from '../../../shared/lines.js';
import type { ChartSeries } from '../../components/chart/chart-data.js';
import type { Look } from '../../components/states.js';
import { bookName } from '../../format/books.js';
import { formatDecimal } from '../../format/numbers.js';

export const DAY_LOOKS: Readonly<Record<PlayerDayState, Look>> = {
  line: { icon: 'check', word: 'line', tone: 'ok' },
  no_line: { icon: 'cross', word: 'no line', tone: 'bad' },
  did_not_play: { icon: 'dash', word: 'did not play', tone: 'idle' },
  not_in_context: { icon: 'half', word: 'not in context', tone: 'warn' },
  not_in_store: { icon: 'ring', word: 'not in store', tone: 'undone' },
};

export function dayWord(state: string): string {
  return (DAY_LOOKS as Readonly<Record<string, Look>>)[state]?.word ?? state;
}

/** Why a day without its line has no cause: it is no gap. */
export const NOT_COUNTED =
  'No gap: within the first 14 days of a season, which the store never holds, still to come, or in a season without any feed.';

export function notCounted(day: PlayerDay): boolean {
  return (
    day.cause === null && (day.state === 'not_in_store' || day.state === 'no_line' || day.state === 'not_in_context')
  );
}

/** Days of each state, in the order of the legend. */
export function countDays(
  days: readonly PlayerDay[],
): readonly { readonly state: PlayerDayState; readonly days: number }[] {
  return PLAYER_DAY_STATES.map((state) => ({ state, days: days.filter((day) => day.state === state).length }));
}

/** What is said of a day on hover and to a reader. */
export function describeDay(day: PlayerDay): string {
  const line = day.store?.current ?? null;
  const against = day.opponent === null ? '' : ` against ${day.opponent}`;
  const what = line === null || line === 0 ? DAY_LOOKS[day.state].word : `line ${formatDecimal(line, 1)}`;
  const why =
    day.cause !== null
      ? `, ${CAUSE_TEXTS[day.cause].label.toLowerCase()}`
      : notCounted(day)
        ? ', not counted as a gap'
        : '';
  return `${what}${why}${against}`;
}

const SOURCES: readonly (readonly [LinePoint['source'], string])[] = [
  ['store', 'Store'],
  ['context', 'Context'],
  ['odds_api', 'Odds API'],
  ['bettingpros', 'BettingPros'],
];

/**
 * One series a source over the player's days, all over the same days. A day without a line of the source breaks its
 * curve, so that a gap is seen as one; a day on which he did not play and no source has a line is left out.
 */
export function lineSeries(days: readonly PlayerDay[], points: readonly LinePoint[]): readonly ChartSeries[] {
  const known = new Set(points.map((point) => point.date));
  return SOURCES.flatMap(([source, label]) => {
    const own = points.filter((point) => point.source === source);
    if (own.length === 0) return [];
    const byDate = new Map(own.map((point) => [point.date, point]));
    return [
      {
        id: source,
        label,
        unit: 'points',
        points: days
          .filter((day) => day.played || known.has(day.date))
          .map((day) => {
            const point = byDate.get(day.date);
            const book = point?.book ?? null;
            const notes = [book === null ? null : bookName(book), point?.leak ? 'captured after tip-off' : null].filter(
              (note) => note !== null,
            );
            return { x: day.date, y: point?.line ?? null, ...(notes.length > 0 ? { note: notes.join(', ') } : {}) };
          }),
      },
    ];
  });
}

export interface CauseMonths {
  readonly cause: Cause;
  /** Days by month, in the order of `months`. */
  readonly days: readonly number[];
  readonly total: number;
}

/** How often each cause held in each month, most frequent first. */
export function causesByMonth(days: readonly PlayerDay[]): {
  readonly months: readonly string[];
  readonly causes: readonly CauseMonths[];
} {
  const months = [...new Set(days.map((day) => monthOf(day.date)))].toSorted();
  const causes = CAUSES.map((cause) => {
    const counts = months.map(
      (month) => days.filter((day) => day.cause === cause && monthOf(day.date) === month).length,
    );
    return { cause, days: counts, total: counts.reduce((sum, count) => sum + count, 0) };
  })
    .filter((row) => row.total > 0)
    .toSorted((a, b) => b.total - a.total);
  return { months, causes };
}
