import bindings from '@duckdb/node-bindings';
import { assertNever } from '../../../shared/assert-never.js';
import { isGameDate, toDayNumber } from '../../../shared/game-date.js';
import type { SqlType } from '../tables/sql-type.js';
import { unscaledDecimal } from './decimals.js';
import { timestampMicros } from './timestamps.js';

type Vector = bindings.Vector;

/** A value that its column's type cannot hold; `row` counts from 0 within the values given. */
export class ValueMismatch extends Error {
  readonly row: number;
  readonly reason: string;

  constructor(row: number, reason: string) {
    super(reason);
    this.row = row;
    this.reason = reason;
  }
}

/**
 * Writes one column of values into a vector by the GoogleSQL type. Absent and null are NULL, except that an array
 * without value is empty. NUMERIC is rounded half away from zero to its scale, as BigQuery does on load.
 * @throws ValueMismatch at the first value of the wrong kind.
 */
export function fillVector(vector: Vector, type: SqlType, values: readonly unknown[]): void {
  switch (type.kind) {
    case 'STRING':
      fillStrings(vector, values);
      break;
    case 'INT64':
      fillFixed(vector, values, 8, (view, at, value) => {
        if (typeof value === 'bigint' && BigInt.asIntN(64, value) === value) view.setBigInt64(at, value, true);
        else if (Number.isSafeInteger(value)) view.setBigInt64(at, BigInt(value as number), true);
        else return 'is not a whole number';
        return null;
      });
      break;
    case 'FLOAT64':
      fillFixed(vector, values, 8, (view, at, value) => {
        if (typeof value !== 'number') return 'is not a number';
        view.setFloat64(at, value, true);
        return null;
      });
      break;
    case 'BOOL':
      fillFixed(vector, values, 1, (view, at, value) => {
        if (typeof value !== 'boolean') return 'is not true or false';
        view.setUint8(at, value ? 1 : 0);
        return null;
      });
      break;
    case 'DATE':
      fillFixed(vector, values, 4, (view, at, value) => {
        const day = typeof value === 'string' ? dayOf(value) : null;
        if (day === null) return 'is not a date like 2026-01-31';
        view.setInt32(at, day, true);
        return null;
      });
      break;
    case 'TIMESTAMP':
      fillFixed(vector, values, 8, (view, at, value) => {
        const micros = typeof value === 'string' ? microsOf(value) : null;
        if (micros === null) return 'is not a UTC time like 2026-01-31T09:30:00Z';
        view.setBigInt64(at, micros, true);
        return null;
      });
      break;
    case 'NUMERIC':
      fillDecimals(vector, values, type.precision, type.scale);
      break;
    case 'ARRAY':
      fillLists(vector, values, type.element);
      break;
    case 'STRUCT':
      fillStructs(vector, values, type.fields);
      break;
    default:
      assertNever(type, 'type');
  }
}

function isNull(value: unknown): value is null | undefined {
  return value === null || value === undefined;
}

function setValidity(vector: Vector, values: readonly unknown[]): void {
  if (!values.some(isNull)) return;
  const bytes = new Uint8Array(Math.ceil(values.length / 64) * 8).fill(0xff);
  values.forEach((value, i) => {
    if (isNull(value)) bytes[i >> 3] = (bytes[i >> 3] ?? 0) & ~(1 << (i & 7));
  });
  bindings.vector_ensure_validity_writable(vector);
  bindings.copy_data_to_vector_validity(vector, 0, bytes.buffer, 0, bytes.byteLength);
}

function fillFixed(
  vector: Vector,
  values: readonly unknown[],
  size: number,
  set: (view: DataView, at: number, value: unknown) => string | null,
): void {
  const buffer = new ArrayBuffer(values.length * size);
  const view = new DataView(buffer);
  for (let i = 0; i < values.length; i++) {
    if (isNull(values[i])) continue;
    const problem = set(view, i * size, values[i]);
    if (problem !== null) throw new ValueMismatch(i, problem);
  }
  bindings.copy_data_to_vector(vector, 0, buffer, 0, buffer.byteLength);
  setValidity(vector, values);
}

function fillStrings(vector: Vector, values: readonly unknown[]): void {
  for (let i = 0; i < values.length; i++) {
    const value = values[i];
    if (isNull(value)) continue;
    if (typeof value !== 'string') throw new ValueMismatch(i, 'is not text');
    // The call for plain text ends at a zero character.
    if (value.includes('\0')) bindings.vector_assign_string_element_len(vector, i, Buffer.from(value));
    else bindings.vector_assign_string_element(vector, i, value);
  }
  setValidity(vector, values);
}

/** The physical width follows the precision: 4, 9, 18 and 38 digits. */
function fillDecimals(vector: Vector, values: readonly unknown[], precision: number, scale: number): void {
  const size = precision <= 4 ? 2 : precision <= 9 ? 4 : precision <= 18 ? 8 : 16;
  const limit = 10n ** BigInt(precision);
  fillFixed(vector, values, size, (view, at, value) => {
    const unscaled = typeof value === 'number' ? unscaledDecimal(value, scale) : null;
    if (unscaled === null) return 'is not a number';
    if (unscaled >= limit || unscaled <= -limit) {
      return `does not fit NUMERIC(${String(precision)},${String(scale)})`;
    }
    if (size === 2) view.setInt16(at, Number(unscaled), true);
    else if (size === 4) view.setInt32(at, Number(unscaled), true);
    else {
      view.setBigInt64(at, BigInt.asIntN(64, unscaled), true);
      if (size === 16) view.setBigInt64(at + 8, unscaled >> 64n, true);
    }
    return null;
  });
}

function fillLists(vector: Vector, values: readonly unknown[], element: SqlType): void {
  const entries = new BigUint64Array(values.length * 2);
  const items: unknown[] = [];
  const owners: number[] = [];
  values.forEach((value, i) => {
    const list = value ?? [];
    if (!Array.isArray(list)) throw new ValueMismatch(i, 'is not a list');
    entries[i * 2] = BigInt(items.length);
    entries[i * 2 + 1] = BigInt(list.length);
    for (const item of list as readonly unknown[]) {
      if (isNull(item)) throw new ValueMismatch(i, 'has an element without value, which an array cannot hold');
      items.push(item);
      owners.push(i);
    }
  });
  bindings.list_vector_reserve(vector, items.length);
  bindings.list_vector_set_size(vector, items.length);
  try {
    fillVector(bindings.list_vector_get_child(vector), element, items);
  } catch (thrown) {
    if (!(thrown instanceof ValueMismatch)) throw thrown;
    throw new ValueMismatch(owners[thrown.row] ?? 0, `has an element that ${thrown.reason}`);
  }
  bindings.copy_data_to_vector(vector, 0, entries.buffer, 0, entries.byteLength);
}

function fillStructs(
  vector: Vector,
  values: readonly unknown[],
  fields: readonly { readonly name: string; readonly type: SqlType }[],
): void {
  const names = new Set(fields.map((field) => field.name));
  values.forEach((value, i) => {
    if (isNull(value)) return;
    if (typeof value !== 'object' || Array.isArray(value)) throw new ValueMismatch(i, 'is not a record');
    const unknown = Object.keys(value).find((name) => !names.has(name));
    if (unknown !== undefined) throw new ValueMismatch(i, `has an unknown field ${unknown}`);
  });
  fields.forEach((field, index) => {
    const column = values.map((value) => (isNull(value) ? null : (value as Record<string, unknown>)[field.name]));
    try {
      fillVector(bindings.struct_vector_get_child(vector, index), field.type, column);
    } catch (thrown) {
      if (!(thrown instanceof ValueMismatch)) throw thrown;
      throw new ValueMismatch(thrown.row, `has a field ${field.name} that ${thrown.reason}`);
    }
  });
  setValidity(vector, values);
}

const CACHE_LIMIT = 50_000;

function cached<T>(parse: (text: string) => T): (text: string) => T {
  const known = new Map<string, T>();
  return (text) => {
    let value = known.get(text);
    if (value === undefined) {
      if (known.size > CACHE_LIMIT) known.clear();
      value = parse(text);
      known.set(text, value);
    }
    return value;
  };
}

const dayOf = cached((text) => (isGameDate(text) ? toDayNumber(text) : null));
const microsOf = cached(timestampMicros);
