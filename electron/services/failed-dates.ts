import type { DateRange, GameDate } from '../../shared/game-date.js';
import type { RunJournals } from '../backfill/journal/run-journals.js';

/**
 * Dates of a range whose newest run did not finish them: failed, blocked or cancelled (`--only failed`). A date that a
 * run never began says nothing.
 */
export async function failedDates(
  journals: RunJournals,
  location: string,
  range: DateRange,
): Promise<ReadonlySet<GameDate>> {
  const settled = new Map<GameDate, boolean>();
  for (const id of await journals.ids()) {
    const run = await journals.load(id).catch(() => null);
    if (run === null || run.location !== location) continue;
    for (const { planned, attempt, state } of run.dates) {
      const { date } = planned;
      if (attempt === 0 || settled.has(date) || date < range.from || date > range.to) continue;
      settled.set(date, state === 'failed' || state === 'blocked' || state === 'cancelled');
    }
  }
  return new Set([...settled].filter(([, failed]) => failed).map(([date]) => date));
}
