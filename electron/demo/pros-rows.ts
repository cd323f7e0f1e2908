import { type Fate } from './day-plan.js';
import { TEAMS, dateOf } from './calendar.js';
import { SUFFIXES_KEPT_FROM, TEN_DIGIT_FROM } from './faults.js';
import { type League } from './league.js';
import { at, Prng } from './prng.js';
import { TableData } from './table-data.js';

export const PROS_KINDS = {
  game_date: 'date',
  market_type: 'text',
  market_id: 'int',
  bp_event_id: 'int',
  offer_id: 'text',
  bet_side: 'text',
  bp_player_id: 'int',
  player_name: 'text',
  player_lookup: 'text',
  player_team: 'text',
  player_position: 'text',
  team_source: 'text',
  has_team_issues: 'bool',
  validation_confidence: 'decimal',
  validation_method: 'text',
  book_id: 'int',
  bookmaker: 'text',
  line_id: 'text',
  points_line: 'decimal',
  odds_american: 'int',
  is_active: 'bool',
  is_best_line: 'bool',
  bookmaker_last_update: 'timestamp',
  opening_line: 'decimal',
  opening_odds: 'int',
  opening_book_id: 'int',
  opening_timestamp: 'timestamp',
  source_file_path: 'text',
  created_at: 'timestamp',
  processed_at: 'timestamp',
} as const;

interface Book {
  readonly id: number;
  readonly name: string;
}

interface Market {
  readonly type: 'points' | 'rebounds' | 'assists';
  readonly id: number;
}

const CONSENSUS: Book = { id: 0, name: 'BettingPros Consensus' };
const FANDUEL: Book = { id: 10, name: 'FanDuel' };
const DRAFTKINGS: Book = { id: 12, name: 'DraftKings' };
const OTHERS: readonly Book[] = [
  { id: 13, name: 'Caesars' },
  { id: 19, name: 'BetMGM' },
  { id: 24, name: 'bet365' },
  { id: 18, name: 'BetRivers' },
  { id: 36, name: 'ESPN Bet' },
];
const POINTS: Market = { type: 'points', id: 156 };
const OTHER_MARKETS: readonly Market[] = [
  { type: 'rebounds', id: 157 },
  { type: 'assists', id: 151 },
];
const POSITIONS = ['G', 'F', 'C'] as const;
const DAY_MS = 86_400_000;
/** Scrapes at 13:30 and 16:45 UTC are seen by the context run, the one at 17:40 is not. */
const MORNING = 13.5 * 3_600_000;
const NOON = 16.75 * 3_600_000;
const LATE = 17.75 * 3_600_000;

interface Offer {
  readonly fate: Fate;
  readonly market: Market;
  readonly book: Book;
  readonly line: number;
  readonly scrape: number;
  readonly active: boolean;
  readonly sides: readonly ('over' | 'under')[];
  readonly alternate: boolean;
}

export class ProsWriter {
  readonly table = new TableData('nba_raw.bettingpros_player_points_props', PROS_KINDS);
  readonly #rng: Prng;
  #lines = 0;

  constructor(
    private readonly league: League,
    seed: number,
  ) {
    this.#rng = new Prng(seed, 'bettingpros');
  }

  #offer(offer: Offer): void {
    const { fate, market, book } = offer;
    const { row } = fate;
    const player = at(this.league.players, row.player);
    const rng = this.#rng;
    const created = row.day * DAY_MS + offer.scrape + (book.id + 1) * 1000 - (offer.alternate ? 500 : 0);
    const event = 24_000 + Number(row.game.officialId.slice(-5));
    const stripped = row.day < SUFFIXES_KEPT_FROM ? player.name.stripped : null;
    const stale = rng.chance(0.04);
    this.#lines += 1;
    for (const side of offer.sides) {
      this.table.add({
        game_date: row.day,
        market_type: market.type,
        market_id: market.id,
        bp_event_id: event,
        offer_id: `${String(event)}-${String(market.id)}-${String(10_000 + player.index)}`,
        bet_side: side,
        bp_player_id: 10_000 + player.index,
        player_name: player.name.full,
        player_lookup: stripped ?? player.name.lookup,
        player_team: at(TEAMS, stale ? row.opponent : row.team),
        player_position: at(POSITIONS, player.index % POSITIONS.length),
        team_source: 'bettingpros',
        has_team_issues: stale,
        validation_confidence: 0.95,
        validation_method: stale ? 'bettingpros_stale' : 'espn_roster',
        book_id: book.id,
        bookmaker: book.name,
        line_id: `L${String(this.#lines)}`,
        points_line: offer.line,
        odds_american: rng.pick([-120, -115, -110, -110, -105, 100]),
        is_active: offer.active,
        is_best_line: !offer.alternate && book.id === DRAFTKINGS.id,
        bookmaker_last_update: created - 45_000,
        opening_line: market.type === 'points' && offer.line > 0 ? fate.opening : offer.line,
        opening_odds: -110,
        opening_book_id: DRAFTKINGS.id,
        opening_timestamp: created - 6 * 3_600_000,
        source_file_path: `bettingpros/${market.type}/${dateOf(row.day)}/${String(Math.floor(offer.scrape / 60_000))}.json`,
        created_at: created,
        processed_at: created,
      });
    }
  }

  #points(fate: Fate, scrape: number, books: readonly Book[], active: boolean, sides: Offer['sides']): void {
    const rng = this.#rng;
    for (const book of books) {
      const line = Math.max(0.5, fate.noon + (book.id === DRAFTKINGS.id ? 0 : rng.pick([0, 0, 0.5, -0.5])));
      this.#offer({ fate, market: POINTS, book, line, scrape, active, sides, alternate: false });
      if (active && sides.length === 2 && book.id === DRAFTKINGS.id && rng.chance(0.06)) {
        this.#offer({ fate, market: POINTS, book, line: line + 3, scrape, active, sides, alternate: true });
      }
    }
  }

  #others(fate: Fate): void {
    for (const market of OTHER_MARKETS) {
      const line = this.#rng.int(1, 8) + 0.5;
      const sides = ['over', 'under'] as const;
      this.#offer({ fate, market, book: DRAFTKINGS, line, scrape: MORNING, active: true, sides, alternate: false });
    }
  }

  /** Every offer of one player and date, as his fate says. */
  add(fate: Fate): void {
    const both = ['over', 'under'] as const;
    const rng = this.#rng;
    switch (fate.pros) {
      case 'none':
        return;
      case 'other_market':
        this.#others(fate);
        return;
      case 'zero':
        this.#offer({
          fate,
          market: POINTS,
          book: DRAFTKINGS,
          line: 0,
          scrape: MORNING,
          active: true,
          sides: both,
          alternate: false,
        });
        return;
      case 'inactive':
        this.#points(fate, MORNING, [DRAFTKINGS, FANDUEL], false, both);
        return;
      case 'under':
        this.#points(fate, MORNING, [DRAFTKINGS], true, ['under']);
        return;
      case 'late':
        this.#points(fate, LATE, [CONSENSUS, DRAFTKINGS], true, both);
        return;
      case 'stripped':
        this.#points(fate, MORNING, [CONSENSUS, DRAFTKINGS], true, both);
        return;
      case 'normal': {
        const many = fate.row.day >= TEN_DIGIT_FROM;
        const books = [
          CONSENSUS,
          DRAFTKINGS,
          ...(rng.chance(0.5) ? [FANDUEL] : []),
          ...(many ? [rng.pick(OTHERS)] : []),
        ];
        this.#points(fate, many && rng.chance(0.5) ? NOON : MORNING, books, true, both);
        if (rng.chance(0.15)) this.#others(fate);
        if (rng.chance(0.03)) this.#points(fate, MORNING - 60_000, [rng.pick(OTHERS)], false, both);
      }
    }
  }
}
