import { join } from 'node:path';
import { BacklineError } from '../../shared/errors.js';
import { eachDate, type DateRange, type GameDate } from '../../shared/game-date.js';
import type { CsvSettings } from '../../shared/settings.js';
import { EVERYTHING } from '../../shared/tables/table.js';
import { storeCounts } from '../coverage/counts.js';
import { coverageFeature, LINE_FEATURE } from '../coverage/features.js';
import type { TextLines } from '../warehouse/line-shape.js';
import type { Warehouse } from '../warehouse/port.js';
import { storeRows } from '../warehouse/statements/store-rows.js';
import { throwIfCancelled, type FeatureExport } from './requests.js';
import type { Source } from './source.js';
import { csvFields, exportColumns, jsonFields, type ExportRow } from './store-columns.js';
import { lineShape, textShape, type TextField, type TextFormat, type TextShape } from './text.js';
import type { Piece } from './whole-file.js';

/** A sorted read holds its rows in the engine; this many of them are some tens of megabytes. */
const ROWS_AT_ONCE = 12_000;
/** Fewer where the engine writes the lines itself, because two such parts and their text are held. */
const LINES_AT_ONCE = 4_000;
/** Rows after which the engine lets go of the pages it keeps of what it has read: they are not read again. */
const FORGET_EVERY = 40_000;
/** More players than any date has (domain: rebuilds take 500 and more a day): for a bound before the rows are counted. */
const MOST_ROWS_A_DATE = 600;

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

/**
 * Feature rows of a range, sorted by date, then player. Their text and their files fail with `nothing_to_do` where there
 * are none.
 */
export function storeSource(warehouse: Warehouse, request: FeatureExport): Source<ExportRow> {
  const { range, withTimes } = request;
  const counted = { rows: 0 };
  return {
    fields: (format) => (format === 'csv' ? csvFields(withTimes) : jsonFields(withTimes)),
    types: exportColumns(withTimes),
    text: (format, fields, csv) => storeText(warehouse, request, format, fields, csv, counted),
    parquetParts:
      warehouse.parquetPart === undefined
        ? null
        : (folder, fields) => storeParquet(warehouse, request, folder, fields, counted),
    describe: () => ({
      what: 'feature rows',
      parameters: { from: range.from, to: range.to, times: withTimes },
      query: EVERYTHING,
      statement: storeRows.sql.trim(),
      rows: counted.rows,
      rowsUnfiltered: counted.rows,
    }),
  };
}

/** What a file of the range reads at most: each part is billed by itself, and how many there are hangs on the rows. */
export async function readForFile(warehouse: Warehouse, range: DateRange): Promise<void> {
  await rowsByDate(warehouse, range);
  const full = new Map(eachDate(range).map((date) => [date, MOST_ROWS_A_DATE]));
  for (const part of readableRanges(full, ROWS_AT_ONCE)) await warehouse.read(storeRows, part);
}

async function storeParquet(
  warehouse: Warehouse,
  request: FeatureExport,
  folder: string,
  fields: readonly TextField<ExportRow>[],
  counted: { rows: number },
): Promise<readonly string[]> {
  const { range, signal, withTimes } = request;
  const types = new Map(exportColumns(withTimes).map(({ name, type }) => [name, type]));
  const columns = fields.flatMap(({ name, from }) => {
    const type = types.get(name);
    return type === undefined || from === undefined ? [] : [{ name, type, from }];
  });
  const files: string[] = [];
  const forget = forgetting(warehouse);
  for (const part of readableRanges(await rowsByDate(warehouse, range), ROWS_AT_ONCE)) {
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

async function* storeText(
  warehouse: Warehouse,
  request: FeatureExport,
  format: TextFormat,
  fields: readonly TextField<ExportRow>[],
  csv: CsvSettings,
  counted: { rows: number },
): AsyncIterable<Piece> {
  const { range, signal } = request;
  const shape = textShape(format, fields, csv);
  yield shape.start;
  for await (const { rows, text } of storeLines(warehouse, request, format, fields, csv)) {
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
async function* storeLines(
  warehouse: Warehouse,
  { range, signal }: FeatureExport,
  format: TextFormat,
  fields: readonly TextField<ExportRow>[],
  csv: CsvSettings,
): AsyncIterable<TextLines> {
  const lines = lineShape(format, fields, csv);
  const shape = textShape(format, fields, csv);
  const counts = await rowsByDate(warehouse, range);
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

async function rowsByDate(warehouse: Warehouse, range: DateRange): Promise<ReadonlyMap<GameDate, number>> {
  const counts = await storeCounts(warehouse, range, coverageFeature(LINE_FEATURE));
  return new Map([...counts].map(([date, { rows }]) => [date, rows]));
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
