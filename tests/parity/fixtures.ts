import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { gunzipSync } from 'node:zlib';

/** Rows recorded from the production pipeline; what they are is told in README.md beside them. */
export const PARITY_FOLDER = fileURLToPath(new URL('../fixtures/parity/', import.meta.url));

/** Numbers may differ by the last place that nine decimals leave open (parity/README). */
export const TOLERANCE = 2e-9;

export function readLines<T>(file: string): readonly T[] {
  const text = gunzipSync(readFileSync(`${PARITY_FOLDER}${file}`)).toString('utf8');
  return text
    .split('\n')
    .filter((line) => line !== '')
    .map((line) => JSON.parse(line) as T);
}

export function readJson<T>(file: string): T {
  return JSON.parse(readFileSync(`${PARITY_FOLDER}${file}`, 'utf8')) as T;
}

/** Recorded arguments: `{"$dec"}` a decimal, `{"$f"}` a number JSON cannot hold, `{"$date"}` a date. */
export function decode(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(decode);
  if (typeof value !== 'object' || value === null) return value;
  if ('$dec' in value) return Number(value.$dec);
  if ('$f' in value) return Number(value.$f);
  if ('$date' in value) return value.$date;
  return Object.fromEntries(Object.entries(value).map(([key, each]) => [key, decode(each)]));
}

/** Same within the tolerance; null, NaN and nesting must be equal. */
export function same(actual: unknown, expected: unknown): boolean {
  if (typeof actual === 'number' && typeof expected === 'number') {
    return Object.is(actual, expected) || actual === expected || Math.abs(actual - expected) <= TOLERANCE;
  }
  if (Array.isArray(actual) && Array.isArray(expected)) {
    return actual.length === expected.length && actual.every((each, i) => same(each, expected[i]));
  }
  if (typeof actual === 'object' && typeof expected === 'object' && actual !== null && expected !== null) {
    const keys = new Set([...Object.keys(actual), ...Object.keys(expected)]);
    const [left, right] = [actual as Record<string, unknown>, expected as Record<string, unknown>];
    return [...keys].every((key) => same(left[key], right[key]));
  }
  return actual === expected;
}

/** Texts for the first few cases that differ; empty when all are the same. */
export function differences(
  cases: Iterable<{ readonly what: string; readonly actual: unknown; readonly expected: unknown }>,
): readonly string[] {
  const found: string[] = [];
  for (const { what, actual, expected } of cases) {
    if (same(actual, expected)) continue;
    found.push(`${what}: ${JSON.stringify(actual)} instead of ${JSON.stringify(expected)}`);
    if (found.length === 5) break;
  }
  return found;
}
