import type { DateStep } from '../../../../shared/backfill.js';

/** A step as it is named on the screen; the journal and exports keep its id. */
export const STEP_WORDS: Readonly<Record<DateStep, string>> = {
  read: 'Read',
  compute: 'Compute',
  validate: 'Validate',
  guard: 'Guard',
  snapshot: 'Snapshot',
  write: 'Write',
  verify: 'Verify',
};
