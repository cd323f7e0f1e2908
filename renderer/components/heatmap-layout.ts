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
    const month = first ? monthOf(first) : '';
    if (month === labelled || month === '') return { days, month: null };
    labelled = month;
    return { days, month };
  });
}

/** The day an arrow key leads to: up and down by a day, left and right by a week, Home and End to the range's ends. */
export function stepDay(key: string, date: GameDate, range: DateRange): GameDate | null {
  const by: Readonly<Record<string, number>> = {
    ArrowUp: -1,
    ArrowDown: 1,
    ArrowLeft: -7,
    ArrowRight: 7,
    PageUp: -28,
    PageDown: 28,
  };
  if (key === 'Home') return range.from;
  if (key === 'End') return range.to;
  const days = by[key];
  if (days === undefined) return null;
  const next = addDays(date, days);
  return next < range.from ? range.from : next > range.to ? range.to : next;
}
