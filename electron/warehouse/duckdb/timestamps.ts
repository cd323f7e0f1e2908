const SHAPE = /^(\d{4}-\d{2}-\d{2})[T ](\d{2}:\d{2}:\d{2})(?:\.(\d{1,6}))?(?:Z|\+00:?00|\+00| UTC)$/;
const MICROS = 1000n;

/** Microseconds since 1970 of a UTC text `YYYY-MM-DDTHH:MM:SS[.ffffff]Z`, or null when the text is not one. */
export function timestampMicros(text: string): bigint | null {
  const match = SHAPE.exec(text);
  if (!match) return null;
  const [, date, time, fraction = ''] = match;
  const ms = Date.parse(`${String(date)}T${String(time)}Z`);
  // Date.parse takes 30 February for 2 March; the text must come back.
  if (Number.isNaN(ms) || new Date(ms).toISOString().slice(0, 19) !== `${String(date)}T${String(time)}`) return null;
  return BigInt(ms) * MICROS + BigInt(fraction.padEnd(6, '0'));
}

/** Rows of a date share a few instants, in columns that alternate; begun anew when there are too many. */
const secondTexts = new Map<number, string>();
const MOST_SECONDS = 4096;

function secondText(second: number): string {
  const known = secondTexts.get(second);
  if (known !== undefined) return known;
  const text = new Date(second * 1000).toISOString().slice(0, 19);
  if (secondTexts.size >= MOST_SECONDS) secondTexts.clear();
  secondTexts.set(second, text);
  return text;
}

/** Whole seconds and the microseconds beyond them; floored, so that the rest is never negative. */
function split(micros: bigint): { readonly second: number; readonly fraction: number } {
  const exact = Number(micros);
  if (Number.isSafeInteger(exact)) {
    const second = Math.floor(exact / 1e6);
    return { second, fraction: exact - second * 1e6 };
  }
  const fraction = Number(((micros % 1_000_000n) + 1_000_000n) % 1_000_000n);
  return { second: Number((micros - BigInt(fraction)) / 1_000_000n), fraction };
}

/** UTC text as `statement.ts` declares it: no fraction when zero, else 3 or 6 digits. */
export function timestampText(micros: bigint): string {
  const { second, fraction } = split(micros);
  const text = secondText(second);
  if (fraction === 0) return `${text}Z`;
  const digits = String(fraction).padStart(6, '0');
  return `${text}.${digits.endsWith('000') ? digits.slice(0, 3) : digits}Z`;
}
