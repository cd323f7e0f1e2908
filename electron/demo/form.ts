import { type Appearance, type TeamGame } from './box-scores.js';
import { TEAMS } from './calendar.js';
import { at } from './prng.js';

/** Numbers of a player as known before a game, by the producers' rules (domain: features section 6). */
export interface Form {
  /** Days since his previous box-score row; null without one. */
  readonly rest: number | null;
  readonly games7: number;
  readonly minutes7: number;
  readonly backToBacks14: number;
  /** Games played this season, and means over games played; null without one. */
  readonly playedSeason: number;
  readonly points5: number | null;
  readonly points10: number | null;
  readonly pointsSeason: number | null;
  readonly std10: number | null;
  readonly minutes10: number | null;
  readonly usage10: number | null;
  readonly paintRate: number | null;
  readonly midRate: number | null;
  readonly threeRate: number | null;
  readonly shots10: number;
  readonly zoneGames: number;
  /** Of the newest ten box-score rows. */
  readonly rows10: readonly Appearance[];
  readonly minutes30: number | null;
  readonly perMinute30: number | null;
  readonly againstPoints: number | null;
  readonly againstGames: number;
}

/** Numbers of a team as known before a game. */
export interface TeamForm {
  readonly pace10: number | null;
  readonly offense10: number | null;
  readonly defense15: number | null;
  readonly opponentPace15: number | null;
  readonly pointsAllowed15: number | null;
  readonly games15: number;
  /** Wins / games of the season; null under 5 games. */
  readonly winShare: number | null;
}

const round4 = (value: number): number => Math.round(value * 10_000) / 10_000;

function mean<T>(rows: readonly T[], value: (row: T) => number): number | null {
  if (rows.length === 0) return null;
  let sum = 0;
  for (const row of rows) sum += value(row);
  return round4(sum / rows.length);
}

interface History {
  rows: Appearance[];
  played: Appearance[];
  season: number;
  seasonPoints: number;
  seasonGames: number;
  /** Sum of points, games played and rows, three numbers an opponent. */
  against: Int32Array;
}

/** Follows the games day by day; `formOf` and `teamFormOf` speak of what was known before the rows last recorded. */
export class FormBook {
  /** By player number. */
  readonly #players: History[] = [];
  readonly #teams = TEAMS.map((): TeamGame[] => []);

  recordDay(rows: readonly Appearance[], games: readonly TeamGame[]): void {
    for (const row of rows) {
      const history = (this.#players[row.player] ??= {
        rows: [],
        played: [],
        season: 0,
        seasonPoints: 0,
        seasonGames: 0,
        against: new Int32Array(3 * TEAMS.length),
      });
      if (history.season !== row.game.seasonYear) {
        Object.assign(history, { season: row.game.seasonYear, seasonPoints: 0, seasonGames: 0 });
      }
      history.rows.push(row);
      const slot = 3 * row.opponent;
      history.against[slot + 2] = at(history.against, slot + 2) + 1;
      if (row.minutes10 > 0) {
        history.played.push(row);
        history.seasonPoints += row.points;
        history.seasonGames += 1;
        history.against[slot] = at(history.against, slot) + row.points;
        history.against[slot + 1] = at(history.against, slot + 1) + 1;
      }
    }
    for (const game of games) at(this.#teams, game.team).push(game);
  }

  formOf(row: Appearance): Form {
    const history = this.#players[row.player];
    const rows = history?.rows ?? [];
    const all = history?.played ?? [];
    const inSeason = history?.season === row.game.seasonYear ? history.seasonGames : 0;
    const played10 = all.slice(all.length - Math.min(10, inSeason));
    const recent = [];
    for (let i = all.length - 1; i >= 0; i -= 1) {
      const game = at(all, i);
      if (game.day < row.day - 30) break;
      recent.push(game);
    }
    const week = recent.filter((game) => game.day >= row.day - 7);
    let backToBacks14 = 0;
    for (let i = 0; i + 1 < recent.length; i += 1) {
      const game = at(recent, i);
      if (game.day >= row.day - 14 && game.day - at(recent, i + 1).day === 1) backToBacks14 += 1;
    }
    const points10 = mean(played10, (game) => game.points);
    let squares = 0;
    if (points10 !== null) for (const game of played10) squares += (game.points - points10) ** 2;
    const zones = played10.filter((game) => game.zonesKnown);
    const paint = zones.reduce((sum, game) => sum + game.paint, 0);
    const mid = zones.reduce((sum, game) => sum + game.mid, 0);
    const three = zones.reduce((sum, game) => sum + game.threeAttempts, 0);
    const shots = paint + mid + three;
    const rate = (part: number): number | null => (shots === 0 ? null : Math.round((10_000 * part) / shots) / 100);
    const last = rows.at(-1);
    const [againstPoints = 0, againstPlayed = 0, againstGames = 0] =
      history?.against.subarray(3 * row.opponent, 3 * row.opponent + 3) ?? [];
    return {
      rest: last ? row.day - last.day : null,
      games7: week.length,
      minutes7: week.reduce((sum, game) => sum + game.minutes10, 0) / 10,
      backToBacks14,
      playedSeason: inSeason,
      points5: mean(played10.slice(-5), (game) => game.points),
      points10,
      pointsSeason: inSeason > 0 && history ? round4(history.seasonPoints / inSeason) : null,
      std10: played10.length > 1 ? round4(Math.sqrt(squares / (played10.length - 1))) : null,
      minutes10: mean(played10, (game) => game.minutes10 / 10),
      usage10: mean(played10, (game) => game.usage),
      paintRate: rate(paint),
      midRate: rate(mid),
      threeRate: rate(three),
      shots10: shots,
      zoneGames: zones.length,
      rows10: rows.slice(-10).filter((game) => game.day >= row.day - 60),
      minutes30: mean(recent, (game) => game.minutes10 / 10),
      perMinute30: mean(recent, (game) => (10 * game.points) / game.minutes10),
      againstPoints: againstPlayed > 0 ? againstPoints / againstPlayed : null,
      againstGames,
    };
  }

  teamFormOf(team: number, seasonYear: number): TeamForm {
    const games = at(this.#teams, team);
    const last10 = games.slice(-10);
    const last15 = games.slice(-15);
    let wins = 0;
    let played = 0;
    for (let i = games.length - 1; i >= 0 && at(games, i).game.seasonYear === seasonYear; i -= 1) {
      played += 1;
      if (at(games, i).won) wins += 1;
    }
    const two = (value: number | null): number | null => (value === null ? null : Math.round(value * 100) / 100);
    return {
      pace10: two(mean(last10, (game) => game.pace)),
      offense10: two(mean(last10, (game) => game.offensiveRating)),
      defense15: two(mean(last15, (game) => (100 * game.allowed) / game.possessions)),
      opponentPace15: two(mean(last15, (game) => game.pace)),
      pointsAllowed15: two(mean(last15, (game) => game.allowed)),
      games15: last15.length,
      winShare: played < 5 ? null : wins / played,
    };
  }
}
