const DECIMAL_TEXT = /^(-?)(\d+)(?:\.(\d+))?(?:e([+-]\d+))?$/;

/** Closer than this to a whole number, the scaled value is that number and not a neighbour of a half. */
const EXACT = 1e-6;

/**
 * The number times 10^scale as an integer, rounded half away from zero as BigQuery rounds NUMERIC; null when it is not
 * finite. A half is judged on the shortest decimal text of the number, which is what a person or a file wrote.
 */
export function unscaledDecimal(value: number, scale: number): bigint | null {
  if (!Number.isFinite(value)) return null;
  const scaled = value * 10 ** scale;
  const nearest = Math.round(scaled);
  if (Number.isSafeInteger(nearest) && Math.abs(scaled - nearest) < EXACT) return BigInt(nearest);
  const digits = decimalDigits(value);
  if (digits === null) return null;
  return roundHalfAway(digits, scale);
}

/** Digits after the point that the shortest decimal text of the number needs. */
export function decimalPlaces(value: number): number {
  return Math.max(0, decimalDigits(value)?.places ?? 0);
}

interface Digits {
  /** Signed, without a point. */
  readonly unscaled: bigint;
  readonly places: number;
}

function decimalDigits(value: number): Digits | null {
  const match = DECIMAL_TEXT.exec(String(value));
  if (!match) return null;
  const [, sign, whole = '', fraction = '', exponent = '0'] = match;
  const unscaled = BigInt(`${whole}${fraction}`);
  return { unscaled: sign === '-' ? -unscaled : unscaled, places: fraction.length - Number(exponent) };
}

function roundHalfAway({ unscaled, places }: Digits, scale: number): bigint {
  if (places <= scale) return unscaled * 10n ** BigInt(scale - places);
  const unit = 10n ** BigInt(places - scale);
  const magnitude = unscaled < 0n ? -unscaled : unscaled;
  const rounded = (magnitude * 2n + unit) / (unit * 2n);
  return unscaled < 0n ? -rounded : rounded;
}
