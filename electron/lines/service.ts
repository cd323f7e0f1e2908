import { isFault } from '../../shared/causes.js';
import { seasonYearOf, type DateRange, type GameDate } from '../../shared/game-date.js';
import type {
  Gap,
  GapReport,
  LineDiffReport,
  LineDiffRow,
  LineEvidence,
  LineFunnel,
  PlayerHit,
  PlayerPage,
} from '../../shared/lines.js';
import type { Clock } from '../calendar/clock.js';
import { seasonWindowStart } from '../feature-store/season-calendar.js';
import type { Warehouse } from '../warehouse/port.js';
import { linesPlayers } from '../warehouse/statements/lines-players.js';
import { causeOf } from './causes.js';
import { readFacts, type DateFacts, type FactsParts, type KeyFacts } from './facts.js';
import { bestHits } from './find-players.js';
import { anyCaptured, FeedCapture, type CapturedFeeds } from './capture.js';
import { gapOf } from './gap.js';
import { KnownPlayers } from './known-players.js';
import { notCapturedOf } from './not-captured.js';
import { playerPage } from './player-page.js';
import { readEvidence } from './raw-evidence.js';

function diffRow(key: KeyFacts, date: DateFacts): LineDiffRow {
  const extra = (count: number | null | undefined): number => Math.max(0, (count ?? 0) - 1);
  return {
    ...key.lines,
    duplicates: extra(key.context?.row_count) + extra(key.store?.row_count),
    cause: causeOf(key, date),
  };
}

function funnelOf(rows: readonly LineDiffRow[]): LineFunnel {
  const counts = { played: 0, rawAnyMarket: 0, rawLine: 0, inContext: 0, contextLine: 0, inStore: 0, storeLine: 0 };
  for (const row of rows) {
    if (!row.played) continue;
    counts.played += 1;
    if (row.odds ?? row.pros) counts.rawAnyMarket += 1;
    if (row.raw) counts.rawLine += 1;
    if (row.inContext) counts.inContext += 1;
    if (typeof row.context?.current === 'number') counts.contextLine += 1;
    if (row.inStore) counts.inStore += 1;
    if (typeof row.store?.current === 'number') counts.storeLine += 1;
  }
  return counts;
}

/** Who has a line where, and why the store lacks it: gaps, line diff, player pages. Reads only. */
export class LinesService {
  readonly #parts: FactsParts;

  constructor(
    private readonly warehouse: Warehouse,
    private readonly clock: Clock,
    capture = new FeedCapture(warehouse, clock),
    private readonly players = new KnownPlayers(),
  ) {
    this.#parts = { warehouse, clock, capture };
  }

  /** The same service with the same memory, read through another way to the warehouse. */
  over(warehouse: Warehouse): LinesService {
    return new LinesService(warehouse, this.clock, this.#parts.capture.over(warehouse), this.players);
  }

  /** The store has changed. */
  forget(): void {
    this.players.forget();
  }

  /**
   * One gap per player and date without a line in the store, each with one cause. Future dates and the first 14 days of
   * a season are left out, as are seasons that no feed was captured for, which are stated once; a key that is only
   * another spelling of a listed player is part of his gap.
   */
  async gaps(range: DateRange): Promise<GapReport> {
    const today = this.clock.today();
    const dates = await readFacts(this.#parts, range);
    const gaps: Gap[] = [];
    const closableDates = new Set<GameDate>();
    let playerDates = 0;
    let faults = 0;
    let closable = 0;
    for (const date of dates) {
      if (date.isBootstrap || !anyCaptured(date.captured)) continue;
      for (const key of date.keys) {
        if (key.variantOf) continue;
        playerDates += 1;
        const gap = gapOf(key, date, today);
        if (gap === null) continue;
        gaps.push(gap);
        if (!isFault(gap.cause)) continue;
        faults += 1;
        if (!gap.closedByRebuild) continue;
        closable += 1;
        closableDates.add(date.date);
      }
    }
    return {
      from: range.from,
      to: range.to,
      gaps,
      playerDates,
      closable: { numerator: closable, denominator: faults },
      closableDates: [...closableDates],
      notCaptured: notCapturedOf(dates),
    };
  }

  /** One row per key and date of the range, other spellings included, by date and key. */
  async diff(range: DateRange): Promise<LineDiffReport> {
    const dates = await readFacts(this.#parts, range);
    const rows = dates.flatMap((date) => date.keys.map((key) => diffRow(key, date)));
    return { from: range.from, to: range.to, rows, funnel: funnelOf(rows) };
  }

  /**
   * All that stands behind one row.
   * @throws BacklineError `not_found` when no table knows the player on that date.
   */
  evidence(playerLookup: string, date: GameDate): Promise<LineEvidence> {
    return readEvidence(this.#parts, playerLookup, date);
  }

  /** @throws BacklineError `not_found` when no table knows the player in the range. */
  async player(playerLookup: string, range: DateRange): Promise<PlayerPage> {
    return playerPage(playerLookup, range, await readFacts(this.#parts, range));
  }

  /** Which feeds anybody captured in the season of a date. */
  capturedFeeds(date: GameDate): Promise<CapturedFeeds> {
    return this.#parts.capture.of(seasonYearOf(date));
  }

  /**
   * Players of the current season by a part of name or key, whatever its case and accents; best first, at most 50. The
   * season's list is read once and searched here.
   */
  async findPlayers(text: string): Promise<readonly PlayerHit[]> {
    const today = this.clock.today();
    return bestHits(await this.players.of(today, () => this.allPlayers(today)), text);
  }

  /** Every player of the season to `today`; one statement. */
  async allPlayers(today: GameDate): Promise<readonly PlayerHit[]> {
    const rows = await this.warehouse.read(linesPlayers, { from: seasonWindowStart(seasonYearOf(today)), to: today });
    return rows.flatMap((row): readonly PlayerHit[] =>
      row.player_lookup === null
        ? []
        : [
            {
              playerLookup: row.player_lookup,
              playerName: row.player_full_name ?? row.player_lookup,
              team: row.team_abbr,
              rows: row.store_rows ?? 0,
            },
          ],
    );
  }
}
