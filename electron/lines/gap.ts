import { NORMAL_CAUSES, type Cause } from '../../shared/causes.js';
import type { GameDate } from '../../shared/game-date.js';
import type { Gap, GapFix, NameMatch } from '../../shared/lines.js';
import { causeOf, rawSpelling } from './causes.js';
import { evidenceOf } from './evidence.js';
import type { DateFacts, KeyFacts } from './facts.js';

/** Whether a rebuild of the date in backfill mode makes a row for the key (domain: processor section 4). */
function getsRow(key: KeyFacts, date: DateFacts, today: GameDate): boolean {
  if (date.isBootstrap || key.held !== null) return false;
  return date.date < today ? key.boxScore !== null : key.context !== null;
}

/** Whether a rebuild from raw lines gives the store a line for the key. */
export function closedByRebuild(key: KeyFacts, date: DateFacts, today: GameDate): boolean {
  return key.lines.raw !== null && getsRow(key, date, today);
}

export function nameMatchOf(key: KeyFacts): NameMatch | null {
  return rawSpelling(key) ?? key.otherSpellings[0] ?? null;
}

function fixOf(cause: Cause, key: KeyFacts, closed: boolean): GapFix {
  if (NORMAL_CAUSES.includes(cause)) return 'none';
  // A rebuild would close these too, with an in-game line or an estimate: no line to want (vegas traps 6 and 7).
  if (cause === 'after_tipoff_only' || cause === 'placeholder_or_zero') return 'recapture';
  if (closed) return 'rebuild_raw';
  if (key.lines.raw !== null) return key.held ? 'unblock' : 'match_names';
  return rawSpelling(key) !== null ? 'match_names' : 'recapture';
}

/** The gap of a key, null when the store has its line, is not meant to have it, or the key is another one's spelling. */
export function gapOf(key: KeyFacts, date: DateFacts, today: GameDate): Gap | null {
  if (key.variantOf) return null;
  const cause = causeOf(key, date);
  if (cause === null) return null;
  const closed = closedByRebuild(key, date, today);
  return {
    ...key.lines,
    cause,
    evidence: evidenceOf(cause, key, date),
    nameMatch: nameMatchOf(key),
    fix: fixOf(cause, key, closed),
    closedByRebuild: closed,
  };
}
