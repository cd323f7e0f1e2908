import type { Cause } from '../../shared/causes.js';
import { type Appearance, type PlayedSeasons } from './box-scores.js';
import { SEASONS } from './calendar.js';
import {
  BETTINGPROS_FROM,
  HOLDS,
  type Hold,
  LATE_CONTEXT,
  LOOKUP_FAILED,
  NO_RAW_SHARE,
  ODDS_SILENT,
  STALE,
  STORE_FIRST,
  STORE_MISSING,
  STORE_THIN,
  SUFFIXES_KEPT_FROM,
  TEN_DIGIT_FROM,
  eraOf,
} from './faults.js';
import { type League } from './league.js';
import { at, Prng } from './prng.js';

/** What the Odds API has of a player on a date. */
export type OddsShape = 'none' | 'normal' | 'late' | 'in_game_only' | 'zero' | 'nickname';
/** What BettingPros has of him. */
export type ProsShape = 'none' | 'normal' | 'late' | 'inactive' | 'under' | 'other_market' | 'zero' | 'stripped';

/** One listed player of one date: what the feeds, the context and the store hold of him, decided before any row is made. */
export interface Fate {
  readonly row: Appearance;
  readonly inContext: boolean;
  readonly odds: OddsShape;
  readonly pros: ProsShape;
  /** The date form of the game id although the ten digits were due: the schedule look-up failed for the event. */
  readonly dateForm: boolean;
  /** The context row carries a line. */
  readonly contextLine: boolean;
  /** Two context rows, the newer one without a line. */
  readonly duplicate: boolean;
  /** When the context row was processed, UTC milliseconds. */
  readonly contextAt: number;
  /** The store has a row. */
  readonly inStore: boolean;
  /** What kept the row out of the store, where it was one player and not the date. */
  readonly hold: Hold | null;
  /** Why the store has no line; null when it has one, or before the store begins. */
  readonly cause: Cause | null;
  /** Points; movements between the three moments at which lines are seen. */
  readonly opening: number;
  readonly noon: number;
  readonly closing: number;
}

const DAY_MS = 86_400_000;
/** Context run of a day: 17:00 UTC, noon in the East. Lines seen at 16:40 are in it, those after 17:15 are not. */
const CONTEXT_TIME = 17 * 3_600_000;
/** Rank up to which a team's players are expected to play. */
const EXPECTED_RANK = 11;

function half(value: number): number {
  return Math.max(0.5, Math.floor(value) + 0.5);
}

/** Whether the raw tables have a positive points line under the player's own key. */
export function hasRawLine(shapes: { readonly odds: OddsShape; readonly pros: ProsShape }): boolean {
  return (
    shapes.odds === 'normal' ||
    shapes.odds === 'late' ||
    shapes.odds === 'in_game_only' ||
    shapes.pros === 'normal' ||
    shapes.pros === 'late' ||
    shapes.pros === 'inactive' ||
    shapes.pros === 'under'
  );
}

interface Draft {
  row: Appearance;
  inContext: boolean;
  odds: OddsShape;
  pros: ProsShape;
  dateForm: boolean;
  contextLine: boolean;
  duplicate: boolean;
  contextAt: number;
  special: boolean;
}

/** Picks among weighted causes. */
function weighted(mix: readonly (readonly [Cause, number])[], rng: Prng): Cause {
  let left = rng.unit() * mix.reduce((sum, [, weight]) => sum + weight, 0);
  for (const [cause, weight] of mix) {
    left -= weight;
    if (left < 0) return cause;
  }
  return at(mix, 0)[0];
}

/** What the feeds must hold so that the cause is the first of the ordered tests to be true. */
const SHAPES: Partial<Record<Cause, { readonly odds?: OddsShape; readonly pros?: ProsShape }>> = {
  game_id_format: { odds: 'normal', pros: 'none' },
  captured_after_context: { odds: 'late', pros: 'late' },
  after_tipoff_only: { odds: 'in_game_only', pros: 'none' },
  inactive_offer: { odds: 'none', pros: 'inactive' },
  under_side_only: { odds: 'none', pros: 'under' },
};

class Planner {
  readonly #rng: Prng;
  /** Fractions of a player owed from the days before, so that shares come out over a month and not per day. */
  #owedNone = 0;
  #owedLines = 0;

  constructor(
    private readonly league: League,
    seed: number,
  ) {
    this.#rng = new Prng(seed, 'fates');
  }

  #suffixLost(row: Appearance): boolean {
    return at(this.league.players, row.player).name.stripped !== null && row.day < SUFFIXES_KEPT_FROM;
  }

  #drafts(rows: readonly Appearance[]): Draft[] {
    const rng = this.#rng;
    const failedEvents = new Set<string>();
    for (const id of new Set(rows.map((row) => row.game.id))) if (rng.chance(0.12)) failedEvents.add(id);
    return rows.map((row) => ({
      row,
      // Known absences are left out, save for a few; a few expected players are missing from the roster snapshot.
      inContext: row.rank <= EXPECTED_RANK ? !rng.chance(0.025) : row.rank === 99 && rng.chance(0.04),
      odds: 'normal',
      pros: 'none',
      dateForm: row.day < TEN_DIGIT_FROM || failedEvents.has(row.game.id),
      contextLine: false,
      duplicate: false,
      contextAt: row.day * DAY_MS + CONTEXT_TIME,
      special: false,
    }));
  }

  /** Whom no book posts: mostly those outside the context. Then the feeds' own faults, which also leave no line behind. */
  #noLines(drafts: readonly Draft[], day: number): void {
    const rng = this.#rng;
    this.#owedNone += drafts.length * NO_RAW_SHARE;
    for (const draft of drafts) {
      const name = at(this.league.players, draft.row.player).name;
      if (!draft.inContext || day === ODDS_SILENT || LOOKUP_FAILED.has(day)) continue;
      const feedUp = day >= BETTINGPROS_FROM;
      if (name.stripped !== null && feedUp && day < SUFFIXES_KEPT_FROM && rng.chance(0.1)) {
        Object.assign(draft, { odds: 'none', pros: 'stripped', special: true });
      } else if (name.nickname !== null && rng.chance(0.13)) {
        Object.assign(draft, { odds: 'nickname', pros: 'none', special: true });
      } else if (this.#suffixLost(draft.row)) {
        // Whatever BettingPros had of him would stand under the stripped key: one fault a row is enough.
        continue;
      } else if (feedUp && rng.chance(0.004)) {
        Object.assign(draft, { odds: 'none', pros: 'other_market', special: true });
      } else if (rng.chance(0.004)) {
        // With ten digits a zero row of the Odds API would read as a game-id mismatch; then BettingPros has the zero.
        const zero = day < TEN_DIGIT_FROM ? { odds: 'zero', pros: 'none' } : { odds: 'none', pros: 'zero' };
        Object.assign(draft, { ...zero, special: true });
      }
      if (draft.special) this.#owedNone -= 1;
    }
    if (day === ODDS_SILENT) {
      for (const draft of drafts) {
        const lost = this.#suffixLost(draft.row);
        const carried = !lost && rng.chance(draft.inContext ? 0.9 : 0.4);
        Object.assign(draft, { odds: 'none', pros: carried ? 'normal' : 'none' });
        if (!carried) this.#owedNone -= 1;
      }
      return;
    }
    const bench = rng.shuffle(drafts.filter((draft) => !draft.special && (!draft.inContext || rng.chance(0.06))));
    for (const draft of bench.slice(0, Math.max(1, Math.floor(this.#owedNone)))) {
      draft.odds = 'none';
      this.#owedNone -= 1;
    }
  }

  /** Which context rows got a line: the players of most weight, as many as the month's figures say. */
  #contextLines(drafts: readonly Draft[], day: number): void {
    const rng = this.#rng;
    this.#owedLines += drafts.length * eraOf(day).contextShare;
    if (LOOKUP_FAILED.has(day)) return;
    const eligible = drafts
      .filter((draft) => draft.inContext && !draft.special && (draft.odds === 'normal' || draft.pros === 'normal'))
      // After 2025-12-28 step B finds Odds API lines in date form only; the others need BettingPros (vegas section 4).
      .filter((draft) => draft.dateForm || !this.#suffixLost(draft.row))
      .map((draft) => ({ draft, key: Math.min(draft.row.rank, 12) + 2.5 * rng.normal() }))
      .sort((a, b) => a.key - b.key);
    for (const { draft } of eligible.slice(0, Math.max(0, Math.round(this.#owedLines)))) {
      draft.contextLine = true;
      this.#owedLines -= 1;
    }
  }

  /** BettingPros beside or instead of the Odds API, where nothing else is decided. */
  #feeds(draft: Draft): void {
    const rng = this.#rng;
    const { row } = draft;
    if (row.day < BETTINGPROS_FROM || row.day === ODDS_SILENT || draft.odds !== 'normal') return;
    if (this.#suffixLost(row)) {
      if (rng.chance(0.05)) draft.pros = 'stripped';
    } else if (!draft.dateForm && draft.contextLine) {
      draft.pros = 'normal';
    } else if (rng.chance(0.5)) {
      draft.pros = 'normal';
      if (rng.chance(0.2)) draft.odds = 'none';
    }
  }

  /** Gives a context row without a line, whose player has one in raw, the cause it is to show. */
  #plant(draft: Draft): Cause {
    const rng = this.#rng;
    const { row } = draft;
    if (LOOKUP_FAILED.has(row.day)) return 'context_lookup_failed';
    if (row.day === ODDS_SILENT) return 'store_from_context';
    const pros = row.day >= BETTINGPROS_FROM && !this.#suffixLost(row);
    let cause = weighted(eraOf(row.day).mix, rng);
    if (!draft.dateForm && !pros) cause = 'game_id_format';
    if (cause === 'game_id_format' && draft.dateForm) cause = 'store_from_context';
    if ((cause === 'inactive_offer' || cause === 'under_side_only') && !pros) cause = 'store_from_context';
    const shapes = SHAPES[cause] ?? {};
    Object.assign(draft, { odds: 'normal', pros: pros ? 'normal' : 'none' }, shapes);
    if (cause === 'captured_after_context' && draft.dateForm) draft.pros = 'none';
    // The context was made again the next morning, so the in-game rows are not newer than it.
    if (cause === 'after_tipoff_only') draft.contextAt += 0.9 * DAY_MS;
    draft.duplicate = cause === 'duplicate_rows';
    return cause;
  }

  #causeOf(draft: Draft): Cause | null {
    const { row } = draft;
    if (draft.special) {
      if (draft.pros === 'stripped' || draft.odds === 'nickname') return 'suffix_or_alias';
      return draft.pros === 'other_market' ? 'other_market_only' : 'placeholder_or_zero';
    }
    if (!hasRawLine(draft)) {
      if (row.day < BETTINGPROS_FROM || row.day === ODDS_SILENT) return 'source_outage';
      return row.minutes10 === 0 ? 'did_not_play' : 'no_line_offered';
    }
    if (!draft.inContext) return 'not_in_context';
    if (!draft.contextLine) return this.#plant(draft);
    if (STALE.has(row.day) && this.#rng.chance(0.25)) {
      draft.contextAt = LATE_CONTEXT;
      return 'store_older_than_raw';
    }
    return null;
  }

  /** Rows the store never got: a whole date, a quarter of one, and single players that a breaker or a bad value held back. */
  #storeHoles(fates: readonly Fate[]): readonly Fate[] {
    const held = new Map<number, number>();
    return fates.map((fate) => {
      const { day, minutes10, rank } = fate.row;
      const holds = HOLDS.get(day);
      const count = held.get(day) ?? 0;
      let hold: Hold | null = null;
      if (holds && count < holds.players && minutes10 > 0 && rank > 1 && rank < 6 && fate.contextLine && !fate.cause) {
        hold = holds.kind;
        held.set(day, count + 1);
      }
      const hole = day === STORE_MISSING || (day === STORE_THIN && this.#rng.chance(0.25)) || hold !== null;
      return hole ? { ...fate, hold, inStore: false, cause: hasRawLine(fate) ? 'not_in_store' : fate.cause } : fate;
    });
  }

  plan(days: ReadonlyMap<number, readonly Appearance[]>): readonly Fate[] {
    const fates: Fate[] = [];
    for (const [day, rows] of days) {
      if (day === BETTINGPROS_FROM || day === TEN_DIGIT_FROM) this.#owedLines = 0;
      const drafts = this.#drafts(rows);
      this.#noLines(drafts, day);
      this.#contextLines(drafts, day);
      for (const draft of drafts) {
        this.#feeds(draft);
        const cause = this.#causeOf(draft);
        const opening = half(draft.row.expected * (1 + 0.07 * this.#rng.normal()));
        const step = (): number => (this.#rng.chance(0.6) ? 0 : this.#rng.pick([-1, -0.5, 0.5, 1]));
        const noon = Math.max(0.5, opening + step());
        fates.push({
          row: draft.row,
          inContext: draft.inContext,
          odds: draft.odds,
          pros: draft.pros,
          dateForm: draft.dateForm,
          contextLine: draft.contextLine,
          duplicate: draft.duplicate,
          contextAt: draft.contextAt,
          inStore: true,
          hold: null,
          cause: day < STORE_FIRST ? null : cause,
          opening,
          noon,
          closing: Math.max(0.5, noon + step()),
        });
      }
    }
    return this.#storeHoles(fates);
  }
}

/** Decides the fate of every listed player of the current season, day by day. */
export function planFates(played: PlayedSeasons, league: League, seed: number): readonly Fate[] {
  const current = at(SEASONS, SEASONS.length - 1).year;
  const days = new Map<number, Appearance[]>();
  for (const row of played.appearances) {
    if (row.game.seasonYear !== current) continue;
    const list = days.get(row.day);
    if (list) list.push(row);
    else days.set(row.day, [row]);
  }
  return new Planner(league, seed).plan(days);
}
