import { assertNever } from '../../../shared/assert-never.js';
import type { SqlType } from '../../../electron/warehouse/tables/sql-type.js';
import { ApiError } from './api-error.js';
import type { FieldSchema } from './wire.js';

/** Type names of the REST interface for each GoogleSQL type; the interface answers with the older ones. */
const WIRE_NAMES = {
  STRING: 'STRING',
  INT64: 'INTEGER',
  FLOAT64: 'FLOAT',
  BOOL: 'BOOLEAN',
  DATE: 'DATE',
  TIMESTAMP: 'TIMESTAMP',
} as const;

const KINDS: Readonly<Record<string, keyof typeof WIRE_NAMES>> = {
  STRING: 'STRING',
  INTEGER: 'INT64',
  INT64: 'INT64',
  FLOAT: 'FLOAT64',
  FLOAT64: 'FLOAT64',
  BOOLEAN: 'BOOL',
  BOOL: 'BOOL',
  DATE: 'DATE',
  TIMESTAMP: 'TIMESTAMP',
};

/** Plain `NUMERIC`. */
const WHOLE_NUMERIC = { precision: 38, scale: 9 } as const;

export function fieldOf(name: string, type: SqlType, mode: 'NULLABLE' | 'REQUIRED' | 'REPEATED'): FieldSchema {
  switch (type.kind) {
    case 'ARRAY':
      return fieldOf(name, type.element, 'REPEATED');
    case 'STRUCT': {
      const fields = type.fields.map((field) => fieldOf(field.name, field.type, 'NULLABLE'));
      return { name, type: 'RECORD', mode, fields };
    }
    case 'NUMERIC':
      if (type.precision === WHOLE_NUMERIC.precision && type.scale === WHOLE_NUMERIC.scale) {
        return { name, type: 'NUMERIC', mode };
      }
      return { name, type: 'NUMERIC', mode, precision: String(type.precision), scale: String(type.scale) };
    case 'STRING':
    case 'INT64':
    case 'FLOAT64':
    case 'BOOL':
    case 'DATE':
    case 'TIMESTAMP':
      return { name, type: WIRE_NAMES[type.kind], mode };
    default:
      return assertNever(type, 'type');
  }
}

/** @throws ApiError `invalid` for a type that the loopback has not. */
export function sqlTypeOf(field: FieldSchema): SqlType {
  const scalar = scalarOf(field);
  return field.mode === 'REPEATED' ? { kind: 'ARRAY', element: scalar } : scalar;
}

function scalarOf(field: FieldSchema): SqlType {
  const name = field.type.toUpperCase();
  if (name === 'RECORD' || name === 'STRUCT') {
    const fields = (field.fields ?? []).map((inner) => ({ name: inner.name, type: sqlTypeOf(inner) }));
    return { kind: 'STRUCT', fields };
  }
  if (name === 'NUMERIC' || name === 'DECIMAL') {
    if (field.precision === undefined) return { kind: 'NUMERIC', ...WHOLE_NUMERIC };
    return { kind: 'NUMERIC', precision: Number(field.precision), scale: Number(field.scale ?? 0) };
  }
  const kind = KINDS[name];
  if (kind === undefined) throw new ApiError('invalid', `Invalid field type ${field.type} of field ${field.name}`);
  return { kind };
}

/** Whether two schemas describe the same column; precision may be left out on one side. */
export function sameType(a: FieldSchema, b: FieldSchema): boolean {
  const [one, two] = [sqlTypeOf(a), sqlTypeOf(b)];
  return shape(one) === shape(two);
}

function shape(type: SqlType): string {
  if (type.kind === 'ARRAY') return `[${shape(type.element)}]`;
  if (type.kind === 'STRUCT') return `{${type.fields.map((field) => `${field.name} ${shape(field.type)}`).join()}}`;
  return type.kind;
}
