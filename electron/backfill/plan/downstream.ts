import type { PlanDate } from '../../../shared/backfill.js';

/**
 * What a rebuild leaves stale elsewhere. Later store dates are not among it: their windows are computed from games and
 * phase 4 tables, never from stored feature rows (domain: tables section 9).
 */
export function downstreamOf(dates: readonly PlanDate[]): readonly string[] {
  const written = dates.filter((date) => date.action !== 'skip');
  const first = written[0];
  const last = written.at(-1);
  if (first === undefined || last === undefined) return [];
  const span = first === last ? `of ${first.date}` : `of ${written.length} dates from ${first.date} to ${last.date}`;
  return [
    `Predictions and grades ${span} were made from the old rows and stay as they are until they are made again.`,
    `Models and evaluations trained on rows ${span} do not know the new values.`,
    'Later dates of the store do not change: their windows are computed from games, not from stored rows.',
  ];
}
