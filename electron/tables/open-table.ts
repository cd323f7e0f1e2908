import { queryRows } from '../../shared/tables/query.js';
import type { CellType, CellValue, TableColumn, TableQuery } from '../../shared/tables/table.js';

/** What is left of a table by a query. */
export interface Selection {
  readonly rows: number;
  /** The cells of each row in the order of the columns. */
  readonly cells: () => Iterable<readonly CellValue[]>;
}

export interface TableField {
  readonly id: string;
  readonly header: string;
  readonly type: CellType;
}

/** A table with its rows, whatever kind of row it has. */
export interface OpenTable {
  readonly fields: readonly TableField[];
  /** Before any filter. */
  readonly rows: number;
  /** @throws BacklineError `bad_input` naming an unknown column or a bound that is not a number. */
  readonly select: (query: TableQuery) => Selection;
}

export function openTable<T>(columns: readonly TableColumn<T>[], rows: readonly T[]): OpenTable {
  return {
    fields: columns.map(({ id, header, type }) => ({ id, header, type })),
    rows: rows.length,
    select: (query) => {
      const kept = queryRows(rows, columns, query);
      return {
        rows: kept.length,
        *cells() {
          for (const row of kept) yield columns.map((column) => column.value(row));
        },
      };
    },
  };
}
