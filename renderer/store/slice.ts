import type { BridgeClient } from '../../shared/ipc/types.js';

/** What a part of the store works with; `S` is all that it sees of the store. */
export interface SliceTools<S> {
  readonly client: BridgeClient;
  /** Milliseconds, as `performance.now()`. */
  readonly now: () => number;
  readonly set: (change: Partial<S> | ((state: S) => Partial<S>)) => void;
  readonly get: () => S;
}
