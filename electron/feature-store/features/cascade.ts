import type { Labelled } from './labels.js';

/** Phase 4, else phase 3, else the default. NaN is a value here and wins (domain: features section 5). */
export function cascade(phase4: number | null, phase3: number | null, fallback: number): Labelled {
  if (phase4 !== null) return { value: phase4, label: 'phase4' };
  if (phase3 !== null) return { value: phase3, label: 'phase3' };
  return { value: fallback, label: 'default' };
}

/** Phase 4, else the default. */
export function phase4Only(phase4: number | null, fallback: number): Labelled {
  return phase4 === null ? { value: fallback, label: 'default' } : { value: phase4, label: 'phase4' };
}

/** Phase 4, else phase 3, else no value. */
export function nullable(phase4: number | null, phase3: number | null): Labelled {
  if (phase4 !== null) return { value: phase4, label: 'phase4' };
  if (phase3 !== null) return { value: phase3, label: 'phase3' };
  return { value: null, label: 'missing' };
}

/** A percentage of shots (0..100) as a share. */
export function shareOfPercent(percent: Labelled): Labelled {
  return percent.value === null ? percent : { value: percent.value / 100, label: percent.label };
}

/** The corrected rule of 2026-02-18, not used in this version: NaN is missing. */
export function missingWhenNaN(value: number | null): number | null {
  return value !== null && Number.isNaN(value) ? null : value;
}
