import type { DateSelection, PlanAction, PlanReason } from '../../../shared/backfill.js';
import { assertNever } from '../../../shared/assert-never.js';
import { formatShare, ratioOf, type Share } from '../../../shared/coverage.js';
import type { GameDate } from '../../../shared/game-date.js';
import type { StaleInput } from './freshness.js';

/** C5 expects 90 % and more (domain: vegas section 8); below it a date has something to gain. */
export const MATCH_EXPECTED = 0.9;

export interface DateFacts {
  readonly date: GameDate;
  readonly games: number;
  readonly listed: number;
  readonly storedRows: number;
  readonly matchBefore: Share;
  readonly isBootstrap: boolean;
  /** First date of the season that may have rows. */
  readonly firstStoreDate: GameDate;
  /** The list is read from the context, not the box score. */
  readonly listedFromContext: boolean;
  readonly failedBefore: boolean;
  readonly stale: StaleInput | null;
}

export interface Decision {
  readonly action: PlanAction;
  readonly reason: PlanReason;
  readonly reasonText: string;
}

function plural(count: number, word: string): string {
  return `${count} ${word}${count === 1 ? '' : 's'}`;
}

function isLow(match: Share): boolean {
  const ratio = ratioOf(match);
  return ratio !== null && ratio < MATCH_EXPECTED;
}

function staleText({ input, date, loadedAt, writtenAt }: StaleInput): string {
  return `${input} of ${date} were loaded at ${loadedAt}, after the rows were written (${writtenAt})`;
}

/** Why a date with rows or without is worth writing; the first that holds is told. */
function reasonToWrite(facts: DateFacts, only: DateSelection): Decision {
  const action: PlanAction = facts.storedRows === 0 ? 'create' : 'rebuild';
  if (facts.storedRows === 0) {
    const text = `the store has no rows; ${plural(facts.listed, 'player')} listed from ${plural(facts.games, 'game')}`;
    return { action, reason: 'no_rows', reasonText: text };
  }
  if (facts.failedBefore) {
    return { action, reason: 'failed_before', reasonText: 'the newest run that touched this date did not finish it' };
  }
  if (facts.stale !== null && only === 'stale') {
    return { action, reason: 'stale_inputs', reasonText: staleText(facts.stale) };
  }
  if (isLow(facts.matchBefore)) {
    const { numerator, denominator } = facts.matchBefore;
    const reasonText =
      `${denominator - numerator} of ${plural(denominator, 'player')} with a raw line lack it in the store ` +
      `(match rate ${formatShare(facts.matchBefore)})`;
    return { action, reason: 'low_match_rate', reasonText };
  }
  if (facts.stale !== null) return { action, reason: 'stale_inputs', reasonText: staleText(facts.stale) };
  return { action, reason: 'requested', reasonText: 'in the range; nothing wrong is known of its rows' };
}

function isSelected(facts: DateFacts, only: DateSelection): boolean {
  switch (only) {
    case 'all':
      return true;
    case 'missing':
      return facts.storedRows === 0;
    case 'failed':
      return facts.failedBefore;
    case 'stale':
      return facts.stale !== null;
    default:
      return assertNever(only, 'selection of dates');
  }
}

const NOT_SELECTED: Readonly<Record<Exclude<DateSelection, 'all'>, string>> = {
  missing: 'has rows; only dates without rows were asked for',
  failed: 'did not fail in its newest run; only failed dates were asked for',
  stale: 'no input is newer than its rows; only stale dates were asked for',
};

/** What happens to one game date, and why. */
export function decide(facts: DateFacts, only: DateSelection): Decision {
  if (facts.isBootstrap) {
    const reasonText = `first 14 days of the season: the store begins on ${facts.firstStoreDate}`;
    return { action: 'skip', reason: 'bootstrap', reasonText };
  }
  if (facts.listed === 0) {
    const missing = facts.listedFromContext ? 'no context' : 'no box score';
    const reasonText = `${plural(facts.games, 'game')} on the schedule, but ${missing} has been loaded for the date`;
    return { action: 'skip', reason: 'no_players', reasonText };
  }
  if (only !== 'all' && !isSelected(facts, only)) {
    return { action: 'skip', reason: 'not_selected', reasonText: NOT_SELECTED[only] };
  }
  return reasonToWrite(facts, only);
}
