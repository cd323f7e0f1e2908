import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { DateRange, GameDate } from '../../../shared/game-date.js';
import { CalendarService } from '../../../electron/calendar/service.js';
import { CoverageService } from '../../../electron/coverage/service.js';
import { Billing } from '../plan/billing-warehouse.js';
import { clockAt, type TestWarehouse } from '../plan/parity-warehouse.js';
import { boxScore, context, DAY, game, merged, NEXT, odds, pros, stored, world } from '../plan/small-world.js';

let test: TestWarehouse;
let coverage: CoverageService;
let calendar: CalendarService;

const JANUARY: DateRange = { from: '2026-01-01' as GameDate, to: '2026-01-31' as GameDate };

beforeAll(async () => {
  test = await world(
    {
      'nba_predictions.ml_feature_store_v2': [
        stored(DAY, 'a', 20.5),
        stored(DAY, 'b', 10.5),
        stored(DAY, 'c', 0),
        // Too short to have a line: in neither side of the share (domain: vegas section 8).
        stored(DAY, 'd', 30.5, {}, 25),
        // Long enough for the line, not for the 37th feature.
        stored(NEXT, 'a', 12.5, {}, 33),
        // The same month of last season, its first day and its last, outside the range's own days.
        ...['a', 'b'].map((name) => stored('2025-01-01', name, 15.5)),
        ...['c', 'd'].map((name) => stored('2025-01-31', name, name === 'd' ? 0 : 15.5)),
        stored('2024-12-31', 'a', 15.5),
        stored('2025-02-01', 'a', 15.5),
      ],
      'nba_raw.odds_api_player_points_props': [
        odds(DAY, 'a', 20.5),
        odds(DAY, 'a', 21.5, { bookmaker: 'fanduel' }),
        odds(DAY, 'zero', 0),
        odds('2025-10-25', 'early', 9.5),
      ],
      'nba_raw.bettingpros_player_points_props': [
        pros(DAY, 'a', 20.5),
        pros(DAY, 'b', 10.5, { bet_side: 'under' }),
        pros(DAY, 'c', 8.5),
        pros(DAY, 'other', 4.5, { market_type: 'rebounds' }),
      ],
      'nba_analytics.upcoming_player_game_context': [
        context(DAY, 'a', 20.5),
        context(DAY, 'a', null),
        context(DAY, 'b', 0),
        context(DAY, 'c', null),
      ],
    },
    {
      'nba_analytics.player_game_summary': [
        boxScore(DAY, 'a', { minutes_played: 31 }),
        boxScore(DAY, 'b', { minutes_played: 4 }),
        // The same player twice, and one who sat on the bench.
        boxScore(DAY, 'b', { minutes_played: 4, processed_at: `${DAY}T12:00:00Z` }),
        boxScore(DAY, 'c', { minutes_played: 0 }),
        boxScore(DAY, 'd'),
        // A line of another market, and one of 0, are no line for points.
        boxScore(DAY, 'other', { minutes_played: 12 }),
        boxScore('2025-12-31', 'a', { minutes_played: 20 }),
      ],
    },
    // A later row of the append-only schedule moves nothing, an all-star game does not count.
    { 'nba_raw.nbac_schedule': [game(DAY, { game_status: 1, processed_at: '2025-08-01T00:00:00Z' })] },
    { 'nba_raw.nbac_schedule': [game('2026-01-12', { is_all_star: true, is_regular_season: false })] },
  );
  coverage = new CoverageService(test.warehouse, clockAt('2026-01-15'));
  calendar = new CalendarService(test.warehouse, clockAt('2026-01-15'));
});
afterAll(() => test.close());

describe('a month', () => {
  it('counts rows, long arrays, lines, match and context with both sides of every share', async () => {
    const [month, ...rest] = await coverage.months(JANUARY);
    expect(rest).toEqual([]);
    expect(month).toMatchObject({
      month: '2026-01',
      rows: 5,
      rowsWithFeature: 4,
      rowsWithValue: 3,
      match: { numerator: 2, denominator: 3 },
      context: { numerator: 1, denominator: 3 },
      dates: { numerator: 2, denominator: 2 },
    });
    expect(month?.mean).toBeCloseTo((20.5 + 10.5 + 12.5) / 3, 12);
  });

  it('is compared with the whole same month of last season', async () => {
    const [month] = await coverage.months({ from: DAY, to: DAY });
    expect(month?.lastSeason).toEqual({ numerator: 3, denominator: 4 });
    // 75 % then, 2 of 3 now.
    expect(month?.drift).toBeCloseTo(200 / 3 - 75, 9);
  });

  it('has no verdict without a baseline', async () => {
    const months = await coverage.months({ from: '2025-10-01' as GameDate, to: '2025-10-31' as GameDate });
    expect(months[0]).toMatchObject({ month: '2025-10', rows: 0, lastSeason: null, drift: null, mean: null });
  });
});

describe('dates', () => {
  it('are the game dates up to today and every date with rows', async () => {
    const report = await coverage.report({ from: '2025-10-21' as GameDate, to: JANUARY.to }, 'vegas_points_line');
    expect(report.dates.map((date) => [date.date, date.games, date.rows])).toEqual([
      ['2025-10-21', 1, 0],
      ['2025-10-25', 1, 0],
      [DAY, 1, 4],
      [NEXT, 1, 1],
    ]);
  });

  it('count who played, with minutes and once each, and for how many of them a book posted points', async () => {
    const report = await coverage.report(JANUARY, 'vegas_points_line');
    expect(report.dates.map((date) => [date.date, date.posted])).toEqual([
      [DAY, { numerator: 2, denominator: 3 }],
      [NEXT, { numerator: 0, denominator: 0 }],
    ]);
  });

  it('of the first 14 days owe no lines to the match rate', async () => {
    const report = await coverage.report({ from: '2025-10-21' as GameDate, to: DAY }, 'vegas_points_line');
    expect(report.dates[1]).toMatchObject({ date: '2025-10-25', match: { numerator: 0, denominator: 0 } });
    expect(report.months[0]?.match).toEqual({ numerator: 0, denominator: 0 });
  });
});

describe('other features', () => {
  it('need an array long enough for their own index', async () => {
    const [month] = (await coverage.report(JANUARY, 'breakout_flag')).months;
    expect(month).toMatchObject({ rows: 5, rowsWithFeature: 3, rowsWithValue: 3 });
    expect((await coverage.report(JANUARY, 'points_avg_last_5')).months[0]).toMatchObject({ rowsWithFeature: 4 });
  });

  it('count negative values, which a line cannot have', async () => {
    const negative = await world({
      'nba_predictions.ml_feature_store_v2': [
        { ...stored(DAY, 'a', -1), features: Array.from({ length: 37 }, () => -1) },
      ],
    });
    try {
      const service = new CoverageService(negative.warehouse, clockAt('2026-01-15'));
      expect((await service.report(JANUARY, 'recent_trend')).months[0]).toMatchObject({ rowsWithValue: 1, mean: -1 });
      expect((await service.report(JANUARY, 'vegas_points_line')).months[0]).toMatchObject({ rowsWithValue: 0 });
    } finally {
      await negative.close();
    }
  });

  it('must exist', async () => {
    await expect(coverage.report(JANUARY, 'vegas')).rejects.toMatchObject({ code: 'bad_input', subject: '--feature' });
  });
});

it('takes six statements whatever the range', async () => {
  const before = test.warehouse.statementsRun;
  await coverage.report({ from: '2025-02-01' as GameDate, to: JANUARY.to }, 'vegas_points_line');
  expect(test.warehouse.statementsRun - before).toBe(6);
});

describe('the calendar', () => {
  it('has every day, with games, bootstrap and what the store holds', async () => {
    const days = await calendar.days({ from: DAY, to: '2026-01-12' as GameDate });
    expect(days).toEqual([
      {
        date: DAY,
        games: 1,
        bootstrap: false,
        storedRows: 4,
        rowsWithLine: 2,
        match: { numerator: 2, denominator: 3 },
      },
      {
        date: NEXT,
        games: 1,
        bootstrap: false,
        storedRows: 1,
        rowsWithLine: 1,
        match: { numerator: 0, denominator: 0 },
      },
      {
        date: '2026-01-12',
        games: 0,
        bootstrap: false,
        storedRows: 0,
        rowsWithLine: 0,
        match: { numerator: 0, denominator: 0 },
      },
    ]);
  });

  it('counts 14 days of bootstrap from the first final regular-season game', async () => {
    const days = await calendar.days({ from: '2025-10-20' as GameDate, to: '2025-11-05' as GameDate });
    const bootstrap = days.filter((day) => day.bootstrap).map((day) => day.date);
    expect([bootstrap[0], bootstrap.at(-1), bootstrap.length]).toEqual(['2025-10-21', '2025-11-03', 14]);
  });

  it('starts the season at a later first game when the schedule says so', async () => {
    const late = await world({
      'nba_raw.nbac_schedule': [
        game('2024-10-30', { season_year: 2024 }),
        game('2024-10-24', { season_year: 2024, game_status: 1 }),
      ],
    });
    try {
      const service = new CalendarService(late.warehouse, clockAt('2026-01-15'));
      const days = await service.days({ from: '2024-10-22' as GameDate, to: '2024-11-20' as GameDate });
      expect(days.filter((day) => day.bootstrap)[0]?.date).toBe('2024-10-30');
    } finally {
      await late.close();
    }
  });

  it('tells the first and the last scheduled game, and today', async () => {
    const status = await calendar.status();
    expect(status).toMatchObject({
      engine: 'duckdb',
      today: '2026-01-15',
      firstGame: '2025-10-21',
      lastGame: '2026-01-20',
      problem: null,
    });
  });

  it('reads nothing where reads are billed, and says that the games are not known', async () => {
    const billing = new Billing(test.warehouse, undefined, 10_000_000);
    const status = await new CalendarService(billing.warehouse, clockAt('2026-01-15')).status();
    expect(billing.sent).toEqual([]);
    expect(status).toMatchObject({ scheduleRead: false, firstGame: null, lastGame: null, problem: null });
  });

  it('reports a sick warehouse instead of failing', async () => {
    const sick = await world(merged());
    await sick.warehouse.close();
    const status = await new CalendarService(sick.warehouse, clockAt('2026-01-15')).status();
    expect(status.problem).not.toBeNull();
    expect(status.firstGame).toBeNull();
  });
});
