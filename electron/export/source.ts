import type { CsvSettings } from '../../shared/settings.js';
import type { ExportFormat } from '../../shared/tables/scope.js';
import type { TableQuery } from '../../shared/tables/table.js';
import type { Manifest } from './manifest.js';
import type { ExportColumn } from './store-columns.js';
import type { TextField, TextFormat } from './text.js';
import type { Piece } from './whole-file.js';

/** Something to be written: its columns and its text. */
export interface Source<R> {
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
