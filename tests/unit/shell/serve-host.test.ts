import { describe, expect, test } from 'vitest';
import { OpenedServices, type Opened, type WarehouseCalls } from '../../../electron/host/opened-services.js';
import type { HostCalls, HostMessage, HostRequest } from '../../../electron/host/protocol.js';
import { serveHost } from '../../../electron/host/serve.js';
import { settingsCalls, type OpenedConsole } from '../../../electron/host/settings-calls.js';
import { BacklineError } from '../../../shared/errors.js';
import { DEFAULT_SETTINGS, type Settings } from '../../../shared/settings.js';

/** Only the calls the test uses: the others are never reached. */
function openedWith(runs: () => Promise<unknown>, close = async (): Promise<void> => undefined): Opened {
  return { calls: { backfill: { runs } } as unknown as WarehouseCalls, close };
}

function serving(
  open: () => Promise<Opened>,
  post: (message: HostMessage) => unknown,
  exit: () => unknown = () => undefined,
): (request: HostRequest) => Promise<void> {
  const settings = (): HostCalls['settings'] => ({}) as HostCalls['settings'];
  return serveHost(
    { open, settings },
    (message) => void post(message),
    () => void exit(),
  );
}
const CALL = { kind: 'call', id: 1, group: 'backfill', name: 'runs', input: undefined } as const;

test('a call that comes before the services are open waits for them', async () => {
  const posted: HostMessage[] = [];
  let finish: (opened: Opened) => void = () => undefined;
  const serve = serving(
    () => new Promise<Opened>((resolve) => (finish = resolve)),
    (message) => posted.push(message),
  );
  const served = serve(CALL);
  await new Promise(setImmediate);
  expect(posted).toMatchObject([{ kind: 'services', status: { phase: 'opening' } }]);
  finish(openedWith(async () => ['a run']));
  await served;
  expect(posted).toContainEqual({ kind: 'answer', id: 1, result: { ok: true, value: ['a run'] } });
  expect(posted).toContainEqual(
    expect.objectContaining({ kind: 'services', status: expect.objectContaining({ phase: 'ready' }) as unknown }),
  );
});

test('services that cannot be opened answer with the reason', async () => {
  const posted: HostMessage[] = [];
  const serve = serving(
    () => Promise.reject(new BacklineError('warehouse_locked', 'held by process 7', { subject: 'x.duckdb' })),
    (message) => posted.push(message),
  );
  await serve(CALL);
  expect(posted).toMatchObject([
    { kind: 'services', status: { phase: 'opening' } },
    { kind: 'services', status: { phase: 'failed', error: { code: 'warehouse_locked', subject: 'x.duckdb' } } },
    { kind: 'answer', id: 1, result: { ok: false, error: { code: 'warehouse_locked' } } },
  ]);
});

test('a call that does not exist is an error, inherited names too', async () => {
  const posted: HostMessage[] = [];
  const serve = serving(
    async () => openedWith(async () => []),
    (message) => posted.push(message),
  );
  await serve({ ...CALL, name: 'toString' });
  await serve({ ...CALL, group: 'constructor' });
  const answers = posted.filter((message) => message.kind === 'answer');
  expect(answers).toMatchObject([
    { result: { ok: false, error: { code: 'internal' } } },
    { result: { ok: false, error: { code: 'internal' } } },
  ]);
});

test('an answer that cannot cross is an error, not silence', async () => {
  const posted: HostMessage[] = [];
  const serve = serving(
    async () => openedWith(async () => [() => 1]),
    (message) => {
      structuredClone(message);
      posted.push(message);
    },
    () => undefined,
  );
  await serve(CALL);
  expect(posted).toContainEqual(
    expect.objectContaining({ kind: 'answer', id: 1, result: expect.objectContaining({ ok: false }) as unknown }),
  );
});

test('closing lets go of the services before it ends', async () => {
  const order: string[] = [];
  const serve = serving(
    async () =>
      openedWith(
        async () => [],
        async () => void order.push('closed'),
      ),
    () => undefined,
    () => order.push('ended'),
  );
  await serve({ kind: 'close' });
  expect(order).toEqual(['closed', 'ended']);
});

describe('settings are answered without a warehouse, and choose another one', () => {
  const DEMO = DEFAULT_SETTINGS;
  const FILE: Settings = { ...DEMO, warehouse: { kind: 'file', file: '/w/other.duckdb' } };

  /** A host over settings in memory; it opens what they name, unless the name is in `broken`. */
  function host(more: { readonly named?: string; readonly settings?: Settings } = {}) {
    const state = { settings: more.settings ?? DEMO, run: null as string | null };
    const broken = new Set<string>();
    const log: string[] = [];
    const posted: HostMessage[] = [];
    const nameOf = (): string => state.settings.warehouse.file ?? state.settings.warehouse.kind;
    const serve = serveHost<OpenedConsole>(
      {
        open: async () => {
          const name = nameOf();
          log.push(`open ${name}`);
          if (broken.has(name)) throw new BacklineError('schema_mismatch', `${name} lacks a table`);
          return {
            calls: {
              backfill: { runs: async () => [name] },
              warehouse: { status: async () => name },
            } as unknown as WarehouseCalls,
            runUnderWay: async () => state.run,
            schema: async () => ({ warehouse: name, tables: [], findings: [], usable: true }),
            close: async () => void log.push(`close ${name}`),
          };
        },
        settings: (services) =>
          settingsCalls(
            {
              settings: {
                get: async () => state.settings,
                set: async (next) => {
                  log.push('save');
                  return (state.settings = next);
                },
              },
              named: more.named,
              testConnection: async () => ({ passed: true, steps: [] }),
              schemaOfRefused: async () => ({ warehouse: nameOf(), tables: [], findings: [], usable: false }),
              ddl: async () => 'CREATE TABLE',
              importFolder: async ({ file }) => ({ file, loaded: [], skipped: [], withoutFile: [] }),
              cancelImport: () => undefined,
            },
            services,
          ),
      },
      (message) => void posted.push(message),
      () => undefined,
    );
    let id = 0;
    const call = async (group: string, name: string, input?: unknown): Promise<unknown> => {
      id += 1;
      const own = id;
      await serve({ kind: 'call', id: own, group, name, input });
      const answer = posted.find((message) => message.kind === 'answer' && message.id === own);
      return answer?.kind === 'answer' ? (answer.result.ok ? answer.result.value : answer.result.error) : undefined;
    };
    const phases = (): readonly string[] =>
      posted.flatMap((message) => (message.kind === 'services' ? [message.status.phase] : []));
    return { state, broken, log, phases, call, serve };
  }

  test('another warehouse is opened in place of the one that is open; what is asked meanwhile waits for it', async () => {
    const { call, log, phases } = host();
    expect(await call('backfill', 'runs')).toEqual(['demo']);
    expect(await call('settings', 'set', FILE)).toEqual(FILE);
    expect(phases().at(-1)).toBe('opening');
    expect(await call('backfill', 'runs')).toEqual(['/w/other.duckdb']);
    expect(log).toEqual(['open demo', 'save', 'close demo', 'open /w/other.duckdb']);
    expect(phases().at(-1)).toBe('ready');
  });

  test('what does not concern the warehouse leaves it open', async () => {
    const { call, log } = host();
    await call('backfill', 'runs');
    await call('settings', 'set', { ...DEMO, appearance: 'dark', bigquery: { ...DEMO.bigquery, location: 'EU' } });
    expect(log).toEqual(['open demo', 'save']);
  });

  test('a change of the BigQuery settings in use opens it again', async () => {
    const bigquery: Settings = { ...DEMO, warehouse: { kind: 'bigquery', file: null } };
    const { call, log } = host({ settings: bigquery });
    await call('backfill', 'runs');
    await call('settings', 'set', { ...bigquery, bigquery: { ...bigquery.bigquery, location: 'EU' } });
    await call('backfill', 'runs');
    expect(log).toEqual(['open bigquery', 'save', 'close bigquery', 'open bigquery']);
  });

  test('is refused while a run is under way, and nothing is saved', async () => {
    const { call, log, state } = host();
    state.run = 'run-7';
    await call('backfill', 'runs');
    expect(await call('settings', 'set', FILE)).toMatchObject({ code: 'wrong_state', subject: 'run-7' });
    expect(log).toEqual(['open demo']);
    // What does not touch the warehouse may be set during a run.
    expect(await call('settings', 'set', { ...DEMO, appearance: 'dark' })).toMatchObject({ appearance: 'dark' });
  });

  test('a warehouse that cannot be opened leaves settings, schema and the way to another one', async () => {
    const { call, broken, phases, log } = host({ settings: FILE });
    broken.add('/w/other.duckdb');
    expect(await call('backfill', 'runs')).toMatchObject({ code: 'schema_mismatch' });
    expect(phases().at(-1)).toBe('failed');
    expect(await call('settings', 'get')).toEqual(FILE);
    expect(await call('settings', 'testConnection', DEMO.bigquery)).toMatchObject({ passed: true });
    expect(await call('settings', 'schema')).toMatchObject({ warehouse: '/w/other.duckdb', usable: false });
    expect(await call('settings', 'ddl')).toBe('CREATE TABLE');
    await call('settings', 'set', DEMO);
    expect(await call('backfill', 'runs')).toEqual(['demo']);
    expect(await call('settings', 'schema')).toMatchObject({ warehouse: 'demo', usable: true });
    expect(log).toEqual(['open /w/other.duckdb', 'save', 'open demo']);
  });

  test('saving the same settings, or asking for the status, tries again what could not be opened', async () => {
    const { call, broken } = host({ settings: FILE });
    broken.add('/w/other.duckdb');
    await call('backfill', 'runs');
    broken.clear();
    expect(await call('backfill', 'runs')).toMatchObject({ code: 'schema_mismatch' });
    expect(await call('warehouse', 'status')).toBe('/w/other.duckdb');
    const again = host({ settings: FILE });
    again.broken.add('/w/other.duckdb');
    await again.call('backfill', 'runs');
    again.broken.clear();
    await again.call('settings', 'set', FILE);
    expect(await again.call('backfill', 'runs')).toEqual(['/w/other.duckdb']);
  });

  test('under --warehouse another one cannot be set: the named one would win', async () => {
    const { call, log } = host({ named: '/w/named.duckdb' });
    await call('backfill', 'runs');
    expect(await call('settings', 'set', FILE)).toMatchObject({
      code: 'wrong_state',
      remedy: expect.stringContaining('without --warehouse') as unknown,
    });
    await call('settings', 'set', { ...DEMO, appearance: 'dark' });
    expect(log).toEqual(['open demo', 'save']);
  });

  test('what was asked before is answered by the old warehouse, which is closed after', async () => {
    const order: string[] = [];
    let release: () => void = () => undefined;
    const services = new OpenedServices<Opened>(
      async () => ({ calls: {} as WarehouseCalls, close: async () => void order.push('closed') }),
      () => undefined,
    );
    const slow = services.use(async () => {
      await new Promise<void>((resolve) => (release = resolve));
      order.push('answered');
    });
    await new Promise(setImmediate);
    services.reopen();
    await new Promise(setImmediate);
    release();
    await slow;
    await services.current;
    expect(order).toEqual(['answered', 'closed']);
  });
});
