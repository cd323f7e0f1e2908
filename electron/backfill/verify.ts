import { BacklineError } from '../../shared/errors.js';
import type { GameDate } from '../../shared/game-date.js';
import type { Warehouse } from '../warehouse/port.js';
import { endDate, figuresText } from './date-work.js';
import type { DateFigures } from './journal/records.js';
import type { LiveRun } from './live-run.js';
import { withRetries } from './retry.js';
import { readStored, storedFigures, type StoredDate } from './stored.js';

export interface ToVerify {
  readonly date: GameDate;
  /** Null after a crash: the match rate is then the computed one, which holds when the counts agree. */
  readonly rawPlayers: ReadonlySet<string> | null;
}

/**
 * Counts back what was written, with one statement for all dates given, and ends each as `done`, or as failed when rows
 * or lines differ. Not cancelled by a cancel: the rows stand, and saying so is the truth; `signal` bounds how long
 * an answer is waited for.
 */
export async function verifyDates(
  live: LiveRun,
  warehouse: Warehouse,
  written: readonly ToVerify[],
  retryMs: readonly number[],
  signal?: AbortSignal,
): Promise<void> {
  if (written.length === 0) return;
  const began = performance.now();
  let stored: ReadonlyMap<GameDate, StoredDate>;
  try {
    stored = await withRetries(
      retryMs,
      () =>
        readStored(
          warehouse,
          written.map(({ date }) => date),
          { labels: { run: live.id, step: 'verify' }, signal },
        ),
      { signal },
    );
  } catch (thrown) {
    for (const { date } of written) endDate(live, date, 'verify', thrown);
    return;
  }
  const ms = Math.round(((performance.now() - began) / written.length) * 10) / 10;
  for (const each of written) {
    const { date } = each;
    try {
      const figures = verified(live, each, stored.get(date));
      live.record({ type: 'step-done', date, step: 'verify', ms });
      live.record({ type: 'date-done', date, figures });
      live.note('info', `done: ${figuresText(figures)}`, date);
    } catch (thrown) {
      endDate(live, date, 'verify', thrown);
    }
  }
  await live.commit();
}

function verified(live: LiveRun, { date, rawPlayers }: ToVerify, stored: StoredDate | undefined): DateFigures {
  const { written, computed } = live.date(date);
  if (stored === undefined || written === null || computed === null) {
    throw new BacklineError('internal', `${date}: nothing was journaled to verify it by`, { subject: date });
  }
  const withLine = computed.coverage.numerator;
  if (written.rows !== computed.rows || stored.rows !== computed.rows || stored.rowsWithLine !== withLine) {
    throw new BacklineError(
      'verify_failed',
      `${date}: ${computed.rows} rows (${withLine} with a line) were written, the warehouse took ${written.rows} and ` +
        `${stored.rows} (${stored.rowsWithLine} with a line) stand in the store`,
      { subject: date, remedy: 'Run the date again, or put back what stood before.', retryable: true },
    );
  }
  if (rawPlayers !== null) return storedFigures(stored, rawPlayers);
  return {
    rows: stored.rows,
    coverage: { numerator: stored.rowsWithLine, denominator: stored.rowsWithFeature },
    match: computed.match,
  };
}
