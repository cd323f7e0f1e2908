import { ratioOf, type Share } from '../../shared/coverage.js';

const NONE = '–';

export function count(value: number): string {
  return value.toLocaleString('en-US');
}

/** One decimal, en dash when nothing was counted. */
export function percent(share: Share | null): string {
  const ratio = share === null ? null : ratioOf(share);
  return ratio === null ? NONE : `${(ratio * 100).toFixed(1)} %`;
}

export function counted(share: Share | null): string {
  return share === null || share.denominator === 0 ? NONE : `${count(share.numerator)} / ${count(share.denominator)}`;
}

export function mean(value: number | null): string {
  return value === null ? NONE : value.toFixed(2);
}

/** Percentage points with their sign, a true minus for a fall. */
export function points(value: number | null): string {
  if (value === null) return NONE;
  const text = Math.abs(value).toFixed(1);
  return text === '0.0' ? '0.0' : `${value < 0 ? '−' : '+'}${text}`;
}

export function addShares(shares: readonly Share[]): Share {
  return shares.reduce(
    (sum, share) => ({
      numerator: sum.numerator + share.numerator,
      denominator: sum.denominator + share.denominator,
    }),
    { numerator: 0, denominator: 0 },
  );
}
