/**
 * Order of two UTC timestamp texts `YYYY-MM-DDTHH:MM:SS[.ffffff]Z`; null is oldest. The closing Z is left out of the
 * comparison: it would sort a whole second after its fractions.
 */
export function compareInstants(a: string | null, b: string | null): number {
  if (a === b) return 0;
  if (a === null) return -1;
  if (b === null) return 1;
  const left = a.slice(0, -1);
  const right = b.slice(0, -1);
  return left < right ? -1 : left > right ? 1 : 0;
}

/** The production language's own text, as stored failure reasons have it: `2099-01-01 00:00:00+00:00`. */
export function instantInReasons(instant: string): string {
  const [seconds = '', fraction] = instant.slice(0, -1).replace('T', ' ').split('.');
  return `${seconds}${fraction === undefined ? '' : `.${fraction.padEnd(6, '0')}`}+00:00`;
}
