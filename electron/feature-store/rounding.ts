/**
 * Rounds the exact binary value to `digits` decimals, an exact half to the even neighbour, as the production language
 * does. `toFixed` is exact but sends a half upwards; a half with `digits` decimals is only representable when the value
 * is an odd multiple of 2^-(digits + 1), so that one case is put right.
 */
export function roundHalfEven(value: number, digits: number): number {
  const scale = 10 ** digits;
  const scaled = value * scale;
  const fraction = Math.abs(scaled) % 1;
  // Far from a half the product's error cannot matter, and whole / 10^n is the double nearest to that decimal.
  if (Math.abs(scaled) < EXACT_BELOW && Math.abs(fraction - 0.5) > NEAR_HALF) return Math.round(scaled) / scale;
  return Number.isFinite(value) ? Number(formatFixed(value, digits)) : value;
}

const EXACT_BELOW = 2 ** 40;
const NEAR_HALF = 1e-3;

/** Text with exactly `digits` decimals, rounded as `roundHalfEven`; what is not finite reads `nan`, `inf`, `-inf`. */
export function formatFixed(value: number, digits: number): string {
  if (Number.isNaN(value)) return 'nan';
  if (!Number.isFinite(value)) return value > 0 ? 'inf' : '-inf';
  const magnitude = Math.abs(value);
  const sign = value < 0 || Object.is(value, -0) ? '-' : '';
  const text = magnitude.toFixed(digits);
  const halves = magnitude * 2 ** (digits + 1);
  const isHalf = Number.isInteger(halves) && halves % 2 === 1;
  if (!isHalf || (text.charCodeAt(text.length - 1) & 1) === 0) return sign + text;
  // toFixed went up to an odd last digit: one step down is the even neighbour, and never crosses a decimal place.
  return sign + text.slice(0, -1) + String(Number(text.at(-1)) - 1);
}
