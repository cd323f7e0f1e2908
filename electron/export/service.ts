import { mkdir, rm } from 'node:fs/promises';
import { join } from 'node:path';
import type { ExportResult } from '../../shared/console.js';
import { BacklineError } from '../../shared/errors.js';
import type { DateRange, GameDate } from '../../shared/game-date.js';
import type { CsvSettings } from '../../shared/settings.js';
import type { ExportFormat, TableScope } from '../../shared/tables/scope.js';
import { EVERYTHING, type CellType, type CellValue, type TableQuery } from '../../shared/tables/table.js';
import type { Clock } from '../calendar/clock.js';
import { storeCounts } from '../coverage/counts.js';
import { coverageFeature, LINE_FEATURE } from '../coverage/features.js';
import type { OpenTable, TableField } from '../tables/open-table.js';
import type { Warehouse } from '../warehouse/port.js';
import { storeRows } from '../warehouse/statements/store-rows.js';
import type { TextLines } from '../warehouse/line-shape.js';
import type { SqlType } from '../warehouse/tables/sql-type.js';
import { checkCsvSettings } from '../../shared/csv.js';
import { formatOf } from './format.js';
import { manifestPath, manifestText, type Manifest } from './manifest.js';
import { csvFields, exportColumns, jsonFields, type ExportColumn, type ExportRow } from './store-columns.js';
import { lineShape, textOf, textShape, type TextField, type TextFormat, type TextShape } from './text.js';
import { reasonIn, writeDescribed, writeText, type Piece, type WrittenFile } from './whole-file.js';

/** Makes a Parquet file of an NDJSON file or of others; handed in, because only the warehouse knows an engine. */
export type WriteParquet = (
  source: { readonly ndjson: string } | { readonly parquet: readonly string[] },
  columns: readonly ExportColumn[],
  parquetPath: string,
) => Promise<WrittenFile>;

export interface ExportParts {
  readonly warehouse: Warehouse;
  readonly clock: Clock;
  readonly writeParquet: WriteParquet;
  /** What a screen's table holds. */
  readonly tableOf: (scope: TableScope, signal: AbortSignal | undefined) => Promise<OpenTable>;
  /** How CSV is to be written. */
  readonly csv: () => Promise<CsvSettings>;
}

interface Watched {
  readonly signal?: AbortSignal | undefined;
  /** Rows so far. */
  readonly onRows?: ((rows: number) => void) | undefined;
}

export interface FeatureExport extends Watched {
  readonly range: DateRange;
  /** Its ending says the format. */
  readonly path: string;
  readonly withTimes: boolean;
}

export interface TableExport extends Watched {
  readonly scope: TableScope;
  readonly query: TableQuery;
  /** Only these, in this order; all of the table's where it is null or left out. */
  readonly columns?: readonly string[] | null;
  /** Its ending says the format. */
  readonly path: string;
}

export interface ChartExport extends Watched {
  readonly title: string;
  /** One for each series, with its unit. */
  readonly columns: readonly string[];
  /** As many values as columns. */
  readonly rows: readonly { readonly date: GameDate; readonly values: readonly (number | null)[] }[];
  /** Its ending says the format. */
  readonly path: string;
}

/** A sorted read holds its rows in the engine; this many of them are some tens of megabytes. */
const ROWS_AT_ONCE = 12_000;
/** Fewer where the engine writes the lines itself, because two such parts and their text are held. */
const LINES_AT_ONCE = 4_000;
/** Rows after which the engine lets go of the pages it keeps of what it has read: they are not read again. */
const FORGET_EVERY = 40_000;
/** Rows of a table between two looks at whether it was cancelled. */
const TABLE_BATCH = 1_000;

/** Ranges of consecutive dates with rows, each of few enough rows unless a single date has more. */
export function readableRanges(rowsByDate: ReadonlyMap<GameDate, number>, rowsAtOnce: number): readonly DateRange[] {
  const ranges: { from: GameDate; to: GameDate; rows: number }[] = [];
  for (const [date, rows] of [...rowsByDate].sort(([a], [b]) => (a < b ? -1 : 1))) {
    const last = ranges.at(-1);
    if (last === undefined || last.rows + rows > rowsAtOnce) ranges.push({ from: date, to: date, rows });
    else Object.assign(last, { to: date, rows: last.rows + rows });
  }
  return ranges.map(({ from, to }) => ({ from, to }));
}

function cellType(type: CellType): SqlType {
  switch (type) {
    case 'date':
      return { kind: 'DATE' };
    case 'timestamp':
      return { kind: 'TIMESTAMP' };
    case 'integer':
      return { kind: 'INT64' };
    case 'number':
    case 'percent':
      return { kind: 'FLOAT64' };
    case 'boolean':
      return { kind: 'BOOL' };
    case 'text':
      return { kind: 'STRING' };
  }
}

/** Something to be written: its columns and its text. */
interface Source<R> {
  readonly fields: (format: ExportFormat) => readonly TextField<R>[];
  /** For Parquet. */
  readonly types: readonly ExportColumn[];
  readonly text: (format: TextFormat, fields: readonly TextField<R>[], csv: CsvSettings) => AsyncIterable<Piece>;
  /** Writes Parquet files into a folder that together hold the rows in order; null where the rows come as text only. */
  readonly parquetParts: ((folder: string, fields: readonly TextField<R>[]) => Promise<readonly string[]>) | null;
  /** Known once the text is through. */
  readonly describe: () => Pick<Manifest, 'what' | 'parameters' | 'statement' | 'rows' | 'rowsUnfiltered'> & {
    readonly query: TableQuery;
    readonly columnsLeftOut?: readonly string[];
  };
}

/** Writes what the store holds and what screens show to files; nothing stands at the path until it is whole. */
export class ExportService {
  constructor(private readonly parts: ExportParts) {}

  /**
   * Feature rows of a range, sorted by date, then player; equal stores give equal bytes unless times are asked for.
   * @throws BacklineError `bad_input` for an unknown ending, `nothing_to_do` without rows, `disk_unwritable`, `cancelled`.
   */
  async features(request: FeatureExport): Promise<ExportResult> {
    const { range, withTimes } = request;
    const counted = { rows: 0 };
    return this.write<ExportRow>(request, {
      fields: (format) => (format === 'csv' ? csvFields(withTimes) : jsonFields(withTimes)),
      types: exportColumns(withTimes),
      text: (format, fields, csv) => this.storeText(request, format, fields, csv, counted),
      parquetParts:
        this.parts.warehouse.parquetPart === undefined
          ? null
          : (folder, fields) => this.storeParquet(request, folder, fields, counted),
      describe: () => ({
        what: 'feature rows',
        parameters: { from: range.from, to: range.to, times: withTimes },
        query: EVERYTHING,
        statement: storeRows.sql.trim(),
        rows: counted.rows,
        rowsUnfiltered: counted.rows,
      }),
    });
  }

  /**
   * A table as a screen shows it: asked for anew, filtered and sorted by the same rules.
   * @throws BacklineError `bad_input` for an unknown ending, an unknown column or one named twice, `disk_unwritable`,
   * `cancelled`.
   */
  async table(request: TableExport): Promise<ExportResult> {
    const { path, query, scope } = request;
    formatOf(path);
    const table = await this.parts.tableOf(scope, request.signal);
    throwIfCancelled(request.signal);
    const columns = columnsOf(table.fields, request.columns ?? null);
    const { rows, cells } = table.select(query);
    const { table: name, ...parameters } = scope;
    return this.write<readonly CellValue[]>(request, {
      fields: () => columns.map(({ id, at }) => ({ name: id, value: (row) => row[at] ?? null })),
      types: columns.map(({ id, type }) => ({ name: id, type: cellType(type) })),
      text: (format, fields, csv) => textOf(textShape(format, fields, csv), batchesOf(cells(), request)),
      parquetParts: null,
      describe: () => ({
        what: name,
        parameters,
        query,
        statement: null,
        rows,
        rowsUnfiltered: table.rows,
        columnsLeftOut: table.fields.flatMap(({ id }) => (columns.some((one) => one.id === id) ? [] : [id])),
      }),
    });
  }

  /**
   * The figures of a chart: the date, then a column a series; a gap is NULL.
   * @throws BacklineError `bad_input` for an unknown ending, `disk_unwritable`, `cancelled`.
   */
  async chart(request: ChartExport): Promise<ExportResult> {
    const { columns, rows, title } = request;
    type Row = ChartExport['rows'][number];
    const fields: readonly TextField<Row>[] = [
      { name: 'date', value: ({ date }) => date },
      ...columns.map((name, at) => ({ name, value: ({ values }: Row) => values[at] ?? null })),
    ];
    return this.write<Row>(request, {
      fields: () => fields,
      types: [
        { name: 'date', type: { kind: 'DATE' } },
        ...columns.map((name): ExportColumn => ({ name, type: { kind: 'FLOAT64' } })),
      ],
      text: (format, shown, csv) => textOf(textShape(format, shown, csv), batchesOf(rows, request)),
      parquetParts: null,
      describe: () => ({
        what: `chart: ${title}`,
        parameters: { from: rows[0]?.date ?? null, to: rows.at(-1)?.date ?? null },
        query: EVERYTHING,
        statement: null,
        rows: rows.length,
        rowsUnfiltered: rows.length,
      }),
    });
  }

  private async write<R>(request: Watched & { readonly path: string }, source: Source<R>): Promise<ExportResult> {
    const { path } = request;
    const format = formatOf(path);
    const csv = await this.parts.csv();
    if (format === 'csv') checkCsvSettings(csv);
    const fields = source.fields(format);
    return writeDescribed(path, manifestPath(path), async (beside) => {
      const file = await this.writeFile(format, path, beside, fields, source, csv);
      throwIfCancelled(request.signal);
      const { query, columnsLeftOut = [], ...said } = source.describe();
      const text = manifestText({
        ...said,
        format,
        csv: format === 'csv' ? csv : null,
        filters: query.filters,
        sort: query.sort,
        search: query.search,
        columns: fields.map(({ name }) => name),
        columnsLeftOut,
        file,
        warehouse: this.parts.warehouse.info,
        writtenAt: this.parts.clock.now().toISOString(),
      });
      return { result: { path, rows: said.rows, bytes: file.bytes }, text };
    });
  }

  private async writeFile<R>(
    format: ExportFormat,
    path: string,
    beside: string,
    fields: readonly TextField<R>[],
    source: Source<R>,
    csv: CsvSettings,
  ): Promise<WrittenFile> {
    if (format !== 'parquet') return writeText(beside, source.text(format, fields, csv));
    const steps = `${beside}.steps`;
    try {
      await mkdir(steps);
      if (source.parquetParts !== null) {
        const parquet = await source.parquetParts(steps, fields);
        return await this.parts.writeParquet({ parquet }, source.types, beside);
      }
      const ndjson = join(steps, 'rows.ndjson');
      await writeText(ndjson, source.text('ndjson', fields, csv));
      return await this.parts.writeParquet({ ndjson }, source.types, beside);
    } catch (thrown) {
      // The engine names the file it was at, which is of no use to who asked for another.
      if (!(thrown instanceof BacklineError) || thrown.code !== 'disk_unwritable') throw thrown;
      throw new BacklineError(
        'disk_unwritable',
        `cannot write ${path}: ${reasonIn(thrown.message) ?? thrown.message}`,
        {
          subject: path,
          cause: thrown,
        },
      );
    } finally {
      await rm(steps, { recursive: true, force: true });
    }
  }

  private async storeParquet(
    request: FeatureExport,
    folder: string,
    fields: readonly TextField<ExportRow>[],
    counted: { rows: number },
  ): Promise<readonly string[]> {
    const { warehouse } = this.parts;
    const { range, signal, withTimes } = request;
    const types = new Map(exportColumns(withTimes).map(({ name, type }) => [name, type]));
    const columns = fields.flatMap(({ name, from }) => {
      const type = types.get(name);
      return type === undefined || from === undefined ? [] : [{ name, type, from }];
    });
    const files: string[] = [];
    const forget = forgetting(warehouse);
    for (const part of readableRanges(await this.rowsByDate(range), ROWS_AT_ONCE)) {
      throwIfCancelled(signal);
      const file = join(folder, `${files.length}.parquet`);
      counted.rows += (await warehouse.parquetPart?.(storeRows, part, columns, file, { signal })) ?? 0;
      files.push(file);
      request.onRows?.(counted.rows);
      await forget(counted.rows);
    }
    if (counted.rows === 0) throw noRows(range);
    return files;
  }

  private async *storeText(
    request: FeatureExport,
    format: TextFormat,
    fields: readonly TextField<ExportRow>[],
    csv: CsvSettings,
    counted: { rows: number },
  ): AsyncIterable<Piece> {
    const { range, signal } = request;
    const shape = textShape(format, fields, csv);
    yield shape.start;
    for await (const { rows, text } of this.storeLines(request, format, fields, csv)) {
      throwIfCancelled(signal);
      // What stands between rows stands before each but the first.
      yield counted.rows === 0 ? text.subarray(Buffer.byteLength(shape.between)) : text;
      counted.rows += rows;
      request.onRows?.(counted.rows);
    }
    yield shape.end;
    if (counted.rows > 0) return;
    throw noRows(range);
  }

  /** Each row with what stands between rows before it. */
  private async *storeLines(
    { range, signal }: FeatureExport,
    format: TextFormat,
    fields: readonly TextField<ExportRow>[],
    csv: CsvSettings,
  ): AsyncIterable<TextLines> {
    const { warehouse } = this.parts;
    const lines = lineShape(format, fields, csv);
    const shape = textShape(format, fields, csv);
    const counts = await this.rowsByDate(range);
    const canWrite = lines !== null && warehouse.lines !== undefined;
    // Between two groups nobody reads, which is when the engine can let go of what it keeps.
    for (const group of readableRanges(counts, canWrite ? FORGET_EVERY : ROWS_AT_ONCE)) {
      const dates = new Map([...counts].filter(([date]) => date >= group.from && date <= group.to));
      const written = lines && warehouse.lines?.(storeRows, readableRanges(dates, LINES_AT_ONCE), lines, { signal });
      if (written) yield* written;
      else {
        for (const part of readableRanges(dates, ROWS_AT_ONCE)) {
          yield* linesInCode(warehouse.stream(storeRows, part, { signal }), shape);
        }
      }
      await warehouse.forget?.();
    }
  }

  private async rowsByDate(range: DateRange): Promise<ReadonlyMap<GameDate, number>> {
    const counts = await storeCounts(this.parts.warehouse, range, coverageFeature(LINE_FEATURE));
    return new Map([...counts].map(([date, { rows }]) => [date, rows]));
  }
}

interface ExportedField extends TableField {
  /** Its place among the table's columns. */
  readonly at: number;
}

function columnsOf(fields: readonly TableField[], wanted: readonly string[] | null): readonly ExportedField[] {
  const all = fields.map((field, at) => ({ ...field, at }));
  if (wanted === null) return all;
  const bad = (id: string, what: string): BacklineError =>
    new BacklineError('bad_input', what, {
      subject: id,
      remedy: `Columns: ${fields.map((one) => one.id).join(', ')}.`,
    });
  return wanted.map((id, position) => {
    const found = all.find((field) => field.id === id);
    if (found === undefined) throw bad(id, `there is no column "${id}" in this table`);
    if (wanted.indexOf(id) !== position) throw bad(id, `the column "${id}" is asked for twice`);
    return found;
  });
}

/** To be told the rows so far after each part. */
function forgetting(warehouse: Warehouse): (rows: number) => Promise<void> {
  let last = 0;
  return async (rows) => {
    if (rows - last < FORGET_EVERY) return;
    last = rows;
    await warehouse.forget?.();
  };
}

async function* linesInCode<R>(batches: AsyncIterable<readonly R[]>, shape: TextShape<R>): AsyncIterable<TextLines> {
  for await (const batch of batches) {
    const text = batch.map((row) => shape.between + shape.line(row)).join('');
    if (batch.length > 0) yield { rows: batch.length, text: Buffer.from(text, 'utf8') };
  }
}

function noRows({ from, to }: DateRange): BacklineError {
  return new BacklineError('nothing_to_do', `the store has no rows from ${from} to ${to}`, {
    subject: `${from}..${to}`,
  });
}

function throwIfCancelled(signal: AbortSignal | undefined): void {
  if (signal?.aborted === true) throw new BacklineError('cancelled', 'the export was cancelled');
}

function* batchesOf<R>(rows: Iterable<R>, { signal, onRows }: Watched): Iterable<readonly R[]> {
  let batch: R[] = [];
  let done = 0;
  for (const row of rows) {
    batch.push(row);
    if (batch.length < TABLE_BATCH) continue;
    throwIfCancelled(signal);
    yield batch;
    done += batch.length;
    onRows?.(done);
    batch = [];
  }
  yield batch;
  onRows?.(done + batch.length);
}
