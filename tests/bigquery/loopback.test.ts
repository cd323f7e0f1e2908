import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { BigQuery } from '@google-cloud/bigquery';
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import { makeSmallSeason } from '../faults/small-season.js';
import { random } from '../oracle/random-rows.js';
import { LoopbackBigQuery } from './loopback/server.js';

const STORE = 'nba_predictions.ml_feature_store_v2';
const DATE = '2026-01-30';
const MEGABYTE = 1024 * 1024;

let folder: string;
let server: LoopbackBigQuery;
let client: BigQuery;

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'backline-loopback-'));
  await makeSmallSeason(join(folder, 'season.duckdb'));
  server = await LoopbackBigQuery.start({ warehouse: join(folder, 'season.duckdb'), random: random(1) });
  client = new BigQuery({
    projectId: server.project,
    apiEndpoint: server.endpoint,
    retryOptions: { autoRetry: false, maxRetries: 0 },
  });
});
afterAll(async () => {
  await server.stop();
  rmSync(folder, { recursive: true, force: true });
});
afterEach(() => {
  server.faults.clear();
});

interface Reply {
  readonly status: number;
  readonly headers: Headers;
  readonly body: Readonly<Record<string, unknown>>;
}

async function rest(
  method: string,
  path: string,
  body?: unknown,
  headers: Record<string, string> = {},
): Promise<Reply> {
  const base = path.startsWith('http') ? '' : `${server.endpoint}/bigquery/v2/projects/${server.project}`;
  const raw = body === undefined || typeof body === 'string' ? body : JSON.stringify(body);
  const response = await fetch(`${base}${path}`, { method, headers, ...(raw === undefined ? {} : { body: raw }) });
  const text = await response.text();
  return {
    status: response.status,
    headers: response.headers,
    body: text === '' ? {} : (JSON.parse(text) as Reply['body']),
  };
}

const table = (name: string): string => `\`${server.project}.${name}\``;
const reference = (datasetId: string, tableId: string) => ({ projectId: server.project, datasetId, tableId });
const storePath = (date = ''): string =>
  `/datasets/nba_predictions/tables/ml_feature_store_v2${date === '' ? '' : `$${date.replaceAll('-', '')}`}`;

/** Starts a job and waits for its end. */
async function run(jobId: string, configuration: unknown): Promise<Reply['body']> {
  const made = await rest('POST', '/jobs', { jobReference: { jobId, location: 'US' }, configuration });
  expect(made.body).toMatchObject({ jobReference: { jobId }, status: { state: 'PENDING' } });
  for (;;) {
    const { body } = await rest('GET', `/jobs/${jobId}?location=US`);
    if ((body['status'] as { readonly state: string }).state === 'DONE') return body;
  }
}

describe('queries', () => {
  test('typed parameters and rows through the real client', async () => {
    const [rows] = (await client.query({
      query: `SELECT s.player_lookup AS player, s.game_date AS day, s.created_at AS made, s.features AS features, 1.5 AS x
        FROM ${table(STORE)} AS s WHERE s.game_date = @d AND s.player_lookup = @p`,
      params: { d: BigQuery.date(DATE), p: 'aaaplayer0' },
    })) as unknown as [readonly Record<string, unknown>[]];
    expect(rows).toMatchObject([
      { player: 'aaaplayer0', day: { value: DATE }, made: { value: '2026-01-31T07:00:00.000Z' }, x: 1.5 },
    ]);
    expect(rows[0]?.['features']).toHaveLength(37);
  });

  test('a plain text declared a DATE is refused, as the service does', async () => {
    await expect(
      client.query({
        query: `SELECT COUNT(*) AS n FROM ${table(STORE)} AS s WHERE s.game_date = @d`,
        params: { d: DATE },
        types: { d: 'DATE' },
      }),
    ).rejects.toThrow(/Invalid value for parameter d/);
  });

  test('pages of the size that is asked for, whole and in order', async () => {
    const query = `SELECT s.player_lookup AS p FROM ${table(STORE)} AS s WHERE s.game_date = DATE '${DATE}' ORDER BY p`;
    const [job] = await client.createQueryJob({ query });
    const seen: string[] = [];
    let pageToken: string | undefined;
    let pages = 0;
    do {
      const [rows, next] = (await job.getQueryResults({
        maxResults: 7,
        autoPaginate: false,
        ...(pageToken === undefined ? {} : { pageToken }),
      })) as unknown as [readonly { readonly p: string }[], { readonly pageToken?: string } | null];
      seen.push(...rows.map(({ p }) => p));
      pages += 1;
      pageToken = next?.pageToken;
    } while (pageToken !== undefined);
    expect(pages).toBe(4);
    expect(seen).toHaveLength(24);
    expect(seen).toEqual([...new Set(seen)].sort());
  });

  test('a table that requires a partition filter refuses a query without one, others do not', async () => {
    const whole = await rest('POST', '/queries', {
      query: `SELECT COUNT(s.game_id) AS n FROM ${table(STORE)} AS s`,
      useLegacySql: false,
    });
    expect(whole.status).toBe(400);
    expect(JSON.stringify(whole.body)).toContain('can be used for partition elimination');
    const other = await rest('POST', '/queries', {
      query: `SELECT COUNT(c.cache_date) AS n FROM ${table('nba_precompute.player_daily_cache')} AS c`,
      useLegacySql: false,
    });
    expect(other.body).toMatchObject({ jobComplete: true, rows: [{ f: [{ v: '168' }] }] });
  });

  test('a dry run tells bytes of the columns and partitions named, leaves no job, and finds a wrong name', async () => {
    const before = server.jobs.all.length;
    const bytes = async (columns: string, to: string): Promise<number> => {
      const query = `SELECT ${columns} FROM ${table(STORE)} AS s WHERE s.game_date BETWEEN DATE '2026-01-28' AND DATE '${to}'`;
      const { body } = await rest('POST', '/jobs', {
        configuration: { dryRun: true, query: { query, useLegacySql: false } },
      });
      return Number((body['statistics'] as { readonly totalBytesProcessed: string }).totalBytesProcessed);
    };
    // 24 players a date: a DATE has 8 bytes, 37 features 296.
    expect(await bytes('s.game_date AS d', '2026-01-28')).toBe(24 * 8);
    expect(await bytes('s.game_date AS d', '2026-01-30')).toBe(3 * 24 * 8);
    expect(await bytes('s.features AS f', '2026-01-28')).toBe(24 * (8 + 37 * 8));
    const wrong = await rest('POST', '/jobs', {
      configuration: { dryRun: true, query: { query: `SELECT x FROM ${table(STORE)} AS s`, useLegacySql: false } },
    });
    expect([wrong.status, wrong.body['error']]).toMatchObject([400, { errors: [{ reason: 'invalidQuery' }] }]);
    expect(server.jobs.all).toHaveLength(before);
  });

  test('bytes billed are at least 10 MB a table, and a cap below them ends the job', async () => {
    const query = {
      query: `SELECT s.game_date AS d FROM ${table(STORE)} AS s WHERE s.game_date = DATE '${DATE}'`,
      useLegacySql: false,
    };
    const job = await run('billed', { query });
    expect(job).toMatchObject({
      statistics: { query: { totalBytesBilled: String(10 * MEGABYTE), totalBytesProcessed: '192' } },
    });
    const capped = await run('capped', { query: { ...query, maximumBytesBilled: '1000000' } });
    expect(capped).toMatchObject({ status: { state: 'DONE', errorResult: { reason: 'bytesBilledLimitExceeded' } } });
  });

  test('what cannot be found is told by its full name', async () => {
    for (const [name, words] of [
      ['nba_predictions.nothing', `Not found: Table ${server.project}:nba_predictions.nothing`],
      ['nowhere.table_x', `Not found: Dataset ${server.project}:nowhere`],
    ] as const) {
      await expect(client.query(`SELECT 1 AS x FROM ${table(name)} AS t`)).rejects.toThrow(words);
    }
    const other = new BigQuery({ projectId: 'other', apiEndpoint: server.endpoint });
    await expect(other.query('SELECT 1 AS x')).rejects.toThrow('Not found: Project other');
    await expect(client.query({ query: `SELECT 1 AS x FROM ${table(STORE)} AS t`, location: 'EU' })).rejects.toThrow(
      `Not found: Dataset ${server.project}:nba_predictions was not found in location EU`,
    );
  });
});

describe('jobs', () => {
  test('an id is used once, whatever the kind, and known in its location only', async () => {
    await run('once', { query: { query: 'SELECT 1 AS x', useLegacySql: false } });
    const again = await rest('POST', '/jobs', {
      jobReference: { jobId: 'once', location: 'US' },
      configuration: { copy: { sourceTable: reference('a', 'b'), destinationTable: reference('a', 'c') } },
    });
    expect(again).toMatchObject({ status: 409, body: { error: { errors: [{ reason: 'duplicate' }] } } });
    expect((await rest('GET', '/jobs/once')).status).toBe(200);
    expect((await rest('GET', '/jobs/once?location=EU')).status).toBe(404);
    expect((await rest('GET', '/jobs/never?location=US')).status).toBe(404);
  });

  test('labels are kept, and refused when the service would', async () => {
    const query = { query: 'SELECT 1 AS x', useLegacySql: false };
    expect(await run('labelled', { query, labels: { app: 'backline' } })).toMatchObject({
      configuration: { labels: { app: 'backline' } },
    });
    const bad = await rest('POST', '/jobs', { configuration: { query, labels: { Run: 'A b' } } });
    expect(bad.status).toBe(400);
  });

  test('a cancelled job ends stopped, a late one takes effect by itself', async () => {
    server.faults.add({ fault: { kind: 'job-late', ms: 60_000 }, times: 1, job: 'query' });
    const query = { query: 'SELECT 1 AS x', useLegacySql: false };
    await rest('POST', '/jobs', { jobReference: { jobId: 'slow' }, configuration: { query } });
    const waiting = await rest('GET', '/queries/slow?timeoutMs=20');
    expect(waiting.body).toMatchObject({ jobComplete: false });
    expect(server.jobs.running.map(({ reference: { jobId } }) => jobId)).toEqual(['slow']);
    await rest('POST', '/jobs/slow/cancel');
    expect((await rest('GET', '/queries/slow')).body).toMatchObject({ error: { errors: [{ reason: 'stopped' }] } });
    expect(server.jobs.running).toEqual([]);
  });
});

/** A row of the store with everything that is required. */
async function storeRow(player: string, day = DATE): Promise<string> {
  const { body } = await rest('GET', storePath());
  const { fields } = body['schema'] as { readonly fields: readonly { name: string; type: string; mode: string }[] };
  const filler: Readonly<Record<string, unknown>> = {
    STRING: 'x',
    INTEGER: 1,
    FLOAT: 0.5,
    NUMERIC: '1.5',
    BOOLEAN: true,
    TIMESTAMP: `${day}T01:02:03.456789Z`,
    DATE: day,
  };
  const row = Object.fromEntries(
    fields.filter(({ mode }) => mode === 'REQUIRED').map(({ name, type }) => [name, filler[type]]),
  );
  return JSON.stringify({ ...row, player_lookup: player, game_date: day, features: [1, -0.5, 2e-7] });
}

async function loadConfiguration(tableId: string): Promise<unknown> {
  const { body } = await rest('GET', storePath());
  return {
    load: {
      destinationTable: reference('nba_predictions', tableId),
      sourceFormat: 'NEWLINE_DELIMITED_JSON',
      writeDisposition: 'WRITE_TRUNCATE',
      createDisposition: 'CREATE_NEVER',
      schema: body['schema'],
    },
  };
}

async function multipart(jobId: string, configuration: unknown, data: string): Promise<Reply> {
  const metadata = JSON.stringify({ jobReference: { jobId, location: 'US' }, configuration });
  const body = `--cut\r\nContent-Type: application/json\r\n\r\n${metadata}\r\n--cut\r\nContent-Type: application/octet-stream\r\n\r\n${data}\r\n--cut--`;
  return rest(
    'POST',
    `${server.endpoint}/upload/bigquery/v2/projects/${server.project}/jobs?uploadType=multipart`,
    body,
    {
      'content-type': 'multipart/related; boundary=cut',
    },
  );
}

async function ended(jobId: string): Promise<Reply['body']> {
  await server.jobs.get(server.project, jobId, 'US').done;
  return (await rest('GET', `/jobs/${jobId}?location=US`)).body;
}

const partition = async (date: string): Promise<Reply['body']> => (await rest('GET', storePath(date))).body;

describe('loads and copies', () => {
  test('a load replaces one partition and no other; a bad one changes nothing', async () => {
    const day = '2026-02-01';
    const [before, other] = [await partition(day), await partition('2026-02-02')];
    const configuration = await loadConfiguration('ml_feature_store_v2$20260201');
    const good = `${await storeRow("o'neal", day)}\n${await storeRow('josé "x"', day)}\n`;
    for (const [id, data, words] of [
      ['bad-json', `${good}{"a":`, 'JSON parsing error in row 3'],
      ['bad-field', `${good}{"nothing":1}`, 'No such field: nothing'],
      ['bad-date', `${good}${await storeRow('a', '2026-02-02')}`, 'belong to different partitions'],
      ['bad-required', '{"game_date":"2026-02-01"}', 'Missing required field'],
    ] as const) {
      await multipart(id, configuration, data);
      const failed = await ended(id);
      expect(JSON.stringify(failed['status'])).toContain(words);
      expect(await partition(day)).toEqual(before);
    }
    await multipart('good', configuration, good);
    expect(await ended('good')).toMatchObject({ status: { state: 'DONE' }, statistics: { load: { outputRows: '2' } } });
    const after = await partition(day);
    expect(after['numRows']).toBe('2');
    expect(Number(after['lastModifiedTime'])).toBeGreaterThan(Number(before['lastModifiedTime']));
    expect(await partition('2026-02-02')).toEqual(other);
    const rows = await rest('GET', `${storePath(day)}/data?selectedFields=player_lookup,features&maxResults=1`);
    expect(rows.body).toMatchObject({
      totalRows: '2',
      pageToken: '1',
      rows: [{ f: [{ v: "o'neal" }, { v: [{ v: '1.0' }, { v: '-0.5' }, { v: '2e-7' }] }] }],
    });
    await multipart('emptied', configuration, '');
    await ended('emptied');
    expect((await partition(day))['numRows']).toBe('0');
  });

  test('a resumable upload goes on from the piece that arrived', async () => {
    const configuration = await loadConfiguration('ml_feature_store_v2$20260131');
    const rows = await Promise.all(
      Array.from({ length: 400 }, (_, i) => storeRow(`player${i}-${'x'.repeat(1500)}`, '2026-01-31')),
    );
    const data = rows.join('\n');
    const begun = await rest(
      'POST',
      `${server.endpoint}/upload/bigquery/v2/projects/${server.project}/jobs?uploadType=resumable`,
      { jobReference: { jobId: 'resumed', location: 'US' }, configuration },
    );
    const address = begun.headers.get('location') ?? '';
    const piece = 512 * 1024;
    const put = (from: number, to: number): Promise<Reply> =>
      rest('PUT', address, data.slice(from, to), { 'content-range': `bytes ${from}-${to - 1}/${data.length}` });
    const first = await put(0, piece);
    expect([first.status, first.headers.get('range')]).toEqual([308, `bytes=0-${piece - 1}`]);
    const asked = await rest('PUT', address, '', { 'content-range': `bytes */${data.length}` });
    expect(asked.status).toBe(308);
    expect((await put(piece, data.length)).status).toBe(200);
    expect(await ended('resumed')).toMatchObject({ statistics: { load: { outputRows: '400' } } });
    // The whole answer again, not the whole load.
    expect((await put(piece, data.length)).status).toBe(200);
    expect(server.jobs.all.filter(({ kind, applied }) => kind === 'load' && applied).length).toBeGreaterThan(0);
  });

  test('a partition is copied away and back; what the service refuses is refused', async () => {
    await rest('POST', '/datasets', { datasetReference: { datasetId: 'kept' }, location: 'US' });
    const copy = (sourceTable: string, source: string, destinationTable: string, target: string): unknown => ({
      copy: {
        sourceTable: reference(source, sourceTable),
        destinationTable: reference(target, destinationTable),
        writeDisposition: 'WRITE_TRUNCATE',
        createDisposition: 'CREATE_IF_NEEDED',
      },
    });
    const store = 'nba_predictions';
    expect(await run('away', copy('ml_feature_store_v2$20260129', store, 'snap', 'kept'))).toMatchObject({
      statistics: { copy: { copiedRows: '24' } },
    });
    const kept = await rest('GET', '/datasets/kept/tables/snap');
    expect(kept.body).toMatchObject({ numRows: '24', timePartitioning: { type: 'DAY', field: 'game_date' } });
    await multipart('spoil', await loadConfiguration('ml_feature_store_v2$20260129'), '');
    await ended('spoil');
    await run('back', copy('snap$20260129', 'kept', 'ml_feature_store_v2$20260129', store));
    expect((await partition('2026-01-29'))['numRows']).toBe('24');
    for (const [id, configuration, words] of [
      ['no-partition', copy('ml_feature_store_v2$20300101', store, 'snap2', 'kept'), 'Not found: Partition'],
      [
        'undecorated',
        copy('snap', 'kept', 'ml_feature_store_v2$20260129', store),
        'Failed to copy Non partitioned table',
      ],
      ['other-day', copy('snap$20260129', 'kept', 'ml_feature_store_v2$20260130', store), 'different partitions'],
      ['no-dataset', copy('snap', 'kept', 'x', 'nowhere'), 'Not found: Dataset'],
    ] as const) {
      expect(JSON.stringify((await run(id, configuration))['status'])).toContain(words);
    }
    // Later than a busy machine takes to ask for it.
    const soon = String(Date.now() + 3_000);
    expect((await rest('PATCH', '/datasets/kept/tables/snap', { expirationTime: soon })).body).toMatchObject({
      expirationTime: soon,
    });
    await expect.poll(async () => (await rest('GET', '/datasets/kept/tables/snap')).status).toBe(404);
  });
});

describe('faults', () => {
  const small = (): Promise<Reply> => rest('POST', '/queries', { query: 'SELECT 1 AS x', useLegacySql: false });

  test.each([
    ['authError', 401],
    ['accessDenied', 403],
    ['rateLimitExceeded', 403],
    ['quotaExceeded', 403],
    ['billingNotEnabled', 403],
    ['accessNotConfigured', 403],
    ['notFound', 404],
    ['duplicate', 409],
    ['conditionNotMet', 412],
    ['internalError', 500],
    ['backendError', 503],
  ] as const)('%s comes as %i', async (reason, status) => {
    server.faults.add({ fault: { kind: 'refuse', reason, retryAfter: 7 }, times: 1 });
    const refused = await small();
    expect(refused).toMatchObject({ status, body: { error: { code: status, errors: [{ reason }] } } });
    expect(refused.headers.get('retry-after')).toBe('7');
    expect((await small()).status).toBe(200);
  });

  test('too many requests come as 429, with the reason of a rate', async () => {
    server.faults.add({ fault: { kind: 'refuse', reason: 'tooManyRequests' }, times: 1 });
    expect(await small()).toMatchObject({
      status: 429,
      body: { error: { errors: [{ reason: 'rateLimitExceeded' }] } },
    });
  });

  test('a rule counts: from the nth request that fits, so many times', async () => {
    server.faults.add({
      fault: { kind: 'refuse', reason: 'backendError' },
      nth: 2,
      times: 1,
      path: /^\/queries/,
      method: 'POST',
    });
    expect((await rest('GET', '/datasets')).status).toBe(200);
    expect([(await small()).status, (await small()).status, (await small()).status]).toEqual([200, 503, 200]);
  });

  test('before or after the work was done', async () => {
    const jobs = (): number => server.jobs.all.length;
    for (const [kind, made] of [
      ['cut', 0],
      ['lose-answer', 1],
      ['cut-answer', 1],
      ['truncate', 1],
    ] as const) {
      const before = jobs();
      server.faults.add({ fault: { kind }, times: 1 });
      await expect(small()).rejects.toThrow();
      expect([kind, jobs() - before]).toEqual([kind, made]);
      server.faults.clear();
    }
    server.faults.add({ fault: { kind: 'hang' }, times: 1 });
    await expect(
      fetch(`${server.endpoint}/bigquery/v2/projects/x/datasets`, { signal: AbortSignal.timeout(50) }),
    ).rejects.toThrow();
    server.faults.add({ fault: { kind: 'slow', ms: 60 }, times: 1 });
    const began = performance.now();
    await small();
    expect(performance.now() - began).toBeGreaterThan(55);
  });

  test('a duplicated request is done twice: the second answer is of the second', async () => {
    server.faults.add({ fault: { kind: 'duplicate' }, times: 1 });
    const body = {
      jobReference: { jobId: 'twice' },
      configuration: { query: { query: 'SELECT 1 AS x', useLegacySql: false } },
    };
    expect((await rest('POST', '/jobs', body)).status).toBe(409);
    expect((await rest('GET', '/jobs/twice')).status).toBe(200);
  });

  test('a job that fails after RUNNING leaves everything as it was', async () => {
    server.faults.add({ fault: { kind: 'job-fails', reason: 'backendError' }, job: 'load', times: 1 });
    const before = await partition(DATE);
    await multipart('fails', await loadConfiguration('ml_feature_store_v2$20260130'), '');
    expect(await ended('fails')).toMatchObject({ status: { errorResult: { reason: 'backendError' } } });
    expect(await partition(DATE)).toEqual(before);
  });
});
