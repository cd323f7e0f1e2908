import definitions from './definitions.json';
import { TABLE_NAMES, type TableName } from './names.js';
import { parseSqlType, type SqlType } from './sql-type.js';

export interface ColumnDefinition {
  readonly name: string;
  /** GoogleSQL type text as declared, for example `NUMERIC(5,1)`. */
  readonly type: string;
  readonly sqlType: SqlType;
  /** Declared REQUIRED. Arrays are never so: BigQuery's REPEATED has no NULL. */
  readonly required: boolean;
  /** The services read or write it; the rest is declared by the producers and only carried along. */
  readonly needed: boolean;
  /** GoogleSQL default expression. */
  readonly default: string | null;
  readonly meaning: string | null;
}

export interface TableDefinition {
  readonly name: TableName;
  readonly purpose: string;
  /** Null: not partitioned. Granularity is always DAY. */
  readonly partition: {
    readonly column: string;
    readonly requireFilter: boolean;
    readonly expirationDays: number | null;
  } | null;
  /** At most four columns, BigQuery's limit. */
  readonly clustering: readonly string[];
  readonly naturalKey: readonly string[];
  /** Needed columns first. */
  readonly columns: readonly ColumnDefinition[];
}

interface StoredColumn {
  readonly name: string;
  readonly type: string;
  readonly required: boolean;
  readonly needed: boolean;
  readonly default?: string;
  readonly meaning?: string;
}

type StoredTable = Omit<TableDefinition, 'name' | 'columns'> & { readonly columns: readonly StoredColumn[] };

const stored: Readonly<Record<TableName, StoredTable>> = definitions;

const TABLES: ReadonlyMap<TableName, TableDefinition> = new Map(
  TABLE_NAMES.map((name) => [
    name,
    {
      ...stored[name],
      name,
      columns: stored[name].columns.map((column) => ({
        ...column,
        sqlType: parseSqlType(column.type),
        default: column.default ?? null,
        meaning: column.meaning ?? null,
      })),
    },
  ]),
);

export function tableDefinition(name: TableName): TableDefinition {
  const found = TABLES.get(name);
  if (!found) throw new Error(`no definition of table ${name}`);
  return found;
}

export const tableDefinitions: readonly TableDefinition[] = [...TABLES.values()];

/** The column that holds the calendar date of a row; it has a different name in some tables (domain: tables section 1). */
export function dateColumn(name: TableName): string {
  const { partition } = tableDefinition(name);
  if (!partition) throw new Error(`table ${name} has no partitions`);
  return partition.column;
}

export function isTableName(name: string): name is TableName {
  return (TABLE_NAMES as readonly string[]).includes(name);
}
