import type { z } from 'zod';

/** One question from the window to the services. `input` is parsed in main before any service sees it. */
export interface Invoke<I extends z.ZodType, O> {
  readonly kind: 'invoke';
  readonly input: I;
  /** Never set: carries the type of the answer. */
  readonly output?: O;
}

/** A question that may take long and is given up with `app.giveUp`: it is then answered `cancelled`. */
export interface Read<I extends z.ZodType, O> extends Invoke<I, O> {
  readonly mayGiveUp: true;
}

/** One thing the services tell the window. */
export interface Event<T> {
  readonly kind: 'event';
  readonly payload?: T;
}

export type AnyCall = Invoke<z.ZodType, unknown> | Read<z.ZodType, unknown> | Event<unknown>;
export type BridgeSchema = Readonly<Record<string, Readonly<Record<string, AnyCall>>>>;

export function invoke<I extends z.ZodType>(input: I): { returns<O>(): Invoke<I, O> } {
  return { returns: () => ({ kind: 'invoke', input }) };
}

export function read<I extends z.ZodType>(input: I): { returns<O>(): Read<I, O> } {
  return { returns: () => ({ kind: 'invoke', input, mayGiveUp: true }) };
}

export function event<T>(): Event<T> {
  return { kind: 'event' };
}

/** The IPC channel of a call: `group.name`. */
export function channelOf(group: string, name: string): string {
  return `${group}.${name}`;
}
