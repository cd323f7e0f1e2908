import type { DuckDBConnection } from '@duckdb/node-api';
import { BacklineError } from '../../../shared/errors.js';
import type { LiveColumn } from '../port.js';
import { duckDbType } from '../tables/ddl-duckdb.js';
import { tableDefinitions, type TableDefinition } from '../tables/definitions.js';
import type { TableName } from '../tables/names.js';
import { parseSqlType, sameKind, type SqlType } from '../tables/sql-type.js';

/** One column as it stands in the file. */
export interface StoredColumn {
  readonly name: string;
  /** DuckDB's own type text. */
  readonly duckType: string;
  readonly nullable: boolean;
}

export type LiveSchema = ReadonlyMap<string, readonly StoredColumn[]>;

/** Columns of every table of the file in their order, by `dataset.table`. */
export async function readLiveSchema(connection: DuckDBConnection): Promise<LiveSchema> {
  const result = await connection.run(
    `SELECT schema_name || '.' || table_name, column_name, data_type, is_nullable FROM duckdb_columns()
     WHERE NOT internal AND database_name = current_database() ORDER BY 1, column_index`,
  );
  const schema = new Map<string, StoredColumn[]>();
  for (const [table, name, duckType, nullable] of await result.getRows()) {
    const columns = schema.get(String(table)) ?? [];
    columns.push({ name: String(name), duckType: String(duckType), nullable: nullable === true });
    schema.set(String(table), columns);
  }
  return schema;
}

/** @throws BacklineError `warehouse_foreign` when none of the tables is there. */
export function requireBackline(schema: LiveSchema, path: string): void {
  if (!tableDefinitions.some((table) => schema.has(table.name))) {
    throw new BacklineError('warehouse_foreign', `${path} is a DuckDB file, but not a Backline warehouse`, {
      subject: path,
      remedy: 'Name a warehouse that `demo` or `import` made.',
    });
  }
}

/**
 * Refuses a file in which a needed table or column is not there or has another type. Further tables and columns are
 * welcome: producers add them, and they are carried along.
 * @throws BacklineError `schema_mismatch` naming what is missing.
 */
export function checkSchema(schema: LiveSchema, path: string): void {
  for (const table of tableDefinitions) checkTable(table, schema.get(table.name), path);
}

function checkTable(table: TableDefinition, stored: readonly StoredColumn[] | undefined, path: string): void {
  if (!stored) throw mismatch(table.name, `${path} has no table ${table.name}`);
  for (const column of table.columns) {
    if (!column.needed) continue;
    const subject = `${table.name}.${column.name}`;
    const found = stored.find((candidate) => candidate.name === column.name);
    if (!found) throw mismatch(subject, `${path} has no column ${subject}`);
    const type = googleSqlType(found.duckType);
    if (type === null || !sameKind(type, column.sqlType)) {
      throw mismatch(
        subject,
        `${path}: column ${subject} is ${found.duckType}, ${duckDbType(column.sqlType)} is needed`,
      );
    }
  }
}

function mismatch(subject: string, message: string): BacklineError {
  return new BacklineError('schema_mismatch', message, {
    subject,
    remedy: 'See `schema` for all that is missing; make the warehouse anew and import its tables.',
  });
}

export function liveColumnsOf(schema: LiveSchema, table: TableName): readonly LiveColumn[] | null {
  const columns = schema.get(table);
  if (!columns) return null;
  return columns.map(({ name, duckType }) => ({ name, type: googleSqlText(googleSqlType(duckType), duckType) }));
}

const SCALAR_TYPES: Readonly<Record<string, string>> = {
  VARCHAR: 'STRING',
  BIGINT: 'INT64',
  INTEGER: 'INT64',
  DOUBLE: 'FLOAT64',
  BOOLEAN: 'BOOL',
  DATE: 'DATE',
  TIMESTAMP: 'TIMESTAMP',
};

/** The GoogleSQL type of a DuckDB type text, or null when it has none that Backline knows. */
export function googleSqlType(duckType: string): SqlType | null {
  const text = googleSqlTypeText(duckType.trim());
  return text === null ? null : parseSqlType(text);
}

function googleSqlTypeText(duck: string): string | null {
  if (duck.endsWith('[]')) {
    const element = googleSqlTypeText(duck.slice(0, -2));
    return element === null ? null : `ARRAY<${element}>`;
  }
  const decimal = /^DECIMAL\((\d+),\s*(\d+)\)$/.exec(duck);
  if (decimal) return `NUMERIC(${String(decimal[1])},${String(decimal[2])})`;
  const struct = /^STRUCT\((.*)\)$/.exec(duck)?.[1];
  if (struct !== undefined) {
    const fields = splitTopLevel(struct).map((field) => {
      const match = /^"?(\w+)"?\s+(.+)$/.exec(field.trim());
      const type = match?.[2] === undefined ? null : googleSqlTypeText(match[2]);
      return type === null ? null : `${String(match?.[1])} ${type}`;
    });
    return fields.includes(null) ? null : `STRUCT<${fields.join(', ')}>`;
  }
  return SCALAR_TYPES[duck] ?? null;
}

function splitTopLevel(text: string): readonly string[] {
  const parts: string[] = [];
  let depth = 0;
  let start = 0;
  for (let i = 0; i < text.length; i++) {
    if (text[i] === '(') depth += 1;
    else if (text[i] === ')') depth -= 1;
    else if (text[i] === ',' && depth === 0) {
      parts.push(text.slice(start, i));
      start = i + 1;
    }
  }
  return [...parts, text.slice(start)];
}

function googleSqlText(type: SqlType | null, duckType: string): string {
  if (type === null) return duckType;
  if (type.kind === 'ARRAY') return `ARRAY<${googleSqlText(type.element, duckType)}>`;
  if (type.kind === 'NUMERIC') return `NUMERIC(${String(type.precision)},${String(type.scale)})`;
  if (type.kind !== 'STRUCT') return type.kind;
  return `STRUCT<${type.fields.map((field) => `${field.name} ${googleSqlText(field.type, duckType)}`).join(', ')}>`;
}
