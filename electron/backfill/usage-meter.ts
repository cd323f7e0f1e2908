import type { Warehouse, WarehouseUsage } from '../warehouse/port.js';
import type { LiveRun } from './live-run.js';

const NOTHING: WarehouseUsage = { queryJobs: 0, loadJobs: 0, copyJobs: 0, bytesProcessed: null, bytesBilled: null };

function less(now: number | null, before: number | null): number | null {
  return now === null ? null : now - (before ?? 0);
}

/**
 * Journals what the warehouse did for a run. A warehouse counts since it was opened; a run may go on in another process,
 * so only what was added since the last record is written, and the journal adds it up.
 */
export class UsageMeter {
  readonly #recorded = new Map<string, WarehouseUsage>();

  constructor(private readonly warehouse: Pick<Warehouse, 'usage'>) {}

  /** Nothing where nothing is billed, or nothing was added. */
  record(live: LiveRun): void {
    const now = this.warehouse.usage(live.id);
    if (now.bytesBilled === null) return;
    const before = this.#recorded.get(live.id) ?? NOTHING;
    const added: WarehouseUsage = {
      queryJobs: now.queryJobs - before.queryJobs,
      loadJobs: now.loadJobs - before.loadJobs,
      copyJobs: now.copyJobs - before.copyJobs,
      bytesProcessed: less(now.bytesProcessed, before.bytesProcessed),
      bytesBilled: less(now.bytesBilled, before.bytesBilled),
    };
    if (added.queryJobs + added.loadJobs + added.copyJobs === 0 && added.bytesBilled === 0) return;
    live.record({ type: 'usage', ...added });
    this.#recorded.set(live.id, now);
  }
}
