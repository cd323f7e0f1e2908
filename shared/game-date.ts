import { BacklineError } from './errors.js';

/**
 * A calendar date in the league's (Eastern) calendar, `YYYY-MM-DD`, without a zone. Never a JavaScript `Date`: the
 * string compares and sorts as the date does.
 */
export type GameDate = string & { readonly __gameDate: true };

/** Inclusive on both ends. */
export interface DateRange {
  readonly from: GameDate;
  readonly to: GameDate;
}

const SHAPE = /^(\d{4})-(\d{2})-(\d{2})$/;
const DAY_MS = 86_400_000;

/** Days since 1970-01-01, or undefined when the text is not a real calendar date. */
function parseDay(text: string): number | undefined {
  const match = SHAPE.exec(text);
  if (!match) return undefined;
  const ms = Date.UTC(Number(match[1]), Number(match[2]) - 1, Number(match[3]));
  return new Date(ms).toISOString().slice(0, 10) === text ? ms / DAY_MS : undefined;
}

export function isGameDate(text: string): text is GameDate {
  return parseDay(text) !== undefined;
}

/** @throws BacklineError `bad_input` naming `subject` (a flag or field) when the text is not a real date. */
export function parseGameDate(text: string, subject: string): GameDate {
  if (isGameDate(text)) return text;
  throw new BacklineError('bad_input', `${subject}: "${text}" is not a date like 2026-01-31`, { subject });
}

/** Days since 1970-01-01. */
export function toDayNumber(date: GameDate): number {
  const day = parseDay(date);
  if (day === undefined) throw new BacklineError('internal', `not a game date: ${date}`);
  return day;
}

export function fromDayNumber(day: number): GameDate {
  return new Date(day * DAY_MS).toISOString().slice(0, 10) as GameDate;
}

export function addDays(date: GameDate, days: number): GameDate {
  return fromDayNumber(toDayNumber(date) + days);
}

/** Days from `a` to `b`; positive when `b` is later. */
export function daysBetween(a: GameDate, b: GameDate): number {
  return toDayNumber(b) - toDayNumber(a);
}

/** The same calendar day `years` earlier; 29 February goes to 28 February (parity/quirks 16). */
export function yearsBefore(date: GameDate, years: number): GameDate {
  const text = `${String(Number(date.slice(0, 4)) - years).padStart(4, '0')}${date.slice(4)}`;
  return isGameDate(text) ? text : (`${text.slice(0, 8)}28` as GameDate);
}

/** Every date of the range in order. */
export function eachDate(range: DateRange): readonly GameDate[] {
  const first = toDayNumber(range.from);
  const length = Math.max(0, toDayNumber(range.to) - first + 1);
  return Array.from({ length }, (_, i) => fromDayNumber(first + i));
}

/** @throws BacklineError `bad_input` when `to` lies before `from`. */
export function parseDateRange(from: string, to: string): DateRange {
  const range = { from: parseGameDate(from, '--from'), to: parseGameDate(to, '--to') };
  if (range.to < range.from) {
    throw new BacklineError('bad_input', `the range is reversed: --from ${from} is after --to ${to}`, {
      subject: '--from',
    });
  }
  return range;
}

/** `YYYY-MM`. */
export function monthOf(date: GameDate): string {
  return date.slice(0, 7);
}

/** Start year of the season: October and later belong to their own year (domain: season calendar). */
export function seasonYearOf(date: GameDate): number {
  const year = Number(date.slice(0, 4));
  return Number(date.slice(5, 7)) >= 10 ? year : year - 1;
}

/** "Today" is the date in New York at this instant, because that is where the league's game dates are counted. */
export function todayInNewYork(now: Date): GameDate {
  const parts = new Intl.DateTimeFormat('en-CA', {
    timeZone: 'America/New_York',
    year: 'numeric',
    month: '2-digit',
    day: '2-digit',
  }).format(now);
  return parseGameDate(parts, 'clock');
}
