import {
  ratioOf,
  type CoverageDate,
  type CoverageMeasures,
  type CoverageMonth,
  type CoverageSnapshot,
} from './coverage.js';

/** One month or date of two snapshots; null where a snapshot does not have it. */
export interface ComparedCoverage<T extends CoverageMeasures> {
  /** `YYYY-MM` or a date. */
  readonly key: string;
  readonly before: T | null;
  readonly after: T | null;
  /** Rows after minus rows before; a snapshot without the month or date counts as 0. */
  readonly rows: number;
  /** Percentage points, after minus before; null when either side counted nothing. */
  readonly sharePoints: number | null;
  readonly matchPoints: number | null;
  readonly mean: number | null;
}

export interface SnapshotComparison {
  readonly months: readonly ComparedCoverage<CoverageMonth>[];
  readonly dates: readonly ComparedCoverage<CoverageDate>[];
  /** Why the two cannot be held against each other, in sentences; empty when they can. */
  readonly caveats: readonly string[];
}

function difference(after: number | null, before: number | null): number | null {
  return after === null || before === null ? null : after - before;
}

function percentOf(of: { readonly numerator: number; readonly denominator: number } | null): number | null {
  const ratio = of === null ? null : ratioOf(of);
  return ratio === null ? null : ratio * 100;
}

function shareOf(measures: CoverageMeasures | null): number | null {
  return measures === null
    ? null
    : percentOf({ numerator: measures.rowsWithValue, denominator: measures.rowsWithFeature });
}

function compared<T extends CoverageMeasures>(
  before: readonly T[],
  after: readonly T[],
  keyOf: (row: T) => string,
): readonly ComparedCoverage<T>[] {
  const [left, right] = [before, after].map((rows) => new Map(rows.map((row) => [keyOf(row), row])));
  const keys = [...new Set([...(left?.keys() ?? []), ...(right?.keys() ?? [])])].sort();
  return keys.map((key) => {
    const [was, is] = [left?.get(key) ?? null, right?.get(key) ?? null];
    return {
      key,
      before: was,
      after: is,
      rows: (is?.rows ?? 0) - (was?.rows ?? 0),
      sharePoints: difference(shareOf(is), shareOf(was)),
      matchPoints: difference(percentOf(is?.match ?? null), percentOf(was?.match ?? null)),
      mean: difference(is?.mean ?? null, was?.mean ?? null),
    };
  });
}

/** Two snapshots side by side, month by month and date by date, in their order. */
export function compareSnapshots(before: CoverageSnapshot, after: CoverageSnapshot): SnapshotComparison {
  const caveats = [
    ...(before.feature === after.feature
      ? []
      : [`They count different features: ${before.feature} and ${after.feature}.`]),
    ...(before.warehouse === after.warehouse
      ? []
      : [`They are of different warehouses: ${before.warehouse} and ${after.warehouse}.`]),
    ...(before.from === after.from && before.to === after.to
      ? []
      : [`They cover different dates: ${before.from} to ${before.to} and ${after.from} to ${after.to}.`]),
  ];
  return {
    months: compared(before.months, after.months, (month) => month.month),
    dates: compared(before.dates, after.dates, (date) => date.date),
    caveats,
  };
}
