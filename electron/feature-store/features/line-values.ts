import type { LineValues } from './inputs.js';
import { calculated, type Labelled } from './labels.js';

const NO_LINE: Labelled = { value: null, label: 'missing' };

/** Features 25..28; the last is derived from the first, no flag of a source is asked (parity/quirks 4). */
export function lineFeatures(line: LineValues | null): readonly [Labelled, Labelled, Labelled, Labelled] {
  if (line === null) return [NO_LINE, NO_LINE, NO_LINE, calculated(0)];
  return [
    { value: line.current, label: 'vegas' },
    { value: line.opening, label: 'vegas' },
    { value: line.move, label: 'vegas' },
    calculated(1),
  ];
}
