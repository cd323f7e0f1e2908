import type { ExportProgress, ExportResult } from '../../shared/console.js';

/** Milliseconds between two words of progress. */
const PACE = 100;

export interface ExportWatch {
  readonly signal: AbortSignal;
  readonly onRows: (rows: number) => void;
}

/** The exports under way: tells how far each is, and gives them up when asked. */
export class Exporting {
  readonly #running = new Set<AbortController>();

  constructor(private readonly tell: (progress: ExportProgress) => void) {}

  async run(path: string, work: (watch: ExportWatch) => Promise<ExportResult>): Promise<ExportResult> {
    const controller = new AbortController();
    this.#running.add(controller);
    let told = -Infinity;
    try {
      return await work({
        signal: controller.signal,
        onRows: (rows) => {
          if (performance.now() - told < PACE) return;
          told = performance.now();
          this.tell({ path, rows });
        },
      });
    } finally {
      this.#running.delete(controller);
    }
  }

  cancel(): void {
    for (const controller of this.#running) controller.abort();
  }
}
