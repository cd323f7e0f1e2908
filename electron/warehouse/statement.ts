import type { GameDate } from '../../shared/game-date.js';
import type { TableName } from './tables/names.js';

/** GoogleSQL scalar types that a statement's row or parameters may have. */
export type ScalarType = 'STRING' | 'INT64' | 'FLOAT64' | 'NUMERIC' | 'BOOL' | 'DATE' | 'TIMESTAMP';
export type ColumnType = ScalarType | `ARRAY<${'STRING' | 'FLOAT64' | 'INT64' | 'DATE'}>`;
export type ParamType = ScalarType | 'ARRAY<STRING>' | 'ARRAY<DATE>';

/**
 * How a value looks in code, whatever the engine: DATE `YYYY-MM-DD`, TIMESTAMP UTC text `YYYY-MM-DDTHH:MM:SS.ffffffZ`
 * (fraction left out when zero, else 3 or 6 digits), INT64 and NUMERIC safe numbers (or an error), every column may be
 * NULL except arrays, which are empty instead.
 */
export type ValueOf<T extends ColumnType> = T extends 'STRING' | 'TIMESTAMP'
  ? string | null
  : T extends 'DATE'
    ? GameDate | null
    : T extends 'INT64' | 'FLOAT64' | 'NUMERIC'
      ? number | null
      : T extends 'BOOL'
        ? boolean | null
        : T extends 'ARRAY<FLOAT64>' | 'ARRAY<INT64>'
          ? readonly number[]
          : T extends 'ARRAY<STRING>'
            ? readonly string[]
            : readonly GameDate[];

export type ParamValue<T extends ParamType> = T extends 'ARRAY<STRING>'
  ? readonly string[]
  : T extends 'ARRAY<DATE>'
    ? readonly GameDate[]
    : NonNullable<ValueOf<Extract<T, ScalarType>>>;

export type ColumnTypes = Readonly<Record<string, ColumnType>>;
export type ParamTypes = Readonly<Record<string, ParamType>>;
export type RowOf<C extends ColumnTypes> = { readonly [K in keyof C]: ValueOf<C[K]> };
export type ParamsOf<P extends ParamTypes> = { readonly [K in keyof P]: ParamValue<P[K]> };

/**
 * One read, written once in the portable subset of GoogleSQL (see docs/architecture.md) and sent to either engine.
 * Tables stand in the text as `{dataset.table}` and are filled from configuration; parameters as `@name`.
 */
export interface Statement<P extends ParamTypes = ParamTypes, C extends ColumnTypes = ColumnTypes> {
  readonly name: string;
  readonly sql: string;
  /** Every table named in `sql`. */
  readonly tables: readonly TableName[];
  readonly params: P;
  readonly columns: C;
  /** Columns that make the row order total; the oracle compares sorted by them. Empty: exactly one row. */
  readonly key: readonly (keyof C & string)[];
}

/** Any statement: the columns of its key, checked against its row type where it is declared, are plain names here. */
export type AnyStatement = Omit<Statement, 'key'> & { readonly key: readonly string[] };

const TABLE_PLACEHOLDER = /\{([a-z_]+\.[a-z0-9_]+)\}/g;

/** Declares a statement; its tables are read off the text so that they cannot be forgotten. */
export function defineStatement<const P extends ParamTypes, const C extends ColumnTypes>(definition: {
  readonly name: string;
  readonly sql: string;
  readonly params: P;
  readonly columns: C;
  readonly key: readonly (keyof C & string)[];
}): Statement<P, C> {
  const tables = [...new Set([...definition.sql.matchAll(TABLE_PLACEHOLDER)].map((match) => match[1]))] as TableName[];
  return { ...definition, tables };
}

/** The text with every `{dataset.table}` replaced by what `quote` makes of it. */
export function fillTables(sql: string, quote: (table: TableName) => string): string {
  return sql.replace(TABLE_PLACEHOLDER, (_, table: TableName) => quote(table));
}
