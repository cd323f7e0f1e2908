import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { mismatches, pairMonths } from '../../../shared/coverage-compare.js';
import type { CheckId, CheckReport, RootCauseReport } from '../../../shared/checks.js';
import { CHECK_IDS } from '../../../shared/checks.js';
import { shareChange, type CoverageReport } from '../../../shared/coverage.js';
import type { DateRange, GameDate } from '../../../shared/game-date.js';
import { defineStatement } from '../../../electron/warehouse/statement.js';
import { datesOpened, openTarget, readOnce, targetsOf, wrongCounts, type Opened } from './opened.js';
import { DEMO_TODAY, openServices, type Services } from '../../../electron/services.js';

/** Counted another way than the statements of the checks do. */
const counted = defineStatement({
  name: 'counted-another-way',
  sql: `
SELECT
  COUNTIF(EXISTS (SELECT 1 FROM {nba_predictions.ml_feature_store_v2} AS s
    WHERE s.game_date = r.game_date AND s.player_lookup = r.player_lookup AND s.features[SAFE_OFFSET(25)] > 0)) AS matched,
  COUNT(*) AS raw_players,
  (SELECT COUNT(*) FROM {nba_predictions.ml_feature_store_v2} AS s WHERE s.game_date BETWEEN @from AND @to) AS store_rows
FROM (
  SELECT DISTINCT COALESCE(o.game_date, b.game_date) AS game_date, COALESCE(o.player_lookup, b.player_lookup) AS player_lookup
  FROM (SELECT * FROM {nba_raw.odds_api_player_points_props} AS x WHERE x.points_line > 0 AND x.game_date BETWEEN @from AND @to) AS o
  FULL OUTER JOIN (SELECT * FROM {nba_raw.bettingpros_player_points_props} AS x
    WHERE x.points_line > 0 AND x.market_type = 'points' AND x.game_date BETWEEN @from AND @to) AS b
    ON b.game_date = o.game_date AND b.player_lookup = o.player_lookup
) AS r`,
  params: { from: 'DATE', to: 'DATE' },
  columns: { matched: 'INT64', raw_players: 'INT64', store_rows: 'INT64' },
  key: [],
});

const SEASON: DateRange = { from: '2025-10-21' as GameDate, to: '2026-02-01' as GameDate };
const YEARS: DateRange = { from: '2024-10-22' as GameDate, to: '2026-02-01' as GameDate };
const LINE = 'vegas_points_line';

let folder: string;
let services: Services;
let before: CheckReport;
let original: CheckReport;
let statements: number;
let cause: RootCauseReport;
let years: RootCauseReport;
let wrong: readonly string[];
let dates: CoverageReport['dates'];
let silences: readonly { readonly label: string; readonly opened: Opened }[];
let after: CheckReport;
let causeAfter: RootCauseReport;
let coverageAfter: CoverageReport;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'backline-checks-'));
  services = await openServices({ dataDir: folder });
  const asked = services.warehouse.statementsRun;
  before = await services.checks.run(DEMO_TODAY, 'corrected');
  statements = services.warehouse.statementsRun - asked;
  original = await services.checks.run(DEMO_TODAY, 'original');
  const season = { from: '2025-10-01' as GameDate, to: DEMO_TODAY };
  const screens = readOnce(services, season);
  dates = (await screens.coverage.report(season, LINE)).dates;
  silences = await Promise.all(
    of(before, 'silent_sources')
      .items.filter(({ text }) => text.includes('silent'))
      .map(async ({ label, target }) => {
        const opened = target && (await openTarget(screens, target));
        if (opened === null) throw new Error(`${label} opens nothing`);
        return { label, opened };
      }),
  );
  cause = await services.checks.rootCause(SEASON);
  wrong = await wrongCounts(screens, [
    ...targetsOf(before),
    ...targetsOf(original),
    ...cause.steps.map(({ id, proof }) => ({ of: id, target: proof })),
  ]);
  years = await services.checks.rootCause(YEARS);
  if (cause.repair === null) throw new Error('no repair was proposed');
  const run = await services.runs.launch(cause.repair.options);
  expect((await services.runs.settled(run.id)).state).toBe('succeeded');
  after = await services.checks.run(DEMO_TODAY, 'corrected');
  causeAfter = await services.checks.rootCause(SEASON);
  coverageAfter = await services.coverage.report(SEASON, LINE);
}, 240_000);

afterAll(async () => {
  await services.close();
  await rm(folder, { recursive: true, force: true });
});

const of = (report: CheckReport, id: CheckId) => {
  const found = report.checks.find((check) => check.id === id);
  if (found === undefined) throw new Error(id);
  return found;
};
const verdicts = (report: CheckReport) => Object.fromEntries(report.checks.map((check) => [check.id, check.verdict]));
const alerts = (report: CheckReport) => report.checks.filter((check) => check.alert).map((check) => check.id);
const sum = (values: readonly number[]): number => values.reduce((a, b) => a + b, 0);

describe('the checks of the incident', () => {
  it('are all there, each with its words, in few statements', () => {
    expect(before.checks.map((check) => check.id)).toEqual(CHECK_IDS);
    for (const check of before.checks) {
      for (const text of [check.name, check.counted, check.threshold, check.thresholdNote, check.sentence]) {
        expect(text.length, check.id).toBeGreaterThan(5);
      }
      if (check.verdict === 'warning' || check.verdict === 'critical') expect(check.since, check.id).not.toBeNull();
    }
    expect(statements).toBeLessThanOrEqual(13);
  });

  it('alert on the match rate and the drift, and not on the share by the corrected thresholds', () => {
    expect(verdicts(before)).toEqual({
      c1_seven_days: 'ok',
      c2_months: 'ok',
      c3_drift: 'critical',
      c4_players_against_lines: 'warning',
      c5_match_rate: 'critical',
      week_over_week: 'ok',
      rows_per_day: 'warning',
      flag_mismatch: 'ok',
      array_length: 'ok',
      duplicates: 'warning',
      variance: 'warning',
      silent_sources: 'ok',
      production_parity: 'none',
    });
    expect(alerts(before)).toEqual(['c3_drift', 'c5_match_rate']);
    expect([before.alerts, before.warnings]).toEqual([2, 4]);
    const match = of(before, 'c5_match_rate');
    expect(match.value).toBeGreaterThan(40);
    expect(match.value).toBeLessThan(46);
    expect(match.since).toBe('2025-11-04');
    // The figure and the sentence beside it point the same way.
    const week = of(before, 'week_over_week');
    expect(week.sentence).toMatch(new RegExp(`^The share ${(week.value ?? 0) < 0 ? 'fell' : 'rose'} by `));
    const percents = week.items.map(({ share }) =>
      share === null ? Number.NaN : (share.numerator * 100) / share.denominator,
    );
    expect(week.value).toBeCloseTo((percents[0] ?? 0) - (percents[1] ?? 0), 9);
    // What is listed has its value in the unit of the check, so that none reads "1,001 dates".
    expect(of(before, 'silent_sources').items.map(({ value }) => value)).toEqual(Array.from({ length: 8 }, () => 0));
    expect(of(before, 'variance').items.reduce((all, { value }) => all + (value ?? 0), 0)).toBe(
      of(before, 'variance').value,
    );
    expect(of(before, 'rows_per_day').sentence).toContain('1 game date without any row: 2025-12-18');
  });

  it('open the screens on the rows they name, to the row', async () => {
    expect(wrong).toEqual([]);
    const named = Object.fromEntries(
      before.checks.map(({ id, targets: [target] }) => [
        id,
        target === undefined || !('rows' in target) ? target?.screen : target.rows?.count,
      ]),
    );
    const missing = (id: CheckId, label?: string): number => {
      const check = of(before, id);
      const share = label === undefined ? check.share : check.items.find((item) => item.label === label)?.share;
      return (share?.denominator ?? 0) - (share?.numerator ?? 0);
    };
    const worst = of(before, 'variance').items.toSorted(
      (a, b) => (b.share?.numerator ?? 0) - (a.share?.numerator ?? 0),
    )[0];
    expect(named).toEqual({
      c1_seven_days: 8,
      c2_months: 5,
      c3_drift: 'root-cause',
      c4_players_against_lines: missing('c4_players_against_lines'),
      c5_match_rate: missing('c5_match_rate', 'Season to date'),
      week_over_week: 'root-cause',
      rows_per_day: 1,
      flag_mismatch: undefined,
      array_length: undefined,
      duplicates: of(before, 'duplicates').value,
      variance: worst?.share?.numerator,
      silent_sources: undefined,
      production_parity: 'backfill',
    });
    expect(of(before, 'variance').targets[0]).toMatchObject({ screen: 'coverage', feature: worst?.label });
    expect(of(before, 'rows_per_day').targets[0]).toMatchObject({ from: '2025-12-18', to: '2025-12-18' });
    expect(of(before, 'production_parity').targets).toEqual([
      { screen: 'backfill', from: '2025-11-04', to: '2026-02-01' },
    ]);
    // The shares of the whole views are those that the checks print.
    const week = dates.filter(({ date }) => date >= '2026-01-26');
    expect(of(before, 'c1_seven_days').share).toEqual({
      numerator: sum(week.map((day) => day.rowsWithValue)),
      denominator: sum(week.map((day) => day.rowsWithFeature)),
    });
    // What a check lists is a link each, except what cannot be shown.
    for (const check of before.checks) {
      expect(
        check.items.filter(({ target }) => target === null),
        check.id,
      ).toEqual([]);
    }
  });

  it('open a silence on its source and its dates', () => {
    const drawn = silences.map(({ label, opened }) => [label, opened.target.screen, datesOpened(opened).length]);
    expect(drawn).toEqual([
      ['Odds API lines', 'diff', 1],
      ['BettingPros points lines', 'diff', 40],
      ['Daily cache', 'coverage', 10],
      ['Shot zones', 'coverage', 18],
    ]);
    const [odds, bettingPros] = silences.map(({ opened }) => opened);
    expect(odds?.target).toMatchObject({ screen: 'diff', left: 'odds_api', from: '2026-01-15', to: '2026-01-15' });
    expect(new Set(odds?.cells.map((row) => row['odds_api_rows']))).toEqual(new Set([0]));
    expect(new Set(bettingPros?.cells.map((row) => row['bettingpros_rows']))).toEqual(new Set([0]));
    // With nothing silent today the newest silence is what there is to open.
    const check = of(before, 'silent_sources');
    expect(check.sentence).toContain('the newest silence: Odds API lines on 2026-01-15');
    expect(check.targets).toEqual([odds?.target]);
  });

  it('alert on the share too by the original thresholds', () => {
    expect(alerts(original)).toEqual(['c1_seven_days', 'c3_drift', 'c4_players_against_lines', 'c5_match_rate']);
    expect(of(original, 'c1_seven_days').threshold).not.toBe(of(before, 'c1_seven_days').threshold);
  });

  it('say the figures that SQL gives', async () => {
    const [row] = await services.warehouse.read(counted, { from: '2025-11-04' as GameDate, to: SEASON.to });
    expect(of(after, 'c5_match_rate').items.find(({ label }) => label === 'Season to date')?.share).toEqual({
      numerator: row?.matched,
      denominator: row?.raw_players,
    });
    expect(of(after, 'flag_mismatch').share).toEqual({ numerator: 0, denominator: row?.store_rows });
  });

  it('saw the feed fall silent the morning after', async () => {
    const report = await services.checks.run('2026-01-16' as GameDate, 'corrected');
    expect(of(report, 'silent_sources')).toMatchObject({
      verdict: 'critical',
      alert: true,
      since: '2026-01-15',
      value: 1,
    });
    expect(of(report, 'silent_sources').sentence).toContain('Odds API lines had no row');
    const outage = await services.checks.run('2025-11-20' as GameDate, 'corrected');
    expect(of(outage, 'silent_sources')).toMatchObject({ verdict: 'warning', alert: false });
    expect(of(outage, 'silent_sources').sentence).toContain('BettingPros');
  });

  it('have nothing to judge in the summer before there was data', async () => {
    const report = await services.checks.run('2019-07-01' as GameDate, 'corrected');
    expect(new Set(report.checks.map((check) => check.verdict))).toEqual(new Set(['none']));
    expect(report.alerts + report.warnings).toBe(0);
  });
});

describe('the walk to the root cause', () => {
  it('goes in the order in which the incident was solved', () => {
    expect(cause.steps.map((step) => [step.id, step.verdict])).toEqual([
      ['player_list', 'ok'],
      ['line_source', 'critical'],
      ['overlap', 'critical'],
      ['change_point', 'critical'],
      ['changes', 'warning'],
      ['causes', 'critical'],
      ['repair', 'warning'],
    ]);
    expect(cause.steps.map(({ proof }) => proof?.screen)).toEqual([
      'diff',
      'diff',
      'diff',
      'coverage',
      'diff',
      'gaps',
      undefined,
    ]);
    const [list, source, overlap] = cause.steps;
    expect(list?.finding).toMatch(/86 dates were written from the box score's list/);
    expect(source?.finding).toMatch(/86 dates took their lines from the context, 0 from the raw tables/);
    expect(overlap?.finding).toMatch(/listed players have a context row \(71\.\d %\)/);
  });

  it('finds the days on which the curve broke', () => {
    expect(cause.changePoints.map((point) => [point.measure, point.date])).toEqual([
      ['match', '2025-12-01'],
      ['share', '2025-12-01'],
    ]);
    const match = years.changePoints.filter((point) => point.measure === 'match');
    expect(match.map((point) => point.date)).toEqual(['2025-11-04', '2025-12-01']);
    expect(match[0]?.before).toBeGreaterThan(0.98);
  });

  it('names what changed: feeds, ids, failed look-ups, the rebuild that wrote it', () => {
    const texts = cause.changes.map((note) => `${note.date} ${note.kind} ${note.text}`);
    for (const pattern of [
      /^2025-10-21 source BettingPros .* 40 game dates, to 2025-11-30/,
      /^2025-12-01 source BettingPros .* rows from here/,
      /^2025-11-04 writer .*written on 2026-01-31/,
      /^2025-12-09 context .*look-up failed/,
      /^2025-12-16 context .*look-up failed/,
      /^2025-12-28 source Odds API rows carry game ids in the ten-digit form/,
      /^2025-12-28 event /,
      /^2026-01-15 source Odds API lines: no row on 1 game date/,
    ]) {
      expect(
        texts.filter((text) => pattern.test(text)),
        String(pattern),
      ).toHaveLength(1);
    }
  });

  it('counts the causes as the gaps do', async () => {
    const gaps = await services.lines.gaps(SEASON);
    const faultsLeft = sum(causeAfter.causes.map(({ gaps: count }) => count));
    expect(gaps.closable).toEqual({ numerator: 0, denominator: faultsLeft });
    expect(cause.causes[0]?.gaps).toBeGreaterThan(cause.causes[1]?.gaps ?? 0);
  });

  it('predicts the rebuild to the player', () => {
    const measured = {
      match: {
        numerator: sum(coverageAfter.months.map((month) => month.match.numerator)),
        denominator: sum(coverageAfter.months.map((month) => month.match.denominator)),
      },
      share: {
        numerator: sum(coverageAfter.months.map((month) => month.rowsWithValue)),
        denominator: sum(coverageAfter.months.map((month) => month.rowsWithFeature)),
      },
    };
    expect(cause.repair).toMatchObject({ matchAfter: measured.match, shareAfter: measured.share });
    expect(sum(cause.causes.map(({ closable }) => closable))).toBe(cause.repair?.closes);
  });
});

describe('after the rebuild', () => {
  it('no check alerts', () => {
    expect(alerts(after)).toEqual([]);
    for (const id of ['c1_seven_days', 'c2_months', 'c3_drift', 'c5_match_rate', 'rows_per_day'] as const) {
      expect(of(after, id).verdict, id).toBe('ok');
    }
  });

  it('no feature but the lines is distributed otherwise than in the rows before', () => {
    const parity = of(after, 'production_parity');
    expect(parity).toMatchObject({ verdict: 'ok', alert: false });
    expect(parity.value).toBeLessThan(0.01);
    const line = parity.items.find((item) => item.label === LINE);
    expect(line?.verdict).toBe('none');
    expect(line?.value).toBeGreaterThan(0.1);
    expect(parity.items).toHaveLength(37);
  });

  it('the walk finds no break, nothing to close, and the raw tables as the source', () => {
    expect(causeAfter.changePoints).toEqual([]);
    expect(causeAfter.repair).toBeNull();
    expect(causeAfter.steps[1]).toMatchObject({ verdict: 'ok' });
    expect(causeAfter.steps[4]).toMatchObject({ verdict: 'ok', proof: null });
    expect(causeAfter.steps[4]?.finding).toMatch(/^\d+ changes in the range, and no break/);
    expect(causeAfter.changes.some((note) => note.kind === 'run')).toBe(true);
  });

  it('coverage stands saved before and after, and the two are compared', async () => {
    const [later, earlier, ...others] = await services.snapshots.list();
    expect(others).toEqual([]);
    expect([earlier?.moment, later?.moment]).toEqual(['before', 'after']);
    const [was, is] = [await services.snapshots.get(earlier?.id ?? ''), await services.snapshots.get(later?.id ?? '')];
    expect(mismatches(was, is)).toEqual([]);
    const months = pairMonths(was.months, is.months);
    expect(months).toHaveLength(4);
    for (const { month, before: left, after: right } of months) {
      expect(shareChange(left?.match ?? null, right?.match ?? null), month).toBeGreaterThan(40);
    }
  });
});
