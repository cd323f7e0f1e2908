/**
 * The warehouse's NUMERIC: decimals with 9 places, a half rounded away from zero (parity/README). Kept here as whole
 * numbers of 1e-9 in doubles, which is exact while they stay below 2^53: minutes (below 10^3) may be summed over
 * thousands of games.
 */
const UNITS = 1e9;

/** Whole number of 1e-9 units of a value with at most 9 decimals. */
export function toUnits(value: number): number {
  return Math.round(value * UNITS);
}

export function fromUnits(units: number): number {
  return units / UNITS;
}

/** `dividend / divisor` of whole numbers, a half away from zero. `divisor` > 0. */
function divideHalfAway(dividend: number, divisor: number): number {
  const rest = dividend % divisor;
  const whole = (dividend - rest) / divisor;
  return 2 * Math.abs(rest) >= divisor ? whole + Math.sign(dividend) : whole;
}

/** AVG over NUMERIC: the sum in units, the count > 0; a plain number with 9 places. */
export function averageOfUnits(sumUnits: number, count: number): number {
  return fromUnits(divideHalfAway(sumUnits, count));
}

/** INT64 / NUMERIC in units. `divisor` > 0 with at most 9 decimals. */
export function quotientUnits(dividend: number, divisor: number): number {
  // Minutes have one declared decimal; four are allowed for, as producers round to four (domain: tables section 1).
  const shifted = Math.round(divisor * 1e4);
  const scaled = dividend * 1e13;
  if (Math.abs(scaled) <= Number.MAX_SAFE_INTEGER && shifted * UNITS === toUnits(divisor) * 1e4) {
    return divideHalfAway(scaled, shifted);
  }
  const top = BigInt(Math.trunc(dividend)) * 10n ** 18n;
  const bottom = BigInt(toUnits(divisor));
  const magnitude = top < 0n ? -top : top;
  const rounded = (2n * magnitude + bottom) / (2n * bottom);
  return Number(top < 0n ? -rounded : rounded);
}
