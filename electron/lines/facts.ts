import { seasonYearOf, type DateRange, type GameDate } from '../../shared/game-date.js';
import {
  FEEDS,
  type Feed,
  type LineTriple,
  type NameMatch,
  type PlayerDateLines,
  type RawLine,
  type RawSource,
} from '../../shared/lines.js';
import type { Clock } from '../calendar/clock.js';
import { readSchedule } from '../calendar/schedule.js';
import type { RowOf } from '../warehouse/statement.js';
import type { Warehouse } from '../warehouse/port.js';
import { linesAliases } from '../warehouse/statements/lines-aliases.js';
import { linesBettingPros } from '../warehouse/statements/lines-bettingpros.js';
import { linesBoxScore } from '../warehouse/statements/lines-box-score.js';
import { linesContext } from '../warehouse/statements/lines-context.js';
import { linesHeldBack } from '../warehouse/statements/lines-held-back.js';
import { linesOdds } from '../warehouse/statements/lines-odds.js';
import { linesStore } from '../warehouse/statements/lines-store.js';
import { NOT_CAPTURED, type CapturedFeeds, type FeedCapture } from './capture.js';
import { NameMatcher, type SpellingMatch, type StrayKey } from './names.js';
import { BookLists, Triples } from './triples.js';

export type OddsRow = RowOf<typeof linesOdds.columns>;
export type ProsRow = RowOf<typeof linesBettingPros.columns>;
export type ContextFacts = RowOf<typeof linesContext.columns>;
export type StoreFacts = RowOf<typeof linesStore.columns>;
export type BoxScoreFacts = RowOf<typeof linesBoxScore.columns>;
export type HeldBack = RowOf<typeof linesHeldBack.columns>;

/** One key of one date with the rows that stand behind it. */
export interface KeyFacts {
  readonly lines: PlayerDateLines;
  readonly boxScore: BoxScoreFacts | null;
  readonly odds: OddsRow | null;
  readonly pros: ProsRow | null;
  readonly context: ContextFacts | null;
  readonly store: StoreFacts | null;
  readonly held: HeldBack | null;
  /** Other keys of the date that are the same player, those with a line first. */
  readonly otherSpellings: readonly NameMatch[];
  /** Set when this key is the other spelling of a listed player, and no player of its own. */
  readonly variantOf: SpellingMatch | null;
}

export interface DateFacts {
  readonly date: GameDate;
  /** The store is not meant to hold the first 14 days of a season. */
  readonly isBootstrap: boolean;
  readonly hasBoxScore: boolean;
  /** Raw rows of the date, whatever their market, side or value. */
  readonly rows: Readonly<Record<Feed, number>>;
  /** Which feeds anybody captured in the date's season. */
  readonly captured: CapturedFeeds;
  /** Keys with a raw points line. */
  readonly rawPlayers: number;
  /** Context rows with a line, whichever is read. */
  readonly contextLineRows: number;
  /** By key. */
  readonly keys: readonly KeyFacts[];
}

interface Slot {
  boxScore: BoxScoreFacts | null;
  odds: OddsRow | null;
  pros: ProsRow | null;
  context: ContextFacts | null;
  store: StoreFacts | null;
  held: HeldBack | null;
}

interface Day {
  readonly slots: Map<string, Slot>;
  readonly rows: Record<Feed, number>;
}

interface Keyed {
  readonly game_date: GameDate | null;
  readonly player_lookup: string | null;
}

class Days {
  readonly days = new Map<GameDate, Day>();

  day(date: GameDate): Day {
    let day = this.days.get(date);
    if (!day) this.days.set(date, (day = { slots: new Map(), rows: { odds_api: 0, bettingpros: 0 } }));
    return day;
  }

  /** Enters rows under their keys; a row without a key or date has no place. */
  enter<R extends Keyed>(rows: readonly R[], put: (slot: Slot, row: R) => void): void {
    for (const row of rows) {
      if (row.game_date === null || row.player_lookup === null) continue;
      const { slots } = this.day(row.game_date);
      let slot = slots.get(row.player_lookup);
      if (!slot) {
        slot = { boxScore: null, odds: null, pros: null, context: null, store: null, held: null };
        slots.set(row.player_lookup, slot);
      }
      put(slot, row);
    }
  }
}

function positive(value: number | null | undefined): number | null {
  return typeof value === 'number' && value > 0 ? value : null;
}

function movementOf(current: number | null, opening: number | null): number | null {
  return current === null || opening === null ? null : current - opening;
}

function oddsLine(row: OddsRow | null): RawLine | null {
  if (!row) return null;
  const current = positive(row.current_line);
  const opening = current === null ? null : row.opening_line;
  return {
    current,
    opening,
    movement: movementOf(current, opening),
    book: row.bookmaker,
    at: row.captured_at,
    minutesBeforeTipoff: row.minutes_before_tipoff,
    rows: row.row_count ?? 0,
  };
}

function prosLine(row: ProsRow | null): RawLine | null {
  if (!row) return null;
  const current = (row.line_rows ?? 0) > 0 ? positive(row.current_line) : null;
  const opening = current === null ? null : row.opening_line;
  return {
    current,
    opening,
    movement: movementOf(current, opening),
    book: row.bookmaker,
    at: row.captured_at,
    minutesBeforeTipoff: null,
    rows: row.row_count ?? 0,
  };
}

/**
 * What a rebuild from raw lines stores: the Odds API's line, else that of BettingPros; the movement is taken before an
 * opening line of 0 is replaced (domain: vegas section 2, parity/quirks 3).
 */
function storedFromRaw(odds: LineTriple | null, pros: LineTriple | null, triples: Triples): LineTriple | null {
  const source = odds !== null && odds.current !== null ? odds : pros;
  const current = source?.current ?? null;
  if (!source || current === null) return null;
  const opening = source.opening ?? current;
  return triples.of(current, opening === 0 ? current : opening, current - opening);
}

function rawSourceOf(odds: RawLine | null, pros: RawLine | null): RawSource {
  const hasOdds = odds !== null && odds.current !== null;
  const hasPros = pros !== null && pros.current !== null;
  if (hasOdds) return hasPros ? 'both' : 'odds_api';
  return hasPros ? 'bettingpros' : 'none';
}

interface LineCells {
  readonly current_line: number | null;
  readonly opening_line: number | null;
  readonly line_movement: number | null;
}

/** As the context or the store has it; a line of 0 is none. */
function tripleOf(row: LineCells | null, triples: Triples): LineTriple | null {
  return row && triples.of(positive(row.current_line), row.opening_line, row.line_movement);
}

/** What many rows have in common, each kept once. */
interface Shared {
  readonly triples: Triples;
  readonly books: BookLists;
}

function linesOf(date: GameDate, key: string, slot: Slot, { triples, books }: Shared): PlayerDateLines {
  const { boxScore, context, store } = slot;
  const odds = oddsLine(slot.odds);
  const pros = prosLine(slot.pros);
  const oddsChosen = odds !== null && odds.current !== null;
  return {
    date,
    playerLookup: key,
    playerName: boxScore?.player_full_name ?? key,
    team: boxScore?.team_abbr ?? context?.team_abbr ?? null,
    opponent: boxScore?.opponent_team_abbr ?? context?.opponent_team_abbr ?? store?.opponent_team_abbr ?? null,
    gameId: boxScore?.game_id ?? context?.game_id ?? store?.game_id ?? null,
    minutes: boxScore?.minutes_played ?? null,
    played: (boxScore?.minutes_played ?? 0) > 0,
    inStore: store !== null,
    storeWrittenAt: store?.written_at ?? null,
    store: tripleOf(store, triples),
    inContext: context !== null,
    contextRows: context?.row_count ?? 0,
    contextLineRows: context?.line_rows ?? 0,
    contextLines: context?.lines ?? 0,
    context: tripleOf(context, triples),
    contextProcessedAt: context?.processed_at ?? null,
    odds,
    pros,
    raw: storedFromRaw(odds, pros, triples),
    rawSource: rawSourceOf(odds, pros),
    books: books.of(slot.odds?.line_books ?? null, slot.pros?.line_books ?? null),
    leak: oddsChosen && (odds.minutesBeforeTipoff ?? 0) < 0,
  };
}

/** Whom a key belongs to by its own rows, for matching. */
function strayOf(key: string, { odds, pros, context }: Slot): StrayKey {
  const teams = [odds?.home_team_abbr, odds?.away_team_abbr, pros?.team_abbr, context?.team_abbr];
  return {
    key,
    name: odds?.player_name ?? pros?.player_name ?? null,
    teams: teams.filter((team) => typeof team === 'string'),
  };
}

/** What stands under another spelling, per table that knows it. */
function spellingsOf(key: string, rule: SpellingMatch['rule'], slot: Slot): readonly NameMatch[] {
  const found: NameMatch[] = [];
  const add = (source: NameMatch['source'], line: number | null): void =>
    void found.push({ playerLookup: key, source, rule, line });
  if (slot.odds) add('odds_api', oddsLine(slot.odds)?.current ?? null);
  if (slot.pros) add('bettingpros', prosLine(slot.pros)?.current ?? null);
  if (slot.context) add('context', positive(slot.context.current_line));
  return found;
}

const SOURCE_ORDER: readonly NameMatch['source'][] = ['odds_api', 'bettingpros', 'context'];

function byUse(a: NameMatch, b: NameMatch): number {
  const line = Number(b.line !== null) - Number(a.line !== null);
  return line !== 0 ? line : SOURCE_ORDER.indexOf(a.source) - SOURCE_ORDER.indexOf(b.source);
}

interface AboutDate {
  readonly date: GameDate;
  readonly isBootstrap: boolean;
  readonly captured: CapturedFeeds;
}

function dateFacts(about: AboutDate, day: Day, matcher: NameMatcher, shared: Shared): DateFacts {
  const { date, isBootstrap, captured } = about;
  const slots = [...day.slots].sort(([a], [b]) => (a < b ? -1 : 1));
  const hasBoxScore = slots.some(([, slot]) => slot.boxScore !== null);
  // Before the box score there is the context only: the list of production on the day itself (parity/quirks 5).
  const isListed = (slot: Slot): boolean =>
    slot.boxScore !== null || slot.store !== null || (!hasBoxScore && slot.context !== null);
  const strays = slots.filter(([, slot]) => !isListed(slot)).map(([key, slot]) => strayOf(key, slot));
  const matches = matcher.match(
    strays,
    slots
      .filter(([, slot]) => isListed(slot))
      .map(([key, { boxScore, context }]) => ({
        key,
        name: boxScore?.player_full_name ?? null,
        team: boxScore?.team_abbr ?? context?.team_abbr ?? null,
      })),
  );
  const spellings = new Map<string, NameMatch[]>();
  for (const [stray, { key, rule }] of matches) {
    const slot = day.slots.get(stray);
    if (!slot) continue;
    spellings.set(key, [...(spellings.get(key) ?? []), ...spellingsOf(stray, rule, slot)]);
  }
  const none: readonly NameMatch[] = [];
  const keys = slots
    // A breaker or a score alone is no sign that he was to play.
    .filter(([, slot]) => slot.boxScore ?? slot.odds ?? slot.pros ?? slot.context ?? slot.store)
    .map(([key, slot]): KeyFacts => ({
      lines: linesOf(date, key, slot, shared),
      ...slot,
      otherSpellings: spellings.get(key)?.sort(byUse) ?? none,
      variantOf: matches.get(key) ?? null,
    }));
  return {
    date,
    isBootstrap,
    hasBoxScore,
    rows: day.rows,
    captured,
    rawPlayers: keys.filter((one) => one.lines.raw !== null).length,
    contextLineRows: keys.reduce((sum, one) => sum + (one.context?.line_rows ?? 0), 0),
    keys,
  };
}

/** Which feeds were captured in each season; what the days show by themselves is not asked for. */
async function capturedBySeason(
  days: ReadonlyMap<GameDate, Day>,
  capture: FeedCapture,
): Promise<ReadonlyMap<number, CapturedFeeds>> {
  const seen = new Map<number, CapturedFeeds>();
  for (const [date, { rows }] of days) {
    const year = seasonYearOf(date);
    const before = seen.get(year);
    seen.set(year, {
      odds_api: before?.odds_api === true || rows.odds_api > 0,
      bettingpros: before?.bettingpros === true || rows.bettingpros > 0,
    });
  }
  const silent = [...seen].filter(([, feeds]) => FEEDS.some((feed) => !feeds[feed]));
  for (const [year] of silent) seen.set(year, await capture.of(year));
  return seen;
}

export interface FactsParts {
  readonly warehouse: Warehouse;
  readonly clock: Clock;
  readonly capture: FeedCapture;
}

/**
 * Everything known of the lines of a range, one entry per date in order and per key: the union of box score, store,
 * context and raw rows, in eight statements. Where a feed is silent on every date of a season that the range touches, one
 * more tells whether it is so for the whole season. Future dates are left out: nothing is missing there yet.
 */
export async function readFacts(
  { warehouse, clock, capture }: FactsParts,
  range: DateRange,
): Promise<readonly DateFacts[]> {
  const today = clock.today();
  const until = range.to < today ? range.to : today;
  if (until < range.from) return [];
  const wanted = { from: range.from, to: until };
  const [odds, pros, context, store, boxScore, held, aliases, schedule] = await Promise.all([
    warehouse.read(linesOdds, wanted),
    warehouse.read(linesBettingPros, wanted),
    warehouse.read(linesContext, wanted),
    warehouse.read(linesStore, wanted),
    warehouse.read(linesBoxScore, wanted),
    warehouse.read(linesHeldBack, { ...wanted, now: clock.now().toISOString() }),
    warehouse.read(linesAliases, {}),
    readSchedule(warehouse, wanted),
  ]);
  const days = new Days();
  for (const row of odds) if (row.game_date !== null) days.day(row.game_date).rows.odds_api += row.row_count ?? 0;
  for (const row of pros) if (row.game_date !== null) days.day(row.game_date).rows.bettingpros += row.row_count ?? 0;
  days.enter(odds, (slot, row) => void (slot.odds = row));
  days.enter(pros, (slot, row) => void (slot.pros = row));
  days.enter(context, (slot, row) => void (slot.context = row));
  days.enter(store, (slot, row) => void (slot.store = row));
  days.enter(boxScore, (slot, row) => void (slot.boxScore = row));
  days.enter(held, (slot, row) => void (slot.held = row));
  const matcher = new NameMatcher(aliases);
  const shared: Shared = { triples: new Triples(), books: new BookLists() };
  const captured = await capturedBySeason(days.days, capture);
  return [...days.days]
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([date, day]) =>
      dateFacts(
        { date, isBootstrap: schedule.isBootstrap(date), captured: captured.get(seasonYearOf(date)) ?? NOT_CAPTURED },
        day,
        matcher,
        shared,
      ),
    );
}
