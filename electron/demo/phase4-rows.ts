import { type Appearance } from './box-scores.js';
import { TEAMS } from './calendar.js';
import { COMPOSITE_THIN, SHOT_ZONES_THIN } from './faults.js';
import { type Form, type TeamForm } from './form.js';
import { type League } from './league.js';
import { at, Prng } from './prng.js';
import { TableData } from './table-data.js';

export const CACHE_KINDS = {
  player_lookup: 'text',
  universal_player_id: 'text',
  cache_date: 'date',
  points_avg_last_5: 'decimal',
  points_avg_last_10: 'decimal',
  points_avg_season: 'decimal',
  points_std_last_10: 'decimal',
  minutes_avg_last_10: 'decimal',
  usage_rate_last_10: 'decimal',
  games_played_season: 'int',
  team_pace_last_10: 'decimal',
  team_off_rating_last_10: 'decimal',
  games_in_last_7_days: 'int',
  paint_rate_last_10: 'decimal',
  three_pt_rate_last_10: 'decimal',
  assisted_rate_last_10: 'decimal',
  player_age: 'int',
  data_hash: 'text',
  early_season_flag: 'bool',
  is_production_ready: 'bool',
  created_at: 'timestamp',
  processed_at: 'timestamp',
} as const;

export const COMPOSITE_KINDS = {
  player_lookup: 'text',
  universal_player_id: 'text',
  game_date: 'date',
  game_id: 'text',
  analysis_date: 'date',
  fatigue_score: 'int',
  shot_zone_mismatch_score: 'decimal',
  pace_score: 'decimal',
  usage_spike_score: 'decimal',
  total_composite_adjustment: 'decimal',
  calculation_version: 'text',
  data_hash: 'text',
  early_season_flag: 'bool',
  is_production_ready: 'bool',
  created_at: 'timestamp',
  processed_at: 'timestamp',
} as const;

export const ZONE_KINDS = {
  player_lookup: 'text',
  analysis_date: 'date',
  paint_rate_last_10: 'decimal',
  mid_range_rate_last_10: 'decimal',
  three_pt_rate_last_10: 'decimal',
  total_shots_last_10: 'int',
  games_in_sample_10: 'int',
  sample_quality_10: 'text',
  primary_scoring_zone: 'text',
  data_hash: 'text',
  early_season_flag: 'bool',
  is_production_ready: 'bool',
  created_at: 'timestamp',
  processed_at: 'timestamp',
} as const;

export const DEFENSE_KINDS = {
  team_abbr: 'text',
  analysis_date: 'date',
  defensive_rating_last_15: 'decimal',
  opponent_pace: 'decimal',
  games_in_sample: 'int',
  data_hash: 'text',
  early_season_flag: 'bool',
  is_production_ready: 'bool',
  processed_at: 'timestamp',
  created_at: 'timestamp',
} as const;

const DAY_MS = 86_400_000;
const NIGHT = 5 * 3_600_000;
/** Share of the players without a row, over all dates: the ordinary holes. */
const HOLES = 0.025;
const CACHE_MIN_GAMES = 5;
const EARLY_GAMES = 10;
const ZONE_MIN_GAMES = 10;

/** Fatigue score, 0 exhausted to 100 fresh (domain: features section 6). */
export function fatigueScore(form: Form, age: number): number {
  let score = 100;
  const rest = form.rest ?? 1;
  if (rest === 1) score -= 15;
  else if (rest >= 3) score += 5;
  if (form.games7 >= 4) score -= 10;
  if (form.minutes7 > 240) score -= 10;
  if (form.games7 > 0 && form.minutes7 / form.games7 > 35) score -= 8;
  if (form.backToBacks14 >= 2) score -= 12;
  else if (form.backToBacks14 === 1) score -= 5;
  if (age >= 35) score -= 10;
  else if (age >= 30) score -= 5;
  return Math.max(0, Math.min(100, score));
}

/** Rows of the four phase 4 tables, computed from the games before each date, with holes. */
export class Phase4Writer {
  readonly cache = new TableData('nba_precompute.player_daily_cache', CACHE_KINDS);
  readonly composite = new TableData('nba_precompute.player_composite_factors', COMPOSITE_KINDS);
  readonly zones = new TableData('nba_precompute.player_shot_zone_analysis', ZONE_KINDS);
  readonly defense = new TableData('nba_precompute.team_defense_zone_analysis', DEFENSE_KINDS);
  readonly #rng: Prng;

  constructor(
    private readonly league: League,
    seed: number,
  ) {
    this.#rng = new Prng(seed, 'phase4');
  }

  #common(
    day: number,
    early: boolean,
  ): {
    readonly data_hash: string;
    readonly early_season_flag: boolean;
    readonly is_production_ready: boolean;
    readonly created_at: number;
    readonly processed_at: number;
  } {
    const rng = this.#rng;
    const time = day * DAY_MS + NIGHT + rng.int(0, 20) * 1000;
    return {
      data_hash: rng.hex(16),
      early_season_flag: early,
      is_production_ready: !rng.chance(0.02),
      created_at: time,
      processed_at: time,
    };
  }

  /** Rows of one listed player; `badFatigue` writes the adjustment (-5..0) where the score belongs. */
  addPlayer(row: Appearance, form: Form, own: TeamForm, other: TeamForm, badFatigue: boolean): void {
    const rng = this.#rng;
    const player = at(this.league.players, row.player);
    const { day } = row;
    const early = form.playedSeason < EARLY_GAMES;
    const age = Number(row.game.date.slice(0, 4)) - player.birthYear;
    const { lookup } = player.name;
    if (form.playedSeason >= CACHE_MIN_GAMES && !rng.chance(HOLES)) {
      this.cache.add({
        player_lookup: lookup,
        universal_player_id: player.universalId,
        cache_date: day,
        points_avg_last_5: form.points5,
        points_avg_last_10: form.points10,
        points_avg_season: form.pointsSeason,
        points_std_last_10: form.std10,
        minutes_avg_last_10: form.minutes10,
        usage_rate_last_10: form.usage10,
        games_played_season: form.playedSeason,
        team_pace_last_10: own.pace10,
        team_off_rating_last_10: own.offense10,
        // Duplicates in the context inflate the count now and then (domain: features, known issue of feature 4).
        games_in_last_7_days: rng.chance(0.003) ? form.games7 * 3 + 3 : form.games7,
        paint_rate_last_10: form.paintRate,
        three_pt_rate_last_10: form.threeRate,
        assisted_rate_last_10: rng.int(30, 75) / 100,
        player_age: age,
        ...this.#common(day, early),
      });
    }
    const lacking = day === COMPOSITE_THIN && !rng.chance(0.4);
    if (badFatigue || (!lacking && !rng.chance(HOLES))) {
      const fatigue = fatigueScore(form, age);
      const mismatch = Math.max(-10, Math.min(10, Math.round(rng.normal() * 28) / 10));
      const pace =
        own.pace10 === null || other.pace10 === null
          ? 0
          : Math.max(-3, Math.min(3, Math.round((own.pace10 - other.pace10) * 5) / 10));
      this.composite.add({
        player_lookup: lookup,
        universal_player_id: player.universalId,
        game_date: day,
        game_id: row.game.id,
        analysis_date: day,
        fatigue_score: badFatigue ? -3 : fatigue,
        shot_zone_mismatch_score: mismatch,
        pace_score: pace,
        usage_spike_score: 0,
        total_composite_adjustment: Math.round(((fatigue - 100) / 20 + mismatch + pace) * 100) / 100,
        calculation_version: 'v1_4factors',
        ...this.#common(day, early),
      });
    }
    const thin = day === SHOT_ZONES_THIN && !rng.chance(0.4);
    if (form.zoneGames >= ZONE_MIN_GAMES - 1 && form.shots10 > 0 && !thin && !rng.chance(HOLES)) {
      const [paint, mid, three] = [form.paintRate ?? 0, form.midRate ?? 0, form.threeRate ?? 0];
      this.zones.add({
        player_lookup: lookup,
        analysis_date: day,
        paint_rate_last_10: form.paintRate,
        mid_range_rate_last_10: form.midRate,
        three_pt_rate_last_10: form.threeRate,
        total_shots_last_10: form.shots10,
        games_in_sample_10: form.zoneGames,
        sample_quality_10: form.shots10 >= 60 ? 'good' : 'limited',
        primary_scoring_zone: three >= paint && three >= mid ? 'perimeter' : paint >= mid ? 'paint' : 'mid_range',
        ...this.#common(day, early),
      });
    }
  }

  /** All 30 teams of one date. */
  addTeams(day: number, forms: readonly TeamForm[]): void {
    forms.forEach((form, team) => {
      this.defense.add({
        team_abbr: at(TEAMS, team),
        analysis_date: day,
        defensive_rating_last_15: form.defense15,
        opponent_pace: form.opponentPace15,
        games_in_sample: form.games15,
        ...this.#common(day, false),
      });
    });
  }
}
