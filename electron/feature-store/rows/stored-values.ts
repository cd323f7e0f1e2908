/**
 * What a value becomes on its way into the table. Arrays hold no NULL there, so NULL, NaN and infinities inside
 * `features` are stored as 0.0 (parity/quirks 7): "no line" is 0.0 with feature 28 = 0.
 */
export function storedFeature(value: number | null): number {
  return value !== null && Number.isFinite(value) ? value : 0;
}

/** A number outside an array: what is not finite is NULL. */
export function storedNumber(value: number | null): number | null {
  return value !== null && Number.isFinite(value) ? value : null;
}

const CONTROL = /[\p{Cc}]/gu;

/** Text without control characters; tab, line feed and carriage return stay. */
export function storedText(text: string): string {
  return text.replace(CONTROL, (character) => ('\t\n\r'.includes(character) ? character : ''));
}

/** The corrected rule, not used in this version: keep NULL in a column of its own (domain: features section 10). */
export function storedFeatureCorrected(value: number | null): number | null {
  return storedNumber(value);
}
