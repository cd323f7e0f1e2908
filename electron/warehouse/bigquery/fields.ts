import type { TableField } from './rest.js';

/** The service's older names of types, as table metadata still gives them. */
const GOOGLE_SQL: Readonly<Record<string, string>> = {
  INTEGER: 'INT64',
  FLOAT: 'FLOAT64',
  BOOLEAN: 'BOOL',
  RECORD: 'STRUCT',
};

/** The GoogleSQL name of a field's type, without its mode and parameters: `INT64`, `STRUCT`, ... */
export function scalarKind({ type }: TableField): string {
  return GOOGLE_SQL[type] ?? type;
}

/** GoogleSQL type text of a column: `ARRAY<STRING>`, `NUMERIC(5,1)`, `STRUCT<a INT64, b ARRAY<DATE>>`. */
export function typeText(field: TableField): string {
  const element = elementText(field);
  return field.mode === 'REPEATED' ? `ARRAY<${element}>` : element;
}

function elementText(field: TableField): string {
  const kind = scalarKind(field);
  if (kind === 'STRUCT') {
    return `STRUCT<${(field.fields ?? []).map((inner) => `${inner.name} ${typeText(inner)}`).join(', ')}>`;
  }
  if (field.precision !== undefined) return `${kind}(${field.precision},${field.scale ?? '0'})`;
  if (field.maxLength !== undefined) return `${kind}(${field.maxLength})`;
  return kind;
}
