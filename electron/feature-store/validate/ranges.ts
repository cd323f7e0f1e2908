import { FEATURES } from '../../../shared/feature-catalogue.js';
import { formatFixed } from '../rounding.js';

export interface RangeReport {
  /** Texts `name[index]=value outside [min, max]`, in index order. */
  readonly warnings: readonly string[];
  /** The same for critical features: any of them rejects the row. */
  readonly critical: readonly string[];
}

const ALL_FINE: RangeReport = { warnings: [], critical: [] };

/** Bounds are inclusive; null and NaN never break one, indices beyond the array are skipped (parity/quirks 19). */
export function checkRanges(values: readonly (number | null)[]): RangeReport {
  const warnings: string[] = [];
  const critical: string[] = [];
  for (const { index, name, range, critical: isCritical } of FEATURES) {
    const value = values[index];
    if (value === null || value === undefined) continue;
    if (value < range.min || value > range.max) {
      const text = `${name}[${index}]=${formatFixed(value, 2)} outside [${range.min}, ${range.max}]`;
      (isCritical ? critical : warnings).push(text);
    }
  }
  return warnings.length + critical.length === 0 ? ALL_FINE : { warnings, critical };
}
