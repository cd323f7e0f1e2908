import { daysBetween, type GameDate } from '../../shared/game-date.js';

/** Start year of the season a date belongs to: October and later to its own year (domain: processor section 3). */
export function seasonYearOf(date: GameDate): number {
  const year = Number(date.slice(0, 4));
  return Number(date.slice(5, 7)) >= 10 ? year : year - 1;
}

/** 1 October: where the season windows and the completeness check begin. */
export function seasonWindowStart(seasonYear: number): GameDate {
  return `${seasonYear}-10-01` as GameDate;
}

const KNOWN_FIRST_DAYS: Readonly<Record<number, string>> = {
  2021: '2021-10-19',
  2022: '2022-10-18',
  2023: '2023-10-24',
  2024: '2024-10-22',
  2025: '2025-10-21',
};

/** The first game day when the schedule does not tell (domain: processor section 3). */
export function fallbackFirstDay(seasonYear: number): GameDate {
  return (KNOWN_FIRST_DAYS[seasonYear] ?? `${seasonYear}-10-22`) as GameDate;
}

export const BOOTSTRAP_DAYS = 14;

/** Within the first `days` days of the season, which is counted from its first game day. */
export function isBootstrap(date: GameDate, firstDay: GameDate, days: number = BOOTSTRAP_DAYS): boolean {
  const age = daysBetween(firstDay, date);
  return age >= 0 && age < days;
}
