import { createHash } from 'node:crypto';
import type { BackfillOptions, PlanDate, PlanIssue } from '../../../shared/backfill.js';

/** Who is listed, who gets a line and who gets no row, as text per date. */
export type Rolls = ReadonlyMap<string, string>;

/** Members in a fixed order, so that the same value always gives the same text. */
function canonical(value: unknown): string {
  if (Array.isArray(value)) return `[${value.map(canonical).join(',')}]`;
  if (typeof value === 'object' && value !== null) {
    const members = Object.entries(value)
      .filter(([, member]) => member !== undefined)
      .sort(([a], [b]) => (a < b ? -1 : 1))
      .map(([name, member]) => `${JSON.stringify(name)}:${canonical(member)}`);
    return `{${members.join(',')}}`;
  }
  return JSON.stringify(value);
}

/**
 * SHA-256, hex, over what a launch relies on: options, warehouse, and per date the action, the listed players with
 * who gets a line, the partition version and the blockers. Not over times and wording, so that asking twice about an
 * unchanged world gives the same hash.
 */
export function planHash(
  warehouse: string,
  options: BackfillOptions,
  dates: readonly PlanDate[],
  rolls: Rolls,
  blockers: readonly PlanIssue[],
): string {
  const form = {
    warehouse,
    options: { ...options, allow: [...options.allow].sort() },
    dates: dates.map((date) => ({
      date: date.date,
      action: date.action,
      players: date.action === 'skip' ? '' : (rolls.get(date.date) ?? ''),
      version: date.partitionVersion,
      blockers: date.blockers.map((issue) => issue.code),
    })),
    blockers: blockers.map((issue) => issue.code),
  };
  return createHash('sha256').update(canonical(form)).digest('hex');
}
