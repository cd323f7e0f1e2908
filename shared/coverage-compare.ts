import type { CoverageDate, CoverageMeasures, CoverageMonth, CoverageSnapshotInfo } from './coverage.js';
import type { GameDate } from './game-date.js';

/** The same month or date at two moments; a side that does not have it is null. */
export interface CoverageChange<T extends CoverageMeasures = CoverageMeasures> {
  readonly before: T | null;
  readonly after: T | null;
}

export interface MonthChange extends CoverageChange<CoverageMonth> {
  /** `YYYY-MM`. */
  readonly month: string;
}

export interface DateChange extends CoverageChange<CoverageDate> {
  readonly date: GameDate;
}

function pairUp<T extends CoverageMeasures, K extends string>(
  before: readonly T[],
  after: readonly T[],
  keyOf: (row: T) => K,
): readonly (readonly [K, CoverageChange<T>])[] {
  const left = new Map(before.map((row) => [keyOf(row), row]));
  const right = new Map(after.map((row) => [keyOf(row), row]));
  return [...new Set([...left.keys(), ...right.keys()])]
    .sort()
    .map((key) => [key, { before: left.get(key) ?? null, after: right.get(key) ?? null }]);
}

/** Months of either side, in order. */
export function pairMonths(before: readonly CoverageMonth[], after: readonly CoverageMonth[]): readonly MonthChange[] {
  return pairUp(before, after, ({ month }) => month).map(([month, change]) => ({ month, ...change }));
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
  return pairUp(before, after, ({ date }) => date)
    .map(([date, change]) => ({ date, ...change }))
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
