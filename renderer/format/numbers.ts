import { formatShare, shareChange, type Share } from '../../shared/coverage.js';

const whole = new Intl.NumberFormat('en-US', { maximumFractionDigits: 0 });

/** Grouped by thousands: `12,345`. */
export function formatCount(value: number): string {
  return whole.format(value);
}

/** `1 date`, `12 dates`; `plural` only where an `s` does not do. */
export function counted(value: number, singular: string, plural = `${singular}s`): string {
  return `${formatCount(value)} ${value === 1 ? singular : plural}`;
}

/** A whole number that may be below zero, with a true minus: `1,240`, `−34`; en dash for no value. */
export function formatWhole(value: number | null): string {
  if (value === null) return '–';
  return value < 0 ? `−${formatCount(-value)}` : formatCount(value);
}

/** Fixed decimals with a true minus, en dash for no value. */
export function formatDecimal(value: number | null, digits = 2): string {
  return value === null ? '–' : value.toFixed(digits).replace('-', '−');
}

/** Percentage points of a change with their sign, a true minus for a fall: what a run changed, drift, week over week. */
export function formatPoints(points: number | null): string {
  if (points === null) return '–';
  const rounded = Math.round(points * 10) / 10;
  if (rounded === 0) return '0.0 pp';
  return `${rounded > 0 ? '+' : '−'}${Math.abs(rounded).toFixed(1)} pp`;
}

/** What was counted: `171 of 185 players`. */
export function describeShare(share: Share, counts: string): string {
  return share.denominator === 0
    ? `nothing to count (0 ${counts})`
    : `${formatCount(share.numerator)} of ${formatCount(share.denominator)} ${counts}`;
}

export { formatShare, shareChange };
