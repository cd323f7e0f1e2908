import type { ExportProgress, ExportResult } from '../../shared/console.js';
import { settledWithin } from '../settled-within.js';

/** Milliseconds between two words of progress. */
const PACE = 100;

export interface ExportWatch {
  readonly signal: AbortSignal;
  readonly onRows: (rows: number) => void;
}

/** The exports under way: tells how far each is, and gives them up when asked. */
export class Exporting {
  readonly #running = new Map<AbortController, Promise<ExportResult>>();

  constructor(private readonly tell: (progress: ExportProgress) => void) {}

  async run(path: string, work: (watch: ExportWatch) => Promise<ExportResult>): Promise<ExportResult> {
    const controller = new AbortController();
    let told = -Infinity;
    const writing = work({
      signal: controller.signal,
      onRows: (rows) => {
        if (performance.now() - told < PACE) return;
        told = performance.now();
        this.tell({ path, rows });
      },
    });
    this.#running.set(controller, writing);
    try {
      return await writing;
    } finally {
      this.#running.delete(controller);
    }
  }

  cancel(): void {
    for (const controller of this.#running.keys()) controller.abort();
  }

  /** Gives up what is being written and waits, at most `withinMs`, until nothing of it is left on the disk. */
  async ended(withinMs?: number): Promise<void> {
    this.cancel();
    await settledWithin(this.#running.values(), withinMs);
  }
}
