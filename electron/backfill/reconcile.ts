import type { Warehouse } from '../warehouse/port.js';
import type { LiveRun } from './live-run.js';
import { verifyDates, type ToVerify } from './verify.js';

/**
 * Settles what a crash or a broken connection left open, by asking the warehouse: a write that took place is counted
 * back and done, one that did not leaves its date pending (or failed, as it was). Nothing is written to the store, so
 * doing this again changes nothing.
 */
export async function reconcile(
  live: LiveRun,
  warehouse: Warehouse,
  retryMs: readonly number[],
  signal?: AbortSignal,
): Promise<void> {
  const toVerify: ToVerify[] = [];
  for (const { planned } of live.fold.dates) {
    const { date } = planned;
    const { openWrite, openRestore } = live.date(date);
    if (openWrite !== null) {
      const receipt = await warehouse.findWrite(openWrite, { signal });
      live.record(
        receipt === null ? { type: 'write-absent', date, writeId: openWrite } : { type: 'write-done', date, receipt },
      );
    }
    if (openRestore !== null) {
      const receipt = await warehouse.findWrite(openRestore, { signal });
      if (receipt === null) {
        live.record({ type: 'restore-absent', date, writeId: openRestore });
        live.note('warning', 'putting back was cut off before it took place; the date is as the run left it', date);
      } else {
        live.record({ type: 'restore-done', date, receipt });
        live.note('info', `put back: ${receipt.rows} rows (it took place before the interruption)`, date);
      }
    }
    const { state, attempt, written } = live.date(date);
    const stands = written?.writeId === `${live.id}/${date}/${attempt}`;
    if (stands && (state === 'running' || ((state === 'failed' || state === 'cancelled') && openWrite !== null))) {
      live.note('info', 'the write took place before the interruption', date);
      toVerify.push({ date, rawPlayers: null });
    } else if (state === 'running') {
      live.record({ type: 'date-reopened', date });
      live.note('info', 'was cut off before its write; the date is as it was', date);
    }
  }
  await verifyDates(live, warehouse, toVerify, retryMs, signal);
  await live.commit();
}
