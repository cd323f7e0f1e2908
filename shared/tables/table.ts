/** What a cell holds before it is drawn, printed or exported. Null is "no value", told apart from an empty text. */
export type CellValue = string | number | boolean | null;

/** `percent` holds 0..100, unrounded; a share stands beside it as its numerator and denominator. `timestamp`: UTC text. */
export type CellType = 'text' | 'date' | 'timestamp' | 'integer' | 'number' | 'percent' | 'boolean';

/**
 * One column of a table that people see. Declared once per table under shared/tables and used by the screens (which add
 * how it is drawn), the command line and every export, so that all three show the same figures under the same names.
 */
export interface TableColumn<T> {
  /** Stable, snake_case: column name in CSV and Parquet, key in JSON, name in filters and addresses. */
  readonly id: string;
  readonly header: string;
  /** What is counted or meant, in a sentence. */
  readonly title?: string;
  readonly type: CellType;
  readonly value: (row: T) => CellValue;
  /** What the cell holds several of, where it does: `is` then asks for one of them, `isNot` for none. */
  readonly parts?: (row: T) => readonly string[];
  /** The closed set of values, where there is one: filters offer them with counts. */
  readonly choices?: readonly string[];
}

export interface TableSort {
  readonly column: string;
  readonly desc: boolean;
}

/**
 * `is`/`isNot`: equal to one / none of the values. `contains`: case-insensitive part of a text. `atLeast`/`atMost`:
 * numbers and dates, inclusive, one value. `empty`/`notEmpty`: null or not, no value.
 */
export const FILTER_OPS = ['is', 'isNot', 'contains', 'atLeast', 'atMost', 'empty', 'notEmpty'] as const;
export type FilterOp = (typeof FILTER_OPS)[number];

export interface TableFilter {
  readonly column: string;
  readonly op: FilterOp;
  /** As text, whatever the column's type; numbers as `Number` reads them, booleans `true`/`false`. */
  readonly values: readonly string[];
}

export interface TableQuery {
  /** All of them must hold. */
  readonly filters: readonly TableFilter[];
  /** First is strongest. The rows' own order settles ties, so equal queries give equal orders. */
  readonly sort: readonly TableSort[];
  /** A part of any text cell, case-insensitive; empty finds everything. */
  readonly search: string;
}

export const EVERYTHING: TableQuery = { filters: [], sort: [], search: '' };
