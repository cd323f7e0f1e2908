import { toDayNumber, type GameDate } from '../../../shared/game-date.js';
import type { ReadOptions, Warehouse } from '../../warehouse/port.js';
import { processorFinalGames } from '../../warehouse/statements/processor-final-games.js';
import { fallbackFirstDay } from '../season-calendar.js';
import { lowerBound } from '../windows/search.js';

/** What the schedule tells about one season. */
export interface Season {
  readonly year: number;
  /** First day with a final regular-season game, else the known first day (domain: processor section 3). */
  readonly firstDay: GameDate;
  /** Days of each team's final games, ascending. */
  readonly finalDays: ReadonlyMap<string, readonly number[]>;
}

/** Final games of a team in [fromDay, day). */
export function finalGames(season: Season, team: string, fromDay: number, day: number): number {
  const days = season.finalDays.get(team) ?? [];
  return lowerBound(days, day) - lowerBound(days, fromDay);
}

/** Reads each season of the schedule once. */
export class SeasonReader {
  readonly #seasons = new Map<number, Season>();

  constructor(private readonly warehouse: Warehouse) {}

  async seasons(years: readonly number[], options: ReadOptions | undefined): Promise<ReadonlyMap<number, Season>> {
    const missing = years.filter((year) => !this.#seasons.has(year));
    if (missing.length > 0) {
      const from = `${Math.min(...missing)}-07-01` as GameDate;
      const to = `${Math.max(...missing) + 1}-06-30` as GameDate;
      const rows = await this.warehouse.read(processorFinalGames, { from, to }, options);
      for (const year of missing) {
        const own = rows.filter((row) => row.season_year === year);
        const first = own
          .filter((row) => row.is_regular_season === true)
          .reduce<GameDate | null>((least, { game_date: date }) => {
            return date !== null && (least === null || date < least) ? date : least;
          }, null);
        const finalDays = new Map<string, number[]>();
        for (const row of own) {
          for (const team of [row.home_team, row.away_team]) {
            if (team === null || row.game_date === null) continue;
            const days = finalDays.get(team);
            if (days) days.push(toDayNumber(row.game_date));
            else finalDays.set(team, [toDayNumber(row.game_date)]);
          }
        }
        for (const days of finalDays.values()) days.sort((a, b) => a - b);
        this.#seasons.set(year, { year, firstDay: first ?? fallbackFirstDay(year), finalDays });
      }
    }
    return new Map(this.#seasons);
  }
}
