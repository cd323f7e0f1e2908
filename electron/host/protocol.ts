import type { ExportResult, ImportResult, ServicesStatus } from '../../shared/console.js';
import type { DateRange, GameDate } from '../../shared/game-date.js';
import type { ChartFigures } from '../../shared/ipc/schema.js';
import type { BridgeHandlers } from '../../shared/ipc/types.js';
import type { TableScope } from '../../shared/tables/scope.js';
import type { TableQuery } from '../../shared/tables/table.js';
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
    readonly table: (input: {
      readonly scope: TableScope;
      readonly query: TableQuery;
      readonly columns: readonly string[] | null;
      readonly path: string;
    }) => Promise<ExportResult>;
    /** The report as HTML; main prints it to PDF where that is asked for. */
    readonly report: (input: DateRange & { readonly feature: string; readonly path: string }) => Promise<ExportResult>;
    readonly chart: (input: ChartFigures & { readonly path: string }) => Promise<ExportResult>;
    readonly cancel: () => Promise<null>;
  };
  readonly lines: BridgeHandlers['lines'];
  readonly checks: BridgeHandlers['checks'];
  readonly settings: Omit<BridgeHandlers['settings'], 'chooseFile' | 'importFolder'> & {
    readonly importFolder: (input: { readonly folder: string; readonly file: string }) => Promise<ImportResult>;
  };
}

export type HostGroup = keyof HostCalls;
export type HostName<G extends HostGroup> = keyof HostCalls[G] & string;
type HostFunction<G extends HostGroup, N extends HostName<G>> = HostCalls[G][N] extends (
  input: infer I,
  signal: AbortSignal,
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
  /** The answer to this call is not wanted any more: it ends soon, with `cancelled`. */
  | { readonly kind: 'cancel'; readonly id: number }
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
