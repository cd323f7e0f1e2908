import { type GameDate, toDayNumber } from '../../shared/game-date.js';
import { at, type Prng } from './prng.js';

export const TEAMS = (
  'ATL BOS BKN CHA CHI CLE DAL DEN DET GSW HOU IND LAC LAL MEM ' +
  'MIA MIL MIN NOP NYK OKC ORL PHI PHX POR SAC SAS TOR UTA WAS'
).split(' ');

/** First and last day of a season's regular games; first days by domain: processor section 3. */
export interface SeasonCalendar {
  readonly year: number;
  readonly first: number;
  readonly last: number;
  /** Days without games, as the league leaves them: holidays and the All-Star break. */
  readonly off: ReadonlySet<number>;
  readonly allStar: number | null;
  /** Days on which all 30 teams play. */
  readonly full: ReadonlySet<number>;
  readonly playoffsFirst: number | null;
}

const day = (text: string): number => toDayNumber(text as GameDate);
const days = (...texts: readonly string[]): number[] => texts.map(day);
const span = (from: string, to: string): number[] => {
  const first = day(from);
  return Array.from({ length: day(to) - first + 1 }, (_, i) => first + i);
};

/** The last day of the demo on which games were played. */
export const LAST_PLAYED = day('2026-02-01');

export const SEASONS: readonly SeasonCalendar[] = [
  {
    year: 2022,
    first: day('2022-10-18'),
    last: day('2023-04-09'),
    off: new Set([
      ...days('2022-11-08', '2022-11-24', '2022-12-24', '2022-12-25'),
      ...span('2023-02-17', '2023-02-22'),
    ]),
    allStar: day('2023-02-19'),
    full: new Set(days('2022-11-07', '2023-04-09')),
    playoffsFirst: day('2023-04-15'),
  },
  {
    year: 2023,
    first: day('2023-10-24'),
    last: day('2024-04-14'),
    off: new Set([
      ...days('2023-11-07', '2023-11-23', '2023-12-24', '2023-12-25'),
      ...span('2024-02-16', '2024-02-21'),
    ]),
    allStar: day('2024-02-18'),
    full: new Set(days('2023-11-08', '2024-04-14')),
    playoffsFirst: day('2024-04-20'),
  },
  {
    year: 2024,
    first: day('2024-10-22'),
    last: day('2025-04-13'),
    off: new Set([
      ...days('2024-11-05', '2024-11-28', '2024-12-24', '2024-12-25'),
      ...span('2025-02-14', '2025-02-18'),
    ]),
    allStar: day('2025-02-16'),
    full: new Set(days('2024-11-04', '2025-04-13')),
    playoffsFirst: day('2025-04-19'),
  },
  {
    year: 2025,
    first: day('2025-10-21'),
    last: day('2026-02-03'),
    off: new Set(days('2025-11-27', '2025-12-24', '2025-12-25')),
    allStar: null,
    full: new Set(days('2025-11-12', '2026-01-21')),
    playoffsFirst: null,
  },
];

/** 1 regular season: `002`, play-in `005`, playoffs `004`, All-Star `003` (domain: glossary, game id). */
export type GameKind = 'regular' | 'play_in' | 'playoffs' | 'all_star';

export interface Game {
  /** The league's ten digits. */
  readonly officialId: string;
  /** `YYYYMMDD_AWAY_HOME`. */
  readonly id: string;
  readonly seasonYear: number;
  readonly day: number;
  readonly date: GameDate;
  /** Team numbers, index into TEAMS; -1 for the All-Star game. */
  readonly home: number;
  readonly away: number;
  /** Tip-off, UTC milliseconds. */
  readonly tip: number;
  readonly kind: GameKind;
  /** Round of the playoffs 1..4, else 0. */
  readonly round: number;
}

const DAY_MS = 86_400_000;
const MINUTE_MS = 60_000;
const GAMES_PER_TEAM = 82;
/** Games on Sunday, Monday ... Saturday: about 54 a week. */
const BY_WEEKDAY = [8, 8, 6, 11, 4, 10, 8];
const MIN_GAMES = 3;
const MAX_GAMES = 12;
/** Minutes after midnight, Eastern. */
const EVENING = [19 * 60, 19 * 60 + 30, 19 * 60, 20 * 60, 20 * 60, 21 * 60, 22 * 60, 22 * 60 + 30];
const MATINEE = 15 * 60 + 30;

export function dateOf(dayNumber: number): GameDate {
  return new Date(dayNumber * DAY_MS).toISOString().slice(0, 10) as GameDate;
}

/** Hours from Eastern to UTC: daylight time from the second Sunday of March to the first Sunday of November. */
export function easternOffset(dayNumber: number): number {
  const date = new Date(dayNumber * DAY_MS);
  const month = date.getUTCMonth() + 1;
  const firstWeekday = new Date(Date.UTC(date.getUTCFullYear(), month - 1, 1)).getUTCDay();
  const firstSunday = 1 + ((7 - firstWeekday) % 7);
  if (month === 3) return date.getUTCDate() >= firstSunday + 7 ? 4 : 5;
  if (month === 11) return date.getUTCDate() < firstSunday ? 4 : 5;
  return month > 3 && month < 11 ? 4 : 5;
}

function tipOf(dayNumber: number, slot: number, rng: Prng): number {
  const weekend = [0, 6].includes(new Date(dayNumber * DAY_MS).getUTCDay());
  const minutes = weekend && slot < 2 ? MATINEE : rng.pick(EVENING);
  return dayNumber * DAY_MS + (minutes + easternOffset(dayNumber) * 60) * MINUTE_MS;
}

const KIND_CODE: Readonly<Record<GameKind, string>> = {
  regular: '002',
  play_in: '005',
  playoffs: '004',
  all_star: '003',
};

export function makeGame(
  season: number,
  number: number,
  dayNumber: number,
  home: number,
  away: number,
  kind: GameKind,
  tip: number,
  round = 0,
): Game {
  const date = dateOf(dayNumber);
  const [homeCode, awayCode] = kind === 'all_star' ? ['EST', 'WST'] : [at(TEAMS, home), at(TEAMS, away)];
  return {
    officialId: `${KIND_CODE[kind]}${String(season).slice(2)}${String(number).padStart(5, '0')}`,
    id: `${date.replaceAll('-', '')}_${awayCode}_${homeCode}`,
    seasonYear: season,
    day: dayNumber,
    date,
    home,
    away,
    tip,
    kind,
    round,
  };
}

/** Picks who plays on a day: teams behind in games first, rested teams first, nobody a third day running. */
function teamsOf(
  count: number,
  dayNumber: number,
  played: readonly number[],
  lastDays: readonly number[][],
  rng: Prng,
): number[] {
  const mean = played.reduce((a, b) => a + b, 0) / TEAMS.length;
  const scored = TEAMS.flatMap((_, team) => {
    // One game is kept for the last day of the season, on which everybody plays.
    if (at(played, team) >= GAMES_PER_TEAM - 1) return [];
    const days = at(lastDays, team);
    const yesterday = days.includes(dayNumber - 1);
    if (yesterday && (days.includes(dayNumber - 2) || days.includes(dayNumber - 3))) return [];
    return [{ team, score: (mean - at(played, team)) * 0.7 + rng.unit() * 1.8 - (yesterday ? 0.25 : 0) }];
  });
  scored.sort((a, b) => b.score - a.score || a.team - b.team);
  return scored.slice(0, Math.min(count, Math.floor(scored.length / 2)) * 2).map(({ team }) => team);
}

/** Regular season: nobody twice a day, 3 to 12 games a day (15 on the two days when everybody plays). */
export function makeRegularSeason(calendar: SeasonCalendar, rng: Prng): readonly Game[] {
  const played = TEAMS.map(() => 0);
  const homeGames = TEAMS.map(() => 0);
  const lastDays = TEAMS.map((): number[] => []);
  const met = new Int16Array(TEAMS.length * TEAMS.length);
  const games: Game[] = [];
  for (let dayNumber = calendar.first; dayNumber <= calendar.last; dayNumber += 1) {
    if (calendar.off.has(dayNumber)) continue;
    const full = calendar.full.has(dayNumber);
    const beforeFull = calendar.full.has(dayNumber + 1) || calendar.full.has(dayNumber + 2);
    const usual = at(BY_WEEKDAY, new Date(dayNumber * DAY_MS).getUTCDay()) + rng.int(-1, 1);
    const wanted = full
      ? TEAMS.length / 2
      : dayNumber === calendar.first
        ? MIN_GAMES
        : Math.max(MIN_GAMES, Math.min(beforeFull ? MIN_GAMES + 1 : MAX_GAMES, usual));
    const pool = full
      ? rng.shuffle(TEAMS.map((_, team) => team))
      : rng.shuffle(teamsOf(wanted, dayNumber, played, lastDays, rng));
    let slot = 0;
    while (pool.length > 1) {
      const team = pool.shift() as number;
      let best = 0;
      pool.forEach((other, i) => {
        if (at(met, team * TEAMS.length + other) < at(met, team * TEAMS.length + at(pool, best))) best = i;
      });
      const other = pool.splice(best, 1)[0] as number;
      const teamHome = at(homeGames, team) * 2 - at(played, team) <= at(homeGames, other) * 2 - at(played, other);
      const [home, away] = teamHome ? [team, other] : [other, team];
      games.push(
        makeGame(calendar.year, games.length + 1, dayNumber, home, away, 'regular', tipOf(dayNumber, slot, rng)),
      );
      slot += 1;
      homeGames[home] = at(homeGames, home) + 1;
      for (const side of [home, away]) {
        played[side] = at(played, side) + 1;
        lastDays[side] = [...at(lastDays, side).slice(-3), dayNumber];
      }
      met[home * TEAMS.length + away] = at(met, home * TEAMS.length + away) + 1;
      met[away * TEAMS.length + home] = at(met, away * TEAMS.length + home) + 1;
    }
  }
  return games;
}

/**
 * Play-in and playoffs, game by game as the winners come: `winnerOf` plays one game. Series are best of seven, a game
 * every other day. `ranking` lists the teams, best first; conferences are left out.
 */
export function playPlayoffs(
  calendar: SeasonCalendar,
  ranking: readonly number[],
  winnerOf: (game: Game) => number,
  rng: Prng,
): void {
  if (calendar.playoffsFirst === null) return;
  let number = 1;
  const playInDay = calendar.playoffsFirst - 3;
  const seeds = ranking.slice(0, 14);
  for (const [i, j] of [
    [14, 17],
    [15, 16],
  ] as const) {
    const home = at(ranking, i);
    seeds.push(
      winnerOf(makeGame(calendar.year, number, playInDay, home, at(ranking, j), 'play_in', tipOf(playInDay, 9, rng))),
    );
    number += 1;
  }
  let teams = seeds;
  let first = calendar.playoffsFirst;
  for (let round = 1; round <= 4; round += 1) {
    const series = teams.slice(0, teams.length / 2).map((team, i) => ({
      better: team,
      worse: at(teams, teams.length - 1 - i),
      wins: [0, 0] as [number, number],
      start: first + (round < 4 ? i % 2 : 0),
    }));
    for (let game = 0; game < 7; game += 1) {
      for (const one of series) {
        if (Math.max(...one.wins) === 4) continue;
        const betterHome = [0, 1, 4, 6].includes(game);
        const dayNumber = one.start + game * 2;
        const [home, away] = betterHome ? [one.better, one.worse] : [one.worse, one.better];
        const made = makeGame(
          calendar.year,
          100 * round + number,
          dayNumber,
          home,
          away,
          'playoffs',
          tipOf(dayNumber, 9, rng),
          round,
        );
        number += 1;
        const winner = winnerOf(made);
        one.wins[winner === one.better ? 0 : 1] += 1;
      }
    }
    teams = series.map((one) => (one.wins[0] === 4 ? one.better : one.worse));
    first += 16;
  }
}
