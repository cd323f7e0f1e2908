import type { CalendarDay } from '../../../shared/console.js';
import { daysBetween, type DateRange, type GameDate } from '../../../shared/game-date.js';
import { counted } from '../../format/numbers.js';

export type RangeVerdict =
  | { readonly kind: 'empty' }
  | { readonly kind: 'wrong'; readonly message: string }
  | { readonly kind: 'good'; readonly range: DateRange; readonly summary: string };

/**
 * What is wrong with a typed range, in the order a person would notice it, or what it covers. A null end is a date not
 * typed to its end; an empty calendar means the schedule is not known yet, and then games are not judged.
 */
export function checkRange(
  from: GameDate | null,
  to: GameDate | null,
  today: GameDate,
  calendar: readonly CalendarDay[] | null,
): RangeVerdict {
  if (from === null && to === null) return { kind: 'empty' };
  if (from === null) return { kind: 'wrong', message: 'The start date is missing.' };
  if (to === null) return { kind: 'wrong', message: 'The end date is missing.' };
  if (to < from) return { kind: 'wrong', message: `The range is reversed: ${from} is after ${to}.` };
  if (from > today) return { kind: 'wrong', message: `${from} is in the future; today in New York is ${today}.` };
  if (to > today) return { kind: 'wrong', message: `${to} is in the future; today in New York is ${today}.` };
  const range = { from, to };
  // How many of them have games is not known then.
  const unknown = { kind: 'good', range, summary: counted(daysBetween(from, to) + 1, 'day') } as const;
  if (calendar === null) return unknown;
  const first = calendar[0]?.date;
  const last = calendar.at(-1)?.date;
  // Outside the calendar that was read the plan itself is the judge.
  if (first === undefined || last === undefined || from < first || to > last) return unknown;
  const days = calendar.filter((day) => day.date >= from && day.date <= to);
  const gameDays = days.filter((day) => day.games > 0);
  if (gameDays.length === 0) {
    return { kind: 'wrong', message: `There is no game ${from === to ? `on ${from}` : `between ${from} and ${to}`}.` };
  }
  const bootstrap = gameDays.filter((day) => day.bootstrap).length;
  const games = gameDays.reduce((sum, day) => sum + day.games, 0);
  const parts = [counted(gameDays.length, 'game date'), counted(games, 'game')];
  if (bootstrap > 0) parts.push(`${counted(bootstrap, 'date')} in the season’s first 14 days will be skipped`);
  return { kind: 'good', range, summary: parts.join(' · ') };
}
