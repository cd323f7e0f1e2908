import { expect, test } from 'vitest';
import { bulkLoad } from '../../../electron/warehouse/duckdb/bulk-load.js';
import { defineStatement } from '../../../electron/warehouse/statement.js';
import { BacklineError } from '../../../shared/errors.js';
import { day, errorOf, newWarehouse, storeRow } from './helpers.js';

const literals = defineStatement({
  name: 'literals',
  sql: `SELECT @text AS text, @whole AS whole, @real AS real_number, @flag AS flag, @on AS date, @at AS time,
    CAST(NULL AS STRING) AS nothing`,
  params: { text: 'STRING', whole: 'INT64', real: 'FLOAT64', flag: 'BOOL', on: 'DATE', at: 'TIMESTAMP' },
  columns: {
    text: 'STRING',
    whole: 'INT64',
    real_number: 'FLOAT64',
    flag: 'BOOL',
    date: 'DATE',
    time: 'TIMESTAMP',
    nothing: 'STRING',
  },
  key: [],
});
const values = {
  text: "it's @whole",
  whole: -(2 ** 53) + 1,
  real: 0.1 + 0.2,
  flag: true,
  on: day('1969-12-31'),
  at: '1969-12-31T23:59:59.000001Z',
};

test('parameters go in and come out by their declared types', async () => {
  const { warehouse } = await newWarehouse();
  expect(await warehouse.read(literals, values)).toEqual([
    {
      text: values.text,
      whole: values.whole,
      real_number: values.real,
      flag: true,
      date: values.on,
      time: values.at,
      nothing: null,
    },
  ]);
  expect(await errorOf(() => warehouse.read(literals, { ...values, whole: 1.5 }))).toMatchObject({ subject: 'whole' });
  expect(warehouse.statementsRun).toBe(2);
});

test('list parameters, short and long strings, and lists come out whole, over many chunks', async () => {
  const { warehouse } = await newWarehouse();
  const name = (i: number) => (i % 7 === 0 ? `p${String(i)}` : `a name of more than twelve bytes é ${String(i)}`);
  const rows = Array.from({ length: 5000 }, (_, i) =>
    storeRow(name(i), '2025-11-05', {
      features: i % 3 === 0 ? [] : [i, -i],
      opponent_team_abbr: i % 5 === 0 ? null : i % 2 ? 'BOS' : `long team name ${String(i % 4)}`,
    }),
  );
  await bulkLoad(warehouse, 'nba_predictions.ml_feature_store_v2', rows);
  const statement = defineStatement({
    name: 'some-players',
    sql: `SELECT s.player_lookup AS player_lookup, s.opponent_team_abbr AS team, s.features AS features
      FROM {nba_predictions.ml_feature_store_v2} AS s
      WHERE s.player_lookup IN (SELECT * FROM UNNEST(@players)) AND s.game_date IN (SELECT * FROM UNNEST(@dates))`,
    params: { players: 'ARRAY<STRING>', dates: 'ARRAY<DATE>' },
    columns: { player_lookup: 'STRING', team: 'STRING', features: 'ARRAY<FLOAT64>' },
    key: ['player_lookup'],
  });
  const expected = rows.map((row) => ({
    player_lookup: row['player_lookup'],
    team: row['opponent_team_abbr'],
    features: row['features'],
  }));
  const byName = (list: readonly { readonly player_lookup: unknown }[]) =>
    [...list].sort((a, b) => (String(a.player_lookup) < String(b.player_lookup) ? -1 : 1));
  const wanted = { players: rows.map((_, i) => name(i)), dates: [day('2025-11-05')] };
  expect(byName(await warehouse.read(statement, wanted))).toEqual(byName(expected));
  const streamed = [];
  for await (const batch of warehouse.stream(statement, wanted)) streamed.push(...batch);
  expect(byName(streamed)).toEqual(byName(expected));
  expect(await warehouse.read(statement, { players: [], dates: [] })).toEqual([]);
});

test('a whole number beyond exactness is an error that names the column, not another number', async () => {
  const { warehouse } = await newWarehouse();
  const big = defineStatement({
    name: 'big',
    sql: 'SELECT CAST(9007199254740993 AS INT64) AS games',
    params: {},
    columns: { games: 'INT64' },
    key: [],
  });
  expect(await errorOf(() => warehouse.read(big, {}))).toMatchObject({ code: 'warehouse_failed', subject: 'games' });
});

test('an abort interrupts the statement, and the warehouse goes on', async () => {
  const { warehouse } = await newWarehouse();
  const slow = defineStatement({
    name: 'slow',
    sql: 'SELECT COUNT(*) AS n FROM range(100000000000) AS r',
    params: {},
    columns: { n: 'INT64' },
    key: [],
  });
  const stop = new AbortController();
  const reading = errorOf(() => warehouse.read(slow, {}, { signal: stop.signal }));
  setTimeout(() => {
    stop.abort();
  }, 100);
  // Left alone, the statement would outlast any test.
  expect(await reading).toMatchObject({ code: 'cancelled' });
  expect(await errorOf(() => warehouse.read(slow, {}, { signal: stop.signal }))).toMatchObject({ code: 'cancelled' });
  expect(await warehouse.read(literals, values)).toHaveLength(1);
});

test('an abort in the moment a statement ends gives its rows or `cancelled`, and hurts no other read', async () => {
  const { warehouse } = await newWarehouse();
  for (let ms = 0; ms < 12; ms += 1) {
    const stop = new AbortController();
    const reading = warehouse.read(literals, values, { signal: stop.signal }).then(
      (rows) => rows.length,
      (thrown: unknown) => (thrown instanceof BacklineError ? thrown.code : String(thrown)),
    );
    // The connection goes back to the others right before, or right after, it is interrupted.
    setTimeout(() => {
      stop.abort();
    }, ms / 2);
    expect([1, 'cancelled']).toContain(await reading);
    stop.abort();
    expect(await warehouse.read(literals, values)).toHaveLength(1);
  }
});

test('a missing table and a statement that breaks its own declaration are named', async () => {
  const { warehouse } = await newWarehouse();
  const lost = defineStatement({
    name: 'lost',
    sql: 'SELECT x.a AS a FROM nba_raw.nowhere AS x',
    params: {},
    columns: { a: 'STRING' },
    key: [],
  });
  expect(await errorOf(() => warehouse.read(lost, {}))).toMatchObject({
    code: 'schema_mismatch',
    subject: 'table nowhere',
  });
  const wrong = defineStatement({
    name: 'wrong',
    sql: "SELECT 'x' AS a",
    params: {},
    columns: { a: 'INT64' },
    key: [],
  });
  expect((await errorOf(() => warehouse.read(wrong, {}))).message).toContain('declared INT64');
});
