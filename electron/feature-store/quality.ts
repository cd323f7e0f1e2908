import { roundHalfEven } from './rounding.js';

const WEIGHTS: ReadonlyMap<string, number> = new Map([
  ['phase4', 100],
  ['calculated', 100],
  ['phase3', 87],
  ['default', 40],
]);

/** Labels the scorer does not know weigh as a default, perfect lines and histories included (parity/quirks 18). */
const UNKNOWN_WEIGHT = 40;

/** The corrected weights of February 2026, not used in this version (domain: features section 10). */
export const WEIGHTS_CORRECTED: ReadonlyMap<string, number> = new Map([
  ...WEIGHTS,
  ['vegas', 100],
  ['minutes_ppm', 95],
  ['opponent_history', 90],
  ['fallback', 40],
  ['missing', 0],
]);

/** Mean weight of the labels, 0..100 with two decimals (domain: features section 9). */
export function qualityScore(labels: readonly string[]): number {
  if (labels.length === 0) return 0;
  let sum = 0;
  for (const label of labels) sum += WEIGHTS.get(label) ?? UNKNOWN_WEIGHT;
  return roundHalfEven(sum / labels.length, 2);
}

export type QualityTier = 'gold' | 'silver' | 'bronze' | 'poor' | 'unusable';

export function qualityTier(score: number): QualityTier {
  if (score >= 95) return 'gold';
  if (score >= 75) return 'silver';
  if (score >= 50) return 'bronze';
  if (score >= 25) return 'poor';
  return 'unusable';
}

export type DataSource = 'phase4' | 'phase4_partial' | 'phase3' | 'mixed' | 'unknown';

/** By share of labels; `mixed` for every row of this version, phase 4 tops out at 16 of 37 (parity/quirks 18). */
export function dataSource(labels: readonly string[]): DataSource {
  if (labels.length === 0) return 'unknown';
  const share = (label: string): number => labels.filter((each) => each === label).length / labels.length;
  const phase4 = share('phase4');
  if (phase4 >= 0.9) return 'phase4';
  if (phase4 >= 0.5) return 'phase4_partial';
  return share('phase3') >= 0.5 ? 'phase3' : 'mixed';
}
