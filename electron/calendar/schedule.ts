import {
  addDays,
  daysBetween,
  parseGameDate,
  seasonYearOf,
  type DateRange,
  type GameDate,
} from '../../shared/game-date.js';
import type { Warehouse } from '../warehouse/port.js';
import { scheduleDays } from '../warehouse/statements/schedule-days.js';

/** domain: processor section 3. */
export const BOOTSTRAP_DAYS = 14;

/** First game days, used where the schedule knows no final regular-season game of a season (processor section 3). */
const KNOWN_FIRST_DAYS: ReadonlyMap<number, string> = new Map([
  [2021, '2021-10-19'],
  [2022, '2022-10-18'],
  [2023, '2023-10-24'],
  [2024, '2024-10-22'],
  [2025, '2025-10-21'],
]);

export interface Schedule {
  /** Games that count, by date; dates without games are absent. */
  readonly games: ReadonlyMap<GameDate, number>;
  /** True in the first 14 days of a season, for which the store holds no rows. */
  isBootstrap(date: GameDate): boolean;
  /** First day of the date's season. */
  seasonStart(date: GameDate): GameDate;
}

/** 1 October of the season that the date belongs to: no season begins earlier. */
function seasonLowerBound(date: GameDate): GameDate {
  return parseGameDate(`${seasonYearOf(date)}-10-01`, 'season');
}

/** The schedule of a range in one statement; it reads back to 1 October, because bootstrap counts from the first game. */
export async function readSchedule(warehouse: Warehouse, range: DateRange): Promise<Schedule> {
  const rows = await warehouse.read(scheduleDays, { from: seasonLowerBound(range.from), to: range.to });
  const games = new Map<GameDate, number>();
  const firstDays = new Map<number, GameDate>();
  for (const row of rows) {
    const date = row.game_date;
    if (date === null) continue;
    if (date >= range.from) games.set(date, (games.get(date) ?? 0) + (row.games ?? 0));
    const season = seasonYearOf(date);
    if ((row.final_regular_games ?? 0) > 0 && !firstDays.has(season)) firstDays.set(season, date);
  }
  const seasonStart = (date: GameDate): GameDate => {
    const season = seasonYearOf(date);
    return firstDays.get(season) ?? parseGameDate(KNOWN_FIRST_DAYS.get(season) ?? `${season}-10-22`, 'season');
  };
  return {
    games,
    seasonStart,
    isBootstrap: (date) => {
      const day = daysBetween(seasonStart(date), date);
      return day >= 0 && day < BOOTSTRAP_DAYS;
    },
  };
}

/** First date of the season's rows in the store. */
export function firstStoreDate(schedule: Schedule, date: GameDate): GameDate {
  return addDays(schedule.seasonStart(date), BOOTSTRAP_DAYS);
}
