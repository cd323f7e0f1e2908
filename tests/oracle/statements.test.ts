import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { bulkLoad } from '../../electron/warehouse/duckdb/bulk-load.js';
import { createWarehouseFile } from '../../electron/warehouse/duckdb/create-file.js';
import { openDuckDbWarehouse } from '../../electron/warehouse/duckdb/open.js';
import type { DuckDbWarehouse } from '../../electron/warehouse/duckdb/warehouse.js';
import {
  defineStatement,
  fillTables,
  type AnyStatement,
  type ParamsOf,
  type ParamTypes,
  type Statement,
} from '../../electron/warehouse/statement.js';
import { allStatements } from '../../electron/warehouse/statements/index.js';
import { bigQueryDdl } from '../../electron/warehouse/tables/ddl-bigquery.js';
import { tableDefinition, tableDefinitions } from '../../electron/warehouse/tables/definitions.js';
import { parseSqlType } from '../../electron/warehouse/tables/sql-type.js';
import { addDays } from '../../shared/game-date.js';
import { GoogleSqlEngine, type OracleParameter, type OracleTable } from './googlesql-engine.js';
import { FIRST_DATE, random, randomRows, type Row } from './random-rows.js';

const ROUNDS: readonly { readonly name: string; readonly rows: number }[] = [
  { name: 'empty tables', rows: 0 },
  { name: 'few rows', rows: 12 },
  { name: 'many rows', rows: 150 },
  { name: 'many rows again', rows: 150 },
];

let engine: GoogleSqlEngine;
let folder: string;

beforeAll(async () => {
  engine = await GoogleSqlEngine.start();
  folder = mkdtempSync(join(tmpdir(), 'backline-oracle-'));
});

afterAll(() => {
  engine.stop();
  rmSync(folder, { recursive: true, force: true });
});

/** Values by the parameter's name and type; dates lie so that some rows are inside and some are not. */
function parameters(statement: AnyStatement, seed: number): Readonly<Record<string, unknown>> {
  const next = random(seed);
  const values = Object.entries(statement.params).map(([name, type]): readonly [string, unknown] => {
    switch (type) {
      case 'DATE': {
        const early = /from|earliest|before|since|start/.test(name);
        return [name, addDays(FIRST_DATE, (early ? 0 : 3) + Math.floor(next() * 3))];
      }
      case 'TIMESTAMP':
        return [name, '2025-11-03T10:00:01.5Z'];
      case 'INT64':
        return [name, /index/.test(name) ? 25 : /length/.test(name) ? 33 : Math.floor(next() * 5)];
      case 'FLOAT64':
      case 'NUMERIC':
        return [name, 2.5];
      case 'BOOL':
        return [name, next() < 0.5];
      case 'STRING':
        return [name, "o'neal"];
      case 'ARRAY<STRING>':
        return [name, ["o'neal", 'ana', '']];
      case 'ARRAY<DATE>':
        return [name, [FIRST_DATE, addDays(FIRST_DATE, 2)]];
    }
  });
  return Object.fromEntries(values);
}

function sorted(rows: readonly Row[], statement: AnyStatement): readonly Row[] {
  const text = (row: Row) => JSON.stringify([statement.key.map((name) => row[name]), row]);
  return [...rows].sort((a, b) => (text(a) < text(b) ? -1 : 1));
}

/** Numbers that agree to 12 digits: the order of adding doubles is no engine's promise. */
function comparable(rows: readonly Row[]): readonly Row[] {
  return rows.map((row) =>
    Object.fromEntries(
      Object.entries(row).map(([name, value]) => [
        name,
        typeof value === 'number' && !Number.isInteger(value) ? Number(value.toPrecision(12)) : value,
      ]),
    ),
  );
}

async function onOracle(
  statement: AnyStatement,
  params: Readonly<Record<string, unknown>>,
  data: ReadonlyMap<string, readonly Row[]>,
): Promise<readonly Row[]> {
  const tables = new Map<string, OracleTable>(
    statement.tables.map((name) => [
      name,
      {
        columns: tableDefinition(name).columns.map((column) => ({ name: column.name, type: column.sqlType })),
        rows: data.get(name) ?? [],
      },
    ]),
  );
  const typed = new Map<string, OracleParameter>(
    Object.entries(statement.params).map(([name, type]) => [name, { type: parseSqlType(type), value: params[name] }]),
  );
  return engine.evaluate(
    fillTables(statement.sql, (table) => `\`${table}\``),
    { tables, params: typed },
  );
}

/** The rows of both engines, in one order. */
async function onBoth(
  warehouse: DuckDbWarehouse,
  statement: AnyStatement,
  seed: number,
  data: ReadonlyMap<string, readonly Row[]>,
): Promise<{ readonly oracle: readonly Row[]; readonly duckdb: readonly Row[] }> {
  const params = parameters(statement, seed);
  const duckdb = await warehouse.read(statement, params as ParamsOf<ParamTypes>);
  return {
    oracle: comparable(sorted(await onOracle(statement, params, data), statement)),
    duckdb: comparable(sorted(duckdb, statement)),
  };
}

describe.each(ROUNDS.map((round, index) => ({ ...round, index })))('$name', ({ rows, index }) => {
  let warehouse: DuckDbWarehouse;
  const data = new Map(
    tableDefinitions.map((table, i) => [table.name as string, randomRows(table.name, rows, index * 1000 + i)]),
  );

  beforeAll(async () => {
    const path = join(folder, `round-${String(index)}.duckdb`);
    await createWarehouseFile(path, async (created) => {
      for (const { name } of tableDefinitions) await bulkLoad(created, name, data.get(name) ?? []);
    });
    warehouse = await openDuckDbWarehouse({ path });
  });
  afterAll(() => warehouse.close());

  test.each(allStatements.map((statement) => ({ name: statement.name, statement })))(
    '$name gives the rows that GoogleSQL gives',
    async ({ statement }) => {
      for (const seed of [1, 2, 3]) {
        const { oracle, duckdb } = await onBoth(warehouse, statement, seed, data);
        expect(duckdb).toEqual(oracle);
      }
    },
  );

  if (rows > 100) {
    test('the random rows reach every statement', async () => {
      for (const statement of allStatements) {
        const found = await Promise.all(
          [1, 2, 3].map((seed) =>
            warehouse.read(statement as Statement, parameters(statement, seed) as ParamsOf<ParamTypes>),
          ),
        );
        expect(Math.max(...found.map((rows) => rows.length)), statement.name).toBeGreaterThan(0);
      }
    });
  }
});

describe('the comparison itself', () => {
  const rows = randomRows('nba_analytics.player_game_summary', 60, 5);
  const data = new Map<string, readonly Row[]>([['nba_analytics.player_game_summary', rows]]);
  const statement = (name: string, sql: string) =>
    defineStatement({
      name,
      sql,
      params: { players: 'ARRAY<STRING>', dates: 'ARRAY<DATE>' },
      columns: { player_lookup: 'STRING', value: 'FLOAT64' },
      key: ['player_lookup'],
    });
  const from = 'FROM {nba_analytics.player_game_summary} AS g';
  let warehouse: DuckDbWarehouse;

  beforeAll(async () => {
    const path = join(folder, 'planted.duckdb');
    await createWarehouseFile(path, async (created) => {
      await bulkLoad(created, 'nba_analytics.player_game_summary', rows);
    });
    warehouse = await openDuckDbWarehouse({ path });
  });
  afterAll(() => warehouse.close());

  test('finds a difference that was planted', async () => {
    // Casting rounds on both engines, but a half goes away from zero in GoogleSQL and to even in DuckDB.
    const planted = statement(
      'planted',
      `SELECT g.player_lookup AS player_lookup, CAST(SUM(CAST(CAST(COALESCE(g.points, 0) AS FLOAT64) / 2 AS INT64)) AS FLOAT64) AS value
       ${from} WHERE g.player_lookup IN (SELECT * FROM UNNEST(@players)) OR g.game_date IN (SELECT * FROM UNNEST(@dates))
       GROUP BY g.player_lookup`,
    );
    const { oracle, duckdb } = await onBoth(warehouse, planted, 1, data);
    expect(oracle.length).toBe(duckdb.length);
    expect(duckdb).not.toEqual(oracle);
  });

  test('list parameters have a form that both engines take', async () => {
    const lists = statement(
      'lists',
      `SELECT g.player_lookup AS player_lookup, CAST(COUNT(*) AS FLOAT64) AS value
       ${from} WHERE g.player_lookup IN (SELECT * FROM UNNEST(@players)) AND g.game_date IN (SELECT * FROM UNNEST(@dates))
       GROUP BY g.player_lookup`,
    );
    const { oracle, duckdb } = await onBoth(warehouse, lists, 1, data);
    expect(duckdb).toEqual(oracle);
    expect(duckdb.length).toBeGreaterThan(0);
  });
});

test.each(tableDefinitions)('the BigQuery DDL of $name is valid GoogleSQL', async (table) => {
  await engine.analyze(bigQueryDdl(table, (name) => `\`${name}\``));
});

test('the analysis of DDL finds a wrong type', async () => {
  const [table] = tableDefinitions;
  if (!table) throw new Error('no tables');
  const ddl = bigQueryDdl(table, (name) => `\`${name}\``).replace(' STRING', ' TEXTUAL');
  await expect(engine.analyze(ddl)).rejects.toThrow('TEXTUAL');
});
