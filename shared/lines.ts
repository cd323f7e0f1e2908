import type { Cause } from './causes.js';
import type { Share } from './coverage.js';
import type { GameDate } from './game-date.js';

// ------------------------------------------------------------------ one player and date

/** Current, opening and movement as one table holds them; null where it has none. */
export interface LineTriple {
  readonly current: number | null;
  readonly opening: number | null;
  readonly movement: number | null;
}

/** The line a raw feed would give by the rule of domain: vegas section 2, with where it comes from. */
export interface RawLine extends LineTriple {
  readonly book: string | null;
  /** Snapshot or creation time of the row that was chosen, UTC text. */
  readonly at: string | null;
  /** Odds API only; negative is an in-game snapshot, a leak (vegas trap 7). */
  readonly minutesBeforeTipoff: number | null;
  /** Raw rows of the player and date in this feed, whatever their market, side or value. */
  readonly rows: number;
}

/** The tables that betting lines are captured into. */
export const FEEDS = ['odds_api', 'bettingpros'] as const;
export type Feed = (typeof FEEDS)[number];

export const RAW_SOURCES = ['odds_api', 'bettingpros', 'both', 'none'] as const;
export type RawSource = (typeof RAW_SOURCES)[number];

/** Everything known of the line of one player on one date: the ground of gaps and of the line diff. */
export interface PlayerDateLines {
  readonly date: GameDate;
  readonly playerLookup: string;
  /** As printed by the box score, else the key. */
  readonly playerName: string;
  readonly team: string | null;
  readonly opponent: string | null;
  readonly gameId: string | null;
  readonly minutes: number | null;
  readonly played: boolean;
  readonly inStore: boolean;
  /** Store row's write time, UTC text. */
  readonly storeWrittenAt: string | null;
  /** Null when the store has no row; a line of 0 is no line. */
  readonly store: LineTriple | null;
  readonly inContext: boolean;
  readonly contextRows: number;
  /** Of these, with a line above 0, whichever is read. */
  readonly contextLineRows: number;
  /** Different lines of these, "no line" among them: above 1 the rows disagree. */
  readonly contextLines: number;
  readonly context: LineTriple | null;
  readonly contextProcessedAt: string | null;
  readonly odds: RawLine | null;
  readonly pros: RawLine | null;
  /** What a rebuild from raw lines would store (vegas section 2); null when it would store none. */
  readonly raw: LineTriple | null;
  readonly rawSource: RawSource;
  /** Books with a points line above 0 in either feed, in lower case, as the feeds spell one book in two ways; sorted. */
  readonly books: readonly string[];
  /** True when the raw line that would be stored was captured after tip-off. */
  readonly leak: boolean;
}

// ------------------------------------------------------------------ gaps

export const GAP_FIXES = [
  /** A rebuild from raw lines closes it. */
  'rebuild_raw',
  /** Needs an entry in player_aliases or corrected keys in the feed; a rebuild alone does not close it. */
  'match_names',
  /** The feed has to be captured again first. */
  'recapture',
  /** An open breaker or a value out of range holds the row back: rebuilds skip it until that is lifted. */
  'unblock',
  /** Nothing to repair. */
  'none',
] as const;
export type GapFix = (typeof GAP_FIXES)[number];

/** Another key that most likely is the same player: by suffix, alias or the shared normaliser. */
export interface NameMatch {
  readonly playerLookup: string;
  readonly source: Feed | 'context';
  readonly rule: 'suffix' | 'alias' | 'normalised' | 'nickname';
  /** Line under that key, null when it has none. */
  readonly line: number | null;
}

export interface Gap extends PlayerDateLines {
  readonly cause: Cause;
  /** A sentence with table, book, time and value. */
  readonly evidence: string;
  readonly nameMatch: NameMatch | null;
  readonly fix: GapFix;
  /** Whether a rebuild from raw lines would give the store a line: `raw` is its value then. */
  readonly closedByRebuild: boolean;
}

export interface GapReport {
  readonly from: GameDate;
  readonly to: GameDate;
  /** By date, then player. */
  readonly gaps: readonly Gap[];
  /** Players and dates looked at. */
  readonly playerDates: number;
  /** Faults that a rebuild closes / faults. */
  readonly closable: Share;
  /** Dates with at least one closable gap. */
  readonly closableDates: readonly GameDate[];
  /** Stated once instead of as gaps or outages. */
  readonly notCaptured: readonly SeasonNotCaptured[];
}

/**
 * A season of which a feed has not one row: nobody captured it, so its silence on a date is no outage. Where that holds
 * for every feed nothing tells what the store should have, and the dates are left out of the gaps.
 */
export interface SeasonNotCaptured {
  /** `2025-26`. */
  readonly season: string;
  readonly feeds: readonly Feed[];
  /** First, last and number of the season's dates in the range, without its first 14 days. */
  readonly from: GameDate;
  readonly to: GameDate;
  readonly dates: number;
  /** Players and dates without a line in the store that are not among the gaps; 0 while one feed was captured. */
  readonly leftOut: number;
}

/** One day of a player's season strip. */
export const PLAYER_DAY_STATES = ['line', 'no_line', 'did_not_play', 'not_in_context', 'not_in_store'] as const;
export type PlayerDayState = (typeof PLAYER_DAY_STATES)[number];

export interface PlayerDay extends PlayerDateLines {
  readonly state: PlayerDayState;
  /** Null when the store has a line, or when no feed was captured that season and nothing else tells. */
  readonly cause: Cause | null;
  readonly evidence: string | null;
}

/** One captured line of a player, for the chart. */
export interface LinePoint {
  readonly date: GameDate;
  readonly source: Feed | 'context' | 'store';
  readonly book: string | null;
  readonly at: string | null;
  readonly line: number;
  readonly leak: boolean;
}

export interface PlayerPage {
  readonly playerLookup: string;
  readonly playerName: string;
  readonly teams: readonly string[];
  readonly from: GameDate;
  readonly to: GameDate;
  /** Every date on which his team played, he played, or any table knows him. */
  readonly days: readonly PlayerDay[];
  /** Current lines of each source by date. */
  readonly points: readonly LinePoint[];
  /** Keys that may be the same player, each with the dates it occurs on. */
  readonly nameMatches: readonly (NameMatch & { readonly dates: number })[];
}

export interface PlayerHit {
  readonly playerLookup: string;
  readonly playerName: string;
  readonly team: string | null;
  /** Store rows in the season. */
  readonly rows: number;
}

// ------------------------------------------------------------------ line diff

export const LINE_SIDES = ['context', 'raw', 'odds_api', 'bettingpros', 'store'] as const;
export type LineSide = (typeof LINE_SIDES)[number];

/** `duplicate`: several context rows for the key, or the store has the key twice; listed first. */
export const DIFF_STATUSES = ['duplicate', 'differs', 'left_only', 'right_only', 'same', 'nowhere'] as const;
export type DiffStatus = (typeof DIFF_STATUSES)[number];

/** Points; lines no further apart than this are the same (domain: vegas section 5). */
export const DEFAULT_TOLERANCE = 0.05;

export interface LineDiffRow extends PlayerDateLines {
  /** Rows of the key in the store and in the context beyond the first. */
  readonly duplicates: number;
  /** Why the store has no line; null when it has one, or when no feed was captured that season and nothing else tells. */
  readonly cause: Cause | null;
}

export interface LineDiffReport {
  readonly from: GameDate;
  readonly to: GameDate;
  readonly rows: readonly LineDiffRow[];
  readonly funnel: LineFunnel;
}

/**
 * From players who played to lines stored. Each step counts players and dates among those who played, by itself: after a
 * rebuild from raw lines more of them have a line in the store than in the context.
 */
export interface LineFunnel {
  readonly played: number;
  readonly rawAnyMarket: number;
  readonly rawLine: number;
  readonly inContext: number;
  readonly contextLine: number;
  readonly inStore: number;
  readonly storeLine: number;
}

/** One raw row of a player and date, as the feed holds it. */
export interface RawRow {
  readonly source: Feed;
  readonly playerLookup: string;
  readonly gameId: string | null;
  readonly book: string | null;
  readonly market: string | null;
  readonly side: string | null;
  readonly line: number | null;
  readonly opening: number | null;
  readonly active: boolean | null;
  /** Snapshot or creation time. */
  readonly at: string | null;
  readonly minutesBeforeTipoff: number | null;
  readonly leak: boolean;
  readonly chosen: 'current' | 'opening' | 'both' | null;
}

export interface ContextRow extends LineTriple {
  readonly gameId: string | null;
  readonly hasPropLine: boolean | null;
  readonly source: string | null;
  readonly processedAt: string | null;
  /** The one that is read when there are several. */
  readonly chosen: boolean;
}

/** All that stands behind one row: shown when it is opened. */
export interface LineEvidence {
  readonly lines: PlayerDateLines;
  readonly cause: Cause | null;
  readonly evidence: string | null;
  readonly nameMatch: NameMatch | null;
  readonly rawRows: readonly RawRow[];
  readonly contextRows: readonly ContextRow[];
  /** Which rule chose the current and the opening line, in a sentence; null when nothing was chosen. */
  readonly rule: string | null;
}
