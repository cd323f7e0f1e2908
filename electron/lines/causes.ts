import type { Cause } from '../../shared/causes.js';
import { FEEDS, type Feed, type NameMatch } from '../../shared/lines.js';
import { compareInstants } from '../feature-store/instants.js';
import { anyCaptured } from './capture.js';
import type { DateFacts, KeyFacts } from './facts.js';

/** "Raw has many" (domain: vegas section 5): two teams' starters; with fewer a date without a line may be true. */
const MANY_RAW_PLAYERS = 10;
/** Length of the league's own game id; the date form is longer. */
const OFFICIAL_ID_LENGTH = 10;

/** The other spelling under which a feed has a points line. */
export function rawSpelling(key: KeyFacts): NameMatch | null {
  return key.otherSpellings.find((match) => match.source !== 'context' && match.line !== null) ?? null;
}

/** Length of an id tells its form: the official one has ten digits, the date form `YYYYMMDD_AWAY_HOME` more. */
export function isOfficialId(gameId: string | null): boolean {
  return gameId?.length === OFFICIAL_ID_LENGTH;
}

function oldest(a: string | null, b: string | null): string | null {
  if (a === null) return b;
  if (b === null) return a;
  return compareInstants(a, b) <= 0 ? a : b;
}

/** When the first raw points line of the key was captured. */
export function firstCapture({ odds, pros }: KeyFacts): string | null {
  return oldest(odds?.first_at ?? null, pros?.first_at ?? null);
}

/** Whether the look-up by player and game id (vegas section 4, B.1) finds an Odds API row for the context's game. */
function oddsFoundByGameId({ odds, context }: KeyFacts): boolean {
  const lines = odds?.line_rows ?? 0;
  const official = odds?.ten_digit_rows ?? 0;
  return isOfficialId(context?.game_id ?? null) ? official > 0 : lines > official;
}

/** Why a context row without a line missed the line that raw has under the same key: codes 2 to 13 of the list. */
function causeInContext(key: KeyFacts, date: DateFacts): Cause {
  const { odds, pros, context } = key;
  const oddsLines = odds?.line_rows ?? 0;
  const prosLines = pros?.line_rows ?? 0;
  const byGameId = oddsFoundByGameId(key);
  if (oddsLines > 0 && prosLines === 0 && odds?.ten_digit_rows === oddsLines && !byGameId) return 'game_id_format';
  const captured = firstCapture(key);
  const processed = context?.processed_at ?? null;
  if (captured !== null && processed !== null && compareInstants(captured, processed) > 0) {
    return 'captured_after_context';
  }
  if (oddsLines > 0 && odds?.late_rows === oddsLines) return 'after_tipoff_only';
  if (prosLines > 0 && !byGameId) {
    if (pros?.active_rows === 0) return 'inactive_offer';
    if (pros?.over_rows === 0) return 'under_side_only';
  }
  const estimates = (odds?.estimate_rows ?? 0) + (pros?.estimate_rows ?? 0);
  if (estimates > 0 && estimates === oddsLines + prosLines) return 'placeholder_or_zero';
  if ((context?.row_count ?? 0) > 1 && (context?.line_rows ?? 0) > 0) return 'duplicate_rows';
  if (date.contextLineRows === 0 && date.rawPlayers >= MANY_RAW_PLAYERS) return 'context_lookup_failed';
  return 'store_from_context';
}

/** The feeds have rows of him, or of another spelling of him, but no points line under his key. */
function causeWithoutRawLine(key: KeyFacts): Cause | null {
  const { odds, pros, context } = key;
  const spelling = rawSpelling(key);
  if (spelling === null && !odds && !pros) return null;
  if (!context) return 'not_in_context';
  if (spelling !== null) return 'suffix_or_alias';
  return odds === null && pros?.points_rows === 0 ? 'other_market_only' : 'placeholder_or_zero';
}

/** Feeds that were captured in the season and have no row on the date. */
export function silentFeeds({ captured, rows }: DateFacts): readonly Feed[] {
  return FEEDS.filter((feed) => captured[feed] && rows[feed] === 0);
}

function causeOfNothing({ lines }: KeyFacts, date: DateFacts): Cause | null {
  if (!anyCaptured(date.captured)) return null;
  if (silentFeeds(date).length > 0) return 'source_outage';
  return date.hasBoxScore && !lines.played ? 'did_not_play' : 'no_line_offered';
}

/**
 * Why the store has no line for a key, exactly one code; null when it has one, on dates the store is not meant to
 * hold, and where nobody captured a feed that could tell. The tests go in the order of domain: vegas section 5. Beside it stand two rules of our own: a missing store row
 * is told before the codes that explain a row without a line, and what no feed knows anything of is a state of the
 * market or of the feed.
 *
 * A context line that a newer store row lacks fits no code of the list; the store row is outdated in what it was made
 * from, so it counts as `store_older_than_raw`.
 */
export function causeOf(key: KeyFacts, date: DateFacts): Cause | null {
  const { lines, store, context } = key;
  if (date.isBootstrap || (lines.store !== null && lines.store.current !== null)) return null;
  if (key.variantOf) return 'suffix_or_alias';
  const hasContextLine = lines.context !== null && lines.context.current !== null;
  if (lines.raw !== null) {
    if (!store) return 'not_in_store';
    if (!context) return 'not_in_context';
    return hasContextLine ? 'store_older_than_raw' : causeInContext(key, date);
  }
  if (hasContextLine) {
    if (!store) return 'not_in_store';
    if (compareInstants(store.written_at, lines.contextProcessedAt) < 0) return 'store_older_than_raw';
  }
  return causeWithoutRawLine(key) ?? causeOfNothing(key, date);
}
