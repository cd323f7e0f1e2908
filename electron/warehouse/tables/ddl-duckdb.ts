import { assertNever } from '../../../shared/assert-never.js';
import type { ColumnDefinition, TableDefinition } from './definitions.js';
import type { TableName } from './names.js';
import type { SqlType } from './sql-type.js';

/**
 * Timestamps are stored without a zone, always UTC: GoogleSQL's TIMESTAMP is an instant, and so nothing depends on a
 * session's zone or on the zone database.
 */
export function duckDbType(type: SqlType): string {
  switch (type.kind) {
    case 'STRING':
      return 'VARCHAR';
    case 'INT64':
      return 'BIGINT';
    case 'FLOAT64':
      return 'DOUBLE';
    case 'BOOL':
      return 'BOOLEAN';
    case 'DATE':
      return 'DATE';
    case 'TIMESTAMP':
      return 'TIMESTAMP';
    case 'NUMERIC':
      return `DECIMAL(${String(type.precision)},${String(type.scale)})`;
    case 'ARRAY':
      return `${duckDbType(type.element)}[]`;
    case 'STRUCT':
      return `STRUCT(${type.fields.map((field) => `"${field.name}" ${duckDbType(field.type)}`).join(', ')})`;
    default:
      return assertNever(type, 'type');
  }
}

/** `"dataset"."table"`: a dataset is a schema of the file. */
export function duckDbPath(name: TableName): string {
  return name
    .split('.')
    .map((part) => `"${part}"`)
    .join('.');
}

/**
 * REQUIRED columns outside Backline's needs may be absent from imported files, so only needed ones are NOT NULL here;
 * arrays are never NULL, as in BigQuery. Defaults are BigQuery's business: rows written here carry their own times.
 */
function columnText(column: ColumnDefinition): string {
  const type = `  "${column.name}" ${duckDbType(column.sqlType)}`;
  if (column.sqlType.kind === 'ARRAY') return `${type} NOT NULL DEFAULT []`;
  return column.required && column.needed ? `${type} NOT NULL` : type;
}

export function duckDbDdl(table: TableDefinition): string {
  return `CREATE TABLE ${duckDbPath(table.name)} (\n${table.columns.map(columnText).join(',\n')}\n)`;
}
