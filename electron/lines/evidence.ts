import { assertNever } from '../../shared/assert-never.js';
import type { Cause } from '../../shared/causes.js';
import { FEEDS, type NameMatch, type RawLine } from '../../shared/lines.js';
import { firstCapture, rawSpelling, silentFeeds } from './causes.js';
import type { DateFacts, KeyFacts } from './facts.js';

const ODDS = 'odds_api_player_points_props';
const PROS = 'bettingpros_player_points_props';
const CONTEXT = 'upcoming_player_game_context';
const STORE = 'ml_feature_store_v2';

/** `2026-01-03 16:40 UTC` of a UTC text. */
export function instantText(instant: string | null): string {
  return instant === null ? 'unknown time' : `${instant.slice(0, 10)} ${instant.slice(11, 16)} UTC`;
}

function lineText(line: number | null): string {
  if (line === null) return 'no value';
  return Number.isInteger(line * 10) ? line.toFixed(1) : String(line);
}

function rowsText(count: number): string {
  return `${count} row${count === 1 ? '' : 's'}`;
}

const TABLES: Readonly<Record<NameMatch['source'], string>> = { odds_api: ODDS, bettingpros: PROS, context: CONTEXT };
const RULES: Readonly<Record<NameMatch['rule'], string>> = {
  suffix: 'the same without the suffix',
  alias: 'the same by player_aliases',
  normalised: 'the same by the shared normaliser',
  nickname: 'the same by a short first name, in the same team',
};

export function spellingText(match: NameMatch): string {
  return `${TABLES[match.source]} has ${lineText(match.line)} under ${match.playerLookup} (${RULES[match.rule]})`;
}

function feedText(table: string, line: RawLine): string {
  const where = [line.book, instantText(line.at), rowsText(line.rows)].filter((part) => part !== null);
  return `${table} has ${lineText(line.current)} (${where.join(', ')})`;
}

/** Where the raw line stands that a rebuild would take. */
function rawText({ lines: { odds, pros } }: KeyFacts): string {
  if (odds !== null && odds.current !== null) return feedText(ODDS, odds);
  return pros !== null && pros.current !== null ? feedText(PROS, pros) : `${ODDS} and ${PROS} have no line`;
}

function contextText({ lines }: KeyFacts): string {
  if (lines.context === null) return `${CONTEXT} has no row`;
  return `${CONTEXT} has ${lineText(lines.context.current)} of ${instantText(lines.contextProcessedAt)}`;
}

function contextWithout({ lines }: KeyFacts): string {
  return `the ${CONTEXT} row of ${instantText(lines.contextProcessedAt)} has no line`;
}

function storeText({ lines, store }: KeyFacts): string {
  if (!store) return `${STORE} has no row`;
  const short = (store.feature_length ?? 0) < 33 ? ` (an array of ${store.feature_length ?? 0})` : '';
  return `the ${STORE} row of ${instantText(lines.storeWrittenAt)}${short} has no line`;
}

function heldText({ held }: KeyFacts): string {
  if (!held) return '';
  return held.reason === 'breaker'
    ? `; reprocess_attempts holds the row back until ${instantText(held.held_until)}`
    : `; player_composite_factors has a fatigue score of ${held.fatigue_score ?? 0}, outside 0..100, which stops the row`;
}

function silent(date: DateFacts): string {
  const feeds = silentFeeds(date).map((feed) => TABLES[feed]);
  return `${feeds.join(' and ')} ${feeds.length > 1 ? 'have' : 'has'} no row on ${date.date}`;
}

/** What the feeds that were captured have of the date, whoever it is of. */
function upText({ captured, rows }: DateFacts): string {
  return FEEDS.filter((feed) => captured[feed])
    .map((feed) => `${TABLES[feed]} has ${rowsText(rows[feed])}`)
    .join(' and ');
}

/** The raw rows of a key that has no line. */
function valueless({ odds, pros, lines }: KeyFacts): string {
  const parts: string[] = [];
  if (odds && lines.odds) {
    const where = [odds.bookmaker, instantText(odds.captured_at), rowsText(lines.odds.rows)];
    parts.push(`${ODDS} has ${lineText(odds.current_line)} (${where.join(', ')})`);
  }
  if (pros && lines.pros) {
    const points = pros.points_rows ?? 0;
    const where = [pros.bookmaker, instantText(pros.captured_at), rowsText(lines.pros.rows)];
    parts.push(
      points > 0
        ? `${PROS} has ${lineText(pros.current_line)} for points (${where.join(', ')})`
        : `${PROS} has ${pros.market_type ?? 'another market'} ${lineText(pros.current_line)} (${where.join(', ')}) and none for points`,
    );
  }
  return parts.join('; ');
}

function without(key: KeyFacts): string {
  const spelling = rawSpelling(key);
  return [valueless(key), spelling === null ? '' : spellingText(spelling)].filter((part) => part !== '').join('; ');
}

function sentence(cause: Cause, key: KeyFacts, date: DateFacts): string {
  const { lines, odds, context } = key;
  const hasRaw = lines.raw !== null;
  switch (cause) {
    case 'not_in_context': {
      const spelling = key.otherSpellings.find((match) => match.source === 'context');
      const there = spelling ? `; ${spellingText(spelling)}` : '';
      return `${hasRaw ? rawText(key) : without(key)}; ${contextText(key)}${there}`;
    }
    case 'game_id_format':
      return `${rawText(key)} under game ${odds?.game_id ?? ''}, the ${CONTEXT} row has ${context?.game_id ?? 'none'}; ${PROS} has no line`;
    case 'suffix_or_alias': {
      if (key.variantOf) {
        return `${hasRaw ? rawText(key) : contextText(key)} under ${lines.playerLookup}, which is ${key.variantOf.key} (${RULES[key.variantOf.rule]})`;
      }
      return `${without(key)}; no feed has a line under ${lines.playerLookup}`;
    }
    case 'captured_after_context':
      return `${rawText(key)}; the first line was captured ${instantText(firstCapture(key))}, after the ${CONTEXT} row of ${instantText(lines.contextProcessedAt)}`;
    case 'after_tipoff_only': {
      const minutes = lines.odds?.minutesBeforeTipoff ?? 0;
      return `${rawText(key)}, ${Math.abs(minutes)} minutes after tip-off; no row with a line was captured before it`;
    }
    case 'inactive_offer':
      return `${rawText(key)}, no offer of it open; ${contextWithout(key)}`;
    case 'under_side_only':
      return `${rawText(key)}, on the under side only; ${contextWithout(key)}`;
    case 'other_market_only':
      return valueless(key);
    case 'placeholder_or_zero':
      return hasRaw ? `${rawText(key)}, an estimate` : valueless(key);
    case 'duplicate_rows':
      return `${CONTEXT} has ${rowsText(context?.row_count ?? 0)}: one of ${instantText(context?.line_at ?? null)} with a line, the newest, of ${instantText(lines.contextProcessedAt)}, without; ${rawText(key)}`;
    case 'context_lookup_failed':
      return `none of the ${CONTEXT} rows of ${date.date} has a line, though ${date.rawPlayers} players have one in raw; ${rawText(key)}`;
    case 'store_older_than_raw':
      return `${contextText(key)}; ${storeText(key)}${hasRaw ? `; ${rawText(key)}` : ''}`;
    case 'store_from_context':
      return `${rawText(key)}; ${contextWithout(key)}; ${storeText(key)}`;
    case 'not_in_store':
      return `${hasRaw ? rawText(key) : contextText(key)}; ${storeText(key)}${heldText(key)}`;
    case 'source_outage':
      return `${silent(date)}; no feed has a line under ${lines.playerLookup}`;
    case 'did_not_play':
      return `the box score has ${lines.minutes === null ? 'no' : String(lines.minutes)} minutes; no feed has a row under ${lines.playerLookup}`;
    case 'no_line_offered':
      return `no feed has a row under ${lines.playerLookup}, though ${upText(date)} of the date`;
    default:
      return assertNever(cause, 'cause');
  }
}

/** The facts behind a cause in one sentence: table, book, time, value. */
export function evidenceOf(cause: Cause, key: KeyFacts, date: DateFacts): string {
  const text = sentence(cause, key, date);
  // A table keeps its name at the head of the sentence.
  return /^\w+_/.test(text) ? `${text}.` : `${text.charAt(0).toUpperCase()}${text.slice(1)}.`;
}
