import { BacklineError } from '../../shared/errors.js';
import { takeDataLock, type DataLock } from './journal/data-lock.js';

/**
 * Lets one change of a run through at a time, and only under the lock of the data folder. The lock is taken by the first
 * change and kept until `release`.
 */
export class OneChange {
  #lock: DataLock | null = null;
  #busy = false;

  constructor(
    private readonly dataDir: string,
    /** Aborted once the service is closed. */
    private readonly closing: AbortSignal,
  ) {}

  /** @throws BacklineError `wrong_state` while another change is under way or after the close; `warehouse_locked`. */
  async make<T>(change: () => Promise<T>): Promise<T> {
    if (this.closing.aborted) throw new BacklineError('wrong_state', 'the backfill service is closed');
    if (this.#busy) {
      throw new BacklineError('wrong_state', 'another change of a run is under way', { retryable: true });
    }
    this.#busy = true;
    try {
      this.#lock ??= takeDataLock(this.dataDir);
      return await change();
    } finally {
      this.#busy = false;
    }
  }

  release(): void {
    this.#lock?.release();
    this.#lock = null;
  }
}
