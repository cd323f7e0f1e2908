import type { Warehouse } from '../warehouse/port.js';
import type { RunJournals } from './journal/run-journals.js';
import type { RunFold } from './journal/run-fold.js';
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
    const ids = snapshotIds(run);
    if (ids.length === 0) continue;
    seen += 1;
    if (run.snapshots === 'kept' && seen <= keep) continue;
    const opened = await journals.open(id);
    const live = new LiveRun(opened.writer, opened.run, clock);
    try {
      if (run.snapshots === 'kept') await live.commit({ type: 'snapshots-retired' });
      await warehouse.dropSnapshots(ids);
      await live.commit({ type: 'snapshots-dropped' });
      retired.push(id);
    } finally {
      await live.close();
    }
  }
  return retired;
}

function snapshotIds(run: RunFold): readonly string[] {
  return run.dates.flatMap(({ snapshot }) => (snapshot === null ? [] : [snapshot.id]));
}
