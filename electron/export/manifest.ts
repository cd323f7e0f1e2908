import type { CsvSettings } from '../../shared/settings.js';
import type { TableFilter, TableSort } from '../../shared/tables/table.js';
import type { ExportFormat } from '../../shared/tables/scope.js';
import type { WarehouseInfo } from '../warehouse/port.js';
import type { WrittenFile } from './whole-file.js';

/** What stands beside an export, so that a file found later still says what it is. */
export interface Manifest {
  readonly what: string;
  readonly format: ExportFormat;
  /** How NULL, cells and text are told; null where the format is not CSV. */
  readonly csv: CsvSettings | null;
  /** What was asked: range, feature, player, options. */
  readonly parameters: Readonly<Record<string, unknown>>;
  readonly filters: readonly TableFilter[];
  readonly sort: readonly TableSort[];
  readonly search: string;
  /** The SQL that gave the rows, where one statement did. */
  readonly statement: string | null;
  /** Those of the file, in their order, and those that the table has besides. */
  readonly columns: readonly string[];
  readonly columnsLeftOut: readonly string[];
  readonly rows: number;
  /** Before filters. */
  readonly rowsUnfiltered: number;
  readonly file: WrittenFile;
  readonly warehouse: WarehouseInfo;
  /** UTC instant. */
  readonly writtenAt: string;
}

export function manifestPath(path: string): string {
  return `${path}.manifest.json`;
}

export function manifestText(manifest: Manifest): string {
  return `${JSON.stringify(manifest, null, 2)}\n`;
}
