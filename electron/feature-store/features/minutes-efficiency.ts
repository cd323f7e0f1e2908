import type { MinutesEfficiency } from './inputs.js';
import type { Labelled } from './labels.js';

function orFallback(value: number | null, fallback: number): Labelled {
  return value === null ? { value: fallback, label: 'fallback' } : { value, label: 'minutes_ppm' };
}

/** Features 31 and 32: means over the games of 30 days with minutes, whatever their number (parity/quirks 14). */
export function minutesFeatures(
  minutes: MinutesEfficiency | null,
  defaults: { readonly minutes: number; readonly pointsPerMinute: number },
): readonly [Labelled, Labelled] {
  return [
    orFallback(minutes?.minutesAvg ?? null, defaults.minutes),
    orFallback(minutes?.pointsPerMinute ?? null, defaults.pointsPerMinute),
  ];
}
