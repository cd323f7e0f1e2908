import type { MinutesEfficiency } from './inputs.js';
import type { Labelled, SourceLabel } from './labels.js';

/**
 * Features 31 and 32: means over the games of 30 days with minutes, whatever their number (parity/quirks 14). Both labels
 * tell whether there was such a game at all: when points are unknown in all of them, the default ratio goes under
 * `minutes_ppm` too.
 * @param minutes null without a game
 */
export function minutesFeatures(
  minutes: MinutesEfficiency | null,
  defaults: { readonly minutes: number; readonly pointsPerMinute: number },
): readonly [Labelled, Labelled] {
  const label: SourceLabel = minutes === null ? 'fallback' : 'minutes_ppm';
  return [
    { value: minutes?.minutesAvg ?? defaults.minutes, label },
    { value: minutes?.pointsPerMinute ?? defaults.pointsPerMinute, label },
  ];
}
