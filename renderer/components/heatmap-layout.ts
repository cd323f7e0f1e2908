import { addDays, daysBetween, monthOf, type DateRange, type GameDate } from '../../shared/game-date.js';
import { weekdayOf } from '../format/dates.js';

export interface HeatWeek {
  /** Monday first; null outside the range. */
  readonly days: readonly (GameDate | null)[];
  /** `YYYY-MM` when the month's label stands over this week. */
  readonly month: string | null;
}

/** Weeks as columns, Monday on top, as many as the range touches. */
export function weeksOf(range: DateRange): readonly HeatWeek[] {
  const start = addDays(range.from, -weekdayOf(range.from));
  const count = Math.floor(daysBetween(start, range.to) / 7) + 1;
  let labelled = '';
  return Array.from({ length: Math.max(0, count) }, (_, week) => {
    const days = Array.from({ length: 7 }, (_day, day) => {
      const date = addDays(start, week * 7 + day);
      return date < range.from || date > range.to ? null : date;
    });
    const first = days.find((date) => date !== null);
    const last = days.findLast((date) => date !== null);
    // A month that begins within the last week has no other week to be named over.
    const named = week === count - 1 && first && monthOf(first) === labelled ? last : first;
    const month = named ? monthOf(named) : '';
    if (month === labelled || month === '') return { days, month: null };
    labelled = month;
    return { days, month };
  });
}

/** The same day of a month before or after; its last day where it is shorter. */
function sameDayOf(date: GameDate, months: number): GameDate {
  const count = Number(date.slice(0, 4)) * 12 + Number(date.slice(5, 7)) - 1 + months;
  const first = (month: number): GameDate =>
    `${Math.floor(month / 12)}-${String((month % 12) + 1).padStart(2, '0')}-01` as GameDate;
  const last = addDays(first(count + 1), -1);
  const same = addDays(first(count), Number(date.slice(8)) - 1);
  return same > last ? last : same;
}

/** Days from one weekday on to the next such day as the other, 0..6. */
function daysOn(from: number, to: number): number {
  return (to - from + 7) % 7;
}

/**
 * The day a key leads to, by the pattern of a grid whose rows are the days of the week: up and down by a day, left and right
 * by a week, Page Up and Down by a month, Home and End to the row's ends, with `whole` to the range's.
 */
export function stepDay(key: string, date: GameDate, range: DateRange, whole = false): GameDate | null {
  const clamp = (next: GameDate): GameDate => (next < range.from ? range.from : next > range.to ? range.to : next);
  switch (key) {
    case 'ArrowUp':
      return clamp(addDays(date, -1));
    case 'ArrowDown':
      return clamp(addDays(date, 1));
    case 'ArrowLeft':
      return clamp(addDays(date, -7));
    case 'ArrowRight':
      return clamp(addDays(date, 7));
    case 'PageUp':
      return clamp(sameDayOf(date, -1));
    case 'PageDown':
      return clamp(sameDayOf(date, 1));
    case 'Home':
      return whole ? range.from : addDays(range.from, daysOn(weekdayOf(range.from), weekdayOf(date)));
    case 'End':
      return whole ? range.to : addDays(range.to, -daysOn(weekdayOf(date), weekdayOf(range.to)));
    default:
      return null;
  }
}

/**
 * The day a range grows from: where it was begun, unless another one was chosen elsewhere since; then the day chosen, or
 * else the day itself.
 */
export function anchorOf(
  begun: GameDate | null,
  selected: GameDate | null,
  within: DateRange | null,
  date: GameDate,
): GameDate {
  const stands =
    begun !== null && (within === null ? begun === selected : begun === within.from || begun === within.to);
  return stands ? begun : (selected ?? date);
}
