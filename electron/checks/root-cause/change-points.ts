import type { ChangePoint } from '../../../shared/checks.js';
import { ratioOf, type Share } from '../../../shared/coverage.js';
import type { GameDate } from '../../../shared/game-date.js';

export interface MeasuredDate {
  readonly date: GameDate;
  readonly share: Share;
}

/** Dates a level needs: fewer are an outlier, not a level. */
const MIN_DATES = 5;
/** Falls smaller than this (0..1) are of no consequence, however sharp. */
const MIN_FALL = 0.05;
/** Fall / pooled standard deviation of single dates. */
const MIN_STRENGTH = 1.5;
/**
 * Fall / standard error of the difference of the two means. As the split with the greatest difference is searched for,
 * the bound lies far above what a fixed split would need: 5 is beyond chance for any season's length.
 */
const MIN_STATISTIC = 5;
/** Scatter below this is not told from none. */
const SMALLEST_DEVIATION = 0.01;
/** Turns a median absolute deviation into the standard deviation of normal scatter. */
const MAD_TO_DEVIATION = 1.4826;

/** Players counted / players, over all dates: a date with many games weighs more than one with few. */
function meanOf(points: readonly MeasuredDate[]): number {
  return (
    ratioOf({
      numerator: points.reduce((sum, { share }) => sum + share.numerator, 0),
      denominator: points.reduce((sum, { share }) => sum + share.denominator, 0),
    }) ?? 0
  );
}

function medianOf(values: readonly number[]): number {
  const sorted = [...values].sort((a, b) => a - b);
  const middle = sorted.length >> 1;
  const upper = sorted[middle] ?? 0;
  return sorted.length % 2 === 1 ? upper : ((sorted[middle - 1] ?? 0) + upper) / 2;
}

function valuesOf(points: readonly MeasuredDate[]): readonly number[] {
  return points.map(({ share }) => ratioOf(share) ?? 0);
}

/**
 * Scatter of single dates over the whole curve, from the differences of neighbouring dates: a few breaks do not widen
 * it, and a weekly up and down does.
 */
function noiseOf(points: readonly MeasuredDate[]): number {
  const values = valuesOf(points);
  const differences = values.slice(1).map((value, index) => Math.abs(value - (values[index] ?? 0)));
  return (medianOf(differences) * MAD_TO_DEVIATION) / Math.SQRT2;
}

/**
 * Pooled scatter around each side's own level, by median absolute deviation: single bad dates do not widen it. Never
 * less than the noise of the whole curve, because a few dates can lie close together by chance.
 */
function deviationOf(sides: readonly (readonly MeasuredDate[])[], noise: number): number {
  const distances = sides.flatMap((points) => {
    const values = valuesOf(points);
    const level = medianOf(values);
    return values.map((value) => Math.abs(value - level));
  });
  return Math.max(SMALLEST_DEVIATION, noise, medianOf(distances) * MAD_TO_DEVIATION);
}

/** Dates around one, itself among them, whose median it is held against. */
const NEIGHBOURS = 2;
/** Times the noise beyond which a date is an event of its own and not part of a level. */
const OUTLYING = 4;

/** Without single dates that lie far from those around them: a look-up that failed once is no level. */
function withoutOutliers(points: readonly MeasuredDate[], noise: number): readonly MeasuredDate[] {
  const values = valuesOf(points);
  return points.filter((_, index) => {
    const around = values.slice(Math.max(0, index - NEIGHBOURS), index + NEIGHBOURS + 1);
    const distance = Math.abs((values[index] ?? 0) - medianOf(around));
    return distance <= Math.max(MIN_FALL, noise * OUTLYING);
  });
}

interface Step {
  readonly before: number;
  readonly after: number;
  readonly strength: number;
  readonly standsOut: boolean;
}

/**
 * Whether the split lies where the level changes: the first date after it must be nearer to the level after than to the
 * one before. A low stretch too short to be a level would otherwise take dates of the level before with it.
 */
function isAtTheEdge(left: readonly MeasuredDate[], right: readonly MeasuredDate[]): boolean {
  const values = valuesOf(right);
  const first = values[0] ?? 0;
  return Math.abs(first - medianOf(values)) <= Math.abs(first - medianOf(valuesOf(left)));
}

/** How the level changes from one side to the other; positive strength is a fall. */
function stepBetween(left: readonly MeasuredDate[], right: readonly MeasuredDate[], noise: number): Step {
  const [before, after] = [meanOf(left), meanOf(right)];
  const deviation = deviationOf([left, right], noise);
  const strength = (before - after) / deviation;
  const statistic = strength / Math.sqrt(1 / left.length + 1 / right.length);
  return {
    before,
    after,
    strength,
    standsOut:
      isAtTheEdge(left, right) &&
      Math.abs(before - after) >= MIN_FALL &&
      Math.abs(strength) >= MIN_STRENGTH &&
      Math.abs(statistic) >= MIN_STATISTIC,
  };
}

/** The split that explains most: greatest weighted sum of squares between the two sides. Null when too short. */
function bestSplit(points: readonly MeasuredDate[]): number | null {
  const total = { numerator: 0, denominator: 0 };
  for (const { share } of points) {
    total.numerator += share.numerator;
    total.denominator += share.denominator;
  }
  let best: number | null = null;
  let most = 0;
  let [numerator, denominator] = [0, 0];
  for (let at = 1; at <= points.length - MIN_DATES; at += 1) {
    numerator += points[at - 1]?.share.numerator ?? 0;
    denominator += points[at - 1]?.share.denominator ?? 0;
    if (at < MIN_DATES) continue;
    const rest = total.denominator - denominator;
    const difference = numerator / denominator - (total.numerator - numerator) / rest;
    const explained = ((denominator * rest) / total.denominator) * difference * difference;
    if (explained > most) [most, best] = [explained, at];
  }
  return best;
}

/** Where levels change, by splitting again and again (binary segmentation); indices of first dates, ascending. */
function levelStarts(points: readonly MeasuredDate[], noise: number, offset = 0): readonly number[] {
  const at = bestSplit(points);
  if (at === null) return [];
  const [left, right] = [points.slice(0, at), points.slice(at)];
  const [within, beyond] = [levelStarts(left, noise, offset), levelStarts(right, noise, offset + at)];
  // A rise after a fall can hide both in the whole, so the parts are looked at even when this split does not stand out.
  const stands = stepBetween(
    points.slice((within.at(-1) ?? offset) - offset, at),
    points.slice(at, (beyond[0] ?? offset + points.length) - offset),
    noise,
  ).standsOut;
  return [...within, ...(stands ? [offset + at] : []), ...beyond];
}

/**
 * Days on which a curve broke: first dates of a lower level that stands out of the scatter, greatest fall first. Dates
 * without a denominator and single outlying dates are left out. Rises part levels too but are no breaks. Every kept level has at least 5 dates.
 */
export function changePointsOf(
  measure: ChangePoint['measure'],
  series: readonly MeasuredDate[],
): readonly ChangePoint[] {
  const counted = series.filter(({ share }) => share.denominator > 0);
  const noise = noiseOf(counted);
  const points = withoutOutliers(counted, noise);
  const starts = levelStarts(points, noise);
  const bounds = [0, ...starts, points.length];
  return starts
    .flatMap((start, index): ChangePoint[] => {
      const date = points[start]?.date;
      const step = stepBetween(
        points.slice(bounds[index] ?? 0, start),
        points.slice(start, bounds[index + 2] ?? points.length),
        noise,
      );
      if (date === undefined || step.strength <= 0 || !step.standsOut) return [];
      return [{ measure, date, before: step.before, after: step.after, strength: step.strength }];
    })
    .sort((a, b) => b.before - b.after - (a.before - a.after));
}
