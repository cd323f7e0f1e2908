import type { Cause } from '../../shared/causes.js';
import { type GameDate, fromDayNumber, toDayNumber } from '../../shared/game-date.js';

const day = (text: string): number => toDayNumber(text as GameDate);

/** First store date of 2025-26 (domain: processor section 3). */
export const STORE_FIRST = day('2025-11-04');
/** Odds API rows carry the ten-digit id from here on (domain: vegas section 10). */
export const TEN_DIGIT_FROM = day('2025-12-28');
/** BettingPros was silent in October and November 2025 (domain: vegas section 1). */
export const BETTINGPROS_FROM = day('2025-12-01');
/** BettingPros keys lack jr, sr, ii, iii before this day (domain: vegas section 6). */
export const SUFFIXES_KEPT_FROM = day('2026-01-15');

/** No context row of these dates got a line: the look-up failed and its error was swallowed (vegas trap 9). */
export const LOOKUP_FAILED: ReadonlySet<number> = new Set([day('2025-12-09'), day('2025-12-16')]);
/** The Odds API feed has nothing on this day. */
export const ODDS_SILENT = day('2026-01-15');
/** The store has nothing on this day. */
export const STORE_MISSING = day('2025-12-18');
/** The store has three rows in four on this day. */
export const STORE_THIN = day('2026-01-08');
/** Context rows of these days were loaded again after the store had been written. */
export const STALE: ReadonlySet<number> = new Set([day('2025-11-13'), day('2025-12-11'), day('2026-01-22')]);
/**
 * Phase 4 with four rows in ten. No table is empty for a whole date: that would block every plan of the season until it
 * is allowed, and the demo's first plan is to be one that launches.
 */
export const SHOT_ZONES_THIN = day('2025-12-04');
export const COMPOSITE_THIN = day('2026-01-29');

/** Days with one or two players whom the incident's rebuild could not write, and what held them back. */
export type Hold = 'breaker' | 'bad_fatigue';
export const HOLDS: ReadonlyMap<number, { readonly kind: Hold; readonly players: number }> = new Map([
  [day('2025-11-20'), { kind: 'bad_fatigue', players: 1 }],
  [day('2025-12-05'), { kind: 'breaker', players: 2 }],
  [day('2026-01-12'), { kind: 'bad_fatigue', players: 1 }],
  [day('2026-01-20'), { kind: 'breaker', players: 1 }],
]);

/** UTC instants of the incident. */
export const INCIDENT_REBUILD = Date.UTC(2026, 0, 31, 2, 10);
export const LATE_CONTEXT = Date.UTC(2026, 1, 2, 15, 30);

export interface Era {
  /** Share of the listed players for whom a rebuild from context lines finds one (domain: vegas section 9). */
  readonly contextShare: number;
  /** Why the others of the context have none although raw has: cause and weight. */
  readonly mix: readonly (readonly [Cause, number])[];
}

const NOVEMBER: Era = {
  contextShare: 0.565,
  mix: [
    ['captured_after_context', 40],
    ['store_from_context', 38],
    ['after_tipoff_only', 14],
    ['duplicate_rows', 8],
  ],
};
const DECEMBER: Era = {
  contextShare: 0.295,
  mix: [
    ['captured_after_context', 40],
    ['store_from_context', 46],
    ['after_tipoff_only', 3],
    ['inactive_offer', 4],
    ['under_side_only', 4],
    ['duplicate_rows', 3],
  ],
};
const JANUARY: Era = {
  contextShare: 0.42,
  mix: [
    ['game_id_format', 64],
    ['captured_after_context', 9],
    ['store_from_context', 15],
    ['inactive_offer', 4],
    ['under_side_only', 4],
    ['duplicate_rows', 4],
  ],
};

export function eraOf(dayNumber: number): Era {
  if (dayNumber < BETTINGPROS_FROM) return NOVEMBER;
  return dayNumber < TEN_DIGIT_FROM ? DECEMBER : JANUARY;
}

/** Listed players without any points line in the raw tables: the rest is what a rebuild from raw lines serves. */
export const NO_RAW_SHARE = 0.03;

function dated(days: Iterable<number>, fault: string): { readonly date: GameDate; readonly fault: string }[] {
  return [...days].map((one) => ({ date: fromDayNumber(one), fault }));
}

/** Every fault of a whole date, in words. */
export const FAULTY_DATES: readonly { readonly date: GameDate; readonly fault: string }[] = [
  ...dated(LOOKUP_FAILED, 'no context row has a line: the look-up failed'),
  ...dated([ODDS_SILENT], 'no Odds API row: the feed was silent'),
  ...dated([STORE_MISSING], 'no store row'),
  ...dated([STORE_THIN], 'a quarter of the store rows is missing'),
  ...dated(STALE, 'context loaded again after the store was written'),
  ...dated([SHOT_ZONES_THIN], 'four in ten of the shot zone rows'),
  ...dated([COMPOSITE_THIN], 'four in ten of the composite factors'),
].sort((a, b) => (a.date < b.date ? -1 : 1));
