import { afterEach, describe, expect, it } from 'vitest';
import { DEFAULT_OPTIONS, type BackfillOptions, type Plan, type PlanDate } from '../../../shared/backfill.js';
import type { GameDate } from '../../../shared/game-date.js';
import { Planner } from '../../../electron/backfill/plan/planner.js';
import type { TableRow } from '../../../electron/warehouse/port.js';
import type { TableName } from '../../../electron/warehouse/tables/names.js';
import { clockAt, type TestWarehouse } from './parity-warehouse.js';
import { boxScore, context, DAY, game, merged, NEXT, odds, phase4, pros, stored, world } from './small-world.js';

type Tables = Partial<Record<TableName, readonly TableRow[]>>;

let test: TestWarehouse | null = null;
afterEach(async () => {
  await test?.close();
  test = null;
});

const STORE: TableName = 'nba_predictions.ml_feature_store_v2';
const BOX: TableName = 'nba_analytics.player_game_summary';
const CONTEXT: TableName = 'nba_analytics.upcoming_player_game_context';
const ODDS: TableName = 'nba_raw.odds_api_player_points_props';
const PROS: TableName = 'nba_raw.bettingpros_player_points_props';

interface Given {
  readonly today?: string;
  readonly failed?: readonly string[];
}

async function planOf(tables: Tables, options: Partial<BackfillOptions> = {}, given: Given = {}): Promise<Plan> {
  await test?.close();
  test = await world(tables);
  return planAgain(options, given);
}

async function planAgain(options: Partial<BackfillOptions> = {}, given: Given = {}): Promise<Plan> {
  if (test === null) throw new Error('no warehouse');
  const planner = new Planner({
    warehouse: test.warehouse,
    clock: clockAt(given.today ?? '2026-01-15'),
    failedDates: async () => new Set((given.failed ?? []) as GameDate[]),
  });
  return planner.plan({ ...DEFAULT_OPTIONS, from: DAY, to: DAY, ...options });
}

function only(plan: Plan): PlanDate {
  expect(plan.dates).toHaveLength(1);
  return plan.dates[0] as PlanDate;
}

/** Ten players who played, all with a raw line; the context knows four of them. */
const PLAYERS = ['a', 'b', 'c', 'd', 'e', 'f', 'g', 'h', 'i', 'j'];
const TEN: Tables = merged(phase4(DAY, PLAYERS), {
  [BOX]: PLAYERS.map((name) => boxScore(DAY, name)),
  [ODDS]: PLAYERS.map((name) => odds(DAY, name, 10.5)),
  [CONTEXT]: PLAYERS.map((name, index) => context(DAY, name, index < 4 ? 10.5 : null)),
});
const INCIDENT: Tables = merged(TEN, {
  [STORE]: PLAYERS.map((name, index) => stored(DAY, name, index < 4 ? 10.5 : 0)),
});

describe('actions and reasons', () => {
  it('creates a date without rows and expects every raw line in it', async () => {
    const date = only(await planOf(TEN));
    expect(date).toMatchObject({
      action: 'create',
      reason: 'no_rows',
      games: 1,
      listed: 10,
      storedRows: 0,
      blockers: [],
    });
    expect(date.coverageAfter).toEqual({ numerator: 10, denominator: 10 });
    expect(date.matchAfter).toEqual({ numerator: 10, denominator: 10 });
  });

  it('rebuilds a date whose match rate is low and says by how many players', async () => {
    const date = only(await planOf(INCIDENT));
    expect(date).toMatchObject({ action: 'rebuild', reason: 'low_match_rate', storedRows: 10 });
    expect(date.reasonText).toContain('6 of 10 players');
    expect(date.coverageBefore).toEqual({ numerator: 4, denominator: 10 });
    expect(date.matchBefore).toEqual({ numerator: 4, denominator: 10 });
    expect(date.matchAfter).toEqual({ numerator: 10, denominator: 10 });
  });

  it('tells a date that failed before from one that is only asked for', async () => {
    const whole = merged(TEN, { [STORE]: PLAYERS.map((name) => stored(DAY, name, 10.5)) });
    expect(only(await planOf(whole)).reason).toBe('requested');
    expect(only(await planAgain({}, { failed: [DAY] })).reason).toBe('failed_before');
  });

  it('finds rows older than an input, and one of an earlier date in the windows too', async () => {
    const whole = merged(TEN, { [STORE]: PLAYERS.map((name) => stored(DAY, name, 10.5)) });
    const late = { processed_at: `${DAY}T15:00:00.5Z` };
    const ownLate = only(await planOf(merged(whole, { [ODDS]: [odds(DAY, 'a', 11.5, late)] })));
    expect(ownLate).toMatchObject({ reason: 'stale_inputs' });
    expect(ownLate.reasonText).toContain('Odds API lines');
    const fromContext = only(await planAgain({ lines: 'context', allow: ['source-mismatch', 'regression'] }));
    expect(fromContext.reason).toBe('requested');
    const earlier = only(await planOf(merged(whole, { [BOX]: [boxScore('2025-12-20', 'z', late)] })));
    expect(earlier.reasonText).toContain('box scores of 2025-12-20');
    const tooEarly = only(await planOf(merged(whole, { [BOX]: [boxScore('2025-11-01', 'z', late)] })));
    expect(tooEarly.reason).toBe('requested');
  });

  it('leaves out what was not selected, with the reason', async () => {
    await planOf(merged(INCIDENT, { [BOX]: [boxScore(NEXT, 'a')] }, phase4(NEXT, ['a'])));
    const range = { from: DAY, to: NEXT };
    const actions = async (selection: BackfillOptions['only'], failed: readonly string[] = []): Promise<string[]> =>
      (await planAgain({ ...range, only: selection }, { failed })).dates.map((date) => `${date.action} ${date.reason}`);
    expect(await actions('missing')).toEqual(['skip not_selected', 'create no_rows']);
    expect(await actions('failed', [DAY])).toEqual(['rebuild failed_before', 'skip not_selected']);
    expect(await actions('stale')).toEqual(['skip not_selected', 'skip not_selected']);
    expect(await actions('all')).toEqual(['rebuild low_match_rate', 'create no_rows']);
  });

  it('skips the first 14 days of the season and dates without a box score', async () => {
    const plan = await planOf(TEN, { from: '2025-10-25' as GameDate, to: NEXT });
    expect(plan.dates.map((date) => [date.date, date.action, date.reason])).toEqual([
      ['2025-10-25', 'skip', 'bootstrap'],
      [DAY, 'create', 'no_rows'],
      [NEXT, 'skip', 'no_players'],
    ]);
    expect(plan.dates[2]?.reasonText).toContain('no box score');
    expect(plan.totals).toMatchObject({ dates: 3, create: 1, rebuild: 0, skip: 2, blocked: 0, games: 3 });
  });

  it('goes through the dates in the order asked for', async () => {
    const plan = await planOf(TEN, { from: DAY, to: NEXT, order: 'newest-first' });
    expect(plan.dates.map((date) => date.date)).toEqual([NEXT, DAY]);
  });
});

describe('lines', () => {
  it('counts points > 0 of either raw table, of players on the list', async () => {
    const tables = merged(phase4(DAY, ['a', 'b', 'c', 'd']), {
      [BOX]: ['a', 'b', 'c', 'd'].map((name) => boxScore(DAY, name)),
      [ODDS]: [odds(DAY, 'a', 0), odds(DAY, 'b', 12.5), odds(DAY, 'stripped', 9.5)],
      [PROS]: [pros(DAY, 'c', 8.5), pros(DAY, 'd', 6.5, { market_type: 'rebounds' }), pros(DAY, 'b', 13.5)],
    });
    const date = only(await planOf(tables));
    expect(date.coverageAfter).toEqual({ numerator: 2, denominator: 4 });
    expect(date.matchAfter).toEqual({ numerator: 2, denominator: 3 });
  });

  it('leaves out arrays too short to hold a line', async () => {
    const short = { [STORE]: [stored(DAY, 'a', 10.5, {}, 25), stored(DAY, 'b', 10.5, {}, 33)] };
    const date = only(await planOf(merged(TEN, short)));
    expect(date.storedRows).toBe(2);
    expect(date.coverageBefore).toEqual({ numerator: 1, denominator: 1 });
  });

  it('expects no row for players stopped by a breaker or an impossible fatigue score', async () => {
    const attempt = {
      processor_name: 'ml_feature_store_v2',
      entity_id: 'a',
      analysis_date: DAY,
      attempted_at: `${DAY}T01:00:00Z`,
    };
    const tables = merged(TEN, {
      'nba_orchestration.reprocess_attempts': [
        { ...attempt, attempt_number: 3, circuit_breaker_tripped: true, circuit_breaker_until: '2099-01-01T00:00:00Z' },
      ],
      'nba_precompute.player_composite_factors': [
        { player_lookup: 'k', game_date: DAY, game_id: 'g', fatigue_score: 101 },
      ],
      [BOX]: [boxScore(DAY, 'k')],
    });
    const date = only(await planOf(tables));
    expect(date.listed).toBe(11);
    expect(date.coverageAfter).toEqual({ numerator: 9, denominator: 9 });
    expect(date.warnings.map((issue) => issue.code)).toContain('players_stopped');
  });
});

describe('what stands against it', () => {
  it('blocks the incident: context lines for a list of all who played', async () => {
    const plan = await planOf(TEN, { lines: 'context' });
    expect(only(plan).blockers).toMatchObject([{ code: 'source_mismatch', override: 'source-mismatch' }]);
    expect(plan.blockers).toHaveLength(1);
    expect(plan.totals.blocked).toBe(1);
    const allowed = await planAgain({ lines: 'context', allow: ['source-mismatch'] });
    expect(allowed.blockers).toEqual([]);
    expect(only(allowed).warnings.map((issue) => issue.code)).toContain('source_mismatch');
  });

  it('blocks a date that would lose stored players, naming them and why', async () => {
    const tables = merged(INCIDENT, { [STORE]: [stored(DAY, 'gone', 0)] });
    const [blocker] = only(await planOf(tables)).blockers;
    expect(blocker).toMatchObject({ code: 'row_loss', override: 'row-loss' });
    expect(blocker?.message).toContain('gone (not in the box score)');
  });

  it('blocks a date whose match rate would fall', async () => {
    const tables = merged(TEN, { [STORE]: PLAYERS.map((name) => stored(DAY, name, 10.5)) });
    const codes = only(await planOf(tables, { lines: 'context', allow: ['source-mismatch'] })).blockers.map(
      (issue) => issue.code,
    );
    expect(codes).toContain('match_regression');
  });

  it('tells missing, expired, thin and ready phase 4 tables apart', async () => {
    const { 'nba_precompute.player_daily_cache': _cache, ...rest } = TEN;
    const tables = {
      ...rest,
      'nba_precompute.player_shot_zone_analysis': [{ player_lookup: 'a', analysis_date: DAY }],
    };
    const states = (plan: Plan): unknown => only(plan).upstream.map((one) => [one.table.split('.')[1], one.state]);
    const near = await planOf(tables);
    expect(states(near)).toEqual([
      ['player_daily_cache', 'missing'],
      ['player_composite_factors', 'ready'],
      ['player_shot_zone_analysis', 'thin'],
      ['team_defense_zone_analysis', 'ready'],
    ]);
    expect(only(near).upstream[2]?.served).toEqual({ numerator: 1, denominator: 10 });
    expect(only(near).upstream[3]?.served).toEqual({ numerator: 1, denominator: 1 });
    expect(only(near).blockers).toMatchObject([{ code: 'upstream_missing', override: 'upstream' }]);
    // The daily cache is kept for 30 days.
    expect(states(await planAgain({}, { today: '2026-02-09' }))).toContainEqual(['player_daily_cache', 'missing']);
    expect(states(await planAgain({}, { today: '2026-02-10' }))).toContainEqual(['player_daily_cache', 'expired']);
  });
});

describe('an early season', () => {
  const { 'nba_precompute.player_shot_zone_analysis': _zones, ...tables } = TEN;
  /** Fifteen games a day: every team has played one. */
  const fullDays = (count: number): Tables => ({
    'nba_raw.nbac_schedule': Array.from({ length: count * 15 }, (_, index) =>
      game(`2025-12-${String(1 + Math.floor(index / 15)).padStart(2, '0')}`, {
        game_id: `00225${String(index).padStart(5, '0')}`,
      }),
    ),
  });

  it('has empty shot zones by rule, a later one has not', async () => {
    // With the three games of the small schedule, nine full days make 9.1 games a team, ten make 10.1.
    const early = only(await planOf(merged(tables, fullDays(9))));
    expect(early.upstream[2]).toMatchObject({ rows: 0, state: 'thin' });
    expect(early.blockers).toEqual([]);
    const later = only(await planOf(merged(tables, fullDays(10))));
    expect(later.upstream[2]).toMatchObject({ rows: 0, state: 'missing' });
    expect(later.blockers).toMatchObject([{ code: 'upstream_missing' }]);
  });
});

describe('the hash', () => {
  it('stays for the same world and options and moves with either', async () => {
    const first = await planOf(INCIDENT);
    expect(first.hash).toMatch(/^[0-9a-f]{64}$/);
    expect((await planAgain()).hash).toBe(first.hash);
    expect((await planAgain({ mode: 'production' })).hash).not.toBe(first.hash);
    expect((await planAgain({ concurrency: 4 })).hash).not.toBe(first.hash);
    expect((await planAgain({ allow: ['regression', 'upstream'] })).hash).toBe(
      (await planAgain({ allow: ['upstream', 'regression'] })).hash,
    );
  });

  it('moves when a stored row, a listed player or a line changes', async () => {
    const warehouse = async (more: Tables): Promise<string> => {
      await test?.close();
      test = await world(merged(INCIDENT, more));
      // The location of the file is part of the hash, so that each world must be asked under one name.
      Object.assign(test.warehouse.info, { location: 'here' });
      return (await planAgain()).hash;
    };
    const base = await warehouse({});
    expect(await warehouse({})).toBe(base);
    expect(await warehouse({ [BOX]: [boxScore(DAY, 'new')] })).not.toBe(base);
    expect(await warehouse({ [STORE]: [stored(DAY, 'a2', 3.5)], [BOX]: [boxScore(DAY, 'a2')] })).not.toBe(base);
  });
});

describe('refusals', () => {
  it('names the nearest game dates for a range without games', async () => {
    const range = { from: '2026-01-12' as GameDate, to: '2026-01-14' as GameDate };
    await expect(planOf(TEN, range)).rejects.toMatchObject({
      code: 'nothing_to_do',
      message:
        'no games from 2026-01-12 to 2026-01-14: the last game date before it is 2026-01-11, the next one after it is 2026-01-20',
    });
  });

  it('refuses a future date, naming it and today', async () => {
    await expect(planOf(TEN, { to: '2026-01-20' as GameDate })).rejects.toMatchObject({
      code: 'bad_input',
      subject: '--to',
      message: '2026-01-20 lies in the future: today is 2026-01-15 in New York',
    });
  });

  it('refuses reversed and overlong ranges', async () => {
    await expect(planOf(TEN, { from: NEXT, to: DAY })).rejects.toMatchObject({ code: 'bad_input' });
    await expect(planAgain({ from: '2024-01-10' as GameDate })).rejects.toMatchObject({
      code: 'bad_input',
      subject: '--to',
    });
  });

  it('does not count preseason and all-star games, but counts the play-in', async () => {
    const schedule = (more: TableRow): Tables => ({ 'nba_raw.nbac_schedule': [game('2026-01-13', more)] });
    const range = { from: '2026-01-13' as GameDate, to: '2026-01-13' as GameDate };
    const box = { [BOX]: [boxScore('2026-01-13', 'a')] };
    const off = { is_regular_season: false, is_playoffs: false };
    await expect(planOf(merged(schedule({ ...off, game_id: '0012500001' }), box), range)).rejects.toMatchObject({
      code: 'nothing_to_do',
    });
    await expect(
      planOf(merged(schedule({ is_all_star: true, game_id: '0032500001' }), box), range),
    ).rejects.toMatchObject({ code: 'nothing_to_do' });
    const playIn = await planOf(
      merged(schedule({ ...off, game_id: '0052500001' }), box, phase4('2026-01-13', ['a'])),
      range,
    );
    expect(only(playIn).games).toBe(1);
  });
});

it('reads a season in a handful of statements', async () => {
  const plan = await planOf(TEN, { from: '2025-10-21' as GameDate, to: '2026-01-15' as GameDate });
  expect(plan.dates.length).toBe(4);
  expect(test?.warehouse.statementsRun).toBeLessThanOrEqual(5);
});
