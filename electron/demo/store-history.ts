import { FEATURE_NAMES } from '../../shared/feature-catalogue.js';
import { type Appearance } from './box-scores.js';
import { TEAMS } from './calendar.js';
import { type Form, type TeamForm } from './form.js';
import { type League } from './league.js';
import { fatigueScore } from './phase4-rows.js';
import { at, Prng } from './prng.js';
import { TableData } from './table-data.js';

export const HISTORY_KINDS = {
  player_lookup: 'text',
  universal_player_id: 'text',
  game_date: 'date',
  game_id: 'text',
  features: 'floats',
  feature_count: 'int',
  feature_version: 'text',
  feature_generation_time_ms: 'int',
  feature_quality_score: 'decimal',
  quality_tier: 'text',
  opponent_team_abbr: 'text',
  is_home: 'bool',
  days_rest: 'int',
  data_source: 'text',
  early_season_flag: 'bool',
  is_production_ready: 'bool',
  reprocess_attempt_count: 'int',
  circuit_breaker_active: 'bool',
  backfill_bootstrap_mode: 'bool',
  created_at: 'timestamp',
} as const;

const DAY_MS = 86_400_000;
const clamp = (value: number, low: number, high: number): number => Math.max(low, Math.min(high, value));
const round9 = (value: number): number => Math.round(value * 1e9) / 1e9;

/** Length of the vector by season: 25 and 33 in the first one, 37 since (domain: tables section 1, arrays). */
export function vectorLength(seasonYear: number, month: number): number {
  if (seasonYear !== 2022) return FEATURE_NAMES.length;
  return month >= 10 ? 25 : 33;
}

function trend(points: readonly number[]): number {
  if (points.length < 5) return 0;
  const [p0, p1, p2, p3, p4] = points.slice(-5).reverse() as [number, number, number, number, number];
  const change = (p3 + p4) / 2 - (p0 + p1 + p2) / 3;
  return Math.sign(change) * (Math.abs(change) >= 5 ? 2 : Math.abs(change) >= 2 ? 1 : 0);
}

function slope(points: readonly number[]): number {
  if (points.length < 5) return 0;
  const middle = (points.length - 1) / 2;
  const mean = points.reduce((a, b) => a + b, 0) / points.length;
  let above = 0;
  let below = 0;
  points.forEach((value, i) => {
    above += (i - middle) * (value - mean);
    below += (i - middle) ** 2;
  });
  return round9(above / below);
}

/** The 37 values of an earlier season's row, by the rules of domain: features section 4 in short. */
function vector(row: Appearance, form: Form, own: TeamForm, other: TeamForm, age: number, line: Line | null): number[] {
  const points = form.rows10.map((game) => game.points);
  const dnp = form.rows10.filter((game) => game.minutes10 === 0).length;
  const last5 = form.points5 ?? 10;
  const season = form.pointsSeason ?? 10;
  const std = form.std10 ?? 0;
  const freeThrows = form.rows10.reduce((sum, game) => sum + game.ftMakes, 0);
  const scored = points.reduce((a, b) => a + b, 0);
  const month = Number(row.game.date.slice(5, 7));
  const minutes = form.minutes10 ?? 0;
  const drift = minutes === 0 || form.minutes30 === null ? 0 : (minutes - form.minutes30) / form.minutes30;
  return [
    last5,
    form.points10 ?? 10,
    season,
    form.std10 ?? 5,
    form.games7,
    fatigueScore(form, age),
    Math.round((form.paintRate ?? 40) - 40) / 10,
    own.pace10 !== null && other.pace10 !== null ? clamp(Math.round((own.pace10 - other.pace10) * 5) / 10, -3, 3) : 0,
    0,
    clamp(form.rest ?? 0, -2, 2),
    0,
    trend(points),
    Math.sign(drift) * (Math.abs(drift) >= 0.2 ? 2 : Math.abs(drift) >= 0.1 ? 1 : 0),
    other.defense15 ?? 112,
    other.opponentPace15 ?? 100,
    row.home ? 1 : 0,
    form.rest === 1 ? 1 : 0,
    month >= 5 && month <= 9 ? 1 : 0,
    (form.paintRate ?? 0) / 100,
    (form.midRate ?? 0) / 100,
    (form.threeRate ?? 0) / 100,
    points.length < 5 || scored === 0 ? 0.15 : round9(clamp(freeThrows / scored, 0, 0.5)),
    own.pace10 ?? 100,
    own.offense10 ?? 112,
    own.winShare === null ? 0.5 : round9(own.winShare),
    line?.current ?? 0,
    line?.opening ?? 0,
    line ? line.current - line.opening : 0,
    line ? 1 : 0,
    form.againstPoints ?? 0,
    form.againstGames,
    form.minutes30 ?? 28,
    form.perMinute30 ?? 0.4,
    points.length < 3 ? 0 : round9(dnp / points.length),
    slope(points),
    std === 0 ? 0 : round9(clamp((last5 - season) / std, -3, 3)),
    std > 0 && last5 > season + 1.5 * std ? 1 : 0,
  ];
}

export interface Line {
  readonly current: number;
  readonly opening: number;
}

/** Store rows of the earlier seasons, as the pipeline of the time left them: players with a line, and few without. */
export class HistoryWriter {
  readonly table = new TableData('nba_predictions.ml_feature_store_v2', HISTORY_KINDS);
  readonly #rng: Prng;

  constructor(
    private readonly league: League,
    seed: number,
  ) {
    this.#rng = new Prng(seed, 'history');
  }

  add(row: Appearance, form: Form, own: TeamForm, other: TeamForm, line: Line | null): void {
    const rng = this.#rng;
    const player = at(this.league.players, row.player);
    const length = vectorLength(row.game.seasonYear, Number(row.game.date.slice(5, 7)));
    const score = form.playedSeason < 5 ? 68 + rng.int(0, 300) / 100 : form.zoneGames < 9 ? 84.35 : 87.59;
    const age = Number(row.game.date.slice(0, 4)) - player.birthYear;
    this.table.add({
      player_lookup: player.name.lookup,
      universal_player_id: player.universalId,
      game_date: row.day,
      game_id: row.game.id,
      features: vector(row, form, own, other, age, line).slice(0, length),
      feature_count: length,
      feature_version: length === 25 ? 'v1_baseline_25' : `v2_${String(length)}features`,
      feature_generation_time_ms: rng.int(4, 40),
      feature_quality_score: score,
      quality_tier: score >= 75 ? 'silver' : 'bronze',
      opponent_team_abbr: at(TEAMS, row.opponent),
      is_home: row.home,
      days_rest: form.rest,
      data_source: length === 37 ? 'mixed' : 'phase4_partial',
      early_season_flag: false,
      is_production_ready: !rng.chance(0.05),
      reprocess_attempt_count: 0,
      circuit_breaker_active: false,
      backfill_bootstrap_mode: false,
      created_at: row.day * DAY_MS + 6 * 3_600_000,
    });
  }
}
