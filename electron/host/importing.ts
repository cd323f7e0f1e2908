import type { ImportProgress, ImportResult } from '../../shared/console.js';
import { BacklineError } from '../../shared/errors.js';
import { importIntoNew } from '../services/import-new.js';

/** Milliseconds between two words of progress. */
const PACE = 100;

/** The import under way: tells how far it is, and gives it up when asked. One at a time. */
export class Importing {
  #running: AbortController | null = null;

  constructor(private readonly tell: (progress: ImportProgress) => void) {}

  async run(places: { readonly folder: string; readonly file: string }): Promise<ImportResult> {
    if (this.#running !== null) {
      throw new BacklineError('wrong_state', 'another import is under way', {
        remedy: 'Wait for its end, or cancel it.',
        retryable: true,
      });
    }
    const controller = new AbortController();
    this.#running = controller;
    const { folder } = places;
    // At once: from here on the window knows that its dialogs were answered.
    this.tell({ folder, file: '', fileNumber: 0, fileCount: 0, rows: 0, fraction: 0 });
    let told = -Infinity;
    let toldFile = 0;
    try {
      return await importIntoNew(places, {
        signal: controller.signal,
        onProgress: ({ file, fileNumber, fileCount, rows, bytes, totalBytes }) => {
          if (fileNumber === toldFile && performance.now() - told < PACE) return;
          told = performance.now();
          toldFile = fileNumber;
          const fraction = totalBytes === 0 ? 1 : Math.min(1, bytes / totalBytes);
          this.tell({ folder, file, fileNumber, fileCount, rows, fraction });
        },
      });
    } finally {
      this.#running = null;
    }
  }

  cancel(): void {
    this.#running?.abort();
  }
}
