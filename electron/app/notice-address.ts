import { ACTIVE_RUN_STATES } from '../../shared/backfill.js';
import type { RunNotice } from '../../shared/console.js';

/*
 * Views of the page that a notification opens, in the addresses of renderer/app/routes.ts, which main cannot import; a
 * test holds the two together.
 */

export const CHECKS_ADDRESS = '#/checks';

/** A run that is over opens at its result, one that can go on at its progress. */
export function runAddress({ runId, state }: Pick<RunNotice, 'runId' | 'state'>): string {
  const over = !ACTIVE_RUN_STATES.includes(state) && state !== 'interrupted';
  return `#/backfill/runs/${encodeURIComponent(runId)}${over ? '?tab=result' : ''}`;
}
