import type { CoverageDate, CoverageMoment, CoverageSnapshotInfo } from '../../../shared/coverage.js';
import type { GameDate } from '../../../shared/game-date.js';

export const MOMENT_WORDS: Readonly<Record<CoverageMoment, string>> = {
  before: 'before a run',
  after: 'after a run',
  manual: 'by hand',
};

/** One date in two snapshots; a side that does not have it is null. */
export interface DateChange {
  readonly date: GameDate;
  readonly before: CoverageDate | null;
  readonly after: CoverageDate | null;
}

function sameCounts(a: CoverageDate, b: CoverageDate): boolean {
  return (
    a.rows === b.rows &&
    a.rowsWithFeature === b.rowsWithFeature &&
    a.rowsWithValue === b.rowsWithValue &&
    a.mean === b.mean &&
    a.match.numerator === b.match.numerator &&
    a.match.denominator === b.match.denominator
  );
}

/** Dates on which the two differ, in order. */
export function changedDates(before: readonly CoverageDate[], after: readonly CoverageDate[]): readonly DateChange[] {
  const left = new Map(before.map((date) => [date.date, date]));
  const right = new Map(after.map((date) => [date.date, date]));
  return [...new Set([...left.keys(), ...right.keys()])]
    .toSorted()
    .map((date) => ({ date, before: left.get(date) ?? null, after: right.get(date) ?? null }))
    .filter((change) => change.before === null || change.after === null || !sameCounts(change.before, change.after));
}

/** Why two snapshots cannot be read side by side as they stand, in sentences; empty when they can. */
export function mismatches(before: CoverageSnapshotInfo, after: CoverageSnapshotInfo): readonly string[] {
  const said: string[] = [];
  if (before.feature !== after.feature) {
    said.push(`They count different features: ${before.feature} and ${after.feature}.`);
  }
  if (before.from !== after.from || before.to !== after.to) {
    said.push(
      `They cover different ranges: ${before.from} to ${before.to} and ${after.from} to ${after.to}. Months that are cut differently are not comparable.`,
    );
  }
  if (before.warehouse !== after.warehouse) {
    said.push(`They come from different warehouses: ${before.warehouse} and ${after.warehouse}.`);
  }
  if (before.savedAt > after.savedAt) said.push('The one on the left was saved later than the one on the right.');
  return said;
}

/** The pair offered first: the newest run's two moments, else the two newest of one feature. */
export function firstPair(
  snapshots: readonly CoverageSnapshotInfo[],
): { readonly before: string; readonly after: string } | null {
  for (const after of snapshots) {
    if (after.moment !== 'after') continue;
    const before = snapshots.find((one) => one.moment === 'before' && one.runId === after.runId);
    if (before) return { before: before.id, after: after.id };
  }
  const [newest] = snapshots;
  const older = snapshots.find((one) => one !== newest && one.feature === newest?.feature);
  return newest && older ? { before: older.id, after: newest.id } : null;
}
