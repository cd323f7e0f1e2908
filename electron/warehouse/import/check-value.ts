import { assertNever } from '../../../shared/assert-never.js';
import { isGameDate } from '../../../shared/game-date.js';
import { decimalPlaces } from '../duckdb/decimals.js';
import { timestampMicros } from '../duckdb/timestamps.js';
import type { SqlType } from '../tables/sql-type.js';
import type { Spelling } from './row-source.js';

/** The value as the loader takes it, or what is wrong with it. */
export type Checked = { readonly value: unknown } | { readonly problem: string };

const INTEGER = /^-?\d+$/;
const DECIMAL = /^-?\d+(\.\d+)?([eE][+-]?\d+)?$/;
const NOT_FINITE: Readonly<Record<string, number>> = { NaN: NaN, Infinity: Infinity, '-Infinity': -Infinity };

/**
 * Checks one value that is there (not NULL) against its declared type, strictly: nothing is rounded or cut.
 * Whole numbers and NUMERIC may be spelled as text, because BigQuery exports them to JSON so.
 */
export function checkValue(type: SqlType, value: unknown, spelling: Spelling): Checked {
  switch (type.kind) {
    case 'STRING':
      return typeof value === 'string' ? { value } : { problem: 'is not text' };
    case 'BOOL':
      return checkBool(value, spelling);
    case 'INT64':
      return checkInteger(value);
    case 'FLOAT64':
      return checkFloat(value);
    case 'NUMERIC':
      return checkNumeric(value, type.precision, type.scale);
    case 'DATE':
      return typeof value === 'string' && isGameDate(value) ? { value } : { problem: 'is not a date like 2026-01-31' };
    case 'TIMESTAMP':
      return checkTimestamp(value, spelling);
    case 'ARRAY':
      return checkList(type.element, value, spelling);
    case 'STRUCT':
      return checkRecord(type.fields, value, spelling);
    default:
      return assertNever(type, 'type');
  }
}

function checkBool(value: unknown, spelling: Spelling): Checked {
  if (typeof value === 'boolean') return { value };
  const text = spelling === 'csv' && typeof value === 'string' ? value.toLowerCase() : '';
  if (text === 'true' || text === 'false') return { value: text === 'true' };
  return { problem: 'is not true or false' };
}

function checkInteger(value: unknown): Checked {
  const number = typeof value === 'string' && INTEGER.test(value) ? Number(value) : value;
  if (typeof number !== 'number') return { problem: 'is not a whole number' };
  if (Number.isSafeInteger(number)) return { value: number };
  return { problem: Number.isInteger(number) ? 'is beyond the whole numbers that are kept exactly' : 'has a fraction' };
}

function checkFloat(value: unknown): Checked {
  if (typeof value === 'number') return { value };
  if (typeof value === 'string') {
    if (DECIMAL.test(value)) return { value: Number(value) };
    if (value in NOT_FINITE) return { value: NOT_FINITE[value] };
  }
  return { problem: 'is not a number' };
}

function checkNumeric(value: unknown, precision: number, scale: number): Checked {
  const number = typeof value === 'string' && DECIMAL.test(value) ? Number(value) : value;
  if (typeof number !== 'number' || !Number.isFinite(number)) return { problem: 'is not a number' };
  if (decimalPlaces(number) > scale) {
    return { problem: `has more than ${String(scale)} decimals, NUMERIC(${String(precision)},${String(scale)})` };
  }
  if (Math.abs(number) >= 10 ** (precision - scale)) {
    return { problem: `is too large for NUMERIC(${String(precision)},${String(scale)})` };
  }
  return { value: number };
}

function checkTimestamp(value: unknown, spelling: Spelling): Checked {
  if (typeof value === 'string') {
    // Parquet's times are UTC and printed without a zone.
    const text = spelling === 'parquet' && /\d$/.test(value) && !/[+]\d\d$/.test(value) ? `${value}Z` : value;
    if (timestampMicros(text) !== null) return { value: text };
  }
  return { problem: 'is not a UTC time like 2026-01-31T09:30:00Z' };
}

/** CSV has no lists or records of its own: they stand there as JSON. */
function fromJson(value: unknown, spelling: Spelling): unknown {
  if (spelling !== 'csv' || typeof value !== 'string') return value;
  try {
    return JSON.parse(value);
  } catch {
    return value;
  }
}

function checkList(element: SqlType, given: unknown, spelling: Spelling): Checked {
  const value = fromJson(given, spelling);
  if (!Array.isArray(value)) return { problem: 'is not a list' };
  const items: unknown[] = [];
  for (const [i, item] of (value as readonly unknown[]).entries()) {
    if (item === null) return { problem: `has no value at place ${String(i)}, which a list cannot hold` };
    const checked = checkValue(element, item, spelling === 'csv' ? 'json' : spelling);
    if ('problem' in checked) return { problem: `at place ${String(i)} ${checked.problem}` };
    items.push(checked.value);
  }
  return { value: items };
}

function checkRecord(
  fields: readonly { readonly name: string; readonly type: SqlType }[],
  given: unknown,
  spelling: Spelling,
): Checked {
  const value = fromJson(given, spelling);
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return { problem: 'is not a record' };
  const unknown = Object.keys(value).find((name) => !fields.some((field) => field.name === name));
  if (unknown !== undefined) return { problem: `has an unknown field ${unknown}` };
  const record: Record<string, unknown> = {};
  for (const { name, type } of fields) {
    const item: unknown = (value as Record<string, unknown>)[name] ?? null;
    const checked = item === null ? { value: null } : checkValue(type, item, spelling === 'csv' ? 'json' : spelling);
    if ('problem' in checked) return { problem: `the field ${name} ${checked.problem}` };
    record[name] = checked.value;
  }
  return { value: record };
}
