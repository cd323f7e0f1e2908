import { BacklineError } from '../../shared/errors.js';
import { settledWithin } from '../settled-within.js';

interface Running {
  readonly answer: Promise<unknown>;
  readonly abort: AbortController;
  waiting: number;
}

/**
 * One question asked by several at the same time is read once. It is ended when nobody waits for it any more, and when
 * one of its statements failed, so that the others do not run on for nothing. Nothing is kept once it is answered.
 */
export class SharedReads {
  readonly #running = new Map<string, Running>();
  /** Begun and not over yet, also those nobody waits for any more. */
  readonly #reading = new Map<AbortController, Promise<void>>();

  /**
   * @param question the same text for the same question.
   * @throws BacklineError `cancelled` as soon as `signal` is aborted; what `read` throws.
   */
  async ask<T>(question: string, signal: AbortSignal, read: (until: AbortSignal) => Promise<T>): Promise<T> {
    if (signal.aborted) throw cancelled();
    const running = this.#running.get(question) ?? this.#begin(question, read);
    running.waiting += 1;
    let stop: () => void = () => undefined;
    const givenUp = new Promise<never>((_, reject) => {
      stop = () => reject(cancelled());
      signal.addEventListener('abort', stop, { once: true });
    });
    try {
      // The same text is the same question, and so has the same kind of answer.
      return (await Promise.race([running.answer, givenUp])) as T;
    } finally {
      signal.removeEventListener('abort', stop);
      running.waiting -= 1;
      if (running.waiting === 0) this.#end(question, running);
    }
  }

  /**
   * Ends what is being read, and waits until the warehouse is at rest, also for cancels that are on their way already; at most
   * `withinMs`, because somebody waits for the close.
   */
  async ended(withinMs?: number): Promise<void> {
    for (const abort of this.#reading.keys()) abort.abort();
    await settledWithin(this.#reading.values(), withinMs);
  }

  /** The warehouse's content has changed: who asks from now on wants what stands there now. */
  forget(): void {
    this.#running.clear();
  }

  #begin<T>(question: string, read: (until: AbortSignal) => Promise<T>): Running {
    const abort = new AbortController();
    const answer = read(abort.signal);
    const running: Running = { answer, abort, waiting: 0 };
    this.#running.set(question, running);
    // Whoever waits hears the failure; when nobody does any more, it is of no interest.
    const over = answer.then(
      () => undefined,
      () => undefined,
    );
    this.#reading.set(abort, over);
    void over.then(() => this.#reading.delete(abort));
    return running;
  }

  #end(question: string, running: Running): void {
    if (this.#running.get(question) === running) this.#running.delete(question);
    running.abort.abort();
  }
}

function cancelled(): BacklineError {
  return new BacklineError('cancelled', 'the read was cancelled');
}
