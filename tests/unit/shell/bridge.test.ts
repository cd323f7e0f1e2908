import { beforeEach, describe, expect, test } from 'vitest';
import { bindBridge } from '../../../electron/ipc/bind.js';
import { bridgeHandlers } from '../../../electron/ipc/handlers.js';
import { OpenReads } from '../../../electron/ipc/open-reads.js';
import { BacklineError } from '../../../shared/errors.js';
import { channelOf, type BridgeSchema } from '../../../shared/ipc/call.js';
import { bridgeSchema } from '../../../shared/ipc/schema.js';
import type { Result } from '../../../shared/result.js';
import { DEFAULT_SETTINGS } from '../../../shared/settings.js';

interface Sender {
  readonly trusted: boolean;
}
type Bound = (event: Sender, payload: unknown) => Promise<Result<unknown>>;

const OURS: Sender = { trusted: true };
let bound: Map<string, Bound>;
let asked: { group: string; name: string; input: unknown }[];
let path: string | null;
let saved: unknown[];
let pictures: [path: string, bytes: number][];
let reads: OpenReads;

beforeEach(() => {
  bound = new Map();
  asked = [];
  saved = [];
  pictures = [];
  path = '/tmp/out.csv';
  reads = new OpenReads();
  const call = async (group: string, name: string, input: unknown): Promise<never> => {
    asked.push({ group, name, input });
    if (name === 'pause') throw new BacklineError('wrong_state', 'it is done', { subject: 'r1' });
    return `${group}.${name}` as never;
  };
  const handlers = bridgeHandlers(
    { call, status: { phase: 'ready', message: '', fraction: 1, error: null } },
    {
      info: () => ({ version: '1', electron: '2', platform: 'linux', dataDir: '/d' }),
      notices: async () => 'react 19',
      open: async () => undefined,
      askExportPath: async () => path,
      chooseFile: async () => path,
      chooseImport: async () => (path === null ? null : { folder: '/tmp/in', file: path }),
      writeReport: async (target, make) => make(target),
      writePicture: async (target, png) => {
        pictures.push([target, png.length]);
        return { path: target, rows: 1, bytes: png.length };
      },
      settingsSaved: (settings) => void saved.push(settings),
    },
    reads,
  );
  bindBridge<Sender>(
    (channel, listener) => bound.set(channel, listener),
    handlers,
    (event) => event.trusted,
    reads,
  );
});

function invoke(channel: string, payload?: unknown, sender: Sender = OURS): Promise<Result<unknown>> {
  const listener = bound.get(channel);
  if (!listener) throw new Error(`${channel} is not bound`);
  return listener(sender, payload);
}

test('every call of the schema is bound and no event is', () => {
  const schema: BridgeSchema = bridgeSchema;
  const calls = Object.entries(schema).flatMap(([group, names]) =>
    Object.entries(names)
      .filter(([, call]) => call.kind === 'invoke')
      .map(([name]) => channelOf(group, name)),
  );
  expect([...bound.keys()].sort()).toEqual(calls.sort());
});

test('every call of the schema refuses a stranger and does nothing', async () => {
  for (const channel of bound.keys()) {
    expect(await invoke(channel, undefined, { trusted: false })).toMatchObject({
      ok: false,
      error: { code: 'bad_input', subject: 'sender' },
    });
  }
  expect(asked).toEqual([]);
});

test('what the services have saved, and only that, reaches the desktop', async () => {
  await invoke('settings.set', { ...DEFAULT_SETTINGS, appearance: 'sepia' });
  expect(saved).toEqual([]);
  await invoke('settings.set', DEFAULT_SETTINGS);
  expect(saved).toEqual(['settings.set']);
});

describe('payloads', () => {
  test.each([
    ['warehouse.status', { anything: 1 }, 'warehouse.status'],
    ['warehouse.calendar', { from: '2026-02-30', to: '2026-03-01' }, 'from'],
    ['warehouse.calendar', { from: '2026-01-01', to: '2026-01-02', sql: 'drop' }, 'sql'],
    ['backfill.log', { runId: 'r', afterSeq: -1, limit: 10, date: null }, 'afterSeq'],
    ['backfill.log', { runId: '', afterSeq: 0, limit: 10, date: null }, 'runId'],
    ['backfill.restore', { runId: 'r'.repeat(101), date: null }, 'runId'],
    ['backfill.launch', { options: { from: 1 }, planHash: 'x' }, 'options.from'],
    ['app.open', { target: 'https://example.com' }, 'target'],
  ])('%s with %j names the field', async (channel, payload, subject) => {
    expect(await invoke(channel, payload)).toMatchObject({ ok: false, error: { code: 'bad_input', subject } });
    expect(asked).toEqual([]);
  });

  test('a good one reaches the host as it was parsed', async () => {
    const range = { from: '2026-01-01', to: '2026-01-31' };
    expect(await invoke('warehouse.calendar', range)).toEqual({ ok: true, value: 'warehouse.calendar' });
    expect(asked).toEqual([{ group: 'warehouse', name: 'calendar', input: range }]);
  });
});

test("a service's error comes back as a value", async () => {
  expect(await invoke('backfill.pause', { runId: 'r1' })).toEqual({
    ok: false,
    error: { code: 'wrong_state', message: 'it is done', subject: 'r1', remedy: undefined, retryable: false },
  });
});

describe('an export', () => {
  test('goes to the host with the path that was chosen', async () => {
    const table = {
      scope: { table: 'run-dates', runId: 'r1' },
      query: { filters: [], sort: [], search: '' },
      columns: ['state', 'date'],
    };
    await invoke('export.table', table);
    expect(asked).toEqual([{ group: 'export', name: 'table', input: { ...table, path: '/tmp/out.csv' } }]);
  });

  test('whose dialog is closed does nothing', async () => {
    path = null;
    expect(await invoke('export.features', { from: '2026-01-01', to: '2026-01-02' })).toEqual({
      ok: true,
      value: null,
    });
    expect(asked).toEqual([]);
  });
});

describe('a chart', () => {
  const png = Uint8Array.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a, 1, 2, 3]);
  const figures = {
    name: 'match-rate-2026-01-01',
    title: 'Match rate',
    columns: ['Match rate (%)'],
    rows: [{ date: '2026-01-01', values: [null] }],
  };

  test('is written as a picture where the operator said, and not at all when the dialog is closed', async () => {
    expect(await invoke('export.picture', { name: 'match-rate', png })).toMatchObject({ ok: true });
    path = null;
    expect(await invoke('export.picture', { name: 'match-rate', png })).toEqual({ ok: true, value: null });
    expect(pictures).toEqual([['/tmp/out.csv', png.length]]);
    expect(asked).toEqual([]);
  });

  test('gives its figures to the host with the path that was chosen', async () => {
    await invoke('export.chart', figures);
    expect(asked).toEqual([{ group: 'export', name: 'chart', input: { ...figures, path: '/tmp/out.csv' } }]);
  });

  test.each([
    ['export.picture', { name: 'a', png: png.slice(1) }, 'png'],
    ['export.picture', { name: 'a', png: 'iVBORw0KGgo=' }, 'png'],
    ['export.picture', { name: '../../etc/cron', png }, 'name'],
    ['export.chart', { ...figures, name: 'a/b' }, 'name'],
    ['export.chart', { ...figures, rows: [{ date: '2026-01-01', values: [1, 2] }] }, 'export.chart'],
    ['export.chart', { ...figures, rows: [{ date: '2026-02-30', values: [1] }] }, 'rows.0.date'],
  ])('%s refuses %j and names %s', async (channel, payload, subject) => {
    expect(await invoke(channel, payload)).toMatchObject({ ok: false, error: { code: 'bad_input', subject } });
    expect([asked, pictures]).toEqual([[], []]);
  });
});
