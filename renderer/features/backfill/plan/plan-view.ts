import type { GuardOverride, Plan, PlanDate, PlanIssue, PlanRead, PlanReason } from '../../../../shared/backfill.js';
import type { GameDate } from '../../../../shared/game-date.js';
import { assertNever } from '../../../../shared/assert-never.js';
import { counted, formatCount } from '../../../format/numbers.js';
import type { PlanFilter } from '../../../address/routes.js';

/** One thing that keeps a plan from being launched, with the dates it stands on (none: the whole plan). */
export interface StandingBlocker {
  readonly code: string;
  /** A sentence with the figures; the plan's own sentence already says on how many dates. */
  readonly message: string;
  readonly override: GuardOverride | null;
  readonly dates: readonly GameDate[];
}

function matches(date: PlanDate, filter: PlanFilter): boolean {
  switch (filter) {
    case 'all':
      return true;
    case 'warnings':
      return date.warnings.length > 0;
    case 'blocked':
      return date.blockers.length > 0;
    case 'work':
      return date.action !== 'skip';
    case 'skipped':
      return date.action === 'skip';
    default:
      return assertNever(filter, 'plan filter');
  }
}

export function filterDates(dates: readonly PlanDate[], filter: PlanFilter): readonly PlanDate[] {
  return filter === 'all' ? dates : dates.filter((date) => matches(date, filter));
}

export function countDates(dates: readonly PlanDate[], filter: PlanFilter): number {
  return dates.reduce((sum, date) => sum + (matches(date, filter) ? 1 : 0), 0);
}

/** Blockers nothing lets pass yet, alike ones together: first the plan's own, then those of its dates. */
export function standingBlockers(plan: Plan): readonly StandingBlocker[] {
  const stands = (issue: PlanIssue): boolean =>
    issue.override === undefined || !plan.options.allow.includes(issue.override);
  const found = new Map<string, { first: StandingBlocker; ofPlan: boolean; dates: GameDate[] }>();
  const add = (issue: PlanIssue, date: GameDate | null): void => {
    if (!stands(issue)) return;
    const key = `${issue.code} ${issue.override ?? ''}`;
    const known = found.get(key);
    if (known) {
      if (date !== null) known.dates.push(date);
      return;
    }
    found.set(key, {
      first: { code: issue.code, message: issue.message, override: issue.override ?? null, dates: [] },
      ofPlan: date === null,
      dates: date === null ? [] : [date],
    });
  };
  for (const issue of plan.blockers) add(issue, null);
  for (const date of plan.dates) {
    if (date.action !== 'skip') for (const issue of date.blockers) add(issue, date.date);
  }
  return [...found.values()].map(({ first, ofPlan, dates }) => {
    const [date] = dates;
    const alone = date === undefined || first.message.includes(date) ? '' : `${date}: `;
    const where = dates.length === 1 ? alone : `${counted(dates.length, 'date')}, first ${date}: `;
    const message = dates.length === 0 || (ofPlan && dates.length > 1) ? first.message : where + first.message;
    return { ...first, message, dates };
  });
}

/** The date picked, else the first shown with a blocker or a warning, else the first: the details are never empty. */
export function dateToShow(
  shown: readonly PlanDate[],
  all: readonly PlanDate[],
  picked: GameDate | null,
): PlanDate | null {
  return (
    all.find((date) => date.date === picked) ??
    shown.find((date) => date.blockers.length > 0) ??
    shown.find((date) => date.warnings.length > 0) ??
    shown[0] ??
    null
  );
}

/** `3 ready` or what is worst, for one cell; ties of severity are told by the count. */
export function upstreamSummary(date: PlanDate): {
  readonly worst: 'ready' | 'thin' | 'expired' | 'missing';
  readonly count: number;
} {
  for (const worst of ['missing', 'expired', 'thin'] as const) {
    const count = date.upstream.filter((table) => table.state === worst).length;
    if (count > 0) return { worst, count };
  }
  return { worst: 'ready', count: date.upstream.length };
}

/** First eight digits, as people compare hashes. */
export function shortHash(hash: string): string {
  return hash.slice(0, 8);
}

/** The reason in a few words; the sentence with the figures stands in the details. */
export const REASON_WORDS: Readonly<Record<PlanReason, string>> = {
  no_rows: 'no rows',
  low_match_rate: 'low match rate',
  stale_inputs: 'newer inputs',
  failed_before: 'failed before',
  requested: 'requested',
  bootstrap: 'first 14 days',
  not_selected: 'left out',
  no_players: 'no players',
};

/**
 * `64 missing`: players with a raw line who lack it in the store. Short enough for the narrowest window; of how many
 * they are is told by the sentence on hover and in the details, beside the match rate of the same row.
 */
export function shortReason(date: PlanDate): string {
  const { numerator, denominator } = date.matchBefore;
  return date.reason === 'low_match_rate'
    ? `${formatCount(denominator - numerator)} missing`
    : REASON_WORDS[date.reason];
}

export interface StatementReads {
  readonly statement: string;
  readonly queries: number;
  readonly bytes: number;
}

/** What each statement reads in all, the dearest first. */
export function readsByStatement(reads: readonly PlanRead[]): readonly StatementReads[] {
  const totals = new Map<string, StatementReads>();
  for (const { statement, bytes } of reads) {
    const known = totals.get(statement) ?? { statement, queries: 0, bytes: 0 };
    totals.set(statement, { statement, queries: known.queries + 1, bytes: known.bytes + bytes });
  }
  return [...totals.values()].toSorted((a, b) => b.bytes - a.bytes);
}
