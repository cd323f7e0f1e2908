/** The ordered tests of domain: vegas section 5, written anew from its text, to be held against what was planted. */
export interface OddsRow {
  readonly tenDigits: boolean;
  readonly afterTip: boolean;
  readonly seen: number;
  readonly line: number;
}

export interface ProsRow {
  readonly points: boolean;
  readonly active: boolean;
  readonly over: boolean;
  readonly seen: number;
  readonly line: number;
}

export interface ContextRow {
  readonly at: number;
  readonly line: boolean;
}

export interface Evidence {
  readonly odds: readonly OddsRow[];
  readonly pros: readonly ProsRow[];
  /** Oldest first. */
  readonly context: readonly ContextRow[];
  /** Another spelling of the player has a line. */
  readonly otherSpelling: boolean;
  /** Some context row of the date has a line. */
  readonly contextAlive: boolean;
  /** When the store row was written; null without one. */
  readonly written: number | null;
  readonly feedSilent: boolean;
  readonly played: boolean;
}

export function causeOf(e: Evidence): string {
  const odds = e.odds.filter((row) => row.line > 0);
  const pros = e.pros.filter((row) => row.points && row.line > 0);
  const newest = e.context.at(-1);
  if (odds.length + pros.length === 0) {
    if (newest && e.otherSpelling) return 'suffix_or_alias';
    if (newest && e.pros.length > 0 && e.pros.every((row) => !row.points)) return 'other_market_only';
    if (newest && e.odds.length + e.pros.length > 0) return 'placeholder_or_zero';
    if (e.feedSilent) return 'source_outage';
    return e.played ? 'no_line_offered' : 'did_not_play';
  }
  if (e.written === null) return 'not_in_store';
  if (!newest) return 'not_in_context';
  if (newest.line) return e.written < newest.at ? 'store_older_than_raw' : 'unexplained';
  if (odds.some((row) => row.tenDigits) && pros.length === 0) return 'game_id_format';
  if ([...odds, ...pros].every((row) => row.seen > newest.at)) return 'captured_after_context';
  if (odds.length > 0 && odds.every((row) => row.afterTip)) return 'after_tipoff_only';
  if (odds.length === 0 && pros.every((row) => !row.active)) return 'inactive_offer';
  if (odds.length === 0 && pros.every((row) => !row.over)) return 'under_side_only';
  if (e.context.length > 1 && e.context.some((row) => row.line)) return 'duplicate_rows';
  if (!e.contextAlive) return 'context_lookup_failed';
  return 'store_from_context';
}
