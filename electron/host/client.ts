import type { ServicesStatus } from '../../shared/console.js';
import { BacklineError, fromErrorInfo, type ErrorInfo } from '../../shared/errors.js';
import type { Result } from '../../shared/result.js';
import type { HostGroup, HostInput, HostMessage, HostName, HostOutput, HostProcess } from './protocol.js';

/** A host that dies this often within the window is not started again by itself. */
const MAX_DEATHS = 3;
const DEATHS_WINDOW_MS = 60_000;
const CLOSE_LIMIT_MS = 20_000;

export interface HostListeners {
  readonly onServices: (status: ServicesStatus) => void;
  readonly onEvent: (group: string, name: string, payload: unknown) => void;
  /** It ended without being asked to; `restarted` tells whether another one was started. */
  readonly onDeath: (error: ErrorInfo, restarted: boolean) => void;
}

interface Waiting {
  readonly resolve: (value: unknown) => void;
  readonly reject: (error: BacklineError) => void;
}

const OPENING: ServicesStatus = { phase: 'opening', message: 'Starting the services', fraction: null, error: null };

/**
 * Main's side of the line to the host. A call answers the host's value or throws its error; when the host dies, the
 * calls under way fail at once and another host is started.
 */
export class HostClient {
  private process: HostProcess | undefined;
  private readonly waiting = new Map<number, Waiting>();
  private nextId = 1;
  private deaths: number[] = [];
  private closing: (() => void) | undefined;
  private current: ServicesStatus = OPENING;

  constructor(
    private readonly fork: () => HostProcess,
    private readonly listeners: HostListeners,
    private readonly now: () => number = Date.now,
  ) {}

  get status(): ServicesStatus {
    return this.current;
  }

  start(): void {
    const process = this.fork();
    this.process = process;
    this.setStatus(OPENING);
    process.onMessage((message) => this.receive(message));
    process.onExit((code) => this.exited(process, code));
  }

  /**
   * A read ends soon when `signal` is aborted; what the host then answers still counts.
   * @throws BacklineError as the service threw it, or `internal` and retryable when the host is gone.
   */
  async call<G extends HostGroup, N extends HostName<G>>(
    group: G,
    name: N,
    input: HostInput<G, N>,
    signal?: AbortSignal,
  ): Promise<HostOutput<G, N>> {
    const process = this.process;
    if (process === undefined || this.closing) {
      throw this.current.error ? fromErrorInfo(this.current.error) : gone('The services are not running');
    }
    const id = this.nextId;
    this.nextId += 1;
    // The host answers by the same table of types (HostCalls) that `input` was checked against.
    const answer = new Promise<HostOutput<G, N>>((resolve, reject) => this.waiting.set(id, { resolve, reject }));
    process.post({ kind: 'call', id, group, name, input });
    if (signal === undefined) return answer;
    const cancel = (): void => process.post({ kind: 'cancel', id });
    signal.addEventListener('abort', cancel, { once: true });
    return answer.finally(() => signal.removeEventListener('abort', cancel));
  }

  /** Lets the host close its files; after a limit it is ended, which the journal withstands. */
  async close(): Promise<void> {
    const process = this.process;
    if (process === undefined) return;
    await new Promise<void>((resolve) => {
      const limit = setTimeout(() => process.kill(), CLOSE_LIMIT_MS);
      this.closing = () => {
        clearTimeout(limit);
        resolve();
      };
      process.post({ kind: 'close' });
    });
  }

  /** Forgets the host: its end is no news any more, because the app ends with it. */
  abandon(): void {
    this.process = undefined;
  }

  private receive(message: HostMessage): void {
    switch (message.kind) {
      case 'answer':
        return this.settle(message.id, message.result);
      case 'event':
        return this.listeners.onEvent(message.group, message.name, message.payload);
      case 'services':
        return this.setStatus(message.status);
    }
  }

  private settle(id: number, result: Result<unknown>): void {
    const waiting = this.waiting.get(id);
    this.waiting.delete(id);
    if (result.ok) waiting?.resolve(result.value);
    else waiting?.reject(fromErrorInfo(result.error));
  }

  private setStatus(status: ServicesStatus): void {
    this.current = status;
    this.listeners.onServices(status);
  }

  private exited(process: HostProcess, code: number): void {
    if (process !== this.process) return;
    this.process = undefined;
    const at = this.now();
    this.deaths = [...this.deaths.filter((death) => at - death < DEATHS_WINDOW_MS), at];
    const restart = this.closing === undefined && this.deaths.length <= MAX_DEATHS;
    const error = gone(
      restart
        ? `The services stopped unexpectedly (exit code ${code}) and were started again`
        : `The services stopped unexpectedly (exit code ${code})`,
    );
    const lost = [...this.waiting.values()];
    this.waiting.clear();
    for (const { reject } of lost) reject(error);
    if (this.closing) return this.closing();
    const info: ErrorInfo = { code: error.code, message: error.message, remedy: error.remedy, retryable: true };
    if (restart) this.start();
    else this.setStatus({ phase: 'failed', message: error.message, fraction: null, error: info });
    this.listeners.onDeath(info, restart);
  }
}

function gone(message: string): BacklineError {
  return new BacklineError('internal', message, {
    retryable: true,
    remedy: 'What a run had finished is kept in its journal; resume the run to go on.',
  });
}
