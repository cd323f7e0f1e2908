import type { LineSource } from './line-shape.js';
import type { SqlType } from './tables/sql-type.js';

/** A column of a Parquet file, and where it comes from in a statement's row. */
export interface ParquetField {
  readonly name: string;
  readonly type: SqlType;
  readonly from: LineSource;
}
