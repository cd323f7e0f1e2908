import type { ExportResult, ServicesStatus } from '../../shared/console.js';
import type { DateRange, GameDate } from '../../shared/game-date.js';
import type { BridgeHandlers } from '../../shared/ipc/types.js';
import type { Result } from '../../shared/result.js';

/** What the host opens; main hands it over when it starts the host. */
export interface HostOptions {
  readonly dataDir: string;
  readonly warehouse: string | undefined;
  readonly today: GameDate | undefined;
}

/** Calls the host answers: the bridge's, but what needs a window (dialogs, folders) is done in main before. */
export interface HostCalls {
  readonly warehouse: BridgeHandlers['warehouse'];
  readonly backfill: BridgeHandlers['backfill'];
  readonly coverage: BridgeHandlers['coverage'];
  readonly export: {
    readonly features: (input: DateRange & { readonly path: string }) => Promise<ExportResult>;
    readonly runDates: (input: { readonly runId: string; readonly path: string }) => Promise<ExportResult>;
  };
}

export type HostGroup = keyof HostCalls;
export type HostName<G extends HostGroup> = keyof HostCalls[G] & string;
type HostFunction<G extends HostGroup, N extends HostName<G>> = HostCalls[G][N] extends (
  input: infer I,
) => Promise<infer O>
  ? { input: I; output: O }
  : never;
export type HostInput<G extends HostGroup, N extends HostName<G>> = HostFunction<G, N>['input'];
export type HostOutput<G extends HostGroup, N extends HostName<G>> = HostFunction<G, N>['output'];

/** Main to host. */
export type HostRequest =
  | {
      readonly kind: 'call';
      readonly id: number;
      readonly group: string;
      readonly name: string;
      readonly input: unknown;
    }
  /** Lets go of the warehouse and the journal and exits. */
  | { readonly kind: 'close' };

/** Host to main. */
export type HostMessage =
  | { readonly kind: 'answer'; readonly id: number; readonly result: Result<unknown> }
  | { readonly kind: 'event'; readonly group: string; readonly name: string; readonly payload: unknown }
  | { readonly kind: 'services'; readonly status: ServicesStatus };

/** A utility process, reduced to what the client needs, so that tests can play one. */
export interface HostProcess {
  post(request: HostRequest): void;
  onMessage(listener: (message: HostMessage) => void): void;
  onExit(listener: (code: number) => void): void;
  kill(): void;
}
