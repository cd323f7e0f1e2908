import { addDays, seasonYearOf } from '../../shared/game-date.js';
import { FEEDS, type Feed } from '../../shared/lines.js';
import type { Clock } from '../calendar/clock.js';
import { seasonWindowStart } from '../feature-store/season-calendar.js';
import type { Warehouse } from '../warehouse/port.js';
import { linesFeeds } from '../warehouse/statements/lines-feeds.js';

export type CapturedFeeds = Readonly<Record<Feed, boolean>>;
export const NOT_CAPTURED: CapturedFeeds = { odds_api: false, bettingpros: false };

/**
 * Which feeds anybody captured in a season. A feed without one row in a whole season was not captured, so its silence
 * on a date is no outage; one with a row on any day of the season was, also before that day. A season that still goes
 * on is not whole: a feed that has said nothing yet was captured when it was in the season before.
 */
export class FeedCapture {
  constructor(
    private readonly warehouse: Warehouse,
    private readonly clock: Clock,
    /** Seasons that were asked for; an absence is kept only where the season is over and no row is to be expected. */
    private readonly known = new Map<number, CapturedFeeds>(),
  ) {}

  /** The same memory, read through another way to the warehouse. */
  over(warehouse: Warehouse): FeedCapture {
    return new FeedCapture(warehouse, this.clock, this.known);
  }

  /** @param year in which the season begins; at most one statement for each season that is not known yet. */
  async of(year: number): Promise<CapturedFeeds> {
    const own = await this.#spoken(year);
    if (FEEDS.every((feed) => own[feed]) || year < seasonYearOf(this.clock.today())) return own;
    const before = await this.#spoken(year - 1);
    return { odds_api: own.odds_api || before.odds_api, bettingpros: own.bettingpros || before.bettingpros };
  }

  async #spoken(year: number): Promise<CapturedFeeds> {
    const known = this.known.get(year);
    if (known) return known;
    const rows = await this.warehouse.read(linesFeeds, {
      from: seasonWindowStart(year),
      to: addDays(seasonWindowStart(year + 1), -1),
    });
    const speaks = (feed: Feed): boolean => rows.some((row) => row.feed === feed && (row.dates ?? 0) > 0);
    const spoken = { odds_api: speaks('odds_api'), bettingpros: speaks('bettingpros') };
    if (year < seasonYearOf(this.clock.today()) || FEEDS.every((feed) => spoken[feed])) this.known.set(year, spoken);
    return spoken;
  }
}

/** Whether any feed was captured in the season: without one nothing tells what the store should have. */
export function anyCaptured(captured: CapturedFeeds): boolean {
  return FEEDS.some((feed) => captured[feed]);
}
