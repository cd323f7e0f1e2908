import type { SqlType } from '../../../electron/warehouse/tables/sql-type.js';
import { ApiError } from './api-error.js';
import { sqlTypeOf } from './fields.js';
import type { FieldSchema } from './wire.js';

type Row = Readonly<Record<string, unknown>>;

function refused(line: number, message: string): ApiError {
  return new ApiError(
    'invalid',
    `Error while reading data, error message: JSON parsing error in row ${line}: ${message}`,
  );
}

/** The rows of a newline-delimited JSON body, every value checked against the schema as a load job does. */
export function parseRows(body: Buffer, fields: readonly FieldSchema[]): readonly Row[] {
  const lines = body
    .toString('utf8')
    .split('\n')
    .filter((line) => line.trim() !== '');
  const types = new Map(fields.map((field) => [field.name, { field, type: sqlTypeOf(field) }]));
  return lines.map((line, index) => {
    const number = index + 1;
    let row: unknown;
    try {
      row = JSON.parse(line);
    } catch {
      throw refused(number, 'Parser terminated before end of string');
    }
    if (row === null || typeof row !== 'object' || Array.isArray(row)) throw refused(number, 'not an object');
    const values: Record<string, unknown> = {};
    for (const [name, value] of Object.entries(row)) {
      const known = types.get(name);
      if (!known) throw refused(number, `No such field: ${name}.`);
      values[name] = valueOf(value, known.type, name, number, known.field);
    }
    for (const { field } of types.values()) {
      const missing = values[field.name] === null || values[field.name] === undefined;
      if (field.mode === 'REQUIRED' && missing) throw refused(number, `Missing required field: ${field.name}.`);
    }
    return values;
  });
}

function valueOf(value: unknown, type: SqlType, name: string, line: number, field: FieldSchema): unknown {
  const bad = (): ApiError =>
    refused(line, `Could not convert value to ${type.kind}. Field: ${name}; Value: ${String(value)}`);
  if (type.kind === 'ARRAY') {
    if (!Array.isArray(value)) throw refused(line, `Expected an array for the repeated field ${name}`);
    return value.map((item: unknown) => {
      if (item === null) throw refused(line, `Only optional fields can be set to NULL. Field: ${name}; Value: NULL`);
      return valueOf(item, type.element, name, line, field);
    });
  }
  if (value === null) return null;
  switch (type.kind) {
    case 'STRING':
      // The service takes a number or a boolean for a text.
      if (typeof value === 'object') throw bad();
      return typeof value === 'string' ? value : JSON.stringify(value);
    case 'INT64': {
      const text = typeof value === 'number' || typeof value === 'string' ? String(value) : '';
      if (!/^-?\d+$/.test(text)) throw bad();
      return BigInt(text);
    }
    case 'FLOAT64':
      return floatOf(value, bad);
    case 'NUMERIC': {
      // Kept as text: a number has fewer digits than the column.
      const text = typeof value === 'number' || typeof value === 'string' ? String(value) : '';
      if (!/^-?\d+(\.\d+)?([eE][+-]?\d+)?$/.test(text)) throw bad();
      return text;
    }
    case 'BOOL':
      if (value === true || value === 'true') return true;
      if (value === false || value === 'false') return false;
      throw bad();
    case 'DATE':
      if (typeof value !== 'string' || !/^\d{4}-\d{2}-\d{2}$/.test(value)) throw bad();
      return value;
    case 'TIMESTAMP':
      if (
        typeof value !== 'string' ||
        !/^\d{4}-\d{2}-\d{2}[T ]\d{2}:\d{2}:\d{2}(\.\d{1,6})?(Z|\+00:00| UTC)$/.test(value)
      ) {
        throw bad();
      }
      return value;
    case 'STRUCT': {
      if (typeof value !== 'object' || Array.isArray(value)) throw bad();
      const given = value as Readonly<Record<string, unknown>>;
      const inner = new Map((field.fields ?? []).map((one) => [one.name, one]));
      const unknown = Object.keys(given).find((key) => !inner.has(key));
      if (unknown !== undefined) throw refused(line, `No such field: ${name}.${unknown}.`);
      return Object.fromEntries(
        type.fields.map((one) => {
          const item = given[one.name];
          const absent = item === undefined ? (one.type.kind === 'ARRAY' ? [] : null) : item;
          return [one.name, valueOf(absent, one.type, `${name}.${one.name}`, line, inner.get(one.name) ?? field)];
        }),
      );
    }
  }
}

const SPECIAL: Readonly<Record<string, number>> = { NaN: Number.NaN, Infinity: Infinity, '-Infinity': -Infinity };

function floatOf(value: unknown, bad: () => ApiError): number {
  if (typeof value === 'number') return value;
  if (typeof value !== 'string' || value.trim() === '') throw bad();
  const number = SPECIAL[value] ?? Number(value);
  if (Number.isNaN(number) && value !== 'NaN') throw bad();
  return number;
}
