import {
  NO_CONTEXT,
  NO_PHASE4,
  type ContextValues,
  type Phase3Values,
  type Phase4Values,
  type TeamRecord,
  type WindowGame,
} from '../../electron/feature-store/features/inputs.js';

/** Turns the dictionaries of recorded calls into the row builder's inputs. */

export type Recorded = Readonly<Record<string, unknown>>;

function numberOf(values: Recorded, key: string): number | null {
  const value = values[key];
  if (value === null || value === undefined) return null;
  if (typeof value === 'number') return value;
  if (typeof value === 'boolean') return Number(value);
  throw new Error(`${key} is not a number: ${JSON.stringify(value)}`);
}

function flagOf(values: Recorded, key: string): boolean | null {
  return (values[key] ?? null) as boolean | null;
}

function textOf(values: Recorded, key: string): string | null {
  return (values[key] ?? null) as string | null;
}

export function phase4(values: Recorded): Phase4Values {
  return {
    ...NO_PHASE4,
    pointsAvgLast5: numberOf(values, 'points_avg_last_5'),
    pointsAvgLast10: numberOf(values, 'points_avg_last_10'),
    pointsAvgSeason: numberOf(values, 'points_avg_season'),
    pointsStdLast10: numberOf(values, 'points_std_last_10'),
    gamesInLast7Days: numberOf(values, 'games_in_last_7_days'),
    minutesAvgLast10: numberOf(values, 'minutes_avg_last_10'),
    teamPaceLast10: numberOf(values, 'team_pace_last_10'),
    teamOffRatingLast10: numberOf(values, 'team_off_rating_last_10'),
    fatigueScore: numberOf(values, 'fatigue_score'),
    shotZoneMismatchScore: numberOf(values, 'shot_zone_mismatch_score'),
    paceScore: numberOf(values, 'pace_score'),
    usageSpikeScore: numberOf(values, 'usage_spike_score'),
    paintRateLast10: numberOf(values, 'paint_rate_last_10'),
    midRangeRateLast10: numberOf(values, 'mid_range_rate_last_10'),
    threePtRateLast10: numberOf(values, 'three_pt_rate_last_10'),
    opponentDefRating: numberOf(values, 'opponent_def_rating'),
    opponentPace: numberOf(values, 'opponent_pace'),
  };
}

export function windowGames(values: Recorded): readonly WindowGame[] {
  const games = (values['last_10_games'] ?? []) as readonly Recorded[];
  return games.map((game) => ({
    points: numberOf(game, 'points'),
    minutes: numberOf(game, 'minutes_played'),
    ftMakes: numberOf(game, 'ft_makes'),
    isDnp: flagOf(game, 'is_dnp'),
  }));
}

export function context(values: Recorded): ContextValues {
  return {
    ...NO_CONTEXT,
    homeGame: flagOf(values, 'home_game'),
    backToBack: flagOf(values, 'back_to_back'),
    seasonPhase: textOf(values, 'season_phase'),
    daysRest: numberOf(values, 'days_rest'),
    opponentDaysRest: numberOf(values, 'opponent_days_rest'),
    playerStatus: textOf(values, 'player_status'),
  };
}

export function teamRecord(values: Recorded): TeamRecord | null {
  const games = values['team_season_games'] as readonly { readonly win_flag: boolean | null }[] | undefined;
  return games ? { games: games.length, wins: games.filter((game) => game.win_flag === true).length } : null;
}

export function phase3(values: Recorded): Phase3Values {
  return {
    context: context(values),
    lastGames: windowGames(values),
    pointsAvgLast5: numberOf(values, 'points_avg_last_5'),
    pointsAvgLast10: numberOf(values, 'points_avg_last_10'),
    pointsAvgSeason: numberOf(values, 'points_avg_season'),
    minutesAvgSeason: numberOf(values, 'minutes_avg_season'),
    teamRecord: teamRecord(values),
  };
}
