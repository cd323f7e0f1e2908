import { isDeepStrictEqual } from 'node:util';
import type { ImportResult } from '../../shared/console.js';
import { BacklineError } from '../../shared/errors.js';
import type { BigQuerySettings, Settings } from '../../shared/settings.js';
import type { ConnectionReport, SchemaReport } from '../../shared/warehouse-report.js';
import { warehouseInUse } from '../services/warehouse-name.js';
import type { SettingsService } from '../settings/service.js';
import type { Opened, OpenedServices } from './opened-services.js';
import type { HostCalls } from './protocol.js';

/** Services that say what a change of the warehouse must know of them. */
export interface OpenedConsole extends Opened {
  /** Id of a run that is not through, or null. */
  readonly runUnderWay: () => Promise<string | null>;
  readonly schema: () => Promise<SchemaReport>;
}

export interface SettingsParts {
  readonly settings: Pick<SettingsService, 'get' | 'set'>;
  /** `--warehouse` of this session; it wins over what is set. */
  readonly named: string | undefined;
  readonly testConnection: (settings: BigQuerySettings) => Promise<ConnectionReport>;
  /** Compares a warehouse that the services refuse because of its tables. */
  readonly schemaOfRefused: () => Promise<SchemaReport>;
  readonly ddl: () => Promise<string>;
  /** Makes a new warehouse file of a folder's files. */
  readonly importFolder: (input: { readonly folder: string; readonly file: string }) => Promise<ImportResult>;
  readonly cancelImport: () => void;
}

/** The calls that are answered whether or not a warehouse is open. */
export function settingsCalls(parts: SettingsParts, services: OpenedServices<OpenedConsole>): HostCalls['settings'] {
  const { settings, named } = parts;
  return {
    get: () => settings.get(),
    set: async (next) => {
      // What cannot be read is replaced whole, and then whatever could not be opened because of it is tried again.
      const before = await settings.get().catch(() => null);
      if (before !== null) refuseUnderNamed(named, before, next);
      const changed = before === null || !isDeepStrictEqual(warehouseInUse(before, named), warehouseInUse(next, named));
      if (changed && services.isOpen) await refuseUnderWay(services);
      const saved = await settings.set(next);
      if (changed || services.hasFailed) services.reopen();
      return saved;
    },
    testConnection: (bigquery) => parts.testConnection(bigquery),
    schema: async () => {
      const opened = await services.current.catch((thrown: unknown) => {
        if (thrown instanceof BacklineError && thrown.code === 'schema_mismatch') return null;
        throw thrown;
      });
      return opened === null ? parts.schemaOfRefused() : services.use(({ schema }) => schema());
    },
    ddl: () => parts.ddl(),
    importFolder: (input) => parts.importFolder(input),
    cancelImport: async () => {
      parts.cancelImport();
      return null;
    },
  };
}

/** To save another warehouse and go on with the named one would look as if the choice had no effect. */
function refuseUnderNamed(named: string | undefined, before: Settings, next: Settings): void {
  if (named === undefined || isDeepStrictEqual(before.warehouse, next.warehouse)) return;
  throw new BacklineError(
    'wrong_state',
    `this session was started with --warehouse ${named}, which wins over the warehouse that is set`,
    { subject: 'warehouse', remedy: 'Start Backline without --warehouse to choose the warehouse here.' },
  );
}

async function refuseUnderWay(services: OpenedServices<OpenedConsole>): Promise<void> {
  const runId = await services.use(({ runUnderWay }) => runUnderWay());
  if (runId === null) return;
  throw new BacklineError('wrong_state', `the warehouse cannot be changed while run ${runId} is under way`, {
    subject: runId,
    remedy: 'Let the run end, or stop it.',
    retryable: true,
  });
}
