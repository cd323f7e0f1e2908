import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { CheckId, CheckReport, ThresholdSet } from '../../../shared/checks.js';
import type { GameDate } from '../../../shared/game-date.js';
import { ChecksService } from '../../../electron/checks/service.js';
import { KeptDistributions } from '../../../electron/checks/kept-distributions.js';
import { CoverageService } from '../../../electron/coverage/service.js';
import { LinesService } from '../../../electron/lines/service.js';
import type { TableRow } from '../../../electron/warehouse/port.js';
import type { TableName } from '../../../electron/warehouse/tables/names.js';
import { clockAt, type TestWarehouse } from '../plan/parity-warehouse.js';
import { openTarget, targetsOf, wrongCounts } from './opened.js';
import { boxScore, context, DAY, game, NEXT, odds, pros, stored, world } from '../plan/small-world.js';

let folder: string;
const opened: TestWarehouse[] = [];

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'backline-checks-'));
});
afterAll(async () => {
  for (const test of opened) await test.close();
  await rm(folder, { recursive: true, force: true });
});

async function service(...tables: readonly Partial<Record<TableName, readonly TableRow[]>>[]): Promise<ChecksService> {
  const test = await world(...tables);
  opened.push(test);
  const { warehouse } = test;
  const clock = clockAt('2026-01-12');
  return new ChecksService({
    warehouse,
    clock,
    coverage: new CoverageService(warehouse, clock),
    lines: new LinesService(warehouse, clock),
    runs: { runs: async () => [] },
    distributions: new KeptDistributions(folder, () => clock.now()),
  });
}

async function checked(
  store: readonly TableRow[],
  more: Partial<Record<TableName, readonly TableRow[]>> = {},
  thresholds: ThresholdSet = 'corrected',
): Promise<CheckReport> {
  const checks = await service({ 'nba_predictions.ml_feature_store_v2': store }, more);
  return checks.run('2026-01-12' as GameDate, thresholds);
}

const of = (report: CheckReport, id: CheckId) => {
  const found = report.checks.find((check) => check.id === id);
  if (found === undefined) throw new Error(id);
  return found;
};

/** A row with feature 25 and 28 as given. */
function flagged(player: string, line: number, flag: number): TableRow {
  const features = Array.from({ length: 37 }, (_, index) => (index === 25 ? line : index === 28 ? flag : index));
  return { ...stored(DAY, player, line), features };
}

const players = (count: number): readonly string[] => Array.from({ length: count }, (_, index) => `p${index}`);

describe('without data', () => {
  it('nothing is judged and nothing alerts, each check saying so', async () => {
    const test = await service();
    const report = await test.run('2025-10-20' as GameDate, 'corrected');
    expect(new Set(report.checks.map((check) => check.verdict))).toEqual(new Set(['none']));
    expect(report.checks.filter((check) => check.alert)).toEqual([]);
    for (const check of report.checks) expect(check.sentence, check.id).toMatch(/[Nn]o|nothing|Neither|One of/);
  });

  it('game dates that are over and have no row are named', async () => {
    const report = await checked([]);
    expect(of(report, 'rows_per_day')).toMatchObject({ verdict: 'warning', since: DAY });
    expect(of(report, 'rows_per_day').sentence).toContain('2 game dates without any row: 2026-01-10, 2026-01-11');
    expect(of(report, 'c1_seven_days').verdict).toBe('none');
  });
});

describe('a feed without a row', () => {
  const rows = { 'nba_raw.odds_api_player_points_props': [odds(DAY, 'p0', 10.5), odds(NEXT, 'p0', 10.5)] };
  const silent = async (...earlier: readonly TableRow[]) => {
    const report = await checked([], { ...rows, 'nba_raw.bettingpros_player_points_props': earlier });
    const check = of(report, 'silent_sources');
    return { check, item: check.items.find(({ label }) => label === 'BettingPros points lines') };
  };

  it('that nobody captures is said and not judged', async () => {
    const { check, item } = await silent();
    expect(item).toMatchObject({ verdict: 'none', share: null });
    expect(check.share?.denominator).toBe(7);
    expect(check.sentence).toMatch(/; not captured this season: BettingPros points lines\.$/);
  });

  it('that the season before had is never heard, which warns', async () => {
    const { check, item } = await silent(pros('2025-02-01', 'p0', 10.5));
    expect(item).toMatchObject({ verdict: 'warning' });
    expect(item?.text).toMatch(/^no row at all this season/);
    expect(check.share?.denominator).toBe(8);
    expect(check.sentence).not.toContain('not captured');
  });
});

describe('flags', () => {
  it('that contradict their line are counted either way', async () => {
    const good = players(16).map((player) => flagged(player, 10.5, 1));
    const report = await checked([...good, flagged('flag', 0, 1), flagged('line', 10.5, 0)]);
    expect(of(report, 'flag_mismatch')).toMatchObject({
      verdict: 'critical',
      alert: true,
      share: { numerator: 2, denominator: 18 },
      since: DAY,
    });
    expect(of(report, 'flag_mismatch').sentence).toContain('1 flag without a line, 1 line without a flag');
    expect(of(await checked(good), 'flag_mismatch')).toMatchObject({ verdict: 'ok', value: 0, since: null });
  });
});

describe('array lengths', () => {
  it('other than 37 are counted, those too short for any share by themselves', async () => {
    const report = await checked([
      ...players(8).map((player) => stored(DAY, player, 10.5)),
      stored(DAY, 'old', 10.5, {}, 33),
      stored(DAY, 'older', 10.5, {}, 25),
    ]);
    expect(of(report, 'array_length')).toMatchObject({
      verdict: 'critical',
      share: { numerator: 2, denominator: 10 },
      since: DAY,
    });
    expect(of(report, 'array_length').sentence).toContain('1 of them shorter than 33');
  });
});

describe('duplicates', () => {
  it('in the store alert', async () => {
    const report = await checked([stored(DAY, 'a', 10.5), stored(DAY, 'a', 10.5), stored(NEXT, 'a', 10.5)]);
    expect(of(report, 'duplicates')).toMatchObject({ verdict: 'critical', alert: true, value: 1, since: DAY });
  });

  it('in the context warn when they disagree, and do not when they agree', async () => {
    const agree = { 'nba_analytics.upcoming_player_game_context': [context(DAY, 'a', 9.5), context(DAY, 'a', 9.5)] };
    expect(of(await checked([stored(DAY, 'a', 9.5)], agree), 'duplicates').verdict).toBe('ok');
    const differ = { 'nba_analytics.upcoming_player_game_context': [context(DAY, 'a', 9.5), context(DAY, 'a', null)] };
    expect(of(await checked([stored(DAY, 'a', 9.5)], differ), 'duplicates')).toMatchObject({
      verdict: 'warning',
      alert: false,
      since: DAY,
    });
  });
});

describe('the match rate', () => {
  const lines = {
    'nba_raw.odds_api_player_points_props': ['a', 'b', 'c', 'd'].map((player) => odds(DAY, player, 10.5)),
    'nba_raw.bettingpros_player_points_props': [pros(DAY, 'e', 10.5)],
  };
  // Two of five matched, and two more rows with a line that no feed has.
  const store = ['a', 'b', 'x', 'y'].map((player) => stored(DAY, player, 10.5));

  it('counts matched players, and by the original way all rows with a line', async () => {
    expect(of(await checked(store, lines), 'c5_match_rate')).toMatchObject({
      verdict: 'critical',
      share: { numerator: 2, denominator: 5 },
    });
    expect(of(await checked(store, lines, 'original'), 'c5_match_rate')).toMatchObject({
      verdict: 'warning',
      share: { numerator: 4, denominator: 5 },
    });
  });

  it('is as bad as its worse window: a healthy week does not hide a hurt season', async () => {
    const early = '2025-12-20' as GameDate;
    const report = await checked([...store, stored(DAY, 'c', 9.5), stored(DAY, 'd', 9.5), stored(DAY, 'e', 9.5)], {
      'nba_raw.nbac_schedule': [game(early)],
      'nba_raw.odds_api_player_points_props': [
        ...lines['nba_raw.odds_api_player_points_props'],
        ...players(5).map((player) => odds(early, player, 8.5)),
      ],
      'nba_raw.bettingpros_player_points_props': lines['nba_raw.bettingpros_player_points_props'],
    });
    const match = of(report, 'c5_match_rate');
    expect(match).toMatchObject({ verdict: 'critical', alert: true, value: 100, since: early });
    expect(match.items.slice(0, 2).map((item) => [item.label, item.verdict])).toEqual([
      ['Last seven days', 'ok'],
      ['Season to date', 'critical'],
    ]);
  });
});

describe('players against lines', () => {
  const more = {
    'nba_analytics.player_game_summary': ['a', 'b', 'c', 'd', 'e'].map((player) => boxScore(DAY, player)),
    'nba_analytics.upcoming_player_game_context': [
      context(DAY, 'a', 10.5),
      context(DAY, 'b', 10.5),
      context(DAY, 'c', 0),
    ],
    'nba_raw.odds_api_player_points_props': [odds(DAY, 'a', 10.5), odds(DAY, 'b', 10.5)],
  };

  it('count the box score by the original way, the raw lines by the corrected one', async () => {
    expect(of(await checked([], more, 'original'), 'c4_players_against_lines')).toMatchObject({
      verdict: 'critical',
      alert: true,
      share: { numerator: 2, denominator: 5 },
    });
    expect(of(await checked([], more), 'c4_players_against_lines')).toMatchObject({
      verdict: 'ok',
      share: { numerator: 2, denominator: 2 },
    });
  });
});

describe('variance', () => {
  it('is judged from 50 rows on, and finds a column that stands still', async () => {
    const rows = (count: number) =>
      players(count).map((player, index) => ({
        ...stored(DAY, player, 0),
        features: Array.from({ length: 37 }, (_, feature) =>
          feature === 24 ? 0.5 : feature === 25 ? 0 : index + feature / 7,
        ),
      }));
    expect(of(await checked(rows(49)), 'variance').verdict).toBe('none');
    const found = of(await checked(rows(50)), 'variance');
    expect(found).toMatchObject({ verdict: 'critical', alert: true, since: DAY });
    expect(found.items.filter((item) => item.verdict === 'critical').map((item) => item.label)).toEqual([
      'team_win_pct',
    ]);
    // A missing line is left out, so feature 25 has nothing to judge.
    expect(found.items.map((item) => item.label)).not.toContain('vegas_points_line');
  });
});

describe('the walk', () => {
  it('over dates without anything finds nothing and proposes nothing', async () => {
    const checks = await service();
    const report = await checks.rootCause({ from: '2025-08-01' as GameDate, to: '2025-08-31' as GameDate });
    expect(report).toMatchObject({ curve: [], changePoints: [], causes: [], repair: null });
    expect(report.steps.map((step) => step.verdict)).toEqual(['none', 'none', 'none', 'none', 'ok', 'ok', 'ok']);
  });

  it('tells from the rows alone who wrote them', async () => {
    const names = players(10);
    const raw = names.map((player) => odds(DAY, player, 10.5));
    const box = names.map((player) => boxScore(DAY, player));
    const tables = { 'nba_raw.odds_api_player_points_props': raw, 'nba_analytics.player_game_summary': box };
    const walk = async (line: number) => {
      const checks = await service(tables, {
        'nba_predictions.ml_feature_store_v2': names.map((player) => stored(DAY, player, line)),
      });
      return (await checks.rootCause({ from: DAY, to: DAY })).steps[1];
    };
    expect(await walk(10.5)).toMatchObject({
      verdict: 'ok',
      finding: expect.stringContaining('1 from the raw tables') as unknown,
    });
    expect(await walk(0)).toMatchObject({
      verdict: 'critical',
      finding: expect.stringContaining('1 date took') as unknown,
    });
  });
});

describe('what a check lists', () => {
  it('opens on the rows it counted, with faults that the demo has not', async () => {
    const test = await world(
      {
        'nba_predictions.ml_feature_store_v2': [
          flagged('flag', 0, 1),
          stored(DAY, 'old', 10.5, {}, 33),
          stored(DAY, 'twice', 10.5),
          stored(DAY, 'twice', 10.5),
          stored(NEXT, 'twice', 10.5),
        ],
      },
      {
        'nba_raw.odds_api_player_points_props': ['twice', 'none'].map((player) => odds(DAY, player, 10.5)),
        'nba_raw.bettingpros_player_points_props': [pros(NEXT, 'twice', 10.5)],
        'nba_analytics.upcoming_player_game_context': [
          context(DAY, 'twice', 9.5),
          context(DAY, 'twice', null),
          context(DAY, 'calm', 9.5),
        ],
      },
    );
    opened.push(test);
    const clock = clockAt('2026-01-12');
    const coverage = new CoverageService(test.warehouse, clock);
    const lines = new LinesService(test.warehouse, clock);
    const checks = new ChecksService({
      warehouse: test.warehouse,
      clock,
      coverage,
      lines,
      runs: { runs: async () => [] },
      distributions: new KeptDistributions(folder, () => clock.now()),
    });
    const report = await checks.run('2026-01-12' as GameDate, 'corrected');
    expect(await wrongCounts({ coverage, lines }, targetsOf(report))).toEqual([]);
    const first = (id: CheckId) => of(report, id).targets[0];
    expect(first('flag_mismatch')).toMatchObject({ screen: 'coverage', feature: 'has_vegas_line', rows: { count: 1 } });
    expect(first('array_length')).toMatchObject({ screen: 'coverage', feature: 'breakout_flag', rows: { count: 1 } });
    expect(of(report, 'duplicates').targets.map(({ screen }) => screen)).toEqual(['coverage', 'diff']);
    // The feed that fell silent, and no other, on the date.
    const silence = first('silent_sources');
    expect(silence).toMatchObject({ screen: 'diff', left: 'odds_api', from: NEXT, to: NEXT });
    const shown = silence === undefined ? null : await openTarget({ coverage, lines }, silence);
    expect(shown?.cells.map((row) => [row['player_lookup'], row['odds_api_rows']])).toEqual([['twice', 0]]);
  });
});
