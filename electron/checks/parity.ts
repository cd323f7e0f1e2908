import type { CheckItem, CheckResult, Verdict } from '../../shared/checks.js';
import { FEATURE_NAMES, HAS_VEGAS_LINE, VEGAS_POINTS_LINE } from '../../shared/feature-catalogue.js';
import type { DateRange, GameDate } from '../../shared/game-date.js';
import { LINE_FEATURE } from '../coverage/features.js';
import type { Warehouse } from '../warehouse/port.js';
import { checksDistribution } from '../warehouse/statements/checks-distribution.js';
import { listText, resultOf } from './result.js';
import { inCoverage } from './targets.js';
import { worst, type Rule } from './rules.js';

/** Counts by bin of one feature, in the order of the bins. */
export type Histogram = readonly (readonly [bin: number, count: number])[];

/** Histograms by feature index over one range of dates. */
export interface Distributions extends DateRange {
  readonly features: Readonly<Record<number, Histogram>>;
}

/** The store's distributions as they stand; one statement. */
export async function readDistributions(warehouse: Warehouse, range: DateRange): Promise<Distributions> {
  const { from, to } = range;
  const features: Record<number, [number, number][]> = {};
  for (const row of await warehouse.read(checksDistribution, { from, to })) {
    if (row.feature_index === null || row.bin === null) continue;
    (features[row.feature_index] ??= []).push([row.bin, row.value_count ?? 0]);
  }
  return { from, to, features };
}

function sizeOf(histogram: Histogram): number {
  return histogram.reduce((sum, [, count]) => sum + count, 0);
}

/**
 * Kolmogorov-Smirnov: the greatest distance between the two cumulative distributions, 0..1, or null when either side is
 * empty. Both are binned alike, so it is at most what the values themselves would give.
 */
export function distanceOf(a: Histogram, b: Histogram): number | null {
  const [sizeA, sizeB] = [sizeOf(a), sizeOf(b)];
  if (sizeA === 0 || sizeB === 0) return null;
  const [countA, countB] = [new Map(a), new Map(b)];
  const bins = [...new Set([...countA.keys(), ...countB.keys()])].sort((x, y) => x - y);
  let [below, beneath, greatest] = [0, 0, 0];
  for (const bin of bins) {
    below += countA.get(bin) ?? 0;
    beneath += countB.get(bin) ?? 0;
    greatest = Math.max(greatest, Math.abs(below / sizeA - beneath / sizeB));
  }
  return greatest;
}

/** sqrt(-ln(alpha / 2) / 2) for alpha = 0.001. */
const COEFFICIENT = Math.sqrt(-Math.log(0.0005) / 2);
/** Smaller distances are of no consequence, however many rows make them significant. */
const NEGLIGIBLE = 0.05;
const FAR = 0.1;

/** Critical value of the two-sample test at the 0.1 % level. */
export function criticalDistance(a: number, b: number): number {
  return COEFFICIENT * Math.sqrt((a + b) / (a * b));
}

export function parityVerdict(distance: number, critical: number): Verdict {
  if (distance <= Math.max(critical, NEGLIGIBLE)) return 'ok';
  return distance > Math.max(critical, FAR) ? 'critical' : 'warning';
}

const PARITY: Rule = {
  judge: (distance) => parityVerdict(distance, 0),
  alerts: ['critical'],
  threshold:
    'warning above a Kolmogorov-Smirnov distance of 0.05, critical above 0.1, and only when it is beyond chance at the 0.1 % level',
  note:
    "Compared are the rows of the newest run's dates as they stood before it, kept when it began, with the rows now. " +
    "Values are counted in 200 bins of the feature's range. With n and m values chance reaches 1.949 * sqrt((n + m) / (n * m)). " +
    'Lines (25-28) are what a rebuild is meant to change: their distance is shown and not judged.',
};

function isLine(index: number): boolean {
  return index >= VEGAS_POINTS_LINE && index <= HAS_VEGAS_LINE;
}

export interface Kept extends Distributions {
  readonly runId: string;
  readonly savedAt: string;
}

function itemOf(range: DateRange, index: number, before: Histogram, now: Histogram): CheckItem | null {
  const distance = distanceOf(before, now);
  const label = FEATURE_NAMES[index] ?? String(index);
  if (distance === null) return null;
  const critical = criticalDistance(sizeOf(before), sizeOf(now));
  const text =
    `distance ${distance.toFixed(4)}, by chance up to ${critical.toFixed(4)} ` +
    `(${sizeOf(before)} values before, ${sizeOf(now)} now)`;
  const target = inCoverage(range, { feature: label });
  return isLine(index)
    ? { label, share: null, value: distance, verdict: 'none', text: `${text}; meant to change, not judged`, target }
    : { label, share: null, value: distance, verdict: parityVerdict(distance, critical), text, target };
}

/**
 * `kept` is null when no run has begun since distributions are kept; `now` covers the same dates. `owed` are the dates
 * that a first rebuild would take, null without any.
 */
export function productionParity(
  asOf: GameDate,
  owed: DateRange | null,
  kept: Kept | null,
  now: Distributions | null,
): CheckResult {
  const base = {
    id: 'production_parity',
    name: 'Parity with the rows before',
    counted:
      'Distance between the distribution of each feature before the newest run and now, over the dates of the run.',
    unit: 'distance',
  } as const;
  if (kept === null || now === null) {
    return resultOf(PARITY, {
      ...base,
      verdict: 'none',
      sentence: `No rebuild up to ${asOf} to compare: the rows that stood before a run are kept when it begins.`,
      targets: owed === null ? [] : [{ screen: 'backfill', ...owed }],
    });
  }
  const items = FEATURE_NAMES.flatMap((_, index) => {
    const item = itemOf(kept, index, kept.features[index] ?? [], now.features[index] ?? []);
    return item === null ? [] : [item];
  });
  const judgedItems = items.filter(({ verdict }) => verdict !== 'none');
  const verdict = worst(judgedItems.map((item) => item.verdict));
  const furthest = judgedItems.reduce<CheckItem | null>(
    (most, item) => (most === null || (item.value ?? 0) > (most.value ?? 0) ? item : most),
    null,
  );
  const beyond = judgedItems.filter((item) => item.verdict !== 'ok');
  return resultOf(PARITY, {
    ...base,
    value: furthest?.value ?? null,
    verdict,
    since: verdict === 'ok' || verdict === 'none' ? null : kept.from,
    sentence:
      furthest === null
        ? `Before run ${kept.runId} the dates from ${kept.from} to ${kept.to} had no rows to compare with.`
        : `Over ${kept.from} to ${kept.to}, against the rows before run ${kept.runId}: ` +
          (beyond.length === 0
            ? `no feature but the lines moved; the furthest is ${furthest.label} at ${(furthest.value ?? 0).toFixed(3)}.`
            : `${listText(beyond.map(({ label, value }) => `${label} moved by ${(value ?? 0).toFixed(3)}`))}.`),
    items,
    targets: [inCoverage(kept, { feature: furthest?.label ?? LINE_FEATURE })],
  });
}
