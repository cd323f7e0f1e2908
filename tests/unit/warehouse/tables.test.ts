import { readdirSync, readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { allStatements } from '../../../electron/warehouse/statements/index.js';
import { duckDbDdl } from '../../../electron/warehouse/tables/ddl-duckdb.js';
import { dateColumn, tableDefinition, tableDefinitions } from '../../../electron/warehouse/tables/definitions.js';
import { TABLE_NAMES } from '../../../electron/warehouse/tables/names.js';
import { parseSqlType } from '../../../electron/warehouse/tables/sql-type.js';
import { swapParameterSigns } from '../../../electron/warehouse/duckdb/prelude.js';
import { newWarehouse } from './helpers.js';

test('every table has its definition: keys, partition and clustering name its columns, each once', () => {
  expect(tableDefinitions.map(({ name }) => name)).toEqual(TABLE_NAMES);
  for (const table of tableDefinitions) {
    const names = table.columns.map(({ name }) => name);
    expect(new Set(names).size).toBe(names.length);
    expect(names).toEqual(expect.arrayContaining([...table.naturalKey, ...table.clustering]));
    expect(table.clustering.length).toBeLessThanOrEqual(4);
    if (table.partition) expect(names).toContain(table.partition.column);
  }
  expect(dateColumn('nba_precompute.player_daily_cache')).toBe('cache_date');
  expect(tableDefinition('nba_predictions.ml_feature_store_v2').columns.map(({ name }) => name)).toContain(
    'quality_tier',
  );
});

test('the file made from the definitions has exactly their columns and types', async () => {
  const { warehouse } = await newWarehouse();
  for (const table of tableDefinitions) {
    const live = (await warehouse.liveTable(table.name))?.columns;
    expect(live).toEqual(table.columns.map(({ name, type }) => ({ name, type })));
  }
  expect(duckDbDdl(tableDefinition('nba_predictions.ml_feature_store_v2'))).toContain(
    '"features" DOUBLE[] NOT NULL DEFAULT []',
  );
});

test('a type that is not in the subset is refused', () => {
  expect(() => parseSqlType('JSON')).toThrow('JSON');
  expect(() => parseSqlType('ARRAY<STRING')).toThrow('">" is expected');
  expect(parseSqlType('STRUCT<a NUMERIC(5,1), b ARRAY<DATE>>')).toEqual({
    kind: 'STRUCT',
    fields: [
      { name: 'a', type: { kind: 'NUMERIC', precision: 5, scale: 1 } },
      { name: 'b', type: { kind: 'ARRAY', element: { kind: 'DATE' } } },
    ],
  });
});

test('every statement of the folder stands in the list, under its own name', () => {
  const folder = 'electron/warehouse/statements';
  const declared = readdirSync(folder)
    .map((name) => readFileSync(`${folder}/${name}`, 'utf8'))
    .flatMap((text) => (text.includes('= defineStatement({') ? [...text.matchAll(/^ {2}name: '([^']+)'/gm)] : []))
    .map((match) => match[1]);
  expect([...new Set(declared)].sort()).toEqual(allStatements.map(({ name }) => name).sort());
  expect(declared.length).toBe(allStatements.length);
});

test('the parameter sign changes outside strings and comments only', () => {
  expect(swapParameterSigns("SELECT @a, 'x@b''@c', \"@d\" -- @e\n/* @f */ + @g_1")).toBe(
    "SELECT $a, 'x@b''@c', \"@d\" -- @e\n/* @f */ + $g_1",
  );
});
