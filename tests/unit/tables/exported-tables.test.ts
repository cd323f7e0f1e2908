import { mkdtemp, readdir, readFile, rm, symlink } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DuckDBInstance } from '@duckdb/node-api';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { writeText, writeWhole } from '../../../electron/export/whole-file.js';
import { openTable } from '../../../electron/tables/open-table.js';
import type { Warehouse } from '../../../electron/warehouse/port.js';
import { DEFAULT_CSV, type CsvSettings } from '../../../shared/settings.js';
import { PLAN_DATE_COLUMNS } from '../../../shared/tables/plan-dates.js';
import { EVERYTHING, type TableColumn, type TableQuery } from '../../../shared/tables/table.js';
import { exportsOf } from '../export/support.js';
import { parseCsv } from '../export/rfc4180.js';
import { day, makePlanDate } from '../renderer/support/fixtures.js';

interface Row {
  readonly name: string | null;
  readonly line: number | null;
  readonly share: number | null;
  readonly day: string;
  readonly played: boolean;
}

const COLUMNS: readonly TableColumn<Row>[] = [
  { id: 'name', header: 'Name', type: 'text', value: (row) => row.name },
  { id: 'line', header: 'Line', type: 'number', value: (row) => row.line },
  { id: 'share_percent', header: 'Share', type: 'percent', value: (row) => row.share },
  { id: 'day', header: 'Day', type: 'date', value: (row) => row.day },
  { id: 'played', header: 'Played', type: 'boolean', value: (row) => row.played },
];
const ROWS: readonly Row[] = [
  { name: '=1+1', line: -3.5, share: 100 / 3, day: '2026-01-10', played: true },
  { name: 'say "hi",\nBob', line: 20.5, share: null, day: '2026-01-11', played: false },
  { name: '', line: null, share: 0, day: '2026-01-12', played: true },
  { name: null, line: 8, share: 50, day: '2026-01-13', played: true },
];
const SCOPE = { table: 'runs' } as const;

let folder: string;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'backline-tables-'));
});
afterEach(async () => {
  await rm(folder, { recursive: true, force: true });
});

const warehouse = {
  info: { engine: 'duckdb', chunkDays: 31, label: 'Test', location: '/test.duckdb' },
} as unknown as Warehouse;

function exporting(rows: readonly Row[] = ROWS, csv: CsvSettings = DEFAULT_CSV): ReturnType<typeof exportsOf> {
  return exportsOf(warehouse, { tableOf: async () => openTable(COLUMNS, rows), csv: async () => csv });
}

describe('a table as it is filtered and sorted', () => {
  const query: TableQuery = {
    filters: [{ column: 'played', op: 'is', values: ['true'] }],
    sort: [{ column: 'line', desc: true }],
    search: '',
  };

  it('is written as CSV by the settings, with a manifest that tells the question', async () => {
    const path = join(folder, 'rows.csv');
    const csv = { delimiter: ';', byteOrderMark: true, nullText: 'NULL' } as const;
    const result = await exporting(ROWS, csv).table({ scope: SCOPE, query, path });
    const text = await readFile(path, 'utf8');
    expect(result).toEqual({ path, rows: 3, bytes: Buffer.byteLength(text) });
    expect(text.startsWith('\uFEFFname;line;')).toBe(true);
    const [, ...records] = parseCsv(text.slice(1), ';');
    expect(records.map((record) => record.map(({ text: cell }) => cell))).toEqual([
      ['NULL', '8', '50', '2026-01-13', 'true'],
      ["'=1+1", '-3.5', String(100 / 3), '2026-01-10', 'true'],
      ['', 'NULL', '0', '2026-01-12', 'true'],
    ]);
    expect(JSON.parse(await readFile(`${path}.manifest.json`, 'utf8'))).toMatchObject({
      what: 'runs',
      csv,
      filters: query.filters,
      sort: query.sort,
      rows: 3,
      rowsUnfiltered: 4,
    });
  });

  it('is one JSON document, and an object a line', async () => {
    await exporting().table({ scope: SCOPE, query: EVERYTHING, path: join(folder, 'rows.json') });
    await exporting().table({ scope: SCOPE, query: EVERYTHING, path: join(folder, 'rows.ndjson') });
    const document = JSON.parse(await readFile(join(folder, 'rows.json'), 'utf8')) as unknown[];
    expect(document).toEqual(ROWS.map(({ share, ...row }) => ({ ...row, share_percent: share })));
    const lines = (await readFile(join(folder, 'rows.ndjson'), 'utf8')).trimEnd().split('\n');
    expect(lines.map((line) => JSON.parse(line) as unknown)).toEqual(document);
    await exporting([]).table({ scope: SCOPE, query: EVERYTHING, path: join(folder, 'none.json') });
    expect(JSON.parse(await readFile(join(folder, 'none.json'), 'utf8'))).toEqual([]);
  });

  it('has only the columns asked for, in their order, in every format; its manifest tells which were left out', async () => {
    const columns = ['day', 'share_percent', 'name'];
    const path = (ending: string): string => join(folder, `rows.${ending}`);
    for (const ending of ['csv', 'json', 'ndjson', 'parquet'])
      // What is not written still filters and sorts.
      await exporting().table({ scope: SCOPE, query, columns, path: path(ending) });
    const [head, ...records] = parseCsv(await readFile(path('csv'), 'utf8'));
    expect(head?.map(({ text }) => text)).toEqual(columns);
    expect(records.map(([date]) => date?.text)).toEqual(['2026-01-13', '2026-01-10', '2026-01-12']);
    const document = JSON.parse(await readFile(path('json'), 'utf8')) as readonly object[];
    expect(document).toEqual([
      { day: '2026-01-13', share_percent: 50, name: null },
      { day: '2026-01-10', share_percent: 100 / 3, name: '=1+1' },
      { day: '2026-01-12', share_percent: 0, name: '' },
    ]);
    expect(document.map((row) => Object.keys(row))).toEqual([columns, columns, columns]);
    const lines = (await readFile(path('ndjson'), 'utf8')).trimEnd().split('\n');
    expect(lines.map((line) => JSON.parse(line) as unknown)).toEqual(document);
    const engine = await (await DuckDBInstance.create()).connect();
    const read = await engine.runAndReadAll(`SELECT * FROM '${path('parquet')}'`);
    expect(read.columnNames()).toEqual(columns);
    expect(read.columnTypes().map(String)).toEqual(['DATE', 'DOUBLE', 'VARCHAR']);
    expect(read.getRowsJson()).toEqual(document.map((row): readonly unknown[] => Object.values(row)));
    engine.closeSync();
    for (const ending of ['csv', 'json', 'ndjson', 'parquet'])
      expect(JSON.parse(await readFile(`${path(ending)}.manifest.json`, 'utf8'))).toMatchObject({
        columns,
        columnsLeftOut: ['line', 'played'],
      });
    await exporting().table({ scope: SCOPE, query, columns: null, path: path('csv') });
    expect(JSON.parse(await readFile(`${path('csv')}.manifest.json`, 'utf8'))).toMatchObject({
      columns: COLUMNS.map(({ id }) => id),
      columnsLeftOut: [],
    });
  });

  it('names a column that is not there, a wrong ending, a NULL text that cannot be; and writes nothing', async () => {
    const path = join(folder, 'rows.csv');
    const unknown = { ...EVERYTHING, sort: [{ column: 'nope', desc: false }] };
    await expect(exporting().table({ scope: SCOPE, query: unknown, path })).rejects.toMatchObject({ subject: 'nope' });
    const only = (...columns: string[]): Promise<unknown> =>
      exporting().table({ scope: SCOPE, query: EVERYTHING, columns, path });
    await expect(only('day', 'nope')).rejects.toMatchObject({ code: 'bad_input', subject: 'nope' });
    await expect(only('day', 'line', 'day')).rejects.toMatchObject({ code: 'bad_input', subject: 'day' });
    const wrong = exporting().table({ scope: SCOPE, query: EVERYTHING, path: join(folder, 'rows.xlsx') });
    await expect(wrong).rejects.toMatchObject({ code: 'bad_input' });
    const csv = { ...DEFAULT_CSV, nullText: '=1' };
    await expect(exporting(ROWS, csv).table({ scope: SCOPE, query: EVERYTHING, path })).rejects.toMatchObject({
      subject: 'csv.nullText',
    });
    expect(await readdir(folder)).toEqual([]);
  });

  it('leaves nothing when it is cancelled on the way', async () => {
    const stop = new AbortController();
    const many = Array.from({ length: 5_000 }, () => ROWS[0] as Row);
    const work = exporting(many).table({
      scope: SCOPE,
      query: EVERYTHING,
      path: join(folder, 'rows.csv'),
      signal: stop.signal,
      onRows: (rows) => {
        if (rows >= 2_000) stop.abort();
      },
    });
    await expect(work).rejects.toMatchObject({ code: 'cancelled' });
    expect(await readdir(folder)).toEqual([]);
  });

  // A device of the system whose every write fails for want of space; the shortest way to a full disk without a mount.
  it.skipIf(process.platform !== 'linux')('names the path when the disk is full, and leaves nothing', async () => {
    const path = join(folder, 'rows.csv');
    const work = writeWhole(path, async (beside) => {
      await symlink('/dev/full', beside);
      return writeText(beside, ['x'.repeat(1_000_000)]);
    });
    await expect(work).rejects.toMatchObject({
      code: 'disk_unwritable',
      subject: path,
      message: `cannot write ${path}: no space is left`,
    });
    expect(await readdir(folder)).toEqual([]);
  });
});

it('tells shares by both counts and as percent', () => {
  const row = {
    ...makePlanDate(day('2025-12-02')),
    coverageAfter: { numerator: 1, denominator: 3 },
    matchAfter: { numerator: 0, denominator: 0 },
  };
  const cell = (id: string) => PLAN_DATE_COLUMNS.find((column) => column.id === id)?.value(row);
  expect([cell('coverage_after_numerator'), cell('coverage_after_denominator')]).toEqual([1, 3]);
  expect(cell('coverage_after_percent')).toBeCloseTo(100 / 3);
  expect(cell('match_after_percent')).toBeNull();
});
