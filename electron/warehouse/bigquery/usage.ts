import type { WarehouseUsage } from '../port.js';
import type { JobResource } from './rest.js';

interface Counters {
  queryJobs: number;
  loadJobs: number;
  copyJobs: number;
  bytesProcessed: number;
  bytesBilled: number;
}

const fresh = (): Counters => ({ queryJobs: 0, loadJobs: 0, copyJobs: 0, bytesProcessed: 0, bytesBilled: 0 });

/** Jobs and bytes since the warehouse was opened, in all and by run; bytes from the jobs' own statistics. */
export class UsageCounters {
  readonly #all = fresh();
  readonly #runs = new Map<string, Counters>();

  started(kind: 'query' | 'load' | 'copy', run: string | undefined): void {
    const name = `${kind}Jobs` as const;
    for (const counters of this.#of(run)) counters[name] += 1;
  }

  ended(job: JobResource, run: string | undefined): void {
    const { statistics } = job;
    const processed = Number(statistics?.query?.totalBytesProcessed ?? statistics?.totalBytesProcessed ?? 0);
    const billed = Number(statistics?.query?.totalBytesBilled ?? 0);
    for (const counters of this.#of(run)) {
      counters.bytesProcessed += processed;
      counters.bytesBilled += billed;
    }
  }

  of(run: string | undefined): WarehouseUsage {
    return { ...(run === undefined ? this.#all : (this.#runs.get(run) ?? fresh())) };
  }

  #of(run: string | undefined): readonly Counters[] {
    if (run === undefined) return [this.#all];
    const known = this.#runs.get(run) ?? fresh();
    this.#runs.set(run, known);
    return [this.#all, known];
  }
}
