import {
  addDays,
  isGameDate,
  monthOf,
  seasonYearOf,
  type DateRange,
  type GameDate,
} from '../../../shared/game-date.js';
import { weekdayOf } from '../../format/dates.js';

/** Dates as people type them, read against today in New York. */
export interface MeantDates extends DateRange {
  /** How the range is called in the palette. */
  readonly label: string;
}

const MONTHS = [
  'january',
  'february',
  'march',
  'april',
  'may',
  'june',
  'july',
  'august',
  'september',
  'october',
  'november',
  'december',
] as const;

const MAX_DAYS = 400;

function lastDayOf(month: string): GameDate {
  const inNext = addDays(`${month}-01` as GameDate, 31);
  return addDays(`${monthOf(inNext)}-01` as GameDate, -1);
}

function wholeMonth(month: string, label: string, today: GameDate): MeantDates | null {
  const from = `${month}-01`;
  if (!isGameDate(from) || from > today) return null;
  const last = lastDayOf(month);
  return { from, to: last > today ? today : last, label };
}

/** A month by its name means the newest one that has begun, unless a year is given. */
function namedMonth(text: string, today: GameDate): MeantDates | null {
  const found = /^([a-z]{3,9})\.?(?:\s+(\d{4}))?$/.exec(text);
  const name = found?.[1];
  const index = name === undefined ? -1 : MONTHS.findIndex((month) => month.startsWith(name));
  const full = MONTHS[index];
  if (full === undefined) return null;
  const number = String(index + 1).padStart(2, '0');
  const thisYear = Number(today.slice(0, 4));
  const year = found?.[2] ?? String(`${thisYear}-${number}` <= monthOf(today) ? thisYear : thisYear - 1);
  return wholeMonth(`${year}-${number}`, `${full.charAt(0).toUpperCase()}${full.slice(1)} ${year}`, today);
}

const EVERY_MONTH = MONTHS.map((month) => month.slice(0, 3)).join('|');
const DAY_THEN_MONTH = new RegExp(`^(\\d{1,2})(?:st|nd|rd|th)?\\.? ((?:${EVERY_MONTH})[a-z]*)\\.?,?(?: (\\d{4}))?$`);
const MONTH_THEN_DAY = new RegExp(`^((?:${EVERY_MONTH})[a-z]*)\\.? (\\d{1,2})(?:st|nd|rd|th)?,?(?: (\\d{4}))?$`);

/** One day: `2026-01-12`, `jan 12`, `12 January 2026`, `today`; without a year the newest one that is not to come. */
function oneDay(words: string, today: GameDate): GameDate | null {
  if (isGameDate(words)) return words;
  if (words === 'today') return today;
  if (words === 'yesterday') return addDays(today, -1);
  const [, dayFirst, monthSecond, yearFirst] = DAY_THEN_MONTH.exec(words) ?? [];
  const [, monthFirst, daySecond, yearSecond] = MONTH_THEN_DAY.exec(words) ?? [];
  const name = monthSecond ?? monthFirst;
  const number = dayFirst ?? daySecond;
  const index = name === undefined ? -1 : MONTHS.findIndex((month) => month.startsWith(name));
  if (index < 0 || number === undefined) return null;
  const rest = `${String(index + 1).padStart(2, '0')}-${number.padStart(2, '0')}`;
  const thisYear = Number(today.slice(0, 4));
  const year = yearFirst ?? yearSecond ?? String(`${String(thisYear)}-${rest}` <= today ? thisYear : thisYear - 1);
  const date = `${year}-${rest}`;
  return isGameDate(date) ? date : null;
}

/** Monday of the week of a date. */
function mondayOf(date: GameDate): GameDate {
  return addDays(date, -weekdayOf(date));
}

/** `2026-01-12 – 2026-01-18`, or the one day. */
export function spanText({ from, to }: DateRange): string {
  return from === to ? from : `${from} – ${to}`;
}

const PHRASES = [
  'today',
  'yesterday',
  'last 7 days',
  'last 14 days',
  'last 30 days',
  'this week',
  'last week',
  'this month',
  'last month',
  'season to date',
] as const;

/** Ways in which what was typed so far could go on to name dates. */
export function datePhrases(typed: string): readonly string[] {
  const words = typed.trim().toLowerCase().replaceAll(/\s+/g, ' ');
  return words.length < 2 ? [] : PHRASES.filter((phrase) => phrase !== words && phrase.startsWith(words));
}

/**
 * `2026-01-12`, `jan 12`, `2026-01`, `2025-11-04..2026-02-01` (also with `to` or a dash between blanks), `last 7 days`,
 * `today`, `yesterday`, `this week`, `last week`, `this month`, `last month`, `season to date`, `jan`, `january 2026`;
 * null for anything else, and for what lies wholly in the future.
 */
export function datesMeant(text: string, today: GameDate): MeantDates | null {
  const words = text.trim().toLowerCase().replaceAll(/\s+/g, ' ');
  if (words === 'today') return { from: today, to: today, label: `Today, ${today}` };
  const day = oneDay(words, today);
  if (day !== null) {
    const label = words === 'yesterday' ? `Yesterday, ${day}` : day;
    return day > today ? null : { from: day, to: day, label };
  }
  const [, first, second] = /^(.+?)(?:\s?\.\.\s?| to | until | - | – )(.+)$/.exec(words) ?? [];
  const from = first === undefined ? null : oneDay(first, today);
  const to = second === undefined ? null : oneDay(second, today);
  if (from !== null && to !== null) {
    if (from > to || from > today) return null;
    return { from, to: to > today ? today : to, label: `${from} – ${to}` };
  }
  if (/^\d{4}-\d{2}$/.test(words)) return wholeMonth(words, words, today);
  const days = Number(/^last (\d{1,3}) days?$/.exec(words)?.[1] ?? Number.NaN);
  if (days >= 1 && days <= MAX_DAYS) {
    // Today's games are not played yet: the last seven days end yesterday.
    return { from: addDays(today, -days), to: addDays(today, -1), label: `Last ${String(days)} days` };
  }
  const monday = mondayOf(today);
  switch (words) {
    case 'this week':
      return { from: monday, to: today, label: 'This week' };
    case 'last week':
      return { from: addDays(monday, -7), to: addDays(monday, -1), label: 'Last week' };
    case 'this month':
      return wholeMonth(monthOf(today), 'This month', today);
    case 'last month':
      return wholeMonth(monthOf(addDays(`${monthOf(today)}-01` as GameDate, -1)), 'Last month', today);
    case 'season':
    case 'this season':
    case 'season to date':
      return { from: `${String(seasonYearOf(today))}-10-01` as GameDate, to: today, label: 'Season to date' };
    default:
      return namedMonth(words, today);
  }
}
