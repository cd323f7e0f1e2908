import { type Fate } from './day-plan.js';
import { type Appearance } from './box-scores.js';
import { TEAMS } from './calendar.js';
import { type Form, type TeamForm } from './form.js';
import { type League } from './league.js';
import { at, Prng } from './prng.js';
import { TableData } from './table-data.js';

export const CONTEXT_KINDS = {
  player_lookup: 'text',
  universal_player_id: 'text',
  game_id: 'text',
  game_date: 'date',
  team_abbr: 'text',
  opponent_team_abbr: 'text',
  has_prop_line: 'bool',
  current_points_line: 'decimal',
  opening_points_line: 'decimal',
  line_movement: 'decimal',
  current_points_line_source: 'text',
  opening_points_line_source: 'text',
  game_spread: 'decimal',
  game_total: 'decimal',
  pace_differential: 'decimal',
  home_game: 'bool',
  back_to_back: 'bool',
  season_phase: 'text',
  days_rest: 'int',
  games_in_last_7_days: 'int',
  player_age: 'int',
  star_teammates_out: 'int',
  opponent_days_rest: 'int',
  player_status: 'text',
  injury_report: 'text',
  is_production_ready: 'bool',
  data_hash: 'text',
  created_at: 'timestamp',
  processed_at: 'timestamp',
} as const;

/** Oct-Nov early, Dec-Feb mid, Mar-Apr late, otherwise playoffs (domain: features section 6). */
export function seasonPhase(month: number): string {
  if (month === 10 || month === 11) return 'early';
  if (month === 12 || month <= 2) return 'mid';
  return month === 3 || month === 4 ? 'late' : 'playoffs';
}

interface ContextLine {
  readonly current: number;
  readonly opening: number;
  readonly source: string;
}

export class ContextWriter {
  readonly table = new TableData('nba_analytics.upcoming_player_game_context', CONTEXT_KINDS);
  readonly #rng: Prng;

  constructor(
    private readonly league: League,
    seed: number,
  ) {
    this.#rng = new Prng(seed, 'context');
  }

  #status(row: Appearance): readonly [string, string | null] {
    const rng = this.#rng;
    if (row.rank === 99) return ['out', 'Injury - soreness'];
    if (row.absence === 'scratch') return rng.chance(0.5) ? ['questionable', 'Illness'] : ['doubtful', 'Ankle sprain'];
    const roll = rng.unit();
    if (roll < 0.04) return ['questionable', 'Knee soreness'];
    if (roll < 0.09) return ['probable', 'Rest'];
    return ['available', null];
  }

  #row(row: Appearance, form: Form, own: TeamForm, other: TeamForm, line: ContextLine | null, at0: number): void {
    const rng = this.#rng;
    const player = at(this.league.players, row.player);
    const month = Number(row.game.date.slice(5, 7));
    const [status, report] = this.#status(row);
    const pace =
      own.pace10 !== null && other.pace10 !== null ? Math.round((own.pace10 - other.pace10) * 10) / 10 : null;
    this.table.add({
      player_lookup: player.name.lookup,
      universal_player_id: player.universalId,
      game_id: row.game.id,
      game_date: row.day,
      team_abbr: at(TEAMS, row.team),
      opponent_team_abbr: at(TEAMS, row.opponent),
      has_prop_line: line !== null,
      current_points_line: line?.current ?? null,
      opening_points_line: line?.opening ?? null,
      line_movement: line ? line.current - line.opening : null,
      current_points_line_source: line?.source ?? null,
      opening_points_line_source: line?.source ?? null,
      game_spread: rng.int(-20, 20) / 2,
      game_total: rng.int(430, 480) / 2,
      pace_differential: pace,
      home_game: row.home,
      back_to_back: form.rest === 1,
      season_phase: seasonPhase(month),
      days_rest: form.rest,
      games_in_last_7_days: form.games7,
      player_age: Number(row.game.date.slice(0, 4)) - player.birthYear,
      star_teammates_out: rng.chance(0.2) ? 1 : 0,
      opponent_days_rest: 0,
      player_status: status,
      injury_report: report,
      is_production_ready: !rng.chance(0.02),
      data_hash: rng.hex(16),
      created_at: at0,
      processed_at: at0,
    });
  }

  /** The context row or rows of one player and date; none for players outside it. */
  add(fate: Fate, form: Form, own: TeamForm, other: TeamForm): void {
    if (!fate.inContext) return;
    const { row } = fate;
    const source = fate.odds === 'normal' && fate.dateForm ? 'draftkings' : 'bettingpros_DraftKings';
    const line = { current: fate.noon, opening: fate.opening, source };
    const again = this.#rng.chance(0.015);
    if (fate.duplicate) {
      this.#row(row, form, own, other, line, fate.contextAt - 5_400_000);
      this.#row(row, form, own, other, null, fate.contextAt);
      return;
    }
    // Harmless repeats: the delete + insert fallback writes a row twice (domain: tables section 4).
    if (again && fate.contextLine) this.#row(row, form, own, other, line, fate.contextAt - 3_600_000);
    this.#row(row, form, own, other, fate.contextLine ? line : null, fate.contextAt);
  }

  /** Last season: one row, with a line or without. */
  addPlain(fate: Fate, form: Form, own: TeamForm, other: TeamForm): void {
    const line = { current: fate.noon, opening: fate.opening, source: 'draftkings' };
    this.#row(fate.row, form, own, other, fate.contextLine ? line : null, fate.contextAt);
  }
}
