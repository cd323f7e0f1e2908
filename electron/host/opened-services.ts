import type { ServicesStatus } from '../../shared/console.js';
import { toErrorInfo } from '../../shared/errors.js';
import { settledWithin } from '../settled-within.js';
import type { HostCalls } from './protocol.js';

/** The calls that need an open warehouse. */
export type WarehouseCalls = Omit<HostCalls, 'settings'>;

export interface Opened {
  readonly calls: WarehouseCalls;
  readonly close: () => Promise<void>;
}

export interface Opening {
  readonly onProgress: (message: string, fraction: number | null) => void;
  /** Aborted when what is being opened is no longer wanted. */
  readonly signal: AbortSignal;
}

/** Opens what the settings name at that moment. */
export type Open<O extends Opened> = (opening: Opening) => Promise<O>;

/** Calls under way get this long to end before their warehouse is closed. */
const CALLS_LIMIT_MS = 10_000;

interface Session<O> {
  readonly opened: Promise<O>;
  readonly abort: AbortController;
  readonly calls: Set<Promise<unknown>>;
  state: 'opening' | 'open' | 'failed';
}

/**
 * The services as they are open now. They can be opened again, over another warehouse: what was asked before is
 * answered by the old ones, what is asked after waits for the new ones. When they cannot be opened, calls are answered
 * with the reason until they are opened again.
 */
export class OpenedServices<O extends Opened> {
  #session: Session<O>;

  constructor(
    private readonly open: Open<O>,
    private readonly tell: (status: ServicesStatus) => void,
  ) {
    this.#session = this.#begin(Promise.resolve());
  }

  /** Rejects with the reason when they cannot be opened. */
  get current(): Promise<O> {
    return this.#session.opened;
  }

  get hasFailed(): boolean {
    return this.#session.state === 'failed';
  }

  get isOpen(): boolean {
    return this.#session.state === 'open';
  }

  async use<T>(work: (opened: O) => Promise<T>): Promise<T> {
    const { opened, calls } = this.#session;
    const call = opened.then(work);
    calls.add(call);
    return call.finally(() => calls.delete(call));
  }

  /** Closes what is open and opens what is named now; returns at once, the status tells how it goes. */
  reopen(): void {
    const before = this.#session;
    this.#session = this.#begin(end(before));
    this.tell({ phase: 'opening', message: 'Closing the warehouse that was open', fraction: null, error: null });
  }

  async close(): Promise<void> {
    this.#session.abort.abort();
    await this.#session.opened.then((opened) => opened.close()).catch(complain);
  }

  #begin(after: Promise<void>): Session<O> {
    const abort = new AbortController();
    const tell = (status: ServicesStatus): void => {
      // Of what was given up nobody wants to hear.
      if (this.#session === session) this.tell(status);
    };
    const onProgress = (message: string, fraction: number | null): void =>
      tell({ phase: 'opening', message, fraction, error: null });
    const opened = after.then(() => {
      onProgress('Opening the services', null);
      return this.open({ onProgress, signal: abort.signal });
    });
    const session: Session<O> = { opened, abort, calls: new Set(), state: 'opening' };
    opened.then(
      () => {
        session.state = 'open';
        tell({ phase: 'ready', message: 'Ready', fraction: 1, error: null });
      },
      (thrown: unknown) => {
        session.state = 'failed';
        const error = toErrorInfo(thrown);
        tell({ phase: 'failed', message: error.message, fraction: null, error });
      },
    );
    return session;
  }
}

async function end<O extends Opened>({ opened, abort, calls }: Session<O>): Promise<void> {
  abort.abort();
  await settledWithin(calls, CALLS_LIMIT_MS);
  await opened.then(
    (services) => services.close().catch(complain),
    () => undefined,
  );
}

function complain(thrown: unknown): void {
  process.stderr.write(`backline: ${toErrorInfo(thrown).message}\n`);
}
