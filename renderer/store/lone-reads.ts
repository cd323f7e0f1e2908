import type { BridgeClient } from '../../shared/ipc/types.js';
import type { Result } from '../../shared/result.js';
import { newTicket } from './tickets.js';

/** Reads of which one at a time is wanted by each name: asking another one gives up the one before. */
export class LoneReads {
  readonly #tickets = new Map<string, string>();

  constructor(private readonly client: Pick<BridgeClient, 'app'>) {}

  /** `take` is not told of an answer that was given up. */
  async ask<T>(
    name: string,
    ask: (ticket: string) => Promise<Result<T>>,
    take: (answer: Result<T>) => void,
  ): Promise<void> {
    this.giveUp(name);
    const ticket = newTicket();
    this.#tickets.set(name, ticket);
    const answer = await ask(ticket);
    if (this.#tickets.get(name) !== ticket) return;
    this.#tickets.delete(name);
    take(answer);
  }

  giveUp(name: string): void {
    const ticket = this.#tickets.get(name);
    this.#tickets.delete(name);
    if (ticket !== undefined) void this.client.app.giveUp({ ticket });
  }
}
