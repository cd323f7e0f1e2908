import { describe, expect, it } from 'vitest';
import { dnpRate } from '../../electron/feature-store/features/dnp-rate.js';
import { breakoutFlag, seasonZScore, type Form } from '../../electron/feature-store/features/form.js';
import { freeThrowShare } from '../../electron/feature-store/features/free-throw-share.js';
import { injuryRisk } from '../../electron/feature-store/features/injury-risk.js';
import type { WindowGame } from '../../electron/feature-store/features/inputs.js';
import { minutesChange } from '../../electron/feature-store/features/minutes-change.js';
import { pointsSlope } from '../../electron/feature-store/features/points-slope.js';
import { recentTrend } from '../../electron/feature-store/features/recent-trend.js';
import { restAdvantage } from '../../electron/feature-store/features/rest-advantage.js';
import { teamWinPct } from '../../electron/feature-store/features/team-win-pct.js';
import { dataSource, qualityScore, qualityTier } from '../../electron/feature-store/quality.js';
import { checkRanges } from '../../electron/feature-store/validate/ranges.js';
import { checkVariance } from '../../electron/feature-store/validate/variance.js';
import { completenessOf, completenessPercent, isDataGap } from '../../electron/feature-store/windows/completeness.js';
import { rawFeedLookup, sharedLookup } from '../../shared/names.js';
import { differences, readJson } from './fixtures.js';

type Numbers = readonly (number | null)[];
type Vector = Readonly<Record<string, unknown>> & { readonly input: never; readonly expected: unknown };

const { cases, clean_row: cleanRow } = readJson<{
  readonly cases: Readonly<Record<string, readonly Vector[]>>;
  readonly clean_row: readonly number[];
}>('vectors.json');

function games(columns: {
  readonly points?: Numbers;
  readonly minutes?: Numbers;
  readonly ftMakes?: Numbers;
  readonly isDnp?: readonly (boolean | null)[];
}): readonly WindowGame[] {
  const rows = Math.max(...Object.values(columns).map((column) => column.length));
  return Array.from({ length: rows }, (_, i) => ({
    points: columns.points?.[i] ?? null,
    minutes: columns.minutes?.[i] ?? null,
    ftMakes: columns.ftMakes?.[i] ?? null,
    isDnp: columns.isDnp?.[i] ?? null,
  }));
}

function form(input: Readonly<Record<string, number | null>>): Form {
  return {
    last5: input['points_avg_last_5'] ?? null,
    season: input['points_avg_season'] ?? null,
    std: input['points_std_last_10'] ?? null,
  };
}

/** The rows a case describes in words. */
function varianceRows(name: string): readonly Numbers[] {
  const copies = (count: number, row: (i: number) => Numbers) => Array.from({ length: count }, (_, i) => row(i));
  const changed = (index: number, value: number | null): Numbers => cleanRow.map((v, i) => (i === index ? value : v));
  switch (name) {
    case '49 rows':
      return copies(49, () => cleanRow);
    case '60 identical rows':
      return copies(60, () => cleanRow);
    case '60 rows team_win_pct alternates':
      return copies(60, (i) => changed(24, i % 2 === 0 ? 0.5 : 0.52));
    case '60 rows only 20 with a line':
      return copies(60, (i) => (i < 20 ? cleanRow : changed(25, null)));
    default:
      throw new Error(`unknown case ${name}`);
  }
}

const indicesIn = (texts: readonly string[]) => texts.map((text) => Number(/\[(\d+)\]/.exec(text)?.[1]));

const RULES: Readonly<Record<string, (input: never, whole: Vector) => unknown>> = {
  rest_advantage: (i: { days_rest: number | null; opponent_days_rest: number | null }) =>
    restAdvantage(i.days_rest, i.opponent_days_rest),
  injury_risk: (i: { player_status: string | null }) => injuryRisk(i.player_status),
  recent_trend: (i: { points_newest_first: Numbers }) => recentTrend(games({ points: i.points_newest_first })),
  minutes_change: (i: Readonly<Record<string, number | null>> & { last_10_minutes_newest_first: Numbers | null }) =>
    minutesChange(
      i['phase4_minutes_avg_last_10'] ?? null,
      games({ minutes: i.last_10_minutes_newest_first ?? [] }),
      i['phase3_minutes_avg_season'] ?? null,
    ),
  pct_free_throw: (i: { points: Numbers; ft_makes: Numbers }) =>
    freeThrowShare(games({ points: i.points, ftMakes: i.ft_makes })),
  team_win_pct: (i: { win_flags: readonly (boolean | null)[] }) =>
    teamWinPct({ wins: i.win_flags.filter((won) => won === true).length, games: i.win_flags.length }),
  dnp_rate: (i: { is_dnp: readonly (boolean | null)[] }) => dnpRate(games({ isDnp: i.is_dnp })),
  pts_slope_10g: (i: { points_newest_first: Numbers }) => pointsSlope(games({ points: i.points_newest_first })),
  pts_vs_season_zscore: (i: Readonly<Record<string, number | null>>) => seasonZScore(form(i)),
  breakout_flag: (i: Readonly<Record<string, number | null>>) => breakoutFlag(form(i)),
  historical_completeness: (i: { games_found: number; games_available: number }) => {
    const { contributing_game_dates: _, ...completeness } = completenessOf(i.games_found, i.games_available, [], 10);
    const whole = { ...completeness, contributing_game_dates: [] };
    return { ...completeness, is_data_gap: isDataGap(whole), completeness_pct: completenessPercent(whole) };
  },
  quality_score: (i: { sources: readonly string[] }) => {
    const score = qualityScore(i.sources);
    return { feature_quality_score: score, data_source: dataSource(i.sources), quality_tier: qualityTier(score) };
  },
  range_validation: (i: { features: Numbers }) => {
    const { warnings, critical } = checkRanges(i.features);
    return {
      is_valid: critical.length === 0,
      warning_indices: indicesIn(warnings),
      critical_indices: indicesIn(critical),
    };
  },
  batch_variance: (i: { case: string }) => {
    const report = checkVariance(varianceRows(i.case));
    return {
      is_valid: report.zeroVariance.length === 0,
      skipped: report.skipped,
      low_variance: indicesIn(report.lowVariance),
      zero_variance: indicesIn(report.zeroVariance),
    };
  },
};

/** Rules of the specification that Backline does not have, and why. */
const LEFT_OUT: Readonly<Record<string, string>> = {
  player_lookup: 'has a test of its own below',
  betting_metrics: 'belongs to the experiments',
  edge_buckets: 'belongs to the experiments',
  recommendation: 'belongs to the experiments',
  confidence: 'belongs to the experiments',
  fatigue_score: 'made by phase 4, read here',
  pace_score: 'made by phase 4, read here',
  usage_spike_score: 'made by phase 4, read here',
  shot_zone_mismatch_score: 'made by phase 4, read here',
};

describe('vectors of the specification', () => {
  it('are all accounted for', () => {
    expect(Object.keys(cases).sort()).toEqual([...Object.keys(RULES), ...Object.keys(LEFT_OUT)].sort());
  });

  for (const [name, rule] of Object.entries(RULES)) {
    it(`${name} gives what is written`, () => {
      const vectors = cases[name] ?? [];
      expect(vectors.length).toBeGreaterThan(0);
      const found = differences(
        vectors.map((vector) => ({
          what: JSON.stringify(vector.input),
          actual: rule(vector.input, vector),
          expected: vector.expected,
        })),
      );
      expect(found).toEqual([]);
    });
  }

  it('player_lookup gives both keys of every name', () => {
    const vectors = cases['player_lookup'] ?? [];
    expect(vectors).toHaveLength(40);
    for (const vector of vectors) {
      const name: string | null = vector.input;
      expect([name, rawFeedLookup(name), sharedLookup(name)]).toEqual([
        name,
        vector['raw_feeds_normaliser'],
        vector['shared_normaliser'],
      ]);
    }
  });
});
