import { addDays, isGameDate, monthOf, type DateRange, type GameDate } from '../../../shared/game-date.js';

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

/**
 * `2026-01-12`, `2026-01`, `2025-11-04..2026-02-01` (also with `to` or a dash between blanks), `last 7 days`, `today`,
 * `yesterday`, `this month`, `jan`, `january 2026`; null for anything else, and for what lies wholly in the future.
 */
export function datesMeant(text: string, today: GameDate): MeantDates | null {
  const words = text.trim().toLowerCase().replaceAll(/\s+/g, ' ');
  if (isGameDate(words)) return words > today ? null : { from: words, to: words, label: words };
  const span = /^(\d{4}-\d{2}-\d{2})(?:\s?\.\.\s?| to | - | – )(\d{4}-\d{2}-\d{2})$/.exec(words);
  if (span) {
    const [, from = '', to = ''] = span;
    if (!isGameDate(from) || !isGameDate(to) || from > to || from > today) return null;
    return { from, to: to > today ? today : to, label: `${from} – ${to}` };
  }
  if (/^\d{4}-\d{2}$/.test(words)) return wholeMonth(words, words, today);
  const days = Number(/^last (\d{1,3}) days?$/.exec(words)?.[1] ?? Number.NaN);
  if (days >= 1 && days <= MAX_DAYS) {
    // Today's games are not played yet: the last seven days end yesterday.
    return { from: addDays(today, -days), to: addDays(today, -1), label: `Last ${days} days` };
  }
  switch (words) {
    case 'today':
      return { from: today, to: today, label: `Today, ${today}` };
    case 'yesterday':
      return { from: addDays(today, -1), to: addDays(today, -1), label: `Yesterday, ${addDays(today, -1)}` };
    case 'this month':
      return wholeMonth(monthOf(today), 'This month', today);
    default:
      return namedMonth(words, today);
  }
}
