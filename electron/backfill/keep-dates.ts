import type { GameDate } from '../../shared/game-date.js';
import type { SnapshotRef, Warehouse } from '../warehouse/port.js';
import { FEATURE_STORE } from '../warehouse/tables/names.js';
import type { DateFold } from './journal/run-fold.js';
import type { LiveRun } from './live-run.js';

/** One name per run and date, so that a journal tells its snapshots also when it ended before it could list them. */
export function snapshotIdOf(runId: string, date: GameDate): string {
  return `${runId}/${date}`;
}

/** What stood before the run's first write; a second attempt must not overwrite it with the first one's rows. */
export function isKept({ snapshot, written }: DateFold): boolean {
  return snapshot !== null && written !== null;
}

/** Keeps what stands in these dates, in one durable act. The intent is on the disk before. */
export async function keepDates(
  live: LiveRun,
  warehouse: Warehouse,
  dates: readonly GameDate[],
  signal: AbortSignal,
): Promise<ReadonlyMap<GameDate, SnapshotRef>> {
  const wanted = dates.map((date) => ({
    date,
    id: snapshotIdOf(live.id, date),
    labels: { run: live.id, date, step: 'snapshot' },
  }));
  await live.commit(...wanted.map(({ date, id }) => ({ type: 'snapshot-intended', date, snapshotId: id }) as const));
  const snapshots = await warehouse.snapshotPartitions(FEATURE_STORE, wanted, { signal });
  return new Map(snapshots.map((snapshot) => [snapshot.date, snapshot]));
}
