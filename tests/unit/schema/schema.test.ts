import { copyFileSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { columnsRead } from '../../../electron/schema/columns-read.js';
import { ddlText } from '../../../electron/schema/ddl.js';
import { SchemaService } from '../../../electron/schema/service.js';
import { compareSchema, ddlOf } from '../../../electron/services/schema.js';
import { createWarehouseFile } from '../../../electron/warehouse/duckdb/create-file.js';
import { openDuckDbWarehouse } from '../../../electron/warehouse/duckdb/open.js';
import { readAll } from '../../../electron/warehouse/duckdb/reading.js';
import type { LiveTable, Warehouse } from '../../../electron/warehouse/port.js';
import type { AnyStatement, ParamType } from '../../../electron/warehouse/statement.js';
import { allStatements } from '../../../electron/warehouse/statements/index.js';
import { tableDefinitions } from '../../../electron/warehouse/tables/definitions.js';
import { FEATURE_STORE, TABLE_NAMES, type TableName } from '../../../electron/warehouse/tables/names.js';
import { DEFAULT_BIGQUERY } from '../../../shared/settings.js';
import type { SchemaFinding, SchemaReport } from '../../../shared/warehouse-report.js';

const CACHE: TableName = 'nba_precompute.player_daily_cache';
const ODDS: TableName = 'nba_raw.odds_api_player_points_props';
const BOX: TableName = 'nba_analytics.player_game_summary';

let folder: string;
let empty: string;

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'backline-schema-'));
  empty = join(folder, 'empty.duckdb');
  await createWarehouseFile(empty);
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

let copies = 0;

/** A warehouse file that something was done to; the path. */
async function doctored(...sql: readonly string[]): Promise<string> {
  copies += 1;
  const path = join(folder, `doctored-${copies}.duckdb`);
  copyFileSync(empty, path);
  const warehouse = await openDuckDbWarehouse({ path });
  await warehouse.exclusively('doctoring', async (connection) => {
    for (const text of sql) await connection.run(text);
  });
  await warehouse.close();
  return path;
}

async function reportOf(...sql: readonly string[]): Promise<SchemaReport> {
  return compareSchema({ kind: 'file', path: await doctored(...sql) }, {});
}

describe('an embedded warehouse', () => {
  test('as it is made has no differences, and nothing is said of partitions', async () => {
    const report = await compareSchema({ kind: 'file', path: empty }, {});
    expect(report.findings).toEqual([]);
    expect(report.usable).toBe(true);
    expect(report.tables.map(({ table, liveName, found }) => [table, liveName, found])).toEqual(
      TABLE_NAMES.map((name) => [name, name, true]),
    );
  });

  test('that lacks a column is refused when it is opened, and reported with what does not work', async () => {
    const path = await doctored(`ALTER TABLE ${CACHE} DROP COLUMN points_avg_last_5`);
    await expect(openDuckDbWarehouse({ path })).rejects.toMatchObject({ code: 'schema_mismatch' });
    const { findings, usable } = await compareSchema({ kind: 'file', path }, {});
    expect(usable).toBe(false);
    expect(findings).toMatchObject([
      { table: CACHE, column: 'points_avg_last_5', problem: 'missing_column', weight: 'needed', found: null },
    ]);
    expect(findings[0]?.message).toContain(`${CACHE} has no column points_avg_last_5`);
    const disables = findings[0]?.disables ?? [];
    expect(disables).toEqual(
      expect.arrayContaining(['opening the file', 'command backfill', 'feature points_avg_last_5']),
    );
    expect(disables).not.toContain('feature home_away');
    expect(disables).not.toContain('command export');
  });

  test('other types, missing tables and further columns', async () => {
    const { findings, tables, usable } = await reportOf(
      `ALTER TABLE ${ODDS} ALTER COLUMN points_line TYPE VARCHAR`,
      `ALTER TABLE ${FEATURE_STORE} ADD COLUMN newer DOUBLE`,
      `DROP TABLE nba_orchestration.reprocess_attempts`,
    );
    expect(usable).toBe(false);
    expect(findings.map(({ table, column, problem, found }) => [table, column, problem, found])).toEqual([
      [ODDS, 'points_line', 'other_type', 'STRING'],
      ['nba_orchestration.reprocess_attempts', null, 'missing_table', null],
    ]);
    expect(findings[0]?.disables).toEqual(
      expect.arrayContaining(['screen Gaps', 'feature vegas_points_line', 'feature has_vegas_line']),
    );
    expect(tables.find(({ table }) => table === FEATURE_STORE)).toMatchObject({ additional: ['newer'], findings: 0 });
    expect(tables.find(({ found }) => !found)).toMatchObject({ columns: 0, findings: 1 });
  });

  test('a column that only the producers need is told and leaves the warehouse usable', async () => {
    const { findings, usable } = await reportOf(`ALTER TABLE ${ODDS} DROP COLUMN source_file_path`);
    expect(findings).toMatchObject([{ column: 'source_file_path', weight: 'declared', disables: [] }]);
    expect(usable).toBe(true);
  });

  test('with nothing of Backline in it is still refused', async () => {
    const path = await doctored(...TABLE_NAMES.map((name) => `DROP TABLE ${name}`));
    await expect(compareSchema({ kind: 'file', path }, {})).rejects.toMatchObject({ code: 'warehouse_foreign' });
  });
});

describe('a warehouse with partitions', () => {
  /** Every table as defined, but for what is given. */
  function service(changes: Partial<Record<TableName, Partial<LiveTable> | null>>): SchemaService {
    const liveTable = async (name: TableName): Promise<LiveTable | null> => {
      const change = changes[name];
      const definition = tableDefinitions.find((table) => table.name === name);
      if (change === null || definition === undefined) return null;
      return {
        columns: definition.columns.map((column) => ({ name: column.name, type: column.type })),
        kind: 'table',
        partitionColumn: definition.partition?.column ?? null,
        requiresPartitionFilter: definition.partition?.requireFilter ?? false,
        ...change,
      };
    };
    const info = { engine: 'bigquery', chunkDays: 60, label: 'p', location: 'bigquery://p' } as const;
    return new SchemaService({ info, liveTable } as unknown as Warehouse, (name) => `p.${name}`);
  }

  async function only(changes: Partial<Record<TableName, Partial<LiveTable> | null>>): Promise<SchemaFinding> {
    const { findings, usable } = await service(changes).check();
    expect(findings).toHaveLength(1);
    expect(usable).toBe(findings[0]?.weight !== 'needed');
    return findings[0] as SchemaFinding;
  }

  test('as defined has no differences', async () => {
    expect(await service({}).check()).toMatchObject({ findings: [], usable: true, warehouse: 'bigquery://p' });
  });

  test('a store that is not partitioned, or on another column, cannot be written', async () => {
    const unpartitioned = await only({ [FEATURE_STORE]: { partitionColumn: null } });
    expect(unpartitioned).toMatchObject({ problem: 'not_partitioned', weight: 'needed', column: null });
    expect(unpartitioned.message).toContain(
      'p.nba_predictions.ml_feature_store_v2 is not partitioned by day on game_date',
    );
    expect(unpartitioned.disables).toEqual([
      'screen Backfill',
      'command backfill',
      'command resume',
      'command restore',
    ]);
    const other = await only({ [FEATURE_STORE]: { partitionColumn: 'created_at', requiresPartitionFilter: false } });
    expect(other).toMatchObject({ problem: 'other_partition', found: 'partitioned on created_at', weight: 'needed' });
  });

  test('a table that is only read costs more, and works', async () => {
    expect(await only({ [BOX]: { partitionColumn: null } })).toMatchObject({
      problem: 'not_partitioned',
      weight: 'declared',
      disables: [],
    });
  });

  test('a table that asks for a filter on another column refuses what is read of it', async () => {
    const finding = await only({ [BOX]: { partitionColumn: 'processed_at', requiresPartitionFilter: true } });
    expect(finding).toMatchObject({ problem: 'other_partition', weight: 'needed' });
    expect(finding.disables).toContain('command backfill');
  });

  test('a view can be read and not written, and nothing more is said of its partitions', async () => {
    const view = { kind: 'view', partitionColumn: null } as const;
    expect(await only({ [FEATURE_STORE]: view })).toMatchObject({ problem: 'view', weight: 'needed', found: 'a view' });
    expect(await only({ [BOX]: view })).toMatchObject({ problem: 'view', weight: 'declared', disables: [] });
  });

  test('a missing table and a missing column are named as they are called there', async () => {
    const missing = await only({ 'nba_raw.nbac_schedule': null });
    expect(missing).toMatchObject({ problem: 'missing_table', message: 'p.nba_raw.nbac_schedule is not there' });
    expect(missing.disables).toEqual(expect.arrayContaining(['screen Backfill', 'command plan']));
    expect(missing.disables).not.toContain('opening the file');
  });

  test("the service's own names of types, and precision, are no differences; another kind is", async () => {
    const asService = (type: string): string =>
      type
        .replace('INT64', 'INTEGER')
        .replace(/^FLOAT64$/, 'FLOAT')
        .replace(/^BOOL$/, 'BOOLEAN')
        .replace(/^NUMERIC.*/, 'NUMERIC');
    const changes = Object.fromEntries(
      tableDefinitions.map(({ name, columns }) => [
        name,
        { columns: columns.map((column) => ({ name: column.name.toUpperCase(), type: asService(column.type) })) },
      ]),
    );
    expect((await service(changes).check()).findings).toEqual([]);
    const columns = tableDefinitions
      .find(({ name }) => name === ODDS)
      ?.columns.map((column) => ({
        name: column.name,
        type: column.name === 'points_line' ? 'BIGNUMERIC' : column.type,
      }));
    expect(await only({ [ODDS]: { columns: columns ?? [] } })).toMatchObject({
      found: 'BIGNUMERIC',
      expected: 'FLOAT64',
    });
  });
});

const VALUES: Readonly<Record<ParamType, unknown>> = {
  STRING: 'x',
  INT64: 1,
  FLOAT64: 1,
  NUMERIC: 1,
  BOOL: true,
  DATE: '2026-01-01',
  TIMESTAMP: '2026-01-01T00:00:00Z',
  'ARRAY<STRING>': ['x'],
  'ARRAY<DATE>': ['2026-01-01'],
};

function paramsOf({ params }: AnyStatement): Readonly<Record<string, unknown>> {
  return Object.fromEntries(Object.entries(params).map(([name, type]) => [name, VALUES[type]]));
}

test('the columns that a statement is said to read are those without which it fails', async () => {
  const path = await doctored();
  const warehouse = await openDuckDbWarehouse({ path });
  const wrong: string[] = [];
  await warehouse.exclusively('dropping columns', async (connection) => {
    for (const { name: table, columns } of tableDefinitions) {
      const readers = allStatements.filter(({ tables }) => tables.includes(table));
      for (const { name: column } of columns) {
        await connection.run('BEGIN');
        await connection.run(`ALTER TABLE ${table} DROP COLUMN "${column}"`);
        for (const statement of readers) {
          // What the text does not name cannot be missed.
          if (!statement.sql.includes(column)) continue;
          const fails = await readAll(connection, path, statement, paramsOf(statement), {}).then(
            () => false,
            () => true,
          );
          if (fails !== (columnsRead(statement).get(table)?.has(column) ?? false)) {
            wrong.push(`${statement.name} ${table}.${column}: ${fails ? 'fails' : 'works'}`);
          }
        }
        await connection.run('ROLLBACK');
      }
    }
  });
  await warehouse.close();
  expect(wrong).toEqual([]);
});

test('every statement is known by what people see of it', async () => {
  const missing = await compareSchema({ kind: 'file', path: empty }, {});
  expect(missing.usable).toBe(true);
  const liveTable = async (): Promise<null> => null;
  const info = { engine: 'bigquery', chunkDays: 60, label: 'p', location: 'bigquery://p' } as const;
  const { findings } = await new SchemaService({ info, liveTable } as unknown as Warehouse).check();
  expect(findings.flatMap(({ disables }) => disables).filter((use) => use.startsWith('statement '))).toEqual([]);
  const features = new Set(findings.flatMap(({ disables }) => disables).filter((use) => use.startsWith('feature ')));
  expect(features.size).toBe(37);
});

describe('the CREATE TABLE statements', () => {
  test('of a file make a warehouse without differences', async () => {
    const path = await doctored(
      ...TABLE_NAMES.slice(1).map((name) => `DROP TABLE ${name}`),
      ddlText('duckdb', (name) => name).replace(/CREATE TABLE "nba_raw"."odds[^;]*;/, ''),
    );
    expect((await compareSchema({ kind: 'file', path }, {})).findings).toEqual([]);
  });

  test('of a project carry the names that are set', () => {
    const settings = { ...DEFAULT_BIGQUERY, project: 'my-project', datasets: { nba_raw: 'feeds-project.raw_eu' } };
    const ddl = ddlOf({ kind: 'bigquery', settings });
    expect(ddl).toContain('`feeds-project.raw_eu.nbac_schedule`');
    expect(ddl).toContain('`my-project.nba_predictions.ml_feature_store_v2`');
    expect(ddl.match(/^CREATE TABLE/gm)).toHaveLength(TABLE_NAMES.length);
    expect(ddl).toContain('require_partition_filter=TRUE');
  });
});
