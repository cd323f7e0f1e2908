import { BacklineError } from '../../shared/errors.js';

/** The names of `v2_37features` in index order (domain: features section 3). */
export const FEATURE_NAMES = [
  'points_avg_last_5',
  'points_avg_last_10',
  'points_avg_season',
  'points_std_last_10',
  'games_in_last_7_days',
  'fatigue_score',
  'shot_zone_mismatch_score',
  'pace_score',
  'usage_spike_score',
  'rest_advantage',
  'injury_risk',
  'recent_trend',
  'minutes_change',
  'opponent_def_rating',
  'opponent_pace',
  'home_away',
  'back_to_back',
  'playoff_game',
  'pct_paint',
  'pct_mid_range',
  'pct_three',
  'pct_free_throw',
  'team_pace',
  'team_off_rating',
  'team_win_pct',
  'vegas_points_line',
  'vegas_opening_line',
  'vegas_line_move',
  'has_vegas_line',
  'avg_points_vs_opponent',
  'games_vs_opponent',
  'minutes_avg_last_10',
  'ppm_avg_last_10',
  'dnp_rate',
  'pts_slope_10g',
  'pts_vs_season_zscore',
  'breakout_flag',
] as const;

export const LINE_FEATURE = 'vegas_points_line';

/** Arrays shorter than this are left out of every share, whatever the feature (domain: vegas section 8). */
const SHORTEST_ARRAY = 33;

/** Lines, for which 0 and below is "no line" (domain: vegas trap 5). */
const LINES: readonly string[] = [LINE_FEATURE, 'vegas_opening_line'];

export interface CoverageFeature {
  readonly name: string;
  readonly index: number;
  /** Elements an array needs to be counted. */
  readonly minLength: number;
  readonly positiveOnly: boolean;
}

/** @throws BacklineError `bad_input` naming a feature that `v2_37features` does not have. */
export function coverageFeature(name: string): CoverageFeature {
  const index = (FEATURE_NAMES as readonly string[]).indexOf(name);
  if (index < 0) {
    throw new BacklineError('bad_input', `--feature: "${name}" is not one of the ${FEATURE_NAMES.length} features`, {
      subject: '--feature',
      remedy: `Known features: ${FEATURE_NAMES.join(', ')}.`,
    });
  }
  return { name, index, minLength: Math.max(SHORTEST_ARRAY, index + 1), positiveOnly: LINES.includes(name) };
}
