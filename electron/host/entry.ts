import { ACTIVE_RUN_STATES } from '../../shared/backfill.js';
import { BacklineError, toErrorInfo } from '../../shared/errors.js';
import type { BridgeEmit } from '../../shared/ipc/types.js';
import { openServices } from '../services.js';
import { compareSchema, ddlOf } from '../services/schema.js';
import { chosenWarehouse, type WarehouseName } from '../services/warehouse-name.js';
import { SettingsService } from '../settings/service.js';
import { hostCalls, passOn } from './calls.js';
import { Exporting } from './exporting.js';
import { Importing } from './importing.js';
import type { HostMessage, HostOptions, HostRequest } from './protocol.js';
import { serveHost } from './serve.js';
import { SharedReads } from './shared-reads.js';
import { settingsCalls, type OpenedConsole } from './settings-calls.js';

const port = process.parentPort;
const post = (message: HostMessage): void => port.postMessage(message);
const emit: BridgeEmit = (group, name, payload) => post({ kind: 'event', group, name: String(name), payload });

function readHostOptions(): HostOptions {
  const text = process.argv[2];
  if (text === undefined) throw new BacklineError('internal', 'the host was started without its options');
  return JSON.parse(text) as HostOptions;
}

// A terminal's Ctrl-C reaches every process of the group; main decides what is to be closed, and asks for it.
process.on('SIGINT', () => undefined);

const options = readHostOptions();
const settings = new SettingsService(options.dataDir);
const importing = new Importing((progress) => emit('settings', 'importProgress', progress));
const chosen = (): Promise<WarehouseName> => chosenWarehouse(options.warehouse, options.dataDir, () => settings.get());

const serve = serveHost<OpenedConsole>(
  {
    open: async ({ onProgress, signal }) => {
      const services = await openServices({
        ...options,
        access: 'write',
        signal,
        onProgress: ({ message, fraction }) => onProgress(message, fraction),
      });
      const reads = new SharedReads();
      const exporting = new Exporting((progress) => emit('export', 'progress', progress));
      passOn(services, emit, reads);
      for (const { message } of services.damaged) process.stderr.write(`backline: ${message}\n`);
      return {
        calls: hostCalls(services, emit, reads, exporting),
        schema: () => services.schema.check(),
        runUnderWay: async () =>
          (await services.runs.runs()).find(({ state }) => ACTIVE_RUN_STATES.includes(state))?.id ?? null,
        close: async () => {
          await Promise.all([reads.ended(), exporting.ended()]);
          await services.close();
        },
      };
    },
    settings: (services) =>
      settingsCalls(
        {
          settings,
          named: options.warehouse,
          testConnection: async (bigquery) => {
            const { testConnection } = await import('../warehouse/bigquery/connection-test.js');
            return testConnection(bigquery, process.env);
          },
          schemaOfRefused: async () => compareSchema(await chosen(), process.env),
          ddl: async () => ddlOf(await chosen()),
          importFolder: (places) => importing.run(places),
          cancelImport: () => importing.cancel(),
        },
        services,
      ),
  },
  post,
  () => process.exit(0),
);

port.on('message', ({ data }: { readonly data: HostRequest }) => {
  serve(data).catch((thrown: unknown) => {
    process.stderr.write(`backline: ${toErrorInfo(thrown).message}\n`);
    process.exit(1);
  });
});
