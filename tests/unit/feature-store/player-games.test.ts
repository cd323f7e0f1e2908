import { describe, expect, it } from 'vitest';
import { compareGames, PlayerGames, type Game } from '../../../electron/feature-store/windows/player-games.js';
import { fromDayNumber, toDayNumber, type GameDate } from '../../../shared/game-date.js';

const DAY = toDayNumber('2026-01-31' as GameDate);

function game(daysAgo: number, more: Partial<Game> = {}): Game {
  const day = DAY - daysAgo;
  return {
    date: fromDayNumber(day),
    day,
    seasonYear: 2025,
    opponent: 'BOS',
    points: 10,
    minutes: 20,
    ftMakes: 2,
    isDnp: null,
    ...more,
  };
}

function games(...list: readonly Game[]): PlayerGames {
  return new PlayerGames([...list].sort(compareGames));
}

describe('the last 10 rows', () => {
  it('are the newest of 60 days, newest first, without the day itself', () => {
    const player = games(...[0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11].map((ago) => game(ago)));
    expect(player.lastGames(DAY - 60, DAY).map((each) => DAY - each.day)).toEqual([1, 2, 3, 4, 5, 6, 7, 8, 9, 10]);
  });

  it('reach back to day 60 and no further', () => {
    const player = games(game(61), game(60), game(59));
    expect(player.lastGames(DAY - 60, DAY).map((each) => DAY - each.day)).toEqual([59, 60]);
  });

  it('do not depend on the order rows of one day were read in', () => {
    const [a, b] = [game(1, { points: 3 }), game(1, { points: 30 })];
    expect(games(a, b).lastGames(0, DAY)).toEqual(games(b, a).lastGames(0, DAY));
  });
});

describe('the season', () => {
  it('takes rows of its year only, from its first day to the day before', () => {
    const player = games(
      game(0, { points: 99 }),
      game(1, { points: 20, minutes: 30.1 }),
      game(2, { points: null, minutes: null }),
      game(3, { points: 10, minutes: 20.1 }),
      game(4, { points: 99, seasonYear: 2024 }),
      game(200, { points: 99 }),
    );
    expect(player.season(2025, DAY - 122, DAY)).toEqual({ pointsAvg: 15, minutesAvg: 25.1 });
  });

  it('has no numbers without a row, and no points average without points', () => {
    expect(games(game(1)).season(2024, 0, DAY)).toBeNull();
    expect(games(game(0)).season(2025, 0, DAY)).toBeNull();
    expect(games(game(1, { points: null, minutes: null })).season(2025, 0, DAY)).toEqual({
      pointsAvg: NaN,
      minutesAvg: null,
    });
  });
});

describe('the history against an opponent', () => {
  it('counts rows without points but leaves them out of the average', () => {
    const player = games(game(1), game(2, { points: null }), game(3, { points: 20 }), game(4, { opponent: 'LAL' }));
    expect(player.versus('BOS', DAY - 1095, DAY)).toEqual({ games: 3, pointsAvg: 15 });
  });

  it('includes the first day of the window and not the date itself', () => {
    const player = games(game(1095, { points: 4 }), game(1096, { points: 90 }), game(0, { points: 90 }));
    expect(player.versus('BOS', DAY - 1095, DAY)).toEqual({ games: 1, pointsAvg: 4 });
  });

  it('is NaN for a team never faced', () => {
    expect(games(game(1)).versus('MIA', 0, DAY)).toEqual({ games: 0, pointsAvg: NaN });
  });
});

describe('minutes and points per minute', () => {
  it('take rows of 30 days with minutes, the ratio as the mean of rounded ratios', () => {
    const player = games(
      game(1, { points: 10, minutes: 30 }),
      game(2, { points: 7, minutes: 11 }),
      game(3, { points: null, minutes: 25.5 }),
      game(4, { points: 9, minutes: 0 }),
      game(5, { minutes: null }),
      game(31, { points: 90, minutes: 40 }),
    );
    // (0.333333333 + 0.636363636) / 2 = 0.4848484845, a half that goes away from zero.
    expect(player.minutes(DAY - 30, DAY)).toEqual({ minutesAvg: 22.166666667, pointsPerMinute: 0.484848485 });
  });

  it('are absent without such a row; the ratio alone without points', () => {
    expect(games(game(1, { minutes: 0 })).minutes(DAY - 30, DAY)).toBeNull();
    expect(games(game(1, { points: null })).minutes(DAY - 30, DAY)).toEqual({ minutesAvg: 20, pointsPerMinute: null });
  });
});

it('counts each day once for completeness', () => {
  expect(games(game(1), game(1), game(2), game(0), game(9)).distinctDays(DAY - 5, DAY)).toBe(2);
});
