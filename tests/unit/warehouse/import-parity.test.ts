import { readdirSync, copyFileSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { gunzipSync } from 'node:zlib';
import { expect, test } from 'vitest';
import { defineStatement, type ColumnType, type RowOf } from '../../../electron/warehouse/statement.js';
import { importFolder } from '../../../electron/warehouse/import/import-folder.js';
import { isTableName } from '../../../electron/warehouse/tables/definitions.js';
import { newWarehouse, scratchFolder } from './helpers.js';

const PARITY = 'tests/fixtures/parity';
type Row = Readonly<Record<string, unknown>>;

const byText = (a: string, b: string) => (a < b ? -1 : a > b ? 1 : 0);

test('the parity tables come in as they are, and come out row for row', async () => {
  const folder = scratchFolder();
  const files = readdirSync(PARITY).filter((name) => isTableName(name.replace('.ndjson.gz', '')));
  expect(files).toHaveLength(11);
  for (const name of files) copyFileSync(join(PARITY, name), join(folder, name));
  const { warehouse } = await newWarehouse();
  const report = await importFolder(warehouse, folder);
  expect(report.failed).toEqual([]);
  expect(report.loaded.map(({ file }) => file)).toEqual(files);

  const schema = JSON.parse(readFileSync(join(PARITY, 'schema.json'), 'utf8')) as Record<
    string,
    Record<string, string>
  >;
  for (const { file, table, rows: loaded } of report.loaded) {
    const expected = gunzipSync(readFileSync(join(PARITY, file)))
      .toString()
      .trim()
      .split('\n')
      .map((line) => JSON.parse(line) as Row);
    expect(loaded).toBe(expected.length);
    const columns = Object.entries(schema[table] ?? {}).map(([name, type]): [string, ColumnType] => [
      name,
      type.replace(/\(.*\)/, '') as ColumnType,
    ]);
    const names = columns.map(([name]) => name);
    const statement = defineStatement({
      name: table,
      sql: `SELECT ${names.map((name) => `t.${name} AS ${name}`).join(', ')} FROM {${table}} AS t`,
      params: {},
      columns: Object.fromEntries(columns),
      key: names,
    });
    const found: readonly RowOf<Record<string, ColumnType>>[] = await warehouse.read(statement, {});
    const text = (row: Row) => JSON.stringify(names.map((name) => row[name] ?? null));
    expect(found.map(text).sort(byText), table).toEqual(expected.map(text).sort(byText));
  }
});
