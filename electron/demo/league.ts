import { SEASONS, TEAMS } from './calendar.js';
import { type PlayerName, makeNames } from './names.js';
import { at, type Prng } from './prng.js';

export interface Player {
  readonly index: number;
  readonly name: PlayerName;
  readonly universalId: string;
  /** Points per minute on an ordinary day. */
  readonly pointsPerMinute: number;
  /** Order in a rotation: higher plays more. */
  readonly role: number;
  /** Shares of his points from threes and from free throws, of his two-point attempts in the paint. */
  readonly threeShare: number;
  readonly freeThrowShare: number;
  readonly paintShare: number;
  readonly birthYear: number;
  /** First and last season in the league. */
  readonly from: number;
  readonly to: number;
  /** Signed during the current season (two-way or ten-day contract). */
  readonly callUp: boolean;
}

export interface Move {
  readonly day: number;
  readonly kind: 'trade' | 'signing';
  /** Player and the team he joins. */
  readonly moves: readonly { readonly player: number; readonly to: number }[];
}

/** Rosters at the start of one season, and what happens to them. */
export interface SeasonRosters {
  readonly year: number;
  readonly rosters: readonly (readonly number[])[];
  readonly moves: readonly Move[];
}

export interface League {
  readonly players: readonly Player[];
  readonly seasons: readonly SeasonRosters[];
}

const ROSTER_SIZES: Readonly<Record<number, number>> = { 2022: 13, 2023: 14, 2024: 15, 2025: 16 };
const RETIRED_PER_SUMMER = 12;
const MOVED_PER_SUMMER = 50;
const CALL_UPS = 24;
const TRADES: Readonly<Record<number, number>> = { 2022: 5, 2023: 6, 2024: 7, 2025: 8 };

function makePlayer(index: number, name: PlayerName, from: number, to: number, callUp: boolean, rng: Prng): Player {
  const talent = rng.normal() + (callUp ? -1.4 : 0);
  const age = from === SEASONS[0]?.year ? rng.int(20, 35) : rng.int(19, 23);
  return {
    index,
    name,
    universalId: `${name.lookup}_001`,
    pointsPerMinute: Math.max(0.2, Math.min(0.82, 0.425 + 0.085 * talent)),
    role: talent + rng.normal() * 0.35,
    threeShare: 0.12 + rng.unit() * 0.42,
    freeThrowShare: 0.08 + rng.unit() * 0.16,
    paintShare: 0.35 + rng.unit() * 0.5,
    birthYear: from - age,
    from,
    to,
    callUp,
  };
}

/** Deals players to the teams in serpentine order of their role, so that no team is hopeless. */
function deal(players: readonly Player[]): number[][] {
  const rosters = TEAMS.map((): number[] => []);
  const sorted = [...players].sort((a, b) => b.role - a.role || a.index - b.index);
  sorted.forEach((player, i) => {
    const round = Math.floor(i / TEAMS.length);
    const seat = i % TEAMS.length;
    at(rosters, round % 2 === 0 ? seat : TEAMS.length - 1 - seat).push(player.index);
  });
  return rosters;
}

function order(rosters: readonly number[][], players: readonly Player[]): void {
  for (const roster of rosters) roster.sort((a, b) => at(players, b).role - at(players, a).role || a - b);
}

/** Swaps of two players of like role between two teams, within the weeks before the deadline. */
function makeTrades(count: number, first: number, last: number, rosters: readonly number[][], rng: Prng): Move[] {
  const now = rosters.map((roster) => [...roster]);
  const days = Array.from({ length: count }, () => rng.int(first, last)).sort((a, b) => a - b);
  return days.map((day) => {
    const [a, b] = rng.shuffle(TEAMS.map((_, team) => team)) as [number, number];
    const seat = rng.int(1, 9);
    const mine = at(at(now, a), seat);
    const theirs = at(at(now, b), seat);
    at(now, a)[seat] = theirs;
    at(now, b)[seat] = mine;
    return {
      day,
      kind: 'trade',
      moves: [
        { player: mine, to: b },
        { player: theirs, to: a },
      ],
    };
  });
}

/** Four seasons of rosters: 390 players grow to 480 and 24 call-ups, with rookies, retirements, summers and trades. */
export function makeLeague(rng: Prng): League {
  const rookies = (year: number): number => ((ROSTER_SIZES[year] ?? 0) - (ROSTER_SIZES[year - 1] ?? 0)) * TEAMS.length;
  const years = SEASONS.map((season) => season.year);
  const firstYear = at(years, 0);
  const lastYear = at(years, years.length - 1);
  const starting = (ROSTER_SIZES[firstYear] ?? 0) * TEAMS.length;
  const later = years.slice(1).reduce((sum, year) => sum + rookies(year) + RETIRED_PER_SUMMER, 0);
  // Names with a suffix or a nickname come first: these players last all four seasons, so that their traps are met.
  const names = makeNames(starting + later + CALL_UPS, rng);
  const players: Player[] = [];
  for (let i = 0; i < starting; i += 1) {
    const leaves = i >= starting - RETIRED_PER_SUMMER * (years.length - 1);
    const summer = Math.floor((starting - 1 - i) / RETIRED_PER_SUMMER);
    players.push(makePlayer(i, at(names, i), firstYear, leaves ? firstYear + summer : lastYear, false, rng));
  }
  for (const year of years.slice(1)) {
    const joining = rookies(year) + RETIRED_PER_SUMMER;
    for (let i = 0; i < joining; i += 1) {
      players.push(makePlayer(players.length, at(names, players.length), year, lastYear, false, rng));
    }
  }
  for (let i = 0; i < CALL_UPS; i += 1) {
    players.push(makePlayer(players.length, at(names, players.length), lastYear, lastYear, true, rng));
  }

  const seasons: SeasonRosters[] = [];
  let rosters: number[][] = deal(players.filter((player) => player.from === firstYear));
  for (const calendar of SEASONS) {
    const { year } = calendar;
    const size = ROSTER_SIZES[year] ?? 0;
    if (year !== firstYear) {
      rosters = rosters.map((roster) => roster.filter((player) => at(players, player).to >= year));
      for (let i = 0; i < MOVED_PER_SUMMER; i += 1) {
        const [a, b] = rng.shuffle(TEAMS.map((_, team) => team)) as [number, number];
        const seat = rng.int(0, 10);
        const mine = at(at(rosters, a), seat);
        at(rosters, a)[seat] = at(at(rosters, b), seat);
        at(rosters, b)[seat] = mine;
      }
      const joining = rng.shuffle(players.filter((player) => player.from === year && !player.callUp));
      for (const roster of rosters) while (roster.length < size) roster.push((joining.pop() as Player).index);
    }
    order(rosters, players);
    const current = year === lastYear;
    const deadline = current ? calendar.last - 4 : calendar.first + 108;
    const trades = makeTrades(TRADES[year] ?? 0, calendar.first + 50, deadline, rosters, rng);
    const signings: Move[] = current
      ? players
          .filter((player) => player.callUp)
          .map((player, i) => ({
            day: calendar.first + rng.int(21, 85),
            kind: 'signing',
            moves: [{ player: player.index, to: i }],
          }))
      : [];
    const moves = [...trades, ...signings].sort((a, b) => a.day - b.day || (a.kind < b.kind ? -1 : 1));
    seasons.push({ year, rosters: rosters.map((roster) => [...roster]), moves });
    for (const move of moves) applyMove(rosters, move);
  }
  return { players, seasons };
}

/** Takes each player off the team he is on and adds him to the one he joins, in place. */
export function applyMove(rosters: readonly number[][], move: Move): void {
  for (const { player, to } of move.moves) {
    for (const roster of rosters) {
      const seat = roster.indexOf(player);
      if (seat >= 0) roster.splice(seat, 1);
    }
    at(rosters, to).push(player);
  }
}

/** Rosters of a season that follow its moves day by day, each ordered by role. */
export class RosterBook {
  readonly #rosters: number[][];
  #next = 0;

  constructor(
    private readonly season: SeasonRosters,
    private readonly players: readonly Player[],
  ) {
    this.#rosters = season.rosters.map((roster) => [...roster]);
  }

  /** Rosters on `day`; days are asked for in rising order. */
  on(day: number): readonly (readonly number[])[] {
    let moved = false;
    for (let move = this.season.moves[this.#next]; move && move.day <= day; move = this.season.moves[this.#next]) {
      applyMove(this.#rosters, move);
      this.#next += 1;
      moved = true;
    }
    if (moved) order(this.#rosters, this.players);
    return this.#rosters;
  }
}
