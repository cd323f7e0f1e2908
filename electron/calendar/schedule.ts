import { addDays, seasonYearOf, type DateRange, type GameDate } from '../../shared/game-date.js';
import { BOOTSTRAP_DAYS, fallbackFirstDay, isBootstrap, seasonWindowStart } from '../feature-store/season-calendar.js';
import type { Warehouse } from '../warehouse/port.js';
import { scheduleDays } from '../warehouse/statements/schedule-days.js';

export interface Schedule {
  /** Games that count, by date; dates without games are absent. */
  readonly games: ReadonlyMap<GameDate, number>;
  /** True in the first 14 days of a season, for which the store holds no rows. */
  isBootstrap(date: GameDate): boolean;
  /** First day of the date's season. */
  seasonStart(date: GameDate): GameDate;
  /** Games a team has played on average in the date's season before it. */
  gamesPerTeamBefore(date: GameDate): number;
}

const TEAMS = 30;

/** The schedule of a range in one statement; it reads back to 1 October, because bootstrap counts from the first game. */
export async function readSchedule(warehouse: Warehouse, range: DateRange): Promise<Schedule> {
  const rows = await warehouse.read(scheduleDays, { from: seasonWindowStart(seasonYearOf(range.from)), to: range.to });
  const games = new Map<GameDate, number>();
  const firstDays = new Map<number, GameDate>();
  const played: { readonly date: GameDate; readonly games: number }[] = [];
  for (const row of rows) {
    const date = row.game_date;
    if (date === null) continue;
    if (date >= range.from) games.set(date, (games.get(date) ?? 0) + (row.games ?? 0));
    const season = seasonYearOf(date);
    played.push({ date, games: row.games ?? 0 });
    if ((row.final_regular_games ?? 0) > 0 && !firstDays.has(season)) firstDays.set(season, date);
  }
  const seasonStart = (date: GameDate): GameDate => {
    const season = seasonYearOf(date);
    return firstDays.get(season) ?? fallbackFirstDay(season);
  };
  return {
    games,
    seasonStart,
    gamesPerTeamBefore: (date) => {
      const start = seasonStart(date);
      const earlier = played.filter((day) => day.date >= start && day.date < date);
      return (earlier.reduce((sum, day) => sum + day.games, 0) * 2) / TEAMS;
    },
    isBootstrap: (date) => isBootstrap(date, seasonStart(date)),
  };
}

/** First date of the season's rows in the store. */
export function firstStoreDate(schedule: Schedule, date: GameDate): GameDate {
  return addDays(schedule.seasonStart(date), BOOTSTRAP_DAYS);
}
