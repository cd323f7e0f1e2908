import type { z } from 'zod';
import { BacklineError } from '../../shared/errors.js';
import { channelOf, type BridgeSchema } from '../../shared/ipc/call.js';
import { bridgeSchema, ticket as ticketSchema } from '../../shared/ipc/schema.js';
import type { BridgeHandlers } from '../../shared/ipc/types.js';
import { attempt, type Result } from '../../shared/result.js';
import type { OpenReads } from './open-reads.js';
import { parsePayload } from './parse.js';

type Listener<E> = (event: E, payload: unknown, ticket?: unknown) => Promise<Result<unknown>>;
type LooseHandler = (input: unknown, signal?: AbortSignal) => Promise<unknown>;
type LooseHandlers = Readonly<Record<string, Readonly<Record<string, LooseHandler>>>>;

/**
 * Binds every call of the bridge's schema: who asks is checked first, then what is asked, then it is done. Nothing
 * throws across the bridge. A read that comes with a ticket can be given up by it.
 */
export function bindBridge<E>(
  handle: (channel: string, listener: Listener<E>) => void,
  handlers: BridgeHandlers,
  isTrusted: (event: E) => boolean,
  reads: OpenReads,
): void {
  const schema: BridgeSchema = bridgeSchema;
  // The schema's own keys lead, and `BridgeHandlers` has one function for each of them by its type.
  const loose = handlers as unknown as LooseHandlers;
  for (const [group, calls] of Object.entries(schema)) {
    for (const [name, call] of Object.entries(calls)) {
      if (call.kind === 'event') continue;
      const channel = channelOf(group, name);
      const input: z.ZodType = call.input;
      const work = loose[group]?.[name];
      if (work === undefined) throw new BacklineError('internal', `no handler for ${channel}`);
      handle(channel, (event, payload, ticket) =>
        attempt(async () => {
          if (!isTrusted(event)) {
            throw new BacklineError(
              'bad_input',
              `${channel}: refused, the call does not come from the console's window`,
              {
                subject: 'sender',
              },
            );
          }
          const parsed = parsePayload(channel, input, payload);
          if (!('mayGiveUp' in call)) return work(parsed);
          const named = parsePayload(channel, ticketSchema.optional(), ticket);
          return reads.run(named, (signal) => work(parsed, signal));
        }),
      );
    }
  }
}
