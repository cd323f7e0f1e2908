import type { GameDate } from '../../../shared/game-date.js';
import type { MinutesEfficiency, OpponentHistory, WindowGame } from '../features/inputs.js';
import { averageOfUnits, quotientUnits, toUnits } from '../numeric.js';
import { WINDOW_GAMES } from './completeness.js';
import { lowerBound } from './search.js';

/** One row of `player_game_summary`. */
export interface Game extends WindowGame {
  readonly date: GameDate;
  /** The same as days since 1970-01-01. */
  readonly day: number;
  readonly seasonYear: number | null;
  readonly opponent: string | null;
}

export interface SeasonNumbers {
  /** NaN when no row has points (parity/quirks 9). */
  readonly pointsAvg: number;
  readonly minutesAvg: number | null;
}

/** Sums up to each row, so that any stretch is two look-ups; `sums[i]` covers the rows before row i. */
interface Running {
  readonly days: number[];
  readonly points: number[];
  readonly pointRows: number[];
  readonly minuteUnits: number[];
  readonly minuteRows: number[];
}

function running(): Running {
  return { days: [], points: [0], pointRows: [0], minuteUnits: [0], minuteRows: [0] };
}

function append(to: Running, game: Game): void {
  const last = to.days.length;
  to.days.push(game.day);
  to.points.push((to.points[last] ?? 0) + (game.points ?? 0));
  to.pointRows.push((to.pointRows[last] ?? 0) + (game.points === null ? 0 : 1));
  to.minuteUnits.push((to.minuteUnits[last] ?? 0) + (game.minutes === null ? 0 : toUnits(game.minutes)));
  to.minuteRows.push((to.minuteRows[last] ?? 0) + (game.minutes === null ? 0 : 1));
}

function between(sums: readonly number[], from: number, to: number): number {
  return (sums[to] ?? 0) - (sums[from] ?? 0);
}

/** Ties on a day are put in a fixed order by content, so that the same rows give the same windows in any order read. */
export function compareGames(a: Game, b: Game): number {
  return (
    a.day - b.day ||
    compareNullable(a.points, b.points) ||
    compareNullable(a.minutes, b.minutes) ||
    compareNullable(a.ftMakes, b.ftMakes) ||
    compareNullable(Number(a.isDnp), Number(b.isDnp)) ||
    compareNullable(a.seasonYear, b.seasonYear) ||
    (a.opponent ?? '').localeCompare(b.opponent ?? '', 'en')
  );
}

function compareNullable(a: number | null, b: number | null): number {
  return (a ?? -1) - (b ?? -1);
}

/**
 * Number exactness: points are whole and minutes are summed in whole units, so sums do not depend on the order of rows
 * and running sums may be subtracted; each average divides once. AVG over INT64 is not specified to the last bit in the
 * warehouse, which is why comparisons allow 2e-9 (parity/README).
 *
 * All games of one player, oldest first, and the as-of windows over them (domain: features section 1, processor section
 * 6). Every window ends the day before the date asked for, so later games never change an answer.
 */
export class PlayerGames {
  readonly #days: readonly number[];
  #seasons: ReadonlyMap<number, Running> | undefined;
  #opponents: ReadonlyMap<string, Running> | undefined;

  /** @param games in the order of `compareGames` */
  constructor(readonly games: readonly Game[]) {
    this.#days = games.map((game) => game.day);
  }

  /** Rows before `day`. */
  countBefore(day: number): number {
    return lowerBound(this.#days, day);
  }

  /** Up to 10 newest rows of [fromDay, day), newest first, games not played included (parity/quirks 12). */
  lastGames(fromDay: number, day: number): readonly Game[] {
    const end = this.countBefore(day);
    const start = Math.max(lowerBound(this.#days, fromDay), end - WINDOW_GAMES);
    return this.games.slice(start, end).reverse();
  }

  /** Averages over rows of `seasonYear` in [fromDay, day); null without a row. */
  season(seasonYear: number, fromDay: number, day: number): SeasonNumbers | null {
    this.#seasons ??= group(this.games, (game) => game.seasonYear);
    const sums = this.#seasons.get(seasonYear);
    if (!sums) return null;
    const from = lowerBound(sums.days, fromDay);
    const to = lowerBound(sums.days, day);
    if (from >= to) return null;
    const minuteRows = between(sums.minuteRows, from, to);
    return {
      pointsAvg: between(sums.points, from, to) / between(sums.pointRows, from, to),
      minutesAvg: minuteRows === 0 ? null : averageOfUnits(between(sums.minuteUnits, from, to), minuteRows),
    };
  }

  /** Rows against `opponent` in [fromDay, day); the average leaves out rows without points. */
  versus(opponent: string, fromDay: number, day: number): OpponentHistory {
    this.#opponents ??= group(this.games, (game) => game.opponent);
    const sums = this.#opponents.get(opponent);
    if (!sums) return NEVER_FACED;
    const from = lowerBound(sums.days, fromDay);
    const to = lowerBound(sums.days, day);
    return {
      games: to - from,
      pointsAvg: between(sums.points, from, to) / between(sums.pointRows, from, to),
    };
  }

  /**
   * Means over rows of [fromDay, day) with minutes > 0; null without such a row. Points per minute is the mean of the
   * games' quotients, each rounded to NUMERIC first (parity/README).
   */
  minutes(fromDay: number, day: number): MinutesEfficiency | null {
    let minuteUnits = 0;
    let minuteRows = 0;
    let ratioUnits = 0;
    let ratioRows = 0;
    const end = this.countBefore(day);
    for (let i = lowerBound(this.#days, fromDay); i < end; i++) {
      const game = this.games[i];
      if (!game || game.minutes === null || game.minutes <= 0) continue;
      minuteUnits += toUnits(game.minutes);
      minuteRows += 1;
      if (game.points === null) continue;
      ratioUnits += quotientUnits(game.points, game.minutes);
      ratioRows += 1;
    }
    if (minuteRows === 0) return null;
    return {
      minutesAvg: averageOfUnits(minuteUnits, minuteRows),
      pointsPerMinute: ratioRows === 0 ? null : averageOfUnits(ratioUnits, ratioRows),
    };
  }

  /** Distinct game days of [fromDay, day): own-data completeness (domain: processor section 7). */
  distinctDays(fromDay: number, day: number): number {
    return new Set(this.#days.slice(lowerBound(this.#days, fromDay), this.countBefore(day))).size;
  }
}

const NEVER_FACED: OpponentHistory = { games: 0, pointsAvg: NaN };

function group<K extends string | number>(games: readonly Game[], keyOf: (game: Game) => K | null) {
  const groups = new Map<K, Running>();
  for (const game of games) {
    const key = keyOf(game);
    if (key === null) continue;
    let sums = groups.get(key);
    if (!sums) groups.set(key, (sums = running()));
    append(sums, game);
  }
  return groups;
}
