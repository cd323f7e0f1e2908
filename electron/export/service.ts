import { rm } from 'node:fs/promises';
import { assertNever } from '../../shared/assert-never.js';
import type { RunDetail } from '../../shared/backfill.js';
import type { ExportResult } from '../../shared/console.js';
import { BacklineError } from '../../shared/errors.js';
import type { DateRange, GameDate } from '../../shared/game-date.js';
import type { Clock } from '../calendar/clock.js';
import { storeCounts } from '../coverage/counts.js';
import { coverageFeature, LINE_FEATURE } from '../coverage/features.js';
import type { Warehouse } from '../warehouse/port.js';
import { storeRows } from '../warehouse/statements/store-rows.js';
import { csvRecord } from './csv.js';
import { formatOf } from './format.js';
import { writeManifest } from './manifest.js';
import { runDatesCsv } from './run-dates.js';
import { csvFields, exportColumns, valueOf, type ExportColumn, type ExportRow } from './store-columns.js';
import { writeText, writeWhole, type WrittenFile } from './whole-file.js';

/** Makes a Parquet file of an NDJSON file; handed in, because only the warehouse knows an engine. */
export type WriteParquet = (
  ndjsonPath: string,
  columns: readonly ExportColumn[],
  parquetPath: string,
) => Promise<WrittenFile>;

export interface ExportParts {
  readonly warehouse: Warehouse;
  readonly clock: Clock;
  readonly writeParquet: WriteParquet;
}

export interface FeatureExport {
  readonly range: DateRange;
  /** Its ending says the format. */
  readonly path: string;
  readonly withTimes: boolean;
  readonly signal?: AbortSignal | undefined;
  readonly onRows?: ((rows: number) => void) | undefined;
}

/** A sorted read holds its rows in the engine; this many of them are some tens of megabytes. */
const ROWS_AT_ONCE = 20_000;

/** Ranges of consecutive dates with rows, each of few enough rows unless a single date has more. */
export function readableRanges(rowsByDate: ReadonlyMap<GameDate, number>): readonly DateRange[] {
  const ranges: { from: GameDate; to: GameDate; rows: number }[] = [];
  for (const [date, rows] of [...rowsByDate].sort(([a], [b]) => (a < b ? -1 : 1))) {
    const last = ranges.at(-1);
    if (last === undefined || last.rows + rows > ROWS_AT_ONCE) ranges.push({ from: date, to: date, rows });
    else Object.assign(last, { to: date, rows: last.rows + rows });
  }
  return ranges.map(({ from, to }) => ({ from, to }));
}

/** Writes what the store and the journal hold to files; nothing stands at the path until it is whole. */
export class ExportService {
  constructor(private readonly parts: ExportParts) {}

  /**
   * Feature rows of a range, sorted by date, then player; equal stores give equal bytes unless times are asked for.
   * @throws BacklineError `bad_input` for an unknown ending, `nothing_to_do` without rows, `disk_unwritable`, `cancelled`.
   */
  async features(request: FeatureExport): Promise<ExportResult> {
    const { path, range, withTimes } = request;
    const format = formatOf(path);
    const counted = { rows: 0 };
    const file = await writeWhole(path, async (beside) => {
      const written = await this.write(format, beside, request, counted);
      if (counted.rows > 0) return written;
      throw new BacklineError('nothing_to_do', `the store has no rows from ${range.from} to ${range.to}`, {
        subject: `${range.from}..${range.to}`,
      });
    });
    await writeManifest(path, {
      what: 'feature rows',
      filters: { from: range.from, to: range.to, times: withTimes },
      statement: storeRows.sql.trim(),
      rows: counted.rows,
      file,
      warehouse: this.parts.warehouse.info,
      writtenAt: this.parts.clock.now().toISOString(),
    });
    return { path, rows: counted.rows, bytes: file.bytes };
  }

  /** The dates of a run as CSV. */
  async runDates(run: RunDetail, path: string): Promise<ExportResult> {
    if (formatOf(path) !== 'csv') {
      throw new BacklineError('bad_input', `--out: "${path}" does not end in .csv`, { subject: '--out' });
    }
    const file = await writeWhole(path, (beside) => writeText(beside, runDatesCsv(run)));
    return { path, rows: run.dates.length, bytes: file.bytes };
  }

  private async write(
    format: ReturnType<typeof formatOf>,
    beside: string,
    request: FeatureExport,
    counted: { rows: number },
  ): Promise<WrittenFile> {
    switch (format) {
      case 'ndjson':
        return writeText(beside, this.ndjson(request, counted));
      case 'csv':
        return writeText(beside, this.csv(request, counted));
      case 'parquet': {
        const step = `${beside}.ndjson`;
        try {
          await writeText(step, this.ndjson(request, counted));
          return await this.parts.writeParquet(step, exportColumns(request.withTimes), beside);
        } finally {
          await rm(step, { force: true });
        }
      }
      default:
        return assertNever(format, 'export format');
    }
  }

  private async *ndjson(request: FeatureExport, counted: { rows: number }): AsyncIterable<string> {
    const columns = exportColumns(request.withTimes);
    for await (const row of this.rows(request, counted)) {
      yield `${JSON.stringify(Object.fromEntries(columns.map((column) => [column.name, valueOf(row, column)])))}\n`;
    }
  }

  private async *csv(request: FeatureExport, counted: { rows: number }): AsyncIterable<string> {
    const fields = csvFields(request.withTimes);
    yield csvRecord(fields.map((field) => field.name));
    for await (const row of this.rows(request, counted)) yield csvRecord(fields.map((field) => field.value(row)));
  }

  private async *rows(request: FeatureExport, counted: { rows: number }): AsyncIterable<ExportRow> {
    const { warehouse } = this.parts;
    const counts = await storeCounts(warehouse, request.range, coverageFeature(LINE_FEATURE));
    for (const range of readableRanges(new Map([...counts].map(([date, { rows }]) => [date, rows])))) {
      for await (const batch of warehouse.stream(storeRows, range, { signal: request.signal })) {
        if (request.signal?.aborted === true) throw new BacklineError('cancelled', 'the export was cancelled');
        counted.rows += batch.length;
        request.onRows?.(counted.rows);
        yield* batch;
      }
    }
  }
}
