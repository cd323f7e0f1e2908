import type { Warehouse } from '../warehouse/port.js';
import type { RunJournals } from './journal/run-journals.js';
import { snapshotIdOf } from './keep-dates.js';
import { LiveRun } from './live-run.js';

export const KEEP_SNAPSHOTS_OF = 20;

/**
 * Lets go of the snapshots of all but the newest runs that have any. The journal stops offering them before they go, so
 * that no moment promises what cannot be put back; what a crash left half dropped is dropped the next time.
 */
export async function retireSnapshots(
  journals: RunJournals,
  warehouse: Warehouse,
  keep: number,
  clock: () => Date,
): Promise<readonly string[]> {
  const retired: string[] = [];
  let seen = 0;
  for (const id of await journals.ids()) {
    const run = await journals.load(id).catch(() => null);
    // A damaged journal keeps its snapshots: it may be put right.
    if (run === null || run.location !== warehouse.info.location || run.snapshots === 'dropped') continue;
    // A run that kept nothing takes no place; what a crash kept before it could say so goes with its age.
    if (run.dates.some(({ snapshot }) => snapshot !== null)) seen += 1;
    if (run.snapshots === 'kept' && seen <= keep) continue;
    const opened = await journals.open(id);
    const live = new LiveRun(opened.writer, opened.run, clock);
    try {
      if (run.snapshots === 'kept') await live.commit({ type: 'snapshots-retired' });
      await warehouse.dropSnapshots(run.dates.map(({ planned }) => snapshotIdOf(run.id, planned.date)));
      await live.commit({ type: 'snapshots-dropped' });
      retired.push(id);
    } finally {
      await live.close();
    }
  }
  return retired;
}
