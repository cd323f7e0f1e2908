import { type Game, SEASONS, TEAMS, LAST_PLAYED, makeGame, makeRegularSeason, playPlayoffs } from './calendar.js';
import { type League, type Player, RosterBook } from './league.js';
import { at, Prng } from './prng.js';

/** Why a rostered player has no minutes. `scratch`: expected to play until shortly before the game. */
export type Absence = 'injury' | 'coach' | 'not_with_team' | 'scratch';

/** One player in one box score, players who did not play included. */
export interface Appearance {
  readonly game: Game;
  readonly day: number;
  readonly player: number;
  readonly team: number;
  readonly opponent: number;
  readonly home: boolean;
  readonly won: boolean;
  /** Place in the rotation of the day among players not known to be out, 0 first; 99 when known to be out. */
  readonly rank: number;
  /** Points a book would expect of him. */
  readonly expected: number;
  readonly absence: Absence | null;
  /** Tenths of a minute; 0 when he did not play. */
  readonly minutes10: number;
  readonly points: number;
  readonly fgMakes: number;
  readonly fgAttempts: number;
  readonly threeMakes: number;
  readonly threeAttempts: number;
  readonly ftMakes: number;
  readonly ftAttempts: number;
  readonly paint: number;
  readonly mid: number;
  readonly zonesKnown: boolean;
  /** Percent, two decimals. */
  readonly usage: number;
  readonly starter: boolean;
}

export interface TeamGame {
  readonly game: Game;
  readonly day: number;
  readonly team: number;
  readonly opponent: number;
  readonly home: boolean;
  readonly won: boolean;
  readonly points: number;
  readonly allowed: number;
  readonly possessions: number;
  readonly pace: number;
  readonly offensiveRating: number;
  readonly overtimes: number;
}

export interface PlayedSeasons {
  /** By tip-off day, then as scheduled; unplayed games of the days after LAST_PLAYED included. */
  readonly games: readonly Game[];
  readonly appearances: readonly Appearance[];
  readonly teamGames: readonly TeamGame[];
}

const ROTATION = [35, 34, 32.5, 30, 27.5, 22, 19, 16, 13, 9.5, 6, 4];
const BENCH_MINUTES = 3.5;
const MINUTES10 = 2400;
const OVERTIME10 = 250;

interface Line {
  readonly player: Player;
  readonly rank: number;
  readonly expected: number;
  readonly absence: Absence | null;
  minutes10: number;
  points: number;
}

const round = (value: number, decimals: number): number => {
  const scale = 10 ** decimals;
  return Math.round(value * scale) / scale;
};

/** Plays seasons in order: who is hurt today depends on the games before. */
class Court {
  readonly #outUntil: Int32Array;
  readonly #strength: readonly number[];
  readonly #pace: readonly number[];
  readonly appearances: Appearance[] = [];
  readonly teamGames: TeamGame[] = [];

  constructor(
    private readonly players: readonly Player[],
    private readonly rng: Prng,
  ) {
    this.#outUntil = new Int32Array(players.length);
    this.#strength = TEAMS.map(() => 1 + rng.normal() * 0.022);
    this.#pace = TEAMS.map(() => 99.6 + rng.normal() * 1.6);
  }

  #line(roster: readonly number[], team: number, day: number, overtimes: number, form: number): Line[] {
    const { rng } = this;
    let rank = 0;
    const lines: Line[] = roster.map((index) => {
      const player = at(this.players, index);
      const hurt = at(this.#outUntil, index) > day;
      const away = !hurt && player.callUp && rng.chance(0.3);
      const out = hurt || away;
      const own = out ? 99 : rank;
      if (!out) rank += 1;
      const minutes = out ? BENCH_MINUTES * 2 + 8 * rng.unit() : (ROTATION[own] ?? BENCH_MINUTES);
      const scratch = !out && rng.chance(0.018);
      return {
        player,
        rank: own,
        expected: minutes * player.pointsPerMinute * at(this.#strength, team),
        absence: hurt ? 'injury' : away ? 'not_with_team' : scratch ? 'scratch' : null,
        minutes10: 0,
        points: 0,
      };
    });
    // A little under two thirds of the roster, so that 35 to 40 % of the rows are players who did not play (domain:
    // tables section 4); rosters of the earlier seasons are shorter.
    const size = Math.floor(roster.length * 0.6 + rng.unit() * 1.7);
    const playing = lines
      .filter((line) => line.absence === null)
      .map((line) => ({ line, key: line.rank + rng.normal() * 0.9 }))
      .sort((a, b) => a.key - b.key)
      .slice(0, size)
      .map(({ line }) => line);
    const weights = playing.map((_, seat) => (ROTATION[seat] ?? BENCH_MINUTES) * (1 + 0.12 * rng.normal()));
    const total = weights.reduce((a, b) => a + b, 0);
    const minutes10 = MINUTES10 + OVERTIME10 * overtimes;
    playing.forEach((line, seat) => {
      line.minutes10 = Math.max(5, Math.min(480 + 50 * overtimes, Math.round((at(weights, seat) / total) * minutes10)));
      const scored = (line.minutes10 / 10) * line.player.pointsPerMinute * form * (1 + 0.33 * rng.normal());
      line.points = Math.max(0, Math.round(scored));
      if (rng.chance(0.02)) {
        const length = rng.chance(0.6) ? rng.int(2, 7) : rng.chance(0.75) ? rng.int(8, 20) : rng.int(21, 70);
        this.#outUntil[line.player.index] = day + 1 + length;
      }
    });
    return lines;
  }

  #record(game: Game, team: number, opponent: number, lines: readonly Line[], won: boolean): void {
    const { rng } = this;
    let seat = 0;
    for (const line of lines) {
      const { player } = line;
      const played = line.minutes10 > 0;
      const points = line.points;
      let threeMakes = played ? Math.round((points * player.threeShare * (1 + 0.35 * rng.normal())) / 3) : 0;
      threeMakes = Math.max(0, Math.min(threeMakes, Math.floor(points / 3)));
      let ftMakes = played ? Math.max(0, Math.round(points * player.freeThrowShare * (1 + 0.5 * rng.normal()))) : 0;
      ftMakes = Math.min(ftMakes, points - 3 * threeMakes);
      if ((points - 3 * threeMakes - ftMakes) % 2 !== 0) ftMakes += ftMakes > 0 ? -1 : 1;
      const twoMakes = (points - 3 * threeMakes - ftMakes) / 2;
      const threeAttempts = played ? threeMakes + Math.round(threeMakes * 1.3 + rng.unit() * 2.2) : 0;
      const twoAttempts = played ? twoMakes + Math.round(twoMakes * 0.75 + rng.unit() * 2) : 0;
      const paint = Math.round(twoAttempts * player.paintShare);
      const ftAttempts = ftMakes + (played ? Math.round(ftMakes * 0.2 + rng.unit() * 0.9) : 0);
      const ended = twoAttempts + threeAttempts + 0.44 * ftAttempts + 1.2 * rng.unit();
      this.appearances.push({
        game,
        day: game.day,
        player: player.index,
        team,
        opponent,
        home: game.home === team,
        won,
        rank: line.rank,
        expected: line.expected,
        absence: line.absence ?? (played ? null : 'coach'),
        minutes10: line.minutes10,
        points,
        fgMakes: twoMakes + threeMakes,
        fgAttempts: twoAttempts + threeAttempts,
        threeMakes,
        threeAttempts,
        ftMakes,
        ftAttempts,
        paint,
        mid: twoAttempts - paint,
        zonesKnown: played && rng.chance(0.985),
        usage: played ? Math.min(48, round((ended * 48 * 10) / line.minutes10, 2)) : 0,
        starter: played && seat < 5,
      });
      if (played) seat += 1;
    }
  }

  /** Plays one game and returns the winner. */
  play(game: Game, rosters: readonly (readonly number[])[]): number {
    const { rng } = this;
    const overtimes = rng.chance(0.05) ? 1 : 0;
    const form = (team: number): number =>
      at(this.#strength, team) * (1 + 0.035 * rng.normal()) * (team === game.home ? 1.012 : 0.988);
    const home = this.#line(at(rosters, game.home), game.home, game.day, overtimes, form(game.home));
    const away = this.#line(at(rosters, game.away), game.away, game.day, overtimes, form(game.away));
    const sum = (lines: readonly Line[]): number => lines.reduce((total, line) => total + line.points, 0);
    if (sum(home) === sum(away)) {
      const lucky = home.find((line) => line.minutes10 > 0);
      if (lucky) lucky.points += 2;
    }
    const homePoints = sum(home);
    const awayPoints = sum(away);
    const homeWon = homePoints > awayPoints;
    const minutes = 48 + 5 * overtimes;
    const possessions = Math.round(
      ((at(this.#pace, game.home) + at(this.#pace, game.away)) / 2 + 2 * rng.normal()) * (minutes / 48),
    );
    const pace = round((possessions * 48) / minutes, 1);
    for (const [team, opponent, points, allowed] of [
      [game.away, game.home, awayPoints, homePoints],
      [game.home, game.away, homePoints, awayPoints],
    ] as const) {
      this.teamGames.push({
        game,
        day: game.day,
        team,
        opponent,
        home: team === game.home,
        won: points > allowed,
        points,
        allowed,
        possessions,
        pace,
        offensiveRating: round((100 * points) / possessions, 2),
        overtimes,
      });
    }
    this.#record(game, game.away, game.home, away, !homeWon);
    this.#record(game, game.home, game.away, home, homeWon);
    return homeWon ? game.home : game.away;
  }
}

/** Schedules and plays the four seasons. */
export function playSeasons(league: League, seed: number): PlayedSeasons {
  const court = new Court(league.players, new Prng(seed, 'games'));
  const games: Game[] = [];
  SEASONS.forEach((calendar, i) => {
    const scheduling = new Prng(seed, `schedule-${String(calendar.year)}`);
    const book = new RosterBook(at(league.seasons, i), league.players);
    const wins = TEAMS.map(() => 0);
    const season = makeRegularSeason(calendar, scheduling);
    for (const game of season) {
      games.push(game);
      if (game.day > LAST_PLAYED) continue;
      const winner = court.play(game, book.on(game.day));
      wins[winner] = at(wins, winner) + 1;
    }
    if (calendar.allStar !== null) {
      const tip = (calendar.allStar + 1) * 86_400_000 + 3_600_000;
      games.push(makeGame(calendar.year, 1, calendar.allStar, -1, -1, 'all_star', tip));
    }
    const ranking = TEAMS.map((_, team) => team).sort((a, b) => at(wins, b) - at(wins, a) || a - b);
    playPlayoffs(
      calendar,
      ranking,
      (game) => {
        games.push(game);
        return court.play(game, book.on(game.day));
      },
      scheduling,
    );
  });
  const byDay = (a: { readonly day: number }, b: { readonly day: number }): number => a.day - b.day;
  return {
    games: games.sort(byDay),
    appearances: court.appearances.sort(byDay),
    teamGames: court.teamGames.sort(byDay),
  };
}
