import { FEATURES, VARIANCE_WATCHED } from '../../../shared/feature-catalogue.js';
import { formatFixed, roundHalfEven } from '../rounding.js';
import type { VarianceReport } from '../types.js';

const MIN_ROWS = 50;
const MIN_VALUES = 25;
const NO_SPREAD = 0.0001;

/**
 * Spread of the watched features over a date's accepted rows (domain: features section 8); never blocks. Population
 * standard deviation; distinct after rounding to four decimals, where every NaN is a new value (parity/quirks 23). Rows
 * without a value are left out, so a drop in line coverage does not show here: the coverage checks exist for that.
 */
export function checkVariance(rows: readonly (readonly (number | null)[])[]): VarianceReport {
  if (rows.length < MIN_ROWS) return { skipped: true, zeroVariance: [], lowVariance: [] };
  const zeroVariance: string[] = [];
  const lowVariance: string[] = [];
  for (const index of VARIANCE_WATCHED) {
    const feature = FEATURES[index];
    const values = rows.map((row) => row[index]).filter((value) => value !== null && value !== undefined);
    const first = values[0];
    if (!feature?.variance || first === undefined || values.length < MIN_VALUES) continue;
    const { minStd, minDistinct } = feature.variance;
    const std = populationStd(values);
    const distinct = countDistinct(values);
    const place = `${feature.name}[${index}]`;
    if (std < NO_SPREAD && distinct === 1) {
      const value = formatFixed(first, 4);
      zeroVariance.push(`ZERO_VARIANCE: ${place} = ${value} (all ${values.length} values identical)`);
    } else if (std < minStd || distinct < minDistinct) {
      const least = Number.isInteger(minStd) ? minStd.toFixed(1) : String(minStd);
      const spread = `stddev=${formatFixed(std, 4)} < ${least}`;
      lowVariance.push(`LOW_VARIANCE: ${place} ${spread}, distinct=${distinct} < ${minDistinct}`);
    }
  }
  return { skipped: false, zeroVariance, lowVariance };
}

function populationStd(values: readonly number[]): number {
  let sum = 0;
  for (const value of values) sum += value;
  const mean = sum / values.length;
  let squares = 0;
  for (const value of values) squares += (value - mean) ** 2;
  return Math.sqrt(squares / values.length);
}

function countDistinct(values: readonly number[]): number {
  const seen = new Set<number>();
  let notNumbers = 0;
  for (const value of values) {
    if (Number.isNaN(value)) notNumbers += 1;
    else seen.add(roundHalfEven(value, 4));
  }
  return seen.size + notNumbers;
}
