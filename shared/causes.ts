/**
 * Why a player and date has no line in the store: the codes of domain: vegas section 5, in the order in which they are
 * tested, and the states beside them. Exactly one holds for each gap: the first whose test is true.
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
  /** Raw has a line, the store no row at all. */
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
