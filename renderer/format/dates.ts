import { toDayNumber, type GameDate } from '../../shared/game-date.js';

const WEEKDAYS = ['Sun', 'Mon', 'Tue', 'Wed', 'Thu', 'Fri', 'Sat'] as const;
const MONTHS = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec'] as const;

/** 0 is Monday: the heatmap's and the calendar's weeks start there. 1970-01-01 was a Thursday. */
export function weekdayOf(date: GameDate): number {
  return (((toDayNumber(date) + 3) % 7) + 7) % 7;
}

export function weekdayName(date: GameDate): string {
  return WEEKDAYS[(weekdayOf(date) + 1) % 7] ?? '';
}

/** `Nov 2025` from `2025-11`. */
export function formatMonth(month: string): string {
  return `${MONTHS[Number(month.slice(5, 7)) - 1] ?? month} ${month.slice(0, 4)}`;
}

/** `Tue 2025-11-04`: sorts by eye, and the weekday tells back-to-backs. */
export function formatDay(date: GameDate): string {
  return `${weekdayName(date)} ${date}`;
}

/** For speech: `Tuesday`-less but unambiguous, `Tue 4 Nov 2025`. */
export function speakDay(date: GameDate): string {
  return `${weekdayName(date)} ${Number(date.slice(8))} ${formatMonth(date.slice(0, 7))}`;
}

/** Local wall time of an instant, `14:02:31`. */
export function formatTime(instant: string): string {
  const at = new Date(instant);
  return Number.isNaN(at.getTime()) ? instant : at.toTimeString().slice(0, 8);
}

/** Local date and minute of an instant, `2026-02-01 14:02`. */
export function formatInstant(instant: string): string {
  const at = new Date(instant);
  if (Number.isNaN(at.getTime())) return instant;
  const pad = (value: number): string => String(value).padStart(2, '0');
  return `${at.getFullYear()}-${pad(at.getMonth() + 1)}-${pad(at.getDate())} ${pad(at.getHours())}:${pad(at.getMinutes())}`;
}

/** A message about a date that is shown beside it, so that the date is not read twice. */
export function withoutDate(message: string, date: GameDate | null): string {
  return date !== null && message.startsWith(`${date}: `) ? message.slice(date.length + 2) : message;
}
