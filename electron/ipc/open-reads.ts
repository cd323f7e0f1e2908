import { BacklineError } from '../../shared/errors.js';

/** The reads that the window waits for, each under the ticket it chose. */
export class OpenReads {
  readonly #open = new Map<string, AbortController>();

  /** @throws BacklineError `bad_input` when a read under this ticket is under way. */
  async run<T>(ticket: string | undefined, work: (signal: AbortSignal) => Promise<T>): Promise<T> {
    const controller = new AbortController();
    if (ticket === undefined) return work(controller.signal);
    if (this.#open.has(ticket)) {
      throw new BacklineError('bad_input', `a read with the ticket ${ticket} is under way`, { subject: 'ticket' });
    }
    this.#open.set(ticket, controller);
    try {
      return await work(controller.signal);
    } finally {
      this.#open.delete(ticket);
    }
  }

  giveUp(ticket: string): void {
    this.#open.get(ticket)?.abort();
  }

  /** For a page that is gone: nobody hears its answers. */
  giveUpAll(): void {
    for (const controller of this.#open.values()) controller.abort();
  }
}
