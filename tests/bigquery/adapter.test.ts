import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import type { PartitionWrite, TableRow, Warehouse } from '../../electron/warehouse/port.js';
import { defineStatement } from '../../electron/warehouse/statement.js';
import { scheduleDays } from '../../electron/warehouse/statements/schedule-days.js';
import { FEATURE_STORE } from '../../electron/warehouse/tables/names.js';
import type { GameDate } from '../../shared/game-date.js';
import type { JobKind } from './loopback/wire.js';
import { Cloud, seasonOf, STORE } from './support.js';

const season = seasonOf(6, 3);
const [first, second, third, fourth, fifth, sixth] = season.dates as [
  GameDate,
  GameDate,
  GameDate,
  GameDate,
  GameDate,
  GameDate,
];
const KEY = ['player_lookup', 'game_date'] as const;
const PLAYERS = 12;

let cloud: Cloud;
let warehouse: Warehouse;
let writes = 0;

beforeAll(async () => {
  cloud = await Cloud.start(season);
  // Newer columns that Backline knows nothing of, of every kind.
  await cloud.server.engine.use((connection) =>
    connection.run(`ALTER TABLE ${STORE} ADD COLUMN later_text VARCHAR; ALTER TABLE ${STORE} ADD COLUMN later_list DOUBLE[];
      ALTER TABLE ${STORE} ADD COLUMN later_number DECIMAL(38,9);
      UPDATE ${STORE} SET later_text = 'kept "' || player_lookup, later_list = [0.1, CAST('-0' AS DOUBLE), 1e300],
        later_number = CAST('12345678901234567890.123456789' AS DECIMAL(38,9))`),
  );
  const { folder } = cloud;
  await cloud.server.stop();
  cloud = await Cloud.on(`${folder}/season.duckdb`);
  warehouse = await cloud.open();
});
afterAll(async () => {
  await warehouse.close();
  await cloud.stop();
});
afterEach(() => {
  cloud.server.faults.clear();
});

const versionOf = async (date: GameDate): Promise<string> =>
  (await warehouse.partitionVersions(FEATURE_STORE, { from: date, to: date })).get(date) ?? '';

/** Rows with all that the table requires. */
function rowsOf(date: GameDate, players: readonly string[], more: TableRow = {}): readonly TableRow[] {
  return players.map((player) => ({
    player_lookup: player,
    game_date: date,
    game_id: 'g',
    features: [1.5, -0, 1e-7],
    feature_names: ['a', 'b', 'c'],
    feature_count: 3,
    feature_version: 'v',
    data_source: 'mixed',
    created_at: '2026-02-20T00:00:00Z',
    ...more,
  }));
}

async function write(
  date: GameDate,
  rows: readonly TableRow[],
  more: Partial<PartitionWrite> = {},
): Promise<PartitionWrite> {
  writes += 1;
  return {
    table: FEATURE_STORE,
    date,
    rows,
    writeId: `run-1/${date}/${writes}`,
    expectedVersion: await versionOf(date),
    key: KEY,
    ...more,
  };
}

const jobsOf = (kind: JobKind) => cloud.server.jobs.all.filter((job) => job.kind === kind);
const stored = (date: GameDate, columns: string) =>
  cloud.sql(`SELECT ${columns} FROM ${STORE} WHERE game_date = DATE '${date}' ORDER BY player_lookup`);

describe('reading', () => {
  const values = defineStatement({
    name: 'values',
    sql: `SELECT v.player_lookup AS s, CAST(v.feature_count AS INT64) AS i, v.features[SAFE_OFFSET(0)] AS f,
      v.feature_quality_score AS n, v.is_production_ready AS b, v.game_date AS d, v.created_at AS t, v.features AS fs,
      v.feature_names AS ss FROM {nba_predictions.ml_feature_store_v2} AS v
      WHERE v.game_date BETWEEN @from AND @to AND v.player_lookup IN (SELECT * FROM UNNEST(@players))
      ORDER BY s`,
    params: { from: 'DATE', to: 'DATE', players: 'ARRAY<STRING>' },
    columns: {
      s: 'STRING',
      i: 'INT64',
      f: 'FLOAT64',
      n: 'NUMERIC',
      b: 'BOOL',
      d: 'DATE',
      t: 'TIMESTAMP',
      fs: 'ARRAY<FLOAT64>',
      ss: 'ARRAY<STRING>',
    },
    key: ['s'],
  });

  test('values of every kind, awkward ones too, and NULL', async () => {
    const awkward = ['', "o'neal", 'josé "李"\n\t\\', '@from', '`x`'];
    const [one = '', two = '', three = '', four = '', five = ''] = awkward;
    await warehouse.writePartition(
      await write(first, [
        ...rowsOf(first, [one], {
          features: [],
          feature_names: [],
          created_at: '1969-12-31T23:59:59.999999Z',
          feature_quality_score: null,
        }),
        ...rowsOf(first, [two], { features: [-0], feature_names: ['', 'a,b'], created_at: '2026-01-01T00:00:00.5Z' }),
        ...rowsOf(first, [three], { features: [Number.MAX_VALUE, Number.MIN_VALUE], feature_quality_score: 99.9 }),
        ...rowsOf(first, [four], { features: [0.1, 1 / 3], feature_count: 0, is_production_ready: false }),
        ...rowsOf(first, [five], { features: [123456789.125], is_production_ready: true }),
      ]),
    );
    const rows = await warehouse.read(values, { from: first, to: first, players: awkward });
    const of = (player: string) => rows.find(({ s }) => s === player);
    expect(rows).toHaveLength(5);
    expect(of(one)).toMatchObject({
      f: null,
      n: null,
      b: null,
      d: first,
      t: '1969-12-31T23:59:59.999999Z',
      fs: [],
      ss: [],
    });
    expect(of(two)).toMatchObject({ fs: [-0], ss: ['', 'a,b'], t: '2026-01-01T00:00:00.500Z' });
    expect(Object.is(of(two)?.f, -0)).toBe(true);
    expect(of(three)).toMatchObject({ fs: [Number.MAX_VALUE, Number.MIN_VALUE], n: 99.9 });
    expect(of(four)).toMatchObject({ fs: [0.1, 1 / 3], i: 0, b: false });
    expect(of(five)).toMatchObject({ fs: [123456789.125], b: true });
  });

  const single = (name: string, sql: string, type: 'INT64' | 'NUMERIC') =>
    defineStatement({ name, sql: `SELECT ${sql} AS x`, params: {}, columns: { x: type }, key: [] });

  test('numbers that no number can carry are an error that names the column', async () => {
    expect(await warehouse.read(single('safe', 'CAST(9007199254740991 AS INT64)', 'INT64'), {})).toEqual([
      { x: 9007199254740991 },
    ]);
    for (const statement of [
      single('large', 'CAST(9007199254740993 AS INT64)', 'INT64'),
      single('exact', "CAST('12345678901234567890.123456789' AS NUMERIC)", 'NUMERIC'),
    ]) {
      await expect(warehouse.read(statement, {}), statement.name).rejects.toMatchObject({
        code: 'warehouse_failed',
        message: expect.stringContaining('x') as unknown,
      });
    }
  });

  test('pages: streamed in parts, read whole, in order; without holding more than asked for', async () => {
    const many = defineStatement({
      name: 'many',
      sql: `SELECT a.player_lookup AS p, b.player_lookup AS q, a.game_date AS d, b.game_date AS e FROM {nba_predictions.ml_feature_store_v2} AS a
        CROSS JOIN {nba_predictions.ml_feature_store_v2} AS b
        WHERE a.game_date BETWEEN @from AND @to AND b.game_date BETWEEN @from AND @to ORDER BY d, e, p, q`,
      params: { from: 'DATE', to: 'DATE' },
      columns: { p: 'STRING', q: 'STRING', d: 'DATE', e: 'DATE' },
      key: ['d', 'e', 'p', 'q'],
    });
    const range = { from: second, to: sixth };
    const whole = await warehouse.read(many, range);
    expect(whole.length).toBe((5 * PLAYERS) ** 2);
    const before = cloud.server.seen.length;
    const parts: number[] = [];
    const streamed: unknown[] = [];
    for await (const rows of warehouse.stream(many, range)) {
      parts.push(rows.length);
      streamed.push(...rows);
    }
    expect(streamed).toEqual(whole);
    expect(cloud.server.seen.slice(before).filter(({ path }) => path.startsWith('/queries/')).length).toBe(
      parts.length,
    );
  });

  test('each job says for whom it is, and what it may cost', async () => {
    await warehouse.read(
      scheduleDays,
      { from: second, to: third },
      {
        labels: { run: '20260101-aaaa', date: second, step: 'read' },
      },
    );
    const job = cloud.server.jobs.all.at(-1);
    expect(job?.configuration.labels).toEqual({ app: 'backline', run: '20260101-aaaa', date: second, step: 'read' });
    expect(job?.configuration.query?.maximumBytesBilled).toBe('20000000000');
  });

  test('estimates are dry runs, asked once; usage counts jobs and bytes, by run too', async () => {
    const dry = cloud.server.dryRuns;
    const params = { from: second, to: third, players: [] };
    const bytes = await warehouse.estimate(values, params);
    expect(await warehouse.estimate(values, params)).toBe(bytes);
    expect(cloud.server.dryRuns).toBe(dry + 1);
    expect(bytes).toBeGreaterThan(2 * PLAYERS * 40);
    const before = warehouse.usage();
    await warehouse.read(values, params, { labels: { run: 'usage-run' } });
    const after = warehouse.usage();
    expect(after.queryJobs - before.queryJobs).toBe(1);
    expect((after.bytesProcessed ?? 0) - (before.bytesProcessed ?? 0)).toBe(bytes);
    expect((after.bytesBilled ?? 0) - (before.bytesBilled ?? 0)).toBe(10 * 1024 * 1024);
    expect(warehouse.usage('usage-run')).toMatchObject({ queryJobs: 1, bytesProcessed: bytes });
  });

  test('a cancelled read leaves no running job, wherever it was', async () => {
    for (const wait of [0, 15, 60]) {
      cloud.server.faults.clear();
      cloud.server.faults.add({ fault: { kind: 'job-late', ms: 60_000 }, job: 'query' });
      const abort = new AbortController();
      const reading = warehouse.read(values, { from: first, to: first, players: [] }, { signal: abort.signal });
      setTimeout(() => abort.abort(), wait);
      await expect(reading).rejects.toMatchObject({ code: 'cancelled' });
      expect(cloud.server.jobs.running).toEqual([]);
    }
  });
});

describe('writing', () => {
  test('one load job; columns it does not carry and created_at come from the stored rows', async () => {
    const [before, loads] = [await stored(second, 'player_lookup, created_at'), jobsOf('load').length];
    const players = [...before.slice(0, 3).map(([player]) => String(player)), 'newcomer'];
    const request = await write(second, rowsOf(second, players));
    const receipt = await warehouse.writePartition(request);
    expect(receipt).toEqual({ writeId: request.writeId, rows: 4, version: await versionOf(second) });
    expect(jobsOf('load').length).toBe(loads + 1);
    expect(jobsOf('load').at(-1)?.configuration.load).toMatchObject({
      destinationTable: { tableId: `ml_feature_store_v2$${second.replaceAll('-', '')}` },
      writeDisposition: 'WRITE_TRUNCATE',
      createDisposition: 'CREATE_NEVER',
      sourceFormat: 'NEWLINE_DELIMITED_JSON',
    });
    const after = await stored(second, 'player_lookup, created_at, later_text, later_list, later_number, features');
    expect(after.map(([player]) => player)).toEqual([...players].sort());
    for (const [player, created, text, list, number, features] of after) {
      expect(features).toEqual([1.5, -0, 1e-7]);
      if (player === 'newcomer') {
        expect([text, list, number]).toEqual([null, expect.anything(), null]);
        expect(String(created)).toContain('2026-02-20');
      } else {
        expect([text, list, number]).toEqual([
          `kept "${String(player)}`,
          [0.1, -0, 1e300],
          '12345678901234567890.123456789',
        ]);
        expect(created).toEqual(before.find(([one]) => one === player)?.[1]);
      }
    }
    expect(await warehouse.findWrite(request.writeId)).toEqual(receipt);
  });

  test('other dates keep their version', async () => {
    const before = await warehouse.partitionVersions(FEATURE_STORE, { from: second, to: sixth });
    await warehouse.writePartition(await write(third, rowsOf(third, ['a', 'b'])));
    const after = await warehouse.partitionVersions(FEATURE_STORE, { from: second, to: sixth });
    expect([...after].filter(([date]) => date !== third)).toEqual([...before].filter(([date]) => date !== third));
    expect(after.get(third)).not.toBe(before.get(third));
  });

  test('somebody else changed the partition: refused before anything is written', async () => {
    const request = await write(fourth, rowsOf(fourth, ['a']));
    await cloud.meddle(`UPDATE ${STORE} SET data_hash = 'x' WHERE game_date = DATE '${fourth}'`, STORE, fourth);
    const loads = jobsOf('load').length;
    await expect(warehouse.writePartition(request)).rejects.toMatchObject({ code: 'plan_stale', subject: fourth });
    expect(jobsOf('load').length).toBe(loads);
    expect(await warehouse.findWrite(request.writeId)).toBeNull();
  });

  test('the same write asked for again is found, not done again; other rows under its id are refused', async () => {
    await warehouse.writePartition(await write(fourth, rowsOf(fourth, ['a', 'b'])));
    const request = await write(fourth, rowsOf(fourth, ['a', 'b'], { data_hash: 'h' }));
    const receipt = await warehouse.writePartition(request);
    const loads = jobsOf('load').length;
    expect(await warehouse.writePartition(request)).toEqual(receipt);
    expect(jobsOf('load').length).toBe(loads);
    const other = { ...request, rows: rowsOf(fourth, ['c']), expectedVersion: receipt.version };
    await expect(warehouse.writePartition(other)).rejects.toMatchObject({ code: 'wrong_state' });
    expect(await stored(fourth, 'player_lookup')).toEqual([['a'], ['b']]);
  });

  test.each(['lose-answer', 'cut-answer', 'truncate', 'duplicate'] as const)(
    'the answer to the load is lost (%s): the job is found and adopted',
    async (kind) => {
      cloud.server.faults.add({ fault: { kind }, job: 'load', times: 1 });
      const applied = () => jobsOf('load').filter((job) => job.applied).length;
      const before = applied();
      const request = await write(fifth, rowsOf(fifth, ['a', 'b', kind]));
      expect(await warehouse.writePartition(request)).toMatchObject({ rows: 3 });
      expect(applied()).toBe(before + 1);
      expect(cloud.server.faults.met.at(-1)?.fault.kind).toBe(kind);
    },
  );

  test('a job that fails after RUNNING and may pass is done again under another id', async () => {
    cloud.server.faults.add({ fault: { kind: 'job-fails', reason: 'backendError' }, job: 'load', times: 2 });
    const before = jobsOf('load').length;
    await warehouse.writePartition(await write(fifth, rowsOf(fifth, ['x'])));
    expect(jobsOf('load').length).toBe(before + 3);
    expect(
      jobsOf('load')
        .slice(-3)
        .map(({ applied }) => applied),
    ).toEqual([false, false, true]);
  });

  test('a process that died between the job and its answer: the next finds what took place', async () => {
    const took = await write(sixth, rowsOf(sixth, ['a']));
    const address = cloud.server.client((when, { job }) => when === 'after' && job === 'load');
    // Long enough for the job to take place on a machine at work; only its answer never comes.
    const dying = await cloud.open({ apiEndpoint: address }, { requestMs: 2_000, uploadMs: 2_000, totalMs: 100 });
    await expect(dying.writePartition(took)).rejects.toMatchObject({ code: 'unreachable' });
    expect(await warehouse.findWrite(took.writeId)).toMatchObject({ writeId: took.writeId, rows: 1 });
    expect(await stored(sixth, 'player_lookup')).toEqual([['a']]);

    const never = await write(sixth, rowsOf(sixth, ['b']));
    const deaf = cloud.server.client((when, { job }) => when === 'before' && job === 'load');
    const dead = await cloud.open({ apiEndpoint: deaf }, { requestMs: 100, uploadMs: 100, totalMs: 100 });
    await expect(dead.writePartition(never)).rejects.toMatchObject({ code: 'unreachable' });
    expect(await warehouse.findWrite(never.writeId)).toBeNull();
    expect(await stored(sixth, 'player_lookup')).toEqual([['a']]);
    // Settled for good: a request that was still on its way is refused by the service.
    await expect(warehouse.writePartition({ ...never, expectedVersion: 'other' })).rejects.toMatchObject({
      code: 'plan_stale',
    });
  });

  test('a job that ends after its caller gave up is found with what it did', async () => {
    cloud.server.faults.add({ fault: { kind: 'job-late', ms: 700 }, job: 'load', times: 1 });
    const request = await write(sixth, rowsOf(sixth, ['late']));
    const hasty = await cloud.open({}, { jobMs: 50 });
    await expect(hasty.writePartition(request)).rejects.toMatchObject({ code: 'warehouse_failed', retryable: true });
    expect(await warehouse.findWrite(request.writeId)).toMatchObject({ rows: 1 });
    expect(await stored(sixth, 'player_lookup')).toEqual([['late']]);
  });

  test.each([
    ['ends late', { kind: 'job-late', ms: 400 }],
    ['does not end', { kind: 'job-late', ms: 60_000 }],
    ['was lost on its way back', { kind: 'lose-answer' }],
  ] as const)('settling a write that never began leaves no query running: it %s', async (_, fault) => {
    cloud.server.faults.add({ fault, job: 'query', times: 1 });
    expect(await warehouse.findWrite(`run-7/${sixth}/${fault.kind}-${String('ms' in fault && fault.ms)}/1`)).toBeNull();
    cloud.server.faults.clear();
    expect(cloud.server.jobs.running).toEqual([]);
  });

  test('an empty date is written and emptied', async () => {
    const day = '2026-02-20' as GameDate;
    expect(await versionOf(day)).toBe('0');
    await warehouse.writePartition(await write(day, rowsOf(day, ['a'])));
    expect(await versionOf(day)).not.toBe('0');
    expect(await warehouse.writePartition(await write(day, []))).toMatchObject({ rows: 0, version: '0' });
  });

  test.each([
    ['twice', (day: GameDate) => rowsOf(day, ['a', 'a']), 'bad_rows'],
    ['another date', (day: GameDate) => rowsOf(day, ['a'], { game_date: '2026-03-01' }), 'bad_rows'],
    ['no key', (day: GameDate) => rowsOf(day, ['a'], { player_lookup: null }), 'bad_rows'],
    ['a text for a number', (day: GameDate) => rowsOf(day, ['a'], { feature_count: 'many' }), 'bad_rows'],
    ['a hole in a list', (day: GameDate) => rowsOf(day, ['a'], { features: [1, null] }), 'bad_rows'],
    ['a column that is not there', (day: GameDate) => rowsOf(day, ['a'], { nothing: 1 }), 'schema_mismatch'],
  ])('bad rows are refused before any job: %s', async (_, rows, code) => {
    const before = cloud.server.jobs.all.length;
    await expect(warehouse.writePartition(await write(fifth, rows(fifth)))).rejects.toMatchObject({ code });
    expect(cloud.server.jobs.all.length).toBe(before);
  });
});

describe('snapshots', () => {
  test('kept by copy jobs with an expiry, put back byte for byte, dropped', async () => {
    const [day, empty] = [fifth, '2026-02-25' as GameDate];
    const exactly = await cloud.store(true);
    const refs = await warehouse.snapshotPartitions(FEATURE_STORE, [
      { date: day, id: `run-9/${day}` },
      { date: empty, id: `run-9/${empty}` },
    ]);
    expect(refs.map(({ rows, version }) => [rows, version])).toEqual([
      [1, await versionOf(day)],
      [0, '0'],
    ]);
    const [kept] = cloud.server.engine.catalog.tablesOf('backline_snapshots').filter(({ rows }) => rows > 0);
    const days = ((kept?.expiresMs ?? 0) - Date.now()) / 86_400_000;
    expect(days).toBeGreaterThan(29.9);
    expect(days).toBeLessThanOrEqual(30);
    expect(kept?.labels).toMatchObject({ app: 'backline', run: 'run-9', step: 'snapshot' });

    await warehouse.writePartition(await write(day, rowsOf(day, ['p', 'q'])));
    await warehouse.writePartition(await write(empty, rowsOf(empty, ['p'])));
    const [one, none] = refs;
    if (!one || !none) throw new Error('no snapshots');
    expect(await warehouse.restorePartition(one, 'run-9/restore/1')).toMatchObject({
      rows: 1,
      version: await versionOf(day),
    });
    expect(await warehouse.restorePartition(none, 'run-9/restore/2')).toMatchObject({ rows: 0, version: '0' });
    expect([...(await cloud.store(true))]).toEqual([...exactly]);
    expect(await warehouse.findWrite('run-9/restore/1')).toMatchObject({ rows: 1 });
    expect(await warehouse.findWrite('run-9/restore/3')).toBeNull();

    await warehouse.dropSnapshots([one.id, none.id, 'never-there']);
    expect(cloud.server.engine.catalog.tablesOf('backline_snapshots')).toEqual([]);
    await expect(warehouse.restorePartition(one, 'run-9/restore/4')).rejects.toMatchObject({ code: 'not_found' });
  });

  test('repeating an id keeps what stands there now', async () => {
    const id = `run-10/${second}`;
    const [before] = await warehouse.snapshotPartitions(FEATURE_STORE, [{ date: second, id }]);
    await warehouse.writePartition(await write(second, rowsOf(second, ['again'])));
    const [after] = await warehouse.snapshotPartitions(FEATURE_STORE, [{ date: second, id }]);
    expect(before?.rows).toBe(4);
    expect(after).toMatchObject({ rows: 1, version: await versionOf(second) });
    await warehouse.writePartition(await write(second, rowsOf(second, ['x', 'y'])));
    if (after) await warehouse.restorePartition(after, 'run-10/restore/1');
    expect(await stored(second, 'player_lookup')).toEqual([['again']]);
  });

  test('a copy that was cut off or failed is done again; a lasting failure can be asked for again later', async () => {
    const id = `run-11/${second}`;
    cloud.server.faults.add({ fault: { kind: 'job-fails', reason: 'quotaExceeded' }, job: 'copy', times: 1 });
    await expect(warehouse.snapshotPartitions(FEATURE_STORE, [{ date: second, id }])).rejects.toMatchObject({
      code: 'quota_exceeded',
    });
    cloud.server.faults.add({ fault: { kind: 'lose-answer' }, job: 'copy', times: 1 });
    expect(await warehouse.snapshotPartitions(FEATURE_STORE, [{ date: second, id }])).toMatchObject([{ rows: 1 }]);
  });
});
