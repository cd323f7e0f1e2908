/**
 * Why a player and date has no line in the store: the codes of domain: vegas section 5, in its order, and the states
 * beside them. Exactly one holds for each gap; electron/lines/causes.ts tests them.
 */
export const CAUSES = [
  'not_in_context',
  'game_id_format',
  'suffix_or_alias',
  'captured_after_context',
  'after_tipoff_only',
  'inactive_offer',
  'under_side_only',
  'other_market_only',
  'placeholder_or_zero',
  'duplicate_rows',
  'context_lookup_failed',
  'store_older_than_raw',
  'store_from_context',
  /** There is a line, but the store has no row at all; tested before the codes that explain a row without a line. */
  'not_in_store',
  /** No raw line, and a whole feed has no row for the date. */
  'source_outage',
  /** No raw line although the feeds were up, and the player did not play. */
  'did_not_play',
  /** No raw line although the feeds were up; he played. A normal state, never a fault. */
  'no_line_offered',
] as const;

export type Cause = (typeof CAUSES)[number];

/** Causes that are states of the market and not faults of the pipeline; left out of what is counted as missing. */
export const NORMAL_CAUSES: readonly Cause[] = ['did_not_play', 'no_line_offered'];

export function isFault(cause: Cause): boolean {
  return !NORMAL_CAUSES.includes(cause);
}

export interface CauseText {
  /** Two to four words, for badges, filters and columns. */
  readonly label: string;
  /** A sentence: what is the case. */
  readonly meaning: string;
  /** A sentence: what would repair it. */
  readonly remedy: string;
}

/** What people read of a cause: badges and filters, the drill-down, and the remedy beside it. */
export const CAUSE_TEXTS: Readonly<Record<Cause, CauseText>> = {
  not_in_context: {
    label: 'Not in context',
    meaning: 'Raw has him; phase 3 made no context row: not on the roster snapshot, traded, two-way, or spelled apart.',
    remedy: 'A rebuild from raw lines; for the context itself the roster snapshot has to know him.',
  },
  game_id_format: {
    label: 'Game id format',
    meaning:
      'The Odds API rows carry the ten-digit game id, the context the date form, so its look-up found nothing; BettingPros has no line either.',
    remedy: 'A rebuild from raw lines, which joins on player and date only.',
  },
  suffix_or_alias: {
    label: 'Suffix or alias',
    meaning: 'The feeds have the line under another spelling of the player.',
    remedy:
      'Correct the key in the feed; raw extraction does not consult the aliases, so a rebuild alone does not help.',
  },
  captured_after_context: {
    label: 'Captured after context',
    meaning: 'Every raw row is newer than the context row, which was built before the books posted.',
    remedy: 'A rebuild from raw lines, or a context built again later in the day.',
  },
  after_tipoff_only: {
    label: 'After tip-off only',
    meaning: 'Every Odds API row was captured after the start: in-game lines, which leak the result.',
    remedy: 'Capture pre-game snapshots again; a rebuild from raw lines would store an in-game line.',
  },
  inactive_offer: {
    label: 'Inactive offer',
    meaning: 'BettingPros has the line, but none of its offers was open; phase 3 takes open offers only.',
    remedy: 'A rebuild from raw lines, which does not ask whether the offer is open.',
  },
  under_side_only: {
    label: 'Under side only',
    meaning: 'BettingPros has the line on the under side only; phase 3 takes the over side.',
    remedy: 'A rebuild from raw lines, which takes either side.',
  },
  other_market_only: {
    label: 'Other market only',
    meaning: 'BettingPros has the player in other markets, not for points.',
    remedy: 'Capture the points market again; no rebuild can find a line that was not captured.',
  },
  placeholder_or_zero: {
    label: 'Placeholder or zero',
    meaning: 'The raw line is 0, or exactly 20.0 from an estimate: no line of a bookmaker.',
    remedy: 'Capture the date again.',
  },
  duplicate_rows: {
    label: 'Duplicate rows',
    meaning: 'Several context rows stand for him, and the newest, which is read, has no line.',
    remedy: 'A rebuild from raw lines; the context needs one row per player and date.',
  },
  context_lookup_failed: {
    label: 'Look-up failed',
    meaning: 'No context row of the whole date has a line although raw has many: the look-up failed and hid its error.',
    remedy: 'A rebuild from raw lines; the context of the date has to be built again.',
  },
  store_older_than_raw: {
    label: 'Store row outdated',
    meaning: 'The context has the line, but the store row was written before it.',
    remedy: 'A rebuild.',
  },
  store_from_context: {
    label: 'Store from context',
    meaning: 'Raw has the line, the context has not, and the store row was written from the context.',
    remedy: 'A rebuild from raw lines.',
  },
  not_in_store: {
    label: 'Not in store',
    meaning: 'There is a line, but the store has no row for the player and date.',
    remedy: 'A rebuild of the date, unless something holds the row back.',
  },
  source_outage: {
    label: 'Source outage',
    meaning: 'No raw line, and a whole feed has no row for the date.',
    remedy: 'Capture the feed again for the date, then rebuild.',
  },
  did_not_play: {
    label: 'Did not play',
    meaning: 'No book posted a line although the feeds were up, and he did not play.',
    remedy: 'Nothing to repair.',
  },
  no_line_offered: {
    label: 'No line offered',
    meaning: 'No book posted a line for him although the feeds were up.',
    remedy: 'Nothing to repair.',
  },
};
