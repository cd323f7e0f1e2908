import { mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import type * as FilePromises from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest';
import { hostCalls } from '../../../electron/host/calls.js';
import type { HostMessage, HostRequest } from '../../../electron/host/protocol.js';
import { serveHost } from '../../../electron/host/serve.js';
import { ReportService } from '../../../electron/report/service.js';
import type { Services } from '../../../electron/services.js';
import { CoverageService } from '../../../electron/coverage/service.js';
import { LinesService } from '../../../electron/lines/service.js';
import { openTable } from '../../../electron/tables/open-table.js';
import type { ExportProgress } from '../../../shared/console.js';
import type { HostCalls } from '../../../electron/host/protocol.js';
import type { TableColumn } from '../../../shared/tables/table.js';
import { EVERYTHING } from '../../../shared/tables/table.js';
import { clockAt, type TestWarehouse } from '../plan/parity-warehouse.js';
import { stored, world } from '../plan/small-world.js';
import { exportsOf } from './support.js';

const SPAN = { from: '2026-01-01', to: '2026-01-31' };
const COLUMNS: readonly TableColumn<number>[] = [{ id: 'n', header: 'N', type: 'integer', value: (row) => row }];
const MANY = Array.from({ length: 200_000 }, (_, at) => at);

const besides = vi.hoisted(() => ({ full: false }));
// A device whose every write fails for want of space stands in the place of the unfinished file.
vi.mock('node:fs/promises', async (original) => {
  const real = await original<typeof FilePromises>();
  return {
    ...real,
    // The engine opens its files itself.
    mkdir: async (path: string, options?: { readonly recursive?: boolean }) => {
      if (besides.full) await real.symlink('/dev/full', path.replace(/\.steps$/, ''));
      return real.mkdir(path, options);
    },
    open: async (path: string, flags: string) => {
      if (besides.full && path.endsWith('.partial')) await real.symlink('/dev/full', path);
      return real.open(path, flags);
    },
  };
});

let test: TestWarehouse;
let folder: string;
let path: string;

beforeAll(async () => {
  const players = Array.from({ length: 3_000 }, (_, at) => `player${String(at).padStart(4, '0')}`);
  test = await world({
    'nba_predictions.ml_feature_store_v2': ['2026-01-10', '2026-01-11', '2026-01-12', '2026-01-13'].flatMap((day) =>
      players.map((player) => stored(day, player, 9.5)),
    ),
  });
});
afterAll(() => test.close());
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'backline-host-export-'));
  path = join(folder, 'rows.csv');
});
afterEach(async () => {
  besides.full = false;
  await rm(folder, { recursive: true, force: true });
});

interface Served {
  readonly call: (name: keyof HostCalls['export'], input: object | undefined) => Promise<unknown>;
  readonly progress: readonly ExportProgress[];
}

/** The host over real exports, as main talks to it. */
function served(onProgress: (progress: ExportProgress, serve: Served) => void = () => undefined): Served {
  const { warehouse } = test;
  const clock = clockAt('2026-02-10');
  const exports = exportsOf(warehouse, { tableOf: async () => openTable(COLUMNS, MANY) });
  const coverage = new CoverageService(warehouse, clock);
  const lines = new LinesService(warehouse, clock);
  const reports = new ReportService({ warehouse, clock, until: (_, work) => work({ coverage, lines }) });
  const answers = new Map<number, (result: unknown) => void>();
  const progress: ExportProgress[] = [];
  const post = (message: HostMessage): void => {
    if (message.kind === 'answer') answers.get(message.id)?.(message.result);
  };
  const calls = hostCalls({ exports, reports } as unknown as Services, (group, name, payload) => {
    expect([group, name]).toEqual(['export', 'progress']);
    progress.push(payload as ExportProgress);
    onProgress(payload as ExportProgress, host);
  });
  const serve = serveHost(
    { open: async () => ({ calls, close: async () => undefined }), settings: () => ({}) as HostCalls['settings'] },
    post,
    () => undefined,
  );
  let last = 0;
  const host: Served = {
    progress,
    call: (name, input) =>
      new Promise((resolve) => {
        last += 1;
        answers.set(last, resolve);
        const request: HostRequest = { kind: 'call', id: last, group: 'export', name, input };
        void serve(request);
      }),
  };
  return host;
}

const table = (target: string): object => ({ scope: { table: 'runs' }, query: EVERYTHING, path: target });
const failed = (code: string): object => ({ ok: false, error: expect.objectContaining({ code }) as unknown });

describe('an export through the host', () => {
  it('tells whole rows as they are written, by path, and answers with all of them', async () => {
    const host = served();
    expect(await host.call('table', table(path))).toMatchObject({ ok: true, value: { path, rows: MANY.length } });
    expect(host.progress.length).toBeGreaterThan(0);
    const rows = host.progress.map((one) => one.rows);
    expect(host.progress.every((one) => one.path === path && one.rows <= MANY.length)).toBe(true);
    expect(rows).toEqual([...rows].sort((a, b) => a - b));
    expect(await readdir(folder)).toEqual(['rows.csv', 'rows.csv.manifest.json']);
  });

  it.each(['csv', 'ndjson', 'parquet'])('of a table as %s, cancelled on its way, leaves nothing', async (ending) => {
    const target = join(folder, `rows.${ending}`);
    const host = served((_, { call }) => void call('cancel', undefined));
    expect(await host.call('table', table(target))).toEqual(failed('cancelled'));
    expect(await readdir(folder)).toEqual([]);
  });

  it.each(['csv', 'ndjson', 'json', 'parquet'])(
    'of feature rows as %s, cancelled on its way, leaves nothing',
    async (ending) => {
      const target = join(folder, `rows.${ending}`);
      const host = served((_, { call }) => void call('cancel', undefined));
      expect(await host.call('features', { ...SPAN, path: target })).toEqual(failed('cancelled'));
      expect(await readdir(folder)).toEqual([]);
    },
  );

  it('of a report, cancelled on its way, leaves nothing', async () => {
    const host = served();
    const work = host.call('report', { ...SPAN, feature: 'vegas_points_line', path: join(folder, 'report.html') });
    await host.call('cancel', undefined);
    expect(await work).toEqual(failed('cancelled'));
    expect(await readdir(folder)).toEqual([]);
  });

  it('gives up all that are under way and none that come after', async () => {
    const host = served();
    const works = [host.call('table', table(path)), host.call('features', { ...SPAN, path: join(folder, 'b.ndjson') })];
    await new Promise(setImmediate);
    await host.call('cancel', undefined);
    expect(await Promise.all(works)).toEqual([failed('cancelled'), failed('cancelled')]);
    expect(await host.call('table', table(path))).toMatchObject({ ok: true });
  });
});

const WAYS: readonly (readonly [string, keyof HostCalls['export'], string, (target: string) => object])[] = [
  ['a table', 'table', 'rows.csv', table],
  ['a table', 'table', 'rows.parquet', table],
  ['feature rows', 'features', 'rows.ndjson', (target) => ({ ...SPAN, path: target })],
  ['feature rows', 'features', 'rows.csv', (target) => ({ ...SPAN, path: target })],
  ['feature rows', 'features', 'rows.parquet', (target) => ({ ...SPAN, path: target })],
  ['a report', 'report', 'report.html', (target) => ({ ...SPAN, feature: 'vegas_points_line', path: target })],
];

describe.each(WAYS)('%s, by %s as %s,', (_, name, file, input) => {
  it('says which folder is not there, and makes none', async () => {
    const target = join(folder, 'not-there', file);
    expect(await served().call(name, input(target))).toMatchObject({
      error: { code: 'disk_unwritable', subject: target },
    });
    expect(await readdir(folder)).toEqual([]);
  });

  it('says where the path runs through a file', async () => {
    await writeFile(join(folder, 'a-file'), 'mine');
    const target = join(folder, 'a-file', file);
    expect(await served().call(name, input(target))).toMatchObject({
      error: { code: 'disk_unwritable', subject: target },
    });
    expect(await readFile(dirname(target), 'utf8')).toBe('mine');
  });

  it.skipIf(process.platform !== 'linux')('says that the disk is full, and leaves what stood there', async () => {
    const target = join(folder, file);
    await writeFile(target, 'before');
    besides.full = true;
    const answer = await served().call(name, input(target));
    besides.full = false;
    expect(answer).toMatchObject({ error: { code: 'disk_unwritable', subject: target } });
    expect(await readdir(folder)).toEqual([file]);
    expect(await readFile(target, 'utf8')).toBe('before');
  });
});
