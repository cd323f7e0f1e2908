import { generateKeyPairSync } from 'node:crypto';
import { writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import { SchemaService } from '../../electron/schema/service.js';
import { testConnection } from '../../electron/warehouse/bigquery/connection-test.js';
import type { Warehouse } from '../../electron/warehouse/port.js';
import { storedLines } from '../../electron/warehouse/statements/stored-lines.js';
import { FEATURE_STORE } from '../../electron/warehouse/tables/names.js';
import type { ErrorCode } from '../../shared/errors.js';
import type { GameDate } from '../../shared/game-date.js';
import type { BigQuerySettings } from '../../shared/settings.js';
import type { Reason } from './loopback/api-error.js';
import type { Fault } from './loopback/faults.js';
import { Cloud, seasonOf, STORE } from './support.js';

const season = seasonOf(3, 1);
const [first, , last] = season.dates as [GameDate, GameDate, GameDate];
const RANGE = { from: first, to: last };
let cloud: Cloud;
let warehouse: Warehouse;
const log: string[] = [];

beforeAll(async () => {
  cloud = await Cloud.start(season);
  warehouse = await cloud.open({}, {}, (line) => log.push(line));
});
afterAll(async () => {
  await warehouse.close();
  await cloud.stop();
});
afterEach(() => {
  cloud.server.faults.clear();
  log.length = 0;
});

const read = () => warehouse.read(storedLines, RANGE);
const fault = (what: Fault, times?: number): void => {
  cloud.server.faults.add({ fault: what, ...(times === undefined ? {} : { times }) });
};

describe('what passes is tried again, what lasts is said at once', () => {
  const passing: readonly Fault[] = [
    { kind: 'refuse', reason: 'backendError' },
    { kind: 'refuse', reason: 'internalError' },
    { kind: 'refuse', reason: 'rateLimitExceeded' },
    { kind: 'refuse', reason: 'tooManyRequests', retryAfter: 0 },
    { kind: 'page', status: 502 },
    { kind: 'cut' },
    { kind: 'lose-answer' },
    { kind: 'cut-answer' },
    { kind: 'truncate' },
    { kind: 'duplicate' },
    { kind: 'slow', ms: 30 },
  ];
  test.each(passing.map((what) => [JSON.stringify(what), what] as const))('twice %s', async (_, what) => {
    fault(what, 2);
    expect(await read()).toHaveLength(12);
    expect(cloud.server.faults.met.slice(-2).map((met) => met.fault)).toEqual([what, what]);
    // Each new try is in the log, with what failed and why.
    if (what.kind !== 'slow' && what.kind !== 'duplicate') {
      expect(log.join('\n')).toMatch(/reading stored-lines: .+ again in [\d.]+ s, retry \d/);
    }
  });

  test('Retry-After is waited for', async () => {
    fault({ kind: 'refuse', reason: 'tooManyRequests', retryAfter: 1 }, 1);
    const patient = await cloud.open({}, { totalMs: 5_000 }).catch((thrown: unknown) => thrown);
    expect(patient).toHaveProperty('read');
    fault({ kind: 'refuse', reason: 'tooManyRequests', retryAfter: 1 }, 1);
    const began = performance.now();
    await (patient as Warehouse).read(storedLines, RANGE);
    expect(performance.now() - began).toBeGreaterThan(990);
  });

  const lasting: readonly (readonly [Reason, ErrorCode, RegExp])[] = [
    ['authError', 'credentials', /gcloud auth/],
    ['accessDenied', 'permission_denied', /bigquery\.jobs\.create/],
    ['quotaExceeded', 'quota_exceeded', /quota/],
    ['billingNotEnabled', 'quota_exceeded', /billing/],
    ['accessNotConfigured', 'api_disabled', /gcloud services enable/],
  ];
  test.each(lasting)('%s is %s, with a remedy, without another try', async (reason, code, remedy) => {
    fault({ kind: 'refuse', reason });
    const before = cloud.server.faults.met.length;
    await expect(read()).rejects.toMatchObject({
      code,
      retryable: false,
      remedy: expect.stringMatching(remedy) as unknown,
    });
    // One try of the job, and at most one look for what became of it.
    expect(cloud.server.faults.met.length - before).toBeLessThanOrEqual(2);
    expect(log).toEqual([]);
  });

  test('permission: which, and on what', async () => {
    fault({
      kind: 'refuse',
      reason: 'accessDenied',
      message:
        'Access Denied: Table p:nba_predictions.x: Permission bigquery.tables.getData denied on table p:nba_predictions.x (or it may not exist).',
    });
    await expect(read()).rejects.toMatchObject({
      code: 'permission_denied',
      subject: 'bigquery.tables.getData on Table p:nba_predictions.x',
    });
  });

  test('tries end: the last failure is told, and that the same may succeed later', async () => {
    fault({ kind: 'refuse', reason: 'backendError' });
    await expect(read()).rejects.toMatchObject({ code: 'warehouse_failed', retryable: true });
    expect(log.length).toBeGreaterThan(5);
  });

  test('hung for good', async () => {
    fault({ kind: 'hang' });
    const hasty = cloud.open({}, { requestMs: 60, totalMs: 150 });
    await expect(hasty).rejects.toMatchObject({
      code: 'unreachable',
      message: expect.stringContaining('in time') as unknown,
    });
  });

  test('a query job that ends in a passing error is done again, a lasting one is said', async () => {
    cloud.server.faults.add({ fault: { kind: 'job-fails', reason: 'backendError' }, job: 'query', times: 2 });
    expect(await read()).toHaveLength(12);
    cloud.server.faults.add({ fault: { kind: 'job-fails', reason: 'quotaExceeded' }, job: 'query', times: 1 });
    await expect(read()).rejects.toMatchObject({ code: 'quota_exceeded' });
  });

  test('a query beyond the cap of bytes is refused and nothing is billed', async () => {
    const thrifty = await cloud.open({ maxBytesPerQuery: 1_000_000 });
    await expect(thrifty.read(storedLines, RANGE)).rejects.toMatchObject({ code: 'over_budget' });
    expect(thrifty.usage().bytesBilled).toBe(0);
  });
});

describe('settings that are wrong', () => {
  const cases: readonly (readonly [string, Partial<BigQuerySettings>, ErrorCode, RegExp])[] = [
    ['no such project', { project: 'other-project' }, 'warehouse_missing', /other-project/],
    ['no project id', { project: 'Other Project' }, 'bad_input', /Other Project/],
    ['another location', { location: 'EU' }, 'wrong_location', /US/],
    ['an address in the open', { apiEndpoint: 'http://example.com' }, 'bad_input', /encrypted/],
    ['no location', { location: 'middle of nowhere' }, 'bad_input', /location/],
    [
      'no such dataset',
      {
        datasets: {
          nba_raw: 'nowhere',
          nba_reference: 'nowhere',
          nba_analytics: 'nowhere',
          nba_precompute: 'nowhere',
          nba_predictions: 'nowhere',
          nba_orchestration: 'nowhere',
        },
      },
      'warehouse_missing',
      /nowhere/,
    ],
  ];
  test.each(cases)('%s', async (_, settings, code, words) => {
    await expect(cloud.open(settings)).rejects.toMatchObject({
      code,
      message: expect.stringMatching(words) as unknown,
    });
  });

  test('one dataset under another name is met by the first statement that needs it', async () => {
    const renamed = await cloud.open({ datasets: { nba_predictions: 'nowhere' } });
    // The service says the same of a dataset that is nowhere and of one that is elsewhere.
    await expect(renamed.read(storedLines, RANGE)).rejects.toMatchObject({
      code: 'wrong_location',
      message: expect.stringContaining('nowhere was not found in location US') as unknown,
    });
    expect(await renamed.liveTable(FEATURE_STORE).catch((thrown: unknown) => thrown)).toMatchObject({
      code: 'warehouse_missing',
    });
  });

  test('nothing answers at the address', async () => {
    const taken = createServer().listen(0, '127.0.0.1');
    await new Promise((resolve) => taken.once('listening', resolve));
    const { port } = taken.address() as { readonly port: number };
    await new Promise((resolve) => taken.close(resolve));
    await expect(
      cloud.open({ apiEndpoint: `http://127.0.0.1:${String(port)}` }, { totalMs: 50 }),
    ).rejects.toMatchObject({
      code: 'unreachable',
      retryable: true,
    });
  });

  test('key files: missing, no JSON, another kind, incomplete; nothing of a key is told', async () => {
    const path = join(cloud.folder, 'key.json');
    const secret = generateKeyPairSync('rsa', { modulusLength: 2048 })
      .privateKey.export({ type: 'pkcs8', format: 'pem' })
      .toString();
    const open = () => cloud.open({ keyFile: path, apiEndpoint: 'https://127.0.0.1:1' }, { totalMs: 0 });
    await expect(open()).rejects.toMatchObject({
      code: 'credentials',
      message: expect.stringContaining(path) as unknown,
    });
    for (const text of [
      secret,
      '{"type": "authorized_user"}',
      JSON.stringify({ type: 'service_account', private_key: secret }),
    ]) {
      writeFileSync(path, text);
      const thrown: unknown = await open().catch((error: unknown) => error);
      expect(thrown).toMatchObject({ code: 'credentials', message: expect.stringContaining(path) as unknown });
      expect(JSON.stringify({ ...(thrown as object), message: String(thrown) })).not.toContain(secret.slice(40, 80));
    }
  });
});

describe('tables that are not as they should be', () => {
  const rest = (method: string, path: string, body?: unknown) =>
    fetch(`${cloud.server.endpoint}/bigquery/v2/projects/${cloud.server.project}${path}`, {
      method,
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    });
  const writeRequest = {
    table: FEATURE_STORE,
    date: first,
    rows: [{ player_lookup: 'a', game_date: first }],
    writeId: `run-2/${first}/1`,
    expectedVersion: '0',
    key: ['player_lookup', 'game_date'],
  };

  /** A dataset in which the store is something else. */
  async function withStore(dataset: string, body: object): Promise<Warehouse> {
    await rest('POST', '/datasets', { datasetReference: { datasetId: dataset } });
    const made = await rest('POST', `/datasets/${dataset}/tables`, {
      tableReference: { tableId: 'ml_feature_store_v2' },
      ...body,
    });
    expect(made.status).toBe(200);
    return cloud.open({ datasets: { nba_predictions: dataset } });
  }
  const schema = {
    fields: [
      { name: 'player_lookup', type: 'STRING' },
      { name: 'game_date', type: 'DATE' },
    ],
  };

  test('a view instead of the table: seen, read, not written', async () => {
    const query = `SELECT * FROM \`${cloud.server.project}.${STORE}\``;
    const odd = await withStore('views', { view: { query } });
    expect(await odd.liveTable(FEATURE_STORE)).toMatchObject({ kind: 'view', partitionColumn: null });
    // All its columns are there: that it is a view is the one thing to say of it.
    const { findings } = await new SchemaService(odd).check();
    const known = (await new SchemaService(warehouse).check()).findings.map(({ message }) => message);
    expect(findings.filter(({ message }) => !known.includes(message))).toMatchObject([
      { table: FEATURE_STORE, problem: 'view', found: 'a view', weight: 'needed' },
    ]);
    const stopped = await testConnection(cloud.settings({ datasets: { nba_predictions: 'views' } }), {});
    expect(stopped.steps.find(({ state }) => state === 'failed')).toMatchObject({
      id: 'write',
      error: { code: 'schema_mismatch', message: expect.stringContaining('is a view') as unknown },
    });
    await expect(odd.writePartition(writeRequest)).rejects.toMatchObject({
      code: 'schema_mismatch',
      message: expect.stringContaining('view') as unknown,
    });
    await expect(odd.partitionVersions(FEATURE_STORE, RANGE)).rejects.toMatchObject({ code: 'schema_mismatch' });
  });

  test('a table without partitions, or partitioned by another column', async () => {
    const whole = await withStore('whole', { schema });
    await expect(whole.writePartition(writeRequest)).rejects.toMatchObject({
      code: 'schema_mismatch',
      message: expect.stringContaining('partition') as unknown,
    });
    const months = await withStore('months', { schema, timePartitioning: { type: 'MONTH', field: 'game_date' } });
    await expect(months.writePartition(writeRequest)).rejects.toMatchObject({
      code: 'schema_mismatch',
      message: expect.stringContaining('MONTH') as unknown,
    });
  });

  test('no table at all, and a column that a statement needs and the table has not', async () => {
    await rest('POST', '/datasets', { datasetReference: { datasetId: 'bare' } });
    const bare = await cloud.open({ datasets: { nba_predictions: 'bare' } });
    expect(await bare.liveTable(FEATURE_STORE)).toBeNull();
    await expect(bare.writePartition(writeRequest)).rejects.toMatchObject({ code: 'schema_mismatch' });
    await expect(bare.read(storedLines, RANGE)).rejects.toMatchObject({ code: 'schema_mismatch' });
    const narrow = await withStore('narrow', { schema, timePartitioning: { type: 'DAY', field: 'game_date' } });
    await expect(narrow.read(storedLines, RANGE)).rejects.toMatchObject({
      code: 'schema_mismatch',
      message: expect.stringContaining('column') as unknown,
    });
  });

  test('more rows than were sent stand there after the load: not taken for done', async () => {
    const versions = await warehouse.partitionVersions(FEATURE_STORE, { from: first, to: first });
    cloud.server.onAnswer = async ({ job, status }) => {
      if (job !== 'load' || status !== 200) return;
      cloud.server.onAnswer = () => undefined;
      // Somebody adds rows between the load and the look at what it left; the load's first answer may come before it is done.
      await Promise.all(cloud.server.jobs.running.map((job) => job.done));
      await cloud.meddle(
        `INSERT INTO ${STORE} BY NAME SELECT * REPLACE ('intruder' AS player_lookup) FROM ${STORE} WHERE game_date = DATE '${first}' LIMIT 1`,
        STORE,
        first,
      );
    };
    const rows = [
      {
        player_lookup: 'a',
        game_date: first,
        game_id: 'g',
        features: [1],
        feature_names: ['a'],
        feature_count: 1,
        feature_version: 'v',
        data_source: 'mixed',
        created_at: '2026-02-01T00:00:00Z',
      },
    ];
    await expect(
      warehouse.writePartition({
        ...writeRequest,
        writeId: `run-3/${first}/1`,
        rows,
        expectedVersion: versions.get(first) ?? '',
      }),
    ).rejects.toMatchObject({ code: 'verify_failed', message: expect.stringContaining('2 stand') as unknown });
  });
});

describe('the connection test', () => {
  const walk = async (settings: Partial<BigQuerySettings> = {}) => {
    const report = await testConnection(cloud.settings(settings), {});
    return { passed: report.passed, failed: report.steps.find(({ state }) => state === 'failed'), steps: report.steps };
  };

  test('walks every step and leaves nothing behind', async () => {
    const tables = JSON.stringify(await cloud.sql('SELECT schema_name, table_name FROM duckdb_tables() ORDER BY ALL'));
    const { passed, steps } = await walk();
    expect([passed, steps.map(({ id, state, error }) => [id, state, error])]).toEqual([
      true,
      steps.map(({ id }) => [id, 'passed', null]),
    ]);
    expect(JSON.stringify(await cloud.sql('SELECT schema_name, table_name FROM duckdb_tables() ORDER BY ALL'))).toBe(
      tables,
    );
  });

  test('stops at a cap under which no query would run, though a dry run is not held to it', async () => {
    const { failed } = await walk({ maxBytesPerQuery: 1_000_000 });
    expect(failed).toMatchObject({
      id: 'query',
      error: { code: 'over_budget', message: expect.stringContaining('10.5 MB') as unknown, retryable: false },
    });
    expect((await walk({ maxBytesPerQuery: 10_485_760 })).passed).toBe(true);
  });

  test.each([
    ['settings', { project: 'Wrong Project' }, 'bad_input'],
    ['reach', { apiEndpoint: 'http://127.0.0.1:1' }, 'unreachable'],
    ['datasets', { datasets: { nba_raw: 'nowhere' } }, 'warehouse_missing'],
  ] as const)('stops at %s', async (id, settings, code) => {
    const { passed, failed, steps } = await walk(settings);
    expect([passed, failed?.id, failed?.error?.code]).toEqual([false, id, code]);
    const at = steps.findIndex((step) => step.id === id);
    expect(steps.slice(at + 1).every(({ state }) => state === 'skipped')).toBe(true);
  });

  test('stops at write when a permission is missing, and names it', async () => {
    cloud.server.denied.add('bigquery.tables.updateData');
    const { failed } = await walk();
    cloud.server.denied.clear();
    expect(failed).toMatchObject({ id: 'write', error: { code: 'permission_denied' } });
    expect(JSON.stringify(failed)).toContain('bigquery.tables.updateData');
  });
});
