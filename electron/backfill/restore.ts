import type { RestoreResult } from '../../shared/backfill.js';
import { BacklineError } from '../../shared/errors.js';
import type { GameDate } from '../../shared/game-date.js';
import type { SnapshotRef, Warehouse } from '../warehouse/port.js';
import { FEATURE_STORE } from '../warehouse/tables/names.js';
import type { DateFold } from './journal/run-fold.js';
import type { LiveRun } from './live-run.js';

/** Dates named in a message; the rest are counted. */
const NAMED_DATES = 5;

interface Target {
  readonly date: GameDate;
  readonly snapshot: SnapshotRef;
  /** What the run left there. */
  readonly version: string;
}

/**
 * Puts back what stood before a run, date by date, each in one atomic write. Done again after an interruption it goes
 * on with the dates not yet put back.
 *
 * @throws BacklineError `plan_stale` before anything is touched when a date was changed after the run (unless forced);
 * `not_found` for a date that is not in the run.
 */
export async function restoreDates(
  live: LiveRun,
  warehouse: Warehouse,
  only: GameDate | null,
  { force, signal }: { readonly force: boolean; readonly signal: AbortSignal },
): Promise<RestoreResult> {
  const wanted = live.fold.dates.filter(({ planned }) => only === null || planned.date === only);
  if (wanted.length === 0) {
    throw new BacklineError('not_found', `${String(only)} is not a date of run ${live.id}`, {
      subject: String(only),
    });
  }
  const targets: Target[] = [];
  const skipped: { date: GameDate; reason: string }[] = [];
  for (const date of wanted) {
    const found = targetOf(date, live.fold.snapshots === 'kept');
    if (typeof found === 'string') skipped.push({ date: date.planned.date, reason: found });
    else targets.push(found);
  }
  if (!force) await refuseChanged(live, warehouse, targets);

  const restored: GameDate[] = [];
  let rows = 0;
  for (const { date, snapshot } of targets) {
    if (signal.aborted) throw new BacklineError('cancelled', `putting back ended before ${date}`, { subject: date });
    const writeId = `${live.id}/${date}/restore-${live.date(date).restores + 1}`;
    await live.commit({ type: 'restore-intended', date, writeId });
    const receipt = await warehouse.restorePartition(snapshot, writeId, { signal }).catch(async (thrown: unknown) => {
      const found = await warehouse.findWrite(writeId, { signal });
      if (found !== null) return found;
      live.record({ type: 'restore-absent', date, writeId });
      throw thrown;
    });
    live.record({ type: 'restore-done', date, receipt });
    live.note('info', `put back: ${receipt.rows} rows`, date);
    await live.commit();
    restored.push(date);
    rows += receipt.rows;
  }
  return { runId: live.id, restored, skipped, rows };
}

/** What to put back, or why there is nothing. */
function targetOf(date: DateFold, kept: boolean): Target | string {
  if (date.state === 'restored') return 'was put back already';
  if (date.written === null || date.snapshot === null) return 'was not written by this run';
  if (!kept) return 'what stood before is no longer kept (only the newest runs keep it)';
  return { date: date.planned.date, snapshot: date.snapshot, version: date.version };
}

async function refuseChanged(live: LiveRun, warehouse: Warehouse, targets: readonly Target[]): Promise<void> {
  const sorted = targets.map(({ date }) => date).sort();
  const [from, to] = [sorted[0], sorted.at(-1)];
  if (from === undefined || to === undefined) return;
  const versions = await warehouse.partitionVersions(FEATURE_STORE, { from, to });
  const changed = targets.filter(({ date, snapshot, version }) => {
    const standing = versions.get(date);
    // What stood before may stand there again: putting it back then changes nothing.
    return standing !== version && standing !== snapshot.version;
  });
  const [first] = changed;
  if (first === undefined) return;
  const named = changed.slice(0, NAMED_DATES).map(({ date }) => date);
  const more = changed.length > NAMED_DATES ? ` and ${changed.length - NAMED_DATES} more` : '';
  throw new BacklineError(
    'plan_stale',
    `${changed.length} dates were changed after run ${live.id}: ${named.join(', ')}${more}; putting back would undo that too`,
    { subject: first.date, remedy: 'Put back the later run first, or only the dates that were not changed since.' },
  );
}
