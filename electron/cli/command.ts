import type { Args, Flags } from './args.js';
import type { Io } from './io.js';

export interface Command {
  readonly name: string;
  /** Arguments and flags of its own, as help shows them. */
  readonly usage: string;
  readonly summary: string;
  readonly flags: Flags;
  /** Answers the exit code; throws `BacklineError` for everything that ends it early. */
  readonly run: (args: Args, io: Io) => Promise<number>;
}
