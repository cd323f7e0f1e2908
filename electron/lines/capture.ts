import { seasonYearOf } from '../../shared/game-date.js';
import type { SeasonNotCaptured } from '../../shared/lines.js';
import type { DateFacts } from './facts.js';

/** A shorter silence of both feeds may be an outage; the length is our own, the league's longest break is a week. */
const LEAST_DATES = 14;

function hasFeed(date: DateFacts): boolean {
  return date.oddsRows > 0 || date.prosRows > 0;
}

function withoutLine(dates: readonly DateFacts[]): number {
  return dates.reduce(
    (sum, { keys }) => sum + keys.filter(({ lines }) => (lines.store?.current ?? null) === null).length,
    0,
  );
}

function bySeason(dates: readonly DateFacts[]): readonly (readonly DateFacts[])[] {
  const seasons = new Map<number, DateFacts[]>();
  for (const date of dates) {
    const year = seasonYearOf(date.date);
    const season = seasons.get(year);
    if (season) season.push(date);
    else seasons.set(year, [date]);
  }
  return [...seasons.values()];
}

/**
 * Parts off the seasons of a range in which no feed has a single row. Nobody captured them; calling each of
 * their players a fault of a feed would bury the real ones.
 */
export function partByCapture(dates: readonly DateFacts[]): {
  readonly captured: readonly DateFacts[];
  readonly notCaptured: readonly SeasonNotCaptured[];
} {
  const captured: DateFacts[] = [];
  const notCaptured: SeasonNotCaptured[] = [];
  for (const season of bySeason(dates)) {
    const counted = season.filter(({ isBootstrap }) => !isBootstrap);
    const first = counted[0];
    const last = counted.at(-1);
    if (first === undefined || last === undefined || counted.length < LEAST_DATES || season.some(hasFeed)) {
      captured.push(...season);
    } else {
      notCaptured.push({ from: first.date, to: last.date, dates: counted.length, withoutLine: withoutLine(counted) });
    }
  }
  return { captured, notCaptured };
}
