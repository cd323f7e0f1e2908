import { seasonYearOf } from '../../shared/game-date.js';
import { FEEDS, type SeasonNotCaptured } from '../../shared/lines.js';
import { anyCaptured } from './capture.js';
import type { DateFacts } from './facts.js';

function withoutLine(dates: readonly DateFacts[]): number {
  return dates.reduce(
    (sum, { keys }) => sum + keys.filter(({ lines }) => (lines.store?.current ?? null) === null).length,
    0,
  );
}

/** `2025-26`. */
function seasonText(year: number): string {
  return `${year}-${String((year + 1) % 100).padStart(2, '0')}`;
}

function bySeason(dates: readonly DateFacts[]): ReadonlyMap<number, readonly DateFacts[]> {
  const seasons = new Map<number, DateFacts[]>();
  for (const date of dates) {
    const year = seasonYearOf(date.date);
    const season = seasons.get(year);
    if (season) season.push(date);
    else seasons.set(year, [date]);
  }
  return seasons;
}

/** The seasons of a range with a feed that nobody captured, outside their first 14 days, in order. */
export function notCapturedOf(dates: readonly DateFacts[]): readonly SeasonNotCaptured[] {
  const counted = dates.filter(({ isBootstrap }) => !isBootstrap);
  return [...bySeason(counted)].flatMap(([year, season]): readonly SeasonNotCaptured[] => {
    const first = season[0];
    const last = season.at(-1);
    if (first === undefined || last === undefined) return [];
    const feeds = FEEDS.filter((feed) => !first.captured[feed]);
    if (feeds.length === 0) return [];
    return [
      {
        season: seasonText(year),
        feeds,
        from: first.date,
        to: last.date,
        dates: season.length,
        leftOut: anyCaptured(first.captured) ? 0 : withoutLine(season),
      },
    ];
  });
}
