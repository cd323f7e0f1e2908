import { describe, expect, it } from 'vitest';
import { cascade, nullable, phase4Only } from '../../electron/feature-store/features/cascade.js';
import { dnpRate } from '../../electron/feature-store/features/dnp-rate.js';
import { breakoutFlag, seasonZScore, type Form } from '../../electron/feature-store/features/form.js';
import { freeThrowShare } from '../../electron/feature-store/features/free-throw-share.js';
import { injuryRisk } from '../../electron/feature-store/features/injury-risk.js';
import { minutesChange } from '../../electron/feature-store/features/minutes-change.js';
import { pointsSlope } from '../../electron/feature-store/features/points-slope.js';
import { recentTrend } from '../../electron/feature-store/features/recent-trend.js';
import { restAdvantage } from '../../electron/feature-store/features/rest-advantage.js';
import { teamWinPct } from '../../electron/feature-store/features/team-win-pct.js';
import { buildVector } from '../../electron/feature-store/features/vector.js';
import { dataSource, qualityScore, qualityTier } from '../../electron/feature-store/quality.js';
import { storedFeature, storedNumber, storedText } from '../../electron/feature-store/rows/stored-values.js';
import { fallbackFirstDay, isBootstrap, seasonYearOf } from '../../electron/feature-store/season-calendar.js';
import { checkRanges } from '../../electron/feature-store/validate/ranges.js';
import { checkVariance } from '../../electron/feature-store/validate/variance.js';
import { completenessOf, completenessPercent, isDataGap } from '../../electron/feature-store/windows/completeness.js';
import type { GameDate } from '../../shared/game-date.js';
import { rawFeedLookup, sharedLookup } from '../../shared/names.js';
import { decode, differences, readLines } from './fixtures.js';
import { context, phase3, phase4, teamRecord, windowGames, type Recorded } from './recorded-inputs.js';

interface RecordedCall {
  readonly function: string;
  readonly args: unknown;
  readonly result: unknown;
}

const calls = new Map<string, RecordedCall[]>();
for (const call of readLines<RecordedCall>('functions.ndjson.gz')) {
  calls.set(call.function, [...(calls.get(call.function) ?? []), call]);
}

/** Each recorded rule that Backline has, as `arguments -> result` in the recording's own shape. */
type Rule = (...args: never[]) => unknown;

function form(four: Recorded, three: Recorded): Form {
  const [p4, p3] = [phase4(four), phase3(three)];
  return {
    last5: p4.pointsAvgLast5 ?? p3.pointsAvgLast5,
    season: p4.pointsAvgSeason ?? p3.pointsAvgSeason,
    std: p4.pointsStdLast10 ?? ((three['points_std_last_10'] ?? null) as number | null),
  };
}

function valueX(values: Recorded): number | null {
  const value = values['x'] ?? null;
  return value === null ? null : Number(value);
}

const pair = ({ value, label }: { readonly value: unknown; readonly label: string }) => [value, label];
const byIndex = (labels: Readonly<Record<string, string>>) =>
  Array.from({ length: Object.keys(labels).length }, (_, index) => labels[index] ?? 'default');

const RULES: Readonly<Record<string, Rule>> = {
  'FeatureCalculator.calculate_rest_advantage': (values: Recorded) =>
    restAdvantage(context(values).daysRest, context(values).opponentDaysRest),
  'FeatureCalculator.calculate_injury_risk': (values: Recorded) => injuryRisk(context(values).playerStatus),
  'FeatureCalculator.calculate_recent_trend': (values: Recorded) => recentTrend(windowGames(values)),
  'FeatureCalculator.calculate_minutes_change': (four: Recorded, three: Recorded) =>
    minutesChange(phase4(four).minutesAvgLast10, windowGames(three), phase3(three).minutesAvgSeason),
  'FeatureCalculator.calculate_pct_free_throw': (values: Recorded) => freeThrowShare(windowGames(values)),
  'FeatureCalculator.calculate_team_win_pct': (values: Recorded) => teamWinPct(teamRecord(values)),
  'FeatureCalculator.calculate_dnp_rate': (values: Recorded) => dnpRate(windowGames(values)),
  'FeatureCalculator.calculate_pts_slope_10g': (values: Recorded) => pointsSlope(windowGames(values)),
  'FeatureCalculator.calculate_pts_vs_season_zscore': (four: Recorded, three: Recorded) =>
    seasonZScore(form(four, three)),
  'FeatureCalculator.calculate_breakout_flag': (four: Recorded, three: Recorded) => breakoutFlag(form(four, three)),
  'QualityScorer.calculate_quality_score': (labels: Record<string, string>) => qualityScore(byIndex(labels)),
  'QualityScorer.determine_primary_source': (labels: Record<string, string>) => dataSource(Object.values(labels)),
  get_tier_from_score: (score: number) => qualityTier(score),
  validate_feature_ranges: (values: readonly (number | null)[]) => {
    const { warnings, critical } = checkRanges(values);
    return [critical.length === 0, warnings, critical];
  },
  validate_batch_variance: (rows: readonly { readonly features?: readonly (number | null)[] | null }[]) => {
    const report = checkVariance(rows.map((row) => row.features ?? []));
    return { warnings: report.lowVariance, critical_errors: report.zeroVariance, skipped: report.skipped };
  },
  assess_historical_completeness: (found: number, available: number, dates: GameDate[] | null, window: number) => {
    const completeness = completenessOf(found, available, dates ?? [], window);
    return {
      ...completeness,
      games_missing: Math.max(0, completeness.games_expected - found),
      completeness_pct: completenessPercent(completeness),
      is_data_gap: isDataGap(completeness),
    };
  },
  get_season_year_from_date: (date: GameDate) => seasonYearOf(date),
  is_early_season: (date: GameDate, year: number, days: number) => isBootstrap(date, fallbackFirstDay(year), days),
  get_season_start_date: (year: number) => fallbackFirstDay(year),
  get_feature_with_fallback: (_: number, __: string, four: Recorded, three: Recorded, fallback: number) =>
    pair(cascade(valueX(four), valueX(three), fallback)),
  get_feature_nullable: (_: number, __: string, four: Recorded, three: Recorded) =>
    pair(nullable(valueX(four), valueX(three))),
  get_feature_phase4_only: (_: number, __: string, four: Recorded, fallback: number) =>
    pair(phase4Only(valueX(four), fallback)),
  'BatchWriter.sanitize_row': (row: RecordedRow) => ({
    features: row.features.map(storedFeature),
    feature_names: row.feature_names ?? [],
    data_quality_issues: (row.data_quality_issues ?? []).map(storedText),
    s: row.s === null ? null : storedText(row.s),
    d: row.d,
    n: storedNumber(row.n),
  }),
  normalize_name_for_lookup: (name: string | null) => sharedLookup(name),
  'raw.normalize_name': (name: string | null) => rawFeedLookup(name),
};

interface RecordedRow {
  readonly features: readonly (number | null)[];
  readonly feature_names: readonly string[] | null;
  readonly data_quality_issues: readonly string[] | null;
  readonly s: string | null;
  readonly d: string | null;
  readonly n: number | null;
}

/** Recorded rules that Backline does not have. */
const LEFT_OUT: Readonly<Record<string, string>> = {
  'QualityScorer.identify_data_tier': 'a second grading that production never stores',
  should_skip_feature_generation: 'a constant that production never applies (domain: processor section 9)',
  compute_data_hash: 'tied to the text form of another language: Backline has a canonical form of its own',
  extract_all_features: 'has a test of its own below',
};

/** The part of a recorded result that Backline's rule answers. */
function expectedOf(name: string, result: unknown): unknown {
  if (name !== 'validate_batch_variance') return result;
  const { warnings, critical_errors: critical, reason } = result as Record<string, unknown>;
  return { warnings, critical_errors: critical, skipped: reason !== undefined };
}

describe('recorded functions of production', () => {
  it('are all accounted for', () => {
    expect([...calls.keys()].sort()).toEqual([...Object.keys(RULES), ...Object.keys(LEFT_OUT)].sort());
    expect([...calls.values()].flat()).toHaveLength(23_684);
  });

  for (const [name, rule] of Object.entries(RULES)) {
    it(`${name} gives what was recorded`, () => {
      const recorded = calls.get(name) ?? [];
      expect(recorded.length).toBeGreaterThan(0);
      const found = differences(
        recorded.map((call) => {
          const args = decode(call.args) as never[];
          return {
            what: JSON.stringify(call.args).slice(0, 400),
            actual: rule(...args),
            expected: expectedOf(name, decode(call.result)),
          };
        }),
      );
      expect(found).toEqual([]);
    });
  }

  it('extract_all_features gives the recorded values, labels, score and stored array', () => {
    const recorded = calls.get('extract_all_features') ?? [];
    expect(recorded).toHaveLength(1000);
    const found = differences(
      recorded.map((call) => {
        const args = decode(call.args) as Readonly<Record<string, Recorded>> & { readonly opponent: string | null };
        const vector = buildVector({
          phase4: phase4(args['phase4'] ?? {}),
          phase3: phase3(args['phase3'] ?? {}),
          line: recordedLine(args['vegas'] ?? {}),
          opponentHistory: recordedHistory(args['opponent_history'] ?? {}, args.opponent),
          minutes: recordedMinutes(args['minutes_ppm'] ?? {}),
        });
        return {
          what: JSON.stringify(call.args).slice(0, 400),
          actual: {
            features: vector.values,
            sources: vector.labels,
            quality: qualityScore(vector.labels),
            written: vector.values.map(storedFeature),
          },
          expected: decode(call.result),
        };
      }),
    );
    expect(found).toEqual([]);
  });
});

function recordedLine(vegas: Recorded) {
  const current = vegas['vegas_points_line'];
  if (typeof current !== 'number') return null;
  return { current, opening: vegas['vegas_opening_line'] as number, move: vegas['vegas_line_move'] as number };
}

function recordedHistory(history: Recorded, opponent: string | null) {
  const average = history['avg_points_vs_opponent'];
  if (opponent === null || typeof average !== 'number') return null;
  return { games: history['games_vs_opponent'] as number, pointsAvg: average };
}

function recordedMinutes(minutes: Recorded) {
  if (!('minutes_avg_last_10' in minutes)) return null;
  return {
    minutesAvg: minutes['minutes_avg_last_10'] as number | null,
    pointsPerMinute: minutes['ppm_avg_last_10'] as number | null,
  };
}
