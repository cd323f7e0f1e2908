import type { z } from 'zod';
import type { Result } from '../result.js';
import type { Event, Invoke, Read } from './call.js';
import type { Bridge } from './schema.js';

type InputOf<C> = C extends Invoke<infer I, unknown> ? z.infer<I> : never;
type OutputOf<C> = C extends Invoke<z.ZodType, infer O> ? O : never;
type PayloadOf<C> = C extends Event<infer T> ? T : never;

type ClientCall<C> = C extends { readonly mayGiveUp: true }
  ? (input: InputOf<C>, ticket?: string) => Promise<Result<OutputOf<C>>>
  : ClientInvoke<C>;
type ClientInvoke<C> = C extends { readonly kind: 'invoke' }
  ? undefined extends InputOf<C>
    ? () => Promise<Result<OutputOf<C>>>
    : (input: InputOf<C>) => Promise<Result<OutputOf<C>>>
  : (listener: (payload: PayloadOf<C>) => void) => () => void;

/**
 * What the window sees as `window.backline`: calls answer a `Result`, events answer their own unsubscribe. A read takes a
 * ticket of the window's own choice, unlike any other under way, by which `app.giveUp` ends it.
 */
export type BridgeClient = {
  readonly [G in keyof Bridge]: { readonly [N in keyof Bridge[G]]: ClientCall<Bridge[G][N]> };
};

type HandlerOf<C> =
  C extends Read<infer I, infer O>
    ? (input: z.infer<I>, signal: AbortSignal) => Promise<O>
    : (input: InputOf<C>) => Promise<OutputOf<C>>;

type InvokeNames<G> = { [N in keyof G]: G[N] extends { readonly kind: 'invoke' } ? N : never }[keyof G];
type EventNames<G> = { [N in keyof G]: G[N] extends { readonly kind: 'event' } ? N : never }[keyof G];

/**
 * What main binds: one function a call; it may throw, the binding turns that into an error value. The signal of a read is
 * aborted when the window gives it up.
 */
export type BridgeHandlers = {
  readonly [G in keyof Bridge]: {
    readonly [N in InvokeNames<Bridge[G]>]: HandlerOf<Bridge[G][N]>;
  };
};

/** What services tell main to pass on: `emit('backfill', 'delta', payload)`. */
export type BridgeEmit = <G extends keyof Bridge, N extends EventNames<Bridge[G]>>(
  group: G,
  name: N,
  payload: PayloadOf<Bridge[G][N]>,
) => void;
