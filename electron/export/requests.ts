import { BacklineError } from '../../shared/errors.js';
import type { DateRange, GameDate } from '../../shared/game-date.js';
import type { TableScope } from '../../shared/tables/scope.js';
import type { TableQuery } from '../../shared/tables/table.js';

export interface Watched {
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

export function throwIfCancelled(signal: AbortSignal | undefined): void {
  if (signal?.aborted === true) throw new BacklineError('cancelled', 'the export was cancelled');
}
