import { BacklineError } from '../../../shared/errors.js';
import type { AnyStatement, ColumnType, ColumnTypes } from '../statement.js';
import { timestampText } from '../duckdb/timestamps.js';
import type { CellValue, ResultRow, TableField } from './rest.js';
import { scalarKind } from './fields.js';

export type Row = Record<string, unknown>;
type ReadCell = (value: CellValue) => unknown;

/** Makes rows of the statement's shape; each result is checked against the declaration once, not once a row. */
export interface RowReader {
  readonly read: (rows: readonly ResultRow[]) => Row[];
}

/**
 * Timestamps are expected as whole microseconds (`formatOptions.useInt64Timestamp`), which lose nothing.
 * @throws BacklineError `internal` when the result's columns are not the declared ones.
 */
export function rowReader(statement: AnyStatement, fields: readonly TableField[]): RowReader {
  const declared: ColumnTypes = statement.columns;
  const names = Object.keys(declared);
  const given = fields.map(({ name }) => name);
  if (names.join() !== given.join()) {
    throw new BacklineError(
      'internal',
      `${statement.name} declares the columns ${names.join(', ')} and gives ${given.join(', ')}`,
      { subject: statement.name },
    );
  }
  const readers = fields.map((field) => ({
    name: field.name,
    read: cellReader(`${statement.name}: ${field.name}`, declared[field.name] ?? 'STRING', field),
  }));
  return {
    read: (rows) =>
      rows.map(({ f }) => {
        const row: Row = {};
        for (let i = 0; i < readers.length; i++) {
          const reader = readers[i];
          if (reader !== undefined) row[reader.name] = reader.read(f[i]?.v ?? null);
        }
        return row;
      }),
  };
}

/** What a result column may be for each declared type. */
const FITS: Readonly<Record<string, readonly string[]>> = {
  STRING: ['STRING'],
  INT64: ['INT64'],
  FLOAT64: ['FLOAT64', 'NUMERIC', 'BIGNUMERIC', 'INT64'],
  NUMERIC: ['NUMERIC', 'BIGNUMERIC', 'INT64', 'FLOAT64'],
  BOOL: ['BOOL'],
  DATE: ['DATE'],
  TIMESTAMP: ['TIMESTAMP'],
};

function cellReader(column: string, declared: ColumnType, field: TableField): ReadCell {
  const element = /^ARRAY<(.+)>$/.exec(declared)?.[1];
  const kind = scalarKind(field);
  const isList = field.mode === 'REPEATED';
  if (isList !== (element !== undefined) || !FITS[element ?? declared]?.includes(kind)) {
    throw new BacklineError(
      'internal',
      `column ${column} is declared ${declared}, the warehouse gives ${isList ? `ARRAY<${kind}>` : kind}`,
      { subject: column },
    );
  }
  const scalar = scalarReader(column, kind);
  if (!isList) return (value) => (value === null ? null : scalar(text(column, value)));
  // An array is never NULL in storage; a NULL in a result (an outer join's other side) is an empty one.
  return (value) => {
    if (value === null) return [];
    if (typeof value === 'string' || 'f' in value) throw malformed(column, value);
    return value.map((item) => (item.v === null ? null : scalar(text(column, item.v))));
  };
}

function text(column: string, value: CellValue): string {
  if (typeof value === 'string') return value;
  throw malformed(column, value);
}

function scalarReader(column: string, kind: string): (value: string) => unknown {
  switch (kind) {
    case 'INT64':
      return (value) => {
        const number = Number(value);
        if (value === '' || !Number.isSafeInteger(number)) throw beyond(column, value);
        return number;
      };
    case 'NUMERIC':
    case 'BIGNUMERIC':
      return (value) => decimalNumber(column, value);
    case 'FLOAT64':
      return (value) => floatNumber(column, value);
    case 'BOOL':
      return (value) => {
        if (value !== 'true' && value !== 'false') throw malformed(column, value);
        return value === 'true';
      };
    case 'TIMESTAMP':
      return (value) => {
        if (!/^-?\d+$/.test(value)) throw malformed(column, value);
        return timestampText(BigInt(value));
      };
    default:
      return (value) => value;
  }
}

/** Digits that a double always carries. */
const EXACT_DIGITS = 15;

function decimalNumber(column: string, value: string): number {
  const number = Number(value);
  if (value === '' || !Number.isFinite(number)) throw malformed(column, value);
  const digits = value.replace(/^[-+]/, '').replace('.', '').replace(/^0+/, '');
  if (digits.length > EXACT_DIGITS && !sameDecimal(value, number)) throw beyond(column, value);
  return number;
}

/** Whether the shortest text of the number is this decimal, so that nothing was lost. */
function sameDecimal(value: string, number: number): boolean {
  const plain = (decimal: string): string => {
    const trimmed = decimal.includes('.') ? decimal.replace(/\.?0+$/, '') : decimal;
    return trimmed.replace(/^\+/, '').replace(/^(-?)\./, '$10.');
  };
  return plain(String(number)) === plain(value);
}

const SPECIAL: Readonly<Record<string, number>> = {
  NaN: Number.NaN,
  Infinity: Number.POSITIVE_INFINITY,
  '-Infinity': Number.NEGATIVE_INFINITY,
  inf: Number.POSITIVE_INFINITY,
  '-inf': Number.NEGATIVE_INFINITY,
};

function floatNumber(column: string, value: string): number {
  const special = SPECIAL[value];
  if (special !== undefined) return special;
  const number = Number(value);
  if (value === '' || Number.isNaN(number)) throw malformed(column, value);
  return number;
}

function beyond(column: string, value: string): BacklineError {
  return new BacklineError('warehouse_failed', `${column} holds ${value}, beyond what a number can carry exactly`, {
    subject: column,
  });
}

function malformed(column: string, value: unknown): BacklineError {
  return new BacklineError('warehouse_failed', `${column}: the warehouse gave ${JSON.stringify(value)}`, {
    subject: column,
  });
}
