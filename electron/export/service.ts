import { mkdir, rm } from 'node:fs/promises';
import { join } from 'node:path';
import type { ExportResult } from '../../shared/console.js';
import { checkCsvSettings } from '../../shared/csv.js';
import { BacklineError } from '../../shared/errors.js';
import type { CsvSettings } from '../../shared/settings.js';
import type { ExportFormat, TableScope } from '../../shared/tables/scope.js';
import type { Clock } from '../calendar/clock.js';
import type { OpenTable } from '../tables/open-table.js';
import type { Warehouse } from '../warehouse/port.js';
import { chartSource } from './chart-source.js';
import { formatOf } from './format.js';
import { manifestPath, manifestText } from './manifest.js';
import { throwIfCancelled, type ChartExport, type FeatureExport, type TableExport, type Watched } from './requests.js';
import type { Source } from './source.js';
import type { ExportColumn } from './store-columns.js';
import { storeSource } from './store-source.js';
import { tableSource } from './table-source.js';
import type { TextField } from './text.js';
import { reasonIn, writeDescribed, writeText, type WrittenFile } from './whole-file.js';

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

/** Writes what the store holds and what screens show to files; nothing stands at the path until it is whole. */
export class ExportService {
  constructor(private readonly parts: ExportParts) {}

  /**
   * Feature rows of a range, sorted by date, then player; equal stores give equal bytes unless times are asked for.
   * @throws BacklineError `bad_input` for an unknown ending, `nothing_to_do` without rows, `disk_unwritable`, `cancelled`.
   */
  async features(request: FeatureExport): Promise<ExportResult> {
    return this.write(request, storeSource(this.parts.warehouse, request));
  }

  /**
   * A table as a screen shows it: asked for anew, filtered and sorted by the same rules.
   * @throws BacklineError `bad_input` for an unknown ending, an unknown column or one named twice, `disk_unwritable`,
   * `cancelled`.
   */
  async table(request: TableExport): Promise<ExportResult> {
    formatOf(request.path);
    const table = await this.parts.tableOf(request.scope, request.signal);
    throwIfCancelled(request.signal);
    return this.write(request, tableSource(table, request));
  }

  /**
   * The figures of a chart: the date, then a column a series; a gap is NULL.
   * @throws BacklineError `bad_input` for an unknown ending, `disk_unwritable`, `cancelled`.
   */
  async chart(request: ChartExport): Promise<ExportResult> {
    return this.write(request, chartSource(request));
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
}
