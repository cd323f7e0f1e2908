import { type Fate } from './day-plan.js';
import { TEAMS, dateOf } from './calendar.js';
import { ODDS_SILENT, TEN_DIGIT_FROM } from './faults.js';
import { type League } from './league.js';
import { lookupOf } from './names.js';
import { at, Prng } from './prng.js';
import { TableData } from './table-data.js';

export const ODDS_KINDS = {
  game_id: 'text',
  odds_api_event_id: 'text',
  game_date: 'date',
  game_start_time: 'timestamp',
  home_team_abbr: 'text',
  away_team_abbr: 'text',
  snapshot_timestamp: 'timestamp',
  snapshot_tag: 'text',
  minutes_before_tipoff: 'int',
  bookmaker: 'text',
  player_name: 'text',
  player_lookup: 'text',
  points_line: 'decimal',
  over_price: 'decimal',
  over_price_american: 'int',
  under_price: 'decimal',
  under_price_american: 'int',
  bookmaker_last_update: 'timestamp',
  data_source: 'text',
  processed_at: 'timestamp',
} as const;

const MINUTE = 60_000;
const DAY_MS = 86_400_000;
const OTHERS = ['betmgm', 'caesars', 'betrivers', 'pointsbetus'] as const;
const PRICES = [-125, -120, -115, -110, -110, -110, -105, 100, 105] as const;

const decimalOdds = (american: number): number =>
  Math.round((american < 0 ? 1 + 100 / -american : 1 + american / 100) * 1000) / 1000;

/** Odds API rows of one game; keeps the ids of its event. */
export class OddsWriter {
  readonly table = new TableData('nba_raw.odds_api_player_points_props', ODDS_KINDS);
  readonly #rng: Prng;
  readonly #events = new Map<string, string>();

  constructor(
    private readonly league: League,
    seed: number,
  ) {
    this.#rng = new Prng(seed, 'odds');
  }

  #row(fate: Fate, book: string, snapshot: number, line: number, nickname: boolean): void {
    const { row, dateForm } = fate;
    const { game } = row;
    const rng = this.#rng;
    let event = this.#events.get(game.id);
    if (event === undefined) {
      event = rng.hex(32);
      this.#events.set(game.id, event);
    }
    const { name } = at(this.league.players, row.player);
    const over = rng.pick(PRICES);
    const under = -220 - over < -100 ? -220 - over : -110;
    const time = new Date(snapshot);
    const clock = `${String(time.getUTCHours()).padStart(2, '0')}${String(time.getUTCMinutes()).padStart(2, '0')}`;
    const alias = nickname ? name.nickname : null;
    this.table.add({
      game_id: dateForm ? game.id : game.officialId,
      odds_api_event_id: event,
      game_date: row.day,
      game_start_time: game.tip,
      home_team_abbr: at(TEAMS, game.home),
      away_team_abbr: at(TEAMS, game.away),
      snapshot_timestamp: snapshot,
      snapshot_tag: `snap-${clock}`,
      minutes_before_tipoff: Math.trunc((game.tip - snapshot) / MINUTE),
      bookmaker: book,
      player_name: alias ?? name.full,
      player_lookup: alias === null ? name.lookup : lookupOf(alias),
      points_line: line,
      over_price: decimalOdds(over),
      over_price_american: over,
      under_price: decimalOdds(under),
      under_price_american: under,
      bookmaker_last_update: snapshot - 40_000,
      data_source: row.day < TEN_DIGIT_FROM ? 'historical' : 'current',
      processed_at: snapshot + 90_000,
    });
  }

  /** Every snapshot of one player and date, as his fate says. */
  add(fate: Fate): void {
    const { row, odds } = fate;
    if (odds === 'none') return;
    if (row.day === ODDS_SILENT) throw new RangeError(`the Odds API is silent on ${dateOf(row.day)}`);
    const rng = this.#rng;
    const noon = row.day * DAY_MS + 16 * 60 * MINUTE + 40 * MINUTE;
    const opening = noon - 270 * MINUTE;
    const closing = row.game.tip - 35 * MINUTE;
    const after = row.day * DAY_MS + 17 * 60 * MINUTE + 20 * MINUTE;
    switch (odds) {
      case 'in_game_only':
        this.#row(fate, 'draftkings', row.game.tip + 25 * MINUTE, fate.noon + 2, false);
        this.#row(fate, 'draftkings', row.game.tip + 55 * MINUTE, fate.closing + 3, false);
        return;
      case 'zero':
        this.#row(fate, 'draftkings', opening, 0, false);
        this.#row(fate, 'fanduel', noon, 0, false);
        return;
      case 'nickname':
        this.#row(fate, 'draftkings', opening, fate.opening, true);
        this.#row(fate, 'draftkings', noon, fate.noon, true);
        return;
      case 'late':
        this.#row(fate, 'draftkings', after, fate.noon, false);
        this.#row(fate, 'draftkings', closing, fate.closing, false);
        return;
      case 'normal':
        break;
    }
    const many = row.day >= TEN_DIGIT_FROM;
    // Without DraftKings the newest and the oldest snapshot of any book count (parity/quirks 1).
    const main = rng.chance(0.93) ? 'draftkings' : 'fanduel';
    this.#row(fate, main, opening, fate.opening, false);
    this.#row(fate, main, noon, fate.noon, false);
    if (rng.chance(many ? 0.6 : 0.2)) this.#row(fate, main, closing, fate.closing, false);
    if (rng.chance(0.04))
      this.#row(fate, main, row.game.tip + 30 * MINUTE, Math.max(0.5, fate.closing + rng.int(-3, 4)), false);
    if (main === 'draftkings' && rng.chance(many ? 0.75 : 0.25)) {
      this.#row(fate, 'fanduel', noon, Math.max(0.5, fate.noon + rng.pick([0, 0, 0.5, -0.5])), false);
      if (many) this.#row(fate, 'fanduel', opening, fate.opening, false);
    }
    if (rng.chance(many ? 0.7 : 0.08)) {
      this.#row(fate, rng.pick(OTHERS), noon, Math.max(0.5, fate.noon + rng.pick([0, 1, -1])), false);
    }
  }

  /** Last season: DraftKings' opening and closing line only. */
  addPlain(fate: Fate): void {
    const noon = fate.row.day * DAY_MS + 1000 * MINUTE;
    this.#row(fate, 'draftkings', noon - 270 * MINUTE, fate.opening, false);
    this.#row(fate, 'draftkings', noon, fate.noon, false);
  }
}
