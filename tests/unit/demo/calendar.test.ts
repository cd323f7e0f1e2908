import { beforeAll, describe, expect, it } from 'vitest';
import { type PlayedSeasons, playSeasons } from '../../../electron/demo/box-scores.js';
import { LAST_PLAYED, SEASONS, TEAMS, dateOf, easternOffset } from '../../../electron/demo/calendar.js';
import { type League, makeLeague } from '../../../electron/demo/league.js';
import { Prng } from '../../../electron/demo/prng.js';
import { type GameDate, toDayNumber } from '../../../shared/game-date.js';

const SEED = 20260201;
let league: League;
let played: PlayedSeasons;

beforeAll(() => {
  league = makeLeague(new Prng(SEED, 'league'));
  played = playSeasons(league, SEED);
});

describe('random numbers', () => {
  it('repeat for a seed and a stream, and differ between streams and seeds', () => {
    const draw = (seed: number, stream: string): number[] => {
      const rng = new Prng(seed, stream);
      return Array.from({ length: 5 }, () => rng.bits());
    };
    expect(draw(1, 'a')).toEqual(draw(1, 'a'));
    expect(draw(1, 'a')).not.toEqual(draw(1, 'b'));
    expect(draw(1, 'a')).not.toEqual(draw(2, 'a'));
  });

  it('are even over [0, 1) and near normal', () => {
    const rng = new Prng(3, 'even');
    const units = Array.from({ length: 20_000 }, () => rng.unit());
    expect(Math.min(...units)).toBeGreaterThanOrEqual(0);
    expect(Math.max(...units)).toBeLessThan(1);
    const mean = units.reduce((a, b) => a + b, 0) / units.length;
    expect(mean).toBeCloseTo(0.5, 1);
    const normals = Array.from({ length: 20_000 }, () => rng.normal());
    const spread = Math.sqrt(normals.reduce((sum, value) => sum + value * value, 0) / normals.length);
    expect(spread).toBeGreaterThan(0.97);
    expect(spread).toBeLessThan(1.03);
  });
});

describe('schedule', () => {
  it('begins each season on its first day', () => {
    for (const [year, first] of [
      [2022, '2022-10-18'],
      [2023, '2023-10-24'],
      [2024, '2024-10-22'],
      [2025, '2025-10-21'],
    ] as const) {
      const season = played.games.filter((game) => game.seasonYear === year && game.kind === 'regular');
      expect(season[0]?.date).toBe(first);
    }
    expect(SEASONS.map((season) => season.year)).toEqual([2022, 2023, 2024, 2025]);
  });

  it('has no team twice a day and none against itself', () => {
    const seen = new Set<string>();
    for (const game of played.games) {
      if (game.kind === 'all_star') continue;
      expect(game.home).not.toBe(game.away);
      for (const team of [game.home, game.away]) {
        const key = `${game.date} ${String(TEAMS[team])}`;
        expect(seen.has(key), key).toBe(false);
        seen.add(key);
      }
    }
  });

  it('has 3 to 12 regular games on a game day, 15 when everybody plays, and none on days off', () => {
    const counts = new Map<number, number>();
    for (const game of played.games) {
      if (game.kind === 'regular') counts.set(game.day, (counts.get(game.day) ?? 0) + 1);
    }
    for (const season of SEASONS) {
      for (let day = season.first; day <= season.last; day += 1) {
        const games = counts.get(day) ?? 0;
        if (season.off.has(day)) expect(games, dateOf(day)).toBe(0);
        else if (season.full.has(day)) expect(games, dateOf(day)).toBe(15);
        else expect(games >= 3 && games <= 12, `${dateOf(day)}: ${String(games)}`).toBe(true);
      }
    }
    for (const off of ['2025-12-24', '2025-12-25', '2025-02-16', '2025-11-27']) {
      expect(counts.get(toDayNumber(off as GameDate)) ?? 0).toBe(0);
    }
  });

  it('gives every team about 82 games a season, back-to-backs but never three days running', () => {
    const days = new Map<string, number[]>();
    for (const game of played.games) {
      if (game.kind !== 'regular') continue;
      for (const team of [game.home, game.away]) {
        const key = `${String(game.seasonYear)} ${String(team)}`;
        days.set(key, [...(days.get(key) ?? []), game.day]);
      }
    }
    let backToBacks = 0;
    let running = 0;
    for (const [key, list] of days) {
      if (!key.startsWith('2025')) expect(Math.abs(list.length - 80), key).toBeLessThanOrEqual(3);
      list.forEach((day, i) => {
        if (list[i - 1] === day - 1) backToBacks += 1;
        if (list[i - 1] === day - 1 && list[i - 2] === day - 2) running += 1;
      });
    }
    expect(backToBacks / days.size).toBeGreaterThan(6);
    // Only the days on which everybody plays may force it.
    expect(running / days.size).toBeLessThan(1);
  });

  it('tips in the Eastern evening, or on a weekend afternoon', () => {
    expect([
      easternOffset(toDayNumber('2025-11-01' as GameDate)),
      easternOffset(toDayNumber('2025-11-02' as GameDate)),
    ]).toEqual([4, 5]);
    for (const game of played.games) {
      const hour = (game.tip / 3_600_000 - easternOffset(game.day)) % 24;
      expect(hour >= 15 && hour < 24, `${game.id} ${String(hour)}`).toBe(true);
    }
  });

  it('names games as the league does', () => {
    const game = played.games.find((one) => one.seasonYear === 2025);
    expect(game?.officialId).toMatch(/^00225\d{5}$/);
    expect(game?.id).toMatch(/^20251021_[A-Z]{3}_[A-Z]{3}$/);
    expect(new Set(played.games.map((one) => one.officialId)).size).toBe(played.games.length);
    expect(played.games.some((one) => one.kind === 'playoffs' && one.officialId.startsWith('004'))).toBe(true);
    expect(played.games.some((one) => one.kind === 'play_in' && one.officialId.startsWith('005'))).toBe(true);
  });
});

describe('box scores', () => {
  it('add up: shots to points, players to the team, minutes to the game', () => {
    const points = new Map<string, number>();
    const minutes = new Map<string, number>();
    const wrong = played.appearances.filter(
      (row) =>
        2 * (row.fgMakes - row.threeMakes) + 3 * row.threeMakes + row.ftMakes !== row.points ||
        row.fgMakes > row.fgAttempts ||
        row.ftMakes > row.ftAttempts ||
        row.paint + row.mid + row.threeAttempts !== row.fgAttempts ||
        row.minutes10 > 0 !== (row.absence === null),
    );
    expect(wrong.slice(0, 3)).toEqual([]);
    for (const row of played.appearances) {
      const key = `${row.game.id} ${String(row.team)}`;
      points.set(key, (points.get(key) ?? 0) + row.points);
      minutes.set(key, (minutes.get(key) ?? 0) + row.minutes10);
    }
    for (const game of played.teamGames) {
      const key = `${game.game.id} ${String(game.team)}`;
      expect(points.get(key)).toBe(game.points);
      expect(Math.abs((minutes.get(key) ?? 0) - 2400 - 250 * game.overtimes)).toBeLessThan(100);
      expect(game.won).toBe(game.points > game.allowed);
    }
    expect(played.teamGames.every((game) => game.day <= LAST_PLAYED)).toBe(true);
  });

  it('list 35 to 40 % of players who did not play, each season', () => {
    for (const { year } of SEASONS) {
      const rows = played.appearances.filter((row) => row.game.seasonYear === year);
      const share = rows.filter((row) => row.minutes10 === 0).length / rows.length;
      expect(share).toBeGreaterThan(0.35);
      expect(share).toBeLessThan(0.4);
    }
  });

  it('have a player for one team at a time, and trades, call-ups and rookies', () => {
    const teams = new Map<string, number>();
    for (const row of played.appearances) {
      teams.set(`${row.game.date} ${String(row.player)}`, row.team);
    }
    expect(teams.size).toBe(played.appearances.length);
    const current = played.appearances.filter((row) => row.game.seasonYear === 2025);
    const clubs = new Map<number, Set<number>>();
    for (const row of current) clubs.set(row.player, (clubs.get(row.player) ?? new Set()).add(row.team));
    expect([...clubs.values()].filter((set) => set.size > 1).length).toBeGreaterThanOrEqual(10);
    expect(clubs.size).toBeGreaterThanOrEqual(480);
    expect(clubs.size).toBeLessThanOrEqual(510);
    const first = new Set(played.appearances.filter((row) => row.game.seasonYear < 2025).map((row) => row.player));
    expect([...clubs.keys()].filter((player) => !first.has(player)).length).toBeGreaterThan(50);
  });
});

describe('names', () => {
  it('are all different, with accents, apostrophes, hyphens, suffixes, nicknames and near twins', () => {
    const names = league.players.map((player) => player.name);
    expect(new Set(names.map((name) => name.lookup)).size).toBe(names.length);
    expect(names.every((name) => /^[a-z0-9]+$/.test(name.lookup))).toBe(true);
    const like = (pattern: RegExp): number => names.filter((name) => pattern.test(name.full)).length;
    expect(like(/[áčéïöšüž]/)).toBeGreaterThan(10);
    expect(like(/'/)).toBeGreaterThan(10);
    expect(like(/-/)).toBeGreaterThan(5);
    expect(like(/ (Jr\.|Sr\.|II|III|IV)$/)).toBe(22);
    expect(names.filter((name) => name.stripped !== null).length).toBe(22);
    expect(names.filter((name) => name.nickname !== null).length).toBe(8);
    const keys = new Set(names.map((name) => name.lookup));
    expect(names.filter((name) => keys.has(`${name.lookup}s`)).length).toBeGreaterThan(4);
  });
});
