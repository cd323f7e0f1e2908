import { FEATURES, VEGAS_POINTS_LINE } from '../../shared/feature-catalogue.js';

/** Phase 3 offers a value for these alone (domain: features section 1, items 3 and 4); all others only phase 4. */
const WITH_PHASE3: readonly number[] = [0, 1, 2];
const GAMES_VS_OPPONENT = 30;

/**
 * What a stored value can have come from. The labels of domain: features section 2 are not stored in this version, so
 * this says no more than the array itself tells: a value that equals the default may be a real one. Null beyond the end
 * of a shorter array.
 */
export function sourceOf(index: number, values: readonly number[]): string | null {
  const feature = FEATURES[index];
  const value = values[index];
  if (feature === undefined || value === undefined) return null;
  const orDefault = (source: string): string => (value === feature.default ? `default or ${source}` : source);
  switch (feature.kind) {
    case 'cascade':
      return orDefault(WITH_PHASE3.includes(index) ? 'phase4 or phase3' : 'phase4');
    case 'phase4_only':
      return orDefault('phase4');
    case 'nullable':
      return value === 0 ? 'missing' : 'phase4';
    case 'context':
      return 'phase3';
    case 'calculated':
      return 'calculated';
    case 'vegas':
      return (values[VEGAS_POINTS_LINE] ?? 0) > 0 ? 'vegas' : 'missing';
    case 'history':
      return (values[GAMES_VS_OPPONENT] ?? 0) > 0 ? 'opponent_history' : 'fallback';
    case 'efficiency':
      return value === feature.default ? 'fallback or minutes_ppm' : 'minutes_ppm';
  }
}
