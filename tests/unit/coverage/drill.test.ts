import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { FEATURE_NAMES } from '../../../shared/feature-catalogue.js';
import type { DateRange, GameDate } from '../../../shared/game-date.js';
import { CoverageService } from '../../../electron/coverage/service.js';
import { sourceOf } from '../../../electron/coverage/feature-source.js';
import { LinesService } from '../../../electron/lines/service.js';
import { clockAt, type TestWarehouse } from '../plan/parity-warehouse.js';
import { boxScore, context, DAY, NEXT, odds, pros, stored, world } from '../plan/small-world.js';
import { rowsPosted } from './rows-posted.js';

const JANUARY: DateRange = { from: '2026-01-01' as GameDate, to: '2026-01-31' as GameDate };
const LINE = 'vegas_points_line';

let test: TestWarehouse;
let coverage: CoverageService;

beforeAll(async () => {
  test = await world({
    'nba_predictions.ml_feature_store_v2': [
      stored(DAY, 'a', 20.5, { opponent_team_abbr: 'SEA', quality_tier: 'silver', feature_quality_score: 81.5 }),
      stored(DAY, 'b', 0),
      // In the box score of the other team.
      stored(DAY, 'c', 10.5),
      // Only in the context.
      stored(DAY, 'd', 0),
      // Nowhere but in the store.
      stored(DAY, 'e', 0, { opponent_team_abbr: 'LAL' }),
      stored(DAY, 'short', 9.5, {}, 25),
      stored(NEXT, 'a', 12.5, {}, 33),
      // Written twice: the later row is shown.
      stored(NEXT, 'twice', 5.5, { created_at: '2026-01-12T00:00:00Z', updated_at: '2026-02-01T00:00:00Z' }),
      stored(NEXT, 'twice', 6.5, { created_at: '2026-01-13T00:00:00Z' }),
    ],
    'nba_analytics.player_game_summary': [
      boxScore(DAY, 'a', { player_full_name: 'Ada "Ace" O\'Neal, Jr.' }),
      boxScore(DAY, 'b'),
      boxScore(DAY, 'c', { team_abbr: 'DEN', opponent_team_abbr: 'BOS' }),
      boxScore(DAY, 'short'),
      boxScore(NEXT, 'a'),
      boxScore(NEXT, 'twice'),
    ],
    'nba_analytics.upcoming_player_game_context': [
      // Traded meanwhile: the box score's team counts.
      context(DAY, 'a', 19.5, { team_abbr: 'UTA', processed_at: '2026-01-10T08:00:00Z' }),
      context(DAY, 'a', 20.5, { team_abbr: 'UTA', processed_at: '2026-01-10T09:00:00Z' }),
      context(DAY, 'a', null, { team_abbr: 'UTA', processed_at: '2026-01-10T10:00:00Z' }),
      context(DAY, 'd', null, { team_abbr: 'DEN', opponent_team_abbr: 'BOS' }),
    ],
    'nba_raw.odds_api_player_points_props': [
      odds(DAY, 'a', 20.5),
      odds(DAY, 'a', 22.5, { bookmaker: 'fanduel' }),
      odds(DAY, 'b', 8.5, { bookmaker: 'fanduel' }),
      odds(DAY, 'zero', 0),
    ],
    'nba_raw.bettingpros_player_points_props': [
      pros(DAY, 'a', 30.5, { bookmaker: 'BetMGM' }),
      pros(DAY, 'c', 10.5),
      pros(DAY, 'c', 11.5, { bookmaker: 'FanDuel' }),
      pros(DAY, 'other', 4.5, { market_type: 'rebounds' }),
      // No box score, no context: no team.
      pros(DAY, 'ghost', 7.5, { bookmaker: 'BettingPros Consensus' }),
      // The first 14 days owe no lines.
      pros('2025-10-25', 'early', 9.5),
    ],
  });
  coverage = new CoverageService(test.warehouse, clockAt('2026-01-15'));
});
afterAll(() => test.close());

describe('by team', () => {
  it("counts a store row for the box score's team, else the context's, else for none", async () => {
    const { groups, ...about } = await coverage.groups(JANUARY, LINE, 'team');
    expect(about).toEqual({ ...JANUARY, feature: LINE, by: 'team', uncounted: [] });
    expect(groups.map((group) => [group.group, group.rows, group.rowsWithFeature, group.rowsWithValue])).toEqual([
      ['(no team)', 1, 1, 0],
      ['BOS', 6, 5, 4],
      ['DEN', 2, 2, 1],
    ]);
    const of = (name: string) => groups.find((group) => group.group === name);
    expect(of('BOS')).toMatchObject({
      match: { numerator: 1, denominator: 2 },
      context: { numerator: 1, denominator: 1 },
      chosen: null,
    });
    expect(of('DEN')).toMatchObject({ match: { numerator: 1, denominator: 1 }, mean: 10.5 });
    expect(of('(no team)')).toMatchObject({ match: { numerator: 0, denominator: 1 } });
  });

  it('names the dates whose lines its figures leave out', async () => {
    const season: DateRange = { from: '2025-10-01' as GameDate, to: JANUARY.to };
    for (const by of ['team', 'book'] as const) {
      expect((await coverage.groups(season, LINE, by)).uncounted, by).toEqual(['2025-10-25']);
    }
  });

  it('adds up to the months', async () => {
    const range: DateRange = { from: '2025-10-21' as GameDate, to: JANUARY.to };
    for (const feature of [LINE, 'recent_trend', 'breakout_flag']) {
      const [{ months }, { groups }] = [
        await coverage.report(range, feature),
        await coverage.groups(range, feature, 'team'),
      ];
      const sum = (
        of: (row: {
          rows: number;
          rowsWithFeature: number;
          rowsWithValue: number;
          match: { numerator: number; denominator: number };
        }) => number,
      ) => [months.reduce((total, row) => total + of(row), 0), groups.reduce((total, row) => total + of(row), 0)];
      for (const [a, b] of [
        sum((row) => row.rows),
        sum((row) => row.rowsWithFeature),
        sum((row) => row.rowsWithValue),
        sum((row) => row.match.numerator),
        sum((row) => row.match.denominator),
      ]) {
        expect(b, feature).toBe(a);
      }
    }
  });
});

describe('by book', () => {
  it('counts the players it posted a points line for, both spellings as one, and whose line would be taken', async () => {
    const { groups } = await coverage.groups(JANUARY, LINE, 'book');
    expect(groups.map((group) => [group.group, group.match, group.chosen])).toEqual([
      // The Odds API has the player, so the other feed's book is not asked.
      ['BetMGM', { numerator: 1, denominator: 1 }, 0],
      ['BettingPros Consensus', { numerator: 0, denominator: 1 }, 1],
      ['DraftKings', { numerator: 2, denominator: 2 }, 2],
      // Spelled one way by the Odds API and another by BettingPros.
      ['FanDuel', { numerator: 2, denominator: 3 }, 1],
    ]);
  });

  it('shows as many rows of the line diff as its figures say', async () => {
    const season: DateRange = { from: '2025-10-01' as GameDate, to: JANUARY.to };
    const { groups, uncounted } = await coverage.groups(season, LINE, 'book');
    const { rows } = await new LinesService(test.warehouse, clockAt('2026-01-15')).diff(season);
    expect(groups.map(({ group }) => group)).toContain('FanDuel');
    for (const { group, match } of groups) {
      expect(rowsPosted(rows, { ...season, uncounted }, group), group).toEqual(match);
    }
  });

  it('takes each player with a raw line from exactly one book', async () => {
    const { groups } = await coverage.groups(JANUARY, LINE, 'book');
    const { months } = await coverage.report(JANUARY, LINE);
    expect(groups.reduce((sum, group) => sum + (group.chosen ?? 0), 0)).toBe(months[0]?.match.denominator);
  });
});

describe('the players of a date', () => {
  it('have value, team, quality, and the raw and context line beside', async () => {
    const players = await coverage.players(DAY, LINE);
    expect(players.map((player) => player.playerLookup)).toEqual(['a', 'b', 'c', 'd', 'e', 'short']);
    expect(players[0]).toEqual({
      date: DAY,
      playerLookup: 'a',
      playerName: 'Ada "Ace" O\'Neal, Jr.',
      team: 'BOS',
      opponent: 'DEN',
      value: 20.5,
      hasValue: true,
      source: 'vegas',
      quality: 81.5,
      qualityTier: 'silver',
      rawLine: 20.5,
      contextLine: 20.5,
    });
    expect(players[1]).toMatchObject({ value: 0, hasValue: false, source: 'missing', rawLine: 8.5, contextLine: null });
    expect(players[3]).toMatchObject({ team: 'DEN', playerName: 'd' });
    expect(players[4]).toMatchObject({ team: null, opponent: 'LAL' });
    expect(players[5]).toMatchObject({ value: null, hasValue: false });
  });

  it('add up to the date, for any feature', async () => {
    for (const feature of FEATURE_NAMES) {
      const players = await coverage.players(DAY, feature);
      const date = (await coverage.report(JANUARY, feature)).dates.find((one) => one.date === DAY);
      expect(players.filter((player) => player.hasValue).length, feature).toBe(date?.rowsWithValue);
      expect(players.filter((player) => player.value !== null).length, feature).toBe(date?.rowsWithFeature);
    }
  });

  it('are none on a date without rows; an unknown feature is named', async () => {
    expect(await coverage.players('2026-01-20' as GameDate, LINE)).toEqual([]);
    await expect(coverage.players(DAY, 'luck')).rejects.toMatchObject({ code: 'bad_input', subject: '--feature' });
  });
});

describe('one row', () => {
  it('has all 37 features, those beyond a shorter array without a value', async () => {
    const row = await coverage.row('a', NEXT);
    expect(row).toMatchObject({ featureCount: 33, playerLookup: 'a', team: 'BOS', writtenAt: '2026-01-11T12:00:00Z' });
    expect(row.features.map((feature) => feature.name)).toEqual(FEATURE_NAMES);
    expect(row.features[25]).toEqual({ index: 25, name: LINE, value: 12.5, source: 'vegas', outOfRange: false });
    expect(row.features.slice(33).map((feature) => [feature.value, feature.source])).toEqual(
      Array.from({ length: 4 }, () => [null, null]),
    );
    // 1 is a possible win share, and no possible pace.
    expect(row.features[24]?.outOfRange).toBe(false);
    expect(row.features[22]?.outOfRange).toBe(true);
  });

  it('of a key that stands there twice is the one written last', async () => {
    expect((await coverage.row('twice', NEXT)).features[25]?.value).toBe(5.5);
  });

  it('that is not there is named', async () => {
    await expect(coverage.row("o'neal", DAY)).rejects.toMatchObject({
      code: 'not_found',
      subject: `o'neal ${DAY}`,
    });
  });
});

describe('the source of a stored value', () => {
  const values = (more: Readonly<Record<number, number>>): readonly number[] =>
    Array.from({ length: 37 }, (_, index) => more[index] ?? 0);

  it.each([
    [0, 12.4, 'phase4 or phase3'],
    [0, 10, 'default or phase4 or phase3'],
    [3, 6.1, 'phase4'],
    [3, 5, 'default or phase4'],
    [5, 50, 'default or phase4'],
    [13, 108.5, 'phase4'],
    [15, 1, 'phase3'],
    [18, 0, 'missing'],
    [18, 0.4, 'phase4'],
    [28, 1, 'calculated'],
    [31, 28, 'fallback or minutes_ppm'],
    [31, 30.2, 'minutes_ppm'],
  ] as const)('of feature %i with %s is %s', (index, value, source) => {
    expect(sourceOf(index, values({ [index]: value }))).toBe(source);
  });

  it('of a movement of 0 is the line it belongs to', () => {
    expect(sourceOf(27, values({ 25: 20.5 }))).toBe('vegas');
    expect(sourceOf(27, values({}))).toBe('missing');
  });

  it('of the history is a fallback where there are no games', () => {
    expect(sourceOf(29, values({ 29: 12, 30: 3 }))).toBe('opponent_history');
    expect(sourceOf(29, values({ 29: 12 }))).toBe('fallback');
  });
});
