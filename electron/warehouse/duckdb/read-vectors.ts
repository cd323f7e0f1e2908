import { DuckDBTypeId, type DuckDBDataChunk, type DuckDBType } from '@duckdb/node-api';
import bindings from '@duckdb/node-bindings';
import { BacklineError } from '../../../shared/errors.js';
import { fromDayNumber, type GameDate } from '../../../shared/game-date.js';
import type { ColumnType } from '../statement.js';
import { readStrings } from './read-strings.js';
import { timestampText } from './timestamps.js';
import { isValid, mapItems, validityOf, viewOf, type Vector } from './vector-memory.js';

/** The values of one vector; NULL is null, a NULL list is []. */
type VectorReader = (vector: Vector, count: number) => unknown[];

/** One result column: how to turn its vectors into the values that `statement.ts` promises. */
export interface ColumnReader {
  readonly name: string;
  readonly read: VectorReader;
}

const INTEGER_TYPES: readonly DuckDBTypeId[] = [
  DuckDBTypeId.TINYINT,
  DuckDBTypeId.SMALLINT,
  DuckDBTypeId.INTEGER,
  DuckDBTypeId.UTINYINT,
  DuckDBTypeId.USMALLINT,
  DuckDBTypeId.UINTEGER,
  DuckDBTypeId.BIGINT,
  DuckDBTypeId.UBIGINT,
  DuckDBTypeId.HUGEINT,
];
const NUMBER_TYPES: readonly DuckDBTypeId[] = [
  ...INTEGER_TYPES,
  DuckDBTypeId.DOUBLE,
  DuckDBTypeId.FLOAT,
  DuckDBTypeId.DECIMAL,
];

/**
 * A decimal literal is FLOAT64 in GoogleSQL and DECIMAL in DuckDB, an average of NUMERIC the other way round: both are
 * numbers here. That the numbers agree is what the oracle test proves.
 */
const FITS: Readonly<Record<string, readonly DuckDBTypeId[]>> = {
  STRING: [DuckDBTypeId.VARCHAR],
  INT64: INTEGER_TYPES,
  FLOAT64: NUMBER_TYPES,
  NUMERIC: NUMBER_TYPES,
  BOOL: [DuckDBTypeId.BOOLEAN],
  DATE: [DuckDBTypeId.DATE],
  TIMESTAMP: [DuckDBTypeId.TIMESTAMP, DuckDBTypeId.TIMESTAMP_TZ],
};

/** @throws BacklineError `internal` when the engine's type is not one the declared type may have. */
export function columnReader(name: string, declared: ColumnType, actual: DuckDBType): ColumnReader {
  const element = /^ARRAY<(.+)>$/.exec(declared)?.[1];
  const type = element !== undefined && actual.typeId === DuckDBTypeId.LIST ? listElement(actual) : actual;
  const isList = element !== undefined;
  if (isList !== (actual.typeId === DuckDBTypeId.LIST) || !FITS[element ?? declared]?.includes(type.typeId)) {
    throw new BacklineError(
      'internal',
      `column ${name} is declared ${declared}, the engine gives ${actual.toString()}`,
      {
        subject: name,
      },
    );
  }
  const scalar = scalarReader(name, type);
  return { name, read: isList ? listReader(scalar) : scalar };
}

function listElement(type: DuckDBType): DuckDBType {
  if (type.typeId !== DuckDBTypeId.LIST || !('valueType' in type)) throw new Error(`not a list: ${type.toString()}`);
  return type.valueType;
}

/** The rows of one chunk as objects, in the order of `columns`. */
export function chunkRows(chunk: DuckDBDataChunk, columns: readonly ColumnReader[]): Record<string, unknown>[] {
  const count = chunk.rowCount;
  const rows: Record<string, unknown>[] = new Array<Record<string, unknown>>(count);
  for (let row = 0; row < count; row++) rows[row] = {};
  columns.forEach(({ name, read }, index) => {
    const values = read(bindings.data_chunk_get_vector(chunk.chunk, index), count);
    // Column by column keeps the reads monomorphic; every row object still takes the same shape.
    for (let row = 0; row < count; row++) (rows[row] as Record<string, unknown>)[name] = values[row];
  });
  return rows;
}

/** A signed 64-bit integer as a number, made from its halves: a BigInt an item would cost more than the read. */
function int64At(view: DataView, offset: number): number {
  return view.getInt32(offset + 4, true) * 0x1_0000_0000 + view.getUint32(offset, true);
}

function safe(value: number, column: string): number {
  if (Number.isSafeInteger(value)) return value;
  throw new BacklineError(
    'warehouse_failed',
    `${column} holds ${String(value)}, beyond what a number can carry exactly`,
    {
      subject: column,
    },
  );
}

/** Fixed-size values: bytes of one, and how to take one out of the memory. */
interface FixedReader {
  readonly bytes: number;
  readonly at: (view: DataView, offset: number, column: string) => unknown;
}

const FIXED: Readonly<Partial<Record<DuckDBTypeId, FixedReader>>> = {
  [DuckDBTypeId.DOUBLE]: { bytes: 8, at: (view, offset) => view.getFloat64(offset, true) },
  [DuckDBTypeId.FLOAT]: { bytes: 4, at: (view, offset) => view.getFloat32(offset, true) },
  [DuckDBTypeId.BOOLEAN]: { bytes: 1, at: (view, offset) => view.getUint8(offset) !== 0 },
  [DuckDBTypeId.DATE]: { bytes: 4, at: (view, offset) => dateText(view.getInt32(offset, true)) },
  [DuckDBTypeId.TIMESTAMP]: { bytes: 8, at: (view, offset) => timestampText(view.getBigInt64(offset, true)) },
  [DuckDBTypeId.TIMESTAMP_TZ]: { bytes: 8, at: (view, offset) => timestampText(view.getBigInt64(offset, true)) },
  [DuckDBTypeId.TINYINT]: { bytes: 1, at: (view, offset) => view.getInt8(offset) },
  [DuckDBTypeId.UTINYINT]: { bytes: 1, at: (view, offset) => view.getUint8(offset) },
  [DuckDBTypeId.SMALLINT]: { bytes: 2, at: (view, offset) => view.getInt16(offset, true) },
  [DuckDBTypeId.USMALLINT]: { bytes: 2, at: (view, offset) => view.getUint16(offset, true) },
  [DuckDBTypeId.INTEGER]: { bytes: 4, at: (view, offset) => view.getInt32(offset, true) },
  [DuckDBTypeId.UINTEGER]: { bytes: 4, at: (view, offset) => view.getUint32(offset, true) },
  [DuckDBTypeId.BIGINT]: { bytes: 8, at: (view, offset, column) => safe(int64At(view, offset), column) },
  [DuckDBTypeId.UBIGINT]: {
    bytes: 8,
    at: (view, offset, column) => safe(Number(view.getBigUint64(offset, true)), column),
  },
  [DuckDBTypeId.HUGEINT]: { bytes: 16, at: (view, offset, column) => safe(Number(int128At(view, offset)), column) },
};

function scalarReader(column: string, type: DuckDBType): VectorReader {
  if (type.typeId === DuckDBTypeId.VARCHAR) return readStrings;
  if (type.typeId === DuckDBTypeId.DECIMAL && 'width' in type && 'scale' in type) {
    return decimalReader(column, type.width, type.scale);
  }
  const fixed = FIXED[type.typeId];
  if (!fixed)
    throw new BacklineError('internal', `column ${column}: no reader for ${type.toString()}`, { subject: column });
  const { bytes, at } = fixed;
  return (vector, count) => {
    const view = viewOf(vector, count * bytes);
    return mapItems(vector, count, (i) => at(view, i * bytes, column));
  };
}

function int128At(view: DataView, offset: number): bigint {
  return (view.getBigInt64(offset + 8, true) << 64n) + view.getBigUint64(offset, true);
}

/**
 * The unscaled integer divided by a power of ten is the double nearest to the decimal, because both are exact. The
 * physical width follows the declared precision: 4, 9, 18 and 38 digits.
 */
function decimalReader(column: string, width: number, scale: number): VectorReader {
  const unit = 10 ** scale;
  if (width > 18) {
    return (vector, count) => {
      const view = viewOf(vector, count * 16);
      return mapItems(vector, count, (i) => decimalNumber(int128At(view, i * 16), scale));
    };
  }
  if (width > 9) {
    return (vector, count) => {
      const view = viewOf(vector, count * 8);
      return mapItems(vector, count, (i) => safe(int64At(view, i * 8), column) / unit);
    };
  }
  if (width > 4) {
    return (vector, count) => {
      const view = viewOf(vector, count * 4);
      return mapItems(vector, count, (i) => view.getInt32(i * 4, true) / unit);
    };
  }
  return (vector, count) => {
    const view = viewOf(vector, count * 2);
    return mapItems(vector, count, (i) => view.getInt16(i * 2, true) / unit);
  };
}

function decimalNumber(unscaled: bigint, scale: number): number {
  const sign = unscaled < 0n ? '-' : '';
  const digits = String(unscaled < 0n ? -unscaled : unscaled).padStart(scale + 1, '0');
  return Number(`${sign}${digits.slice(0, digits.length - scale)}.${digits.slice(digits.length - scale)}`);
}

const dates = new Map<number, GameDate>();

function dateText(day: number): GameDate {
  let text = dates.get(day);
  if (text === undefined) {
    text = fromDayNumber(day);
    dates.set(day, text);
  }
  return text;
}

/** Entries are pairs of 64-bit offset and length into one child vector, which is read whole, once. */
function listReader(element: VectorReader): VectorReader {
  return (vector, count) => {
    const view = viewOf(vector, count * 16);
    const validity = validityOf(vector, count);
    const items = element(bindings.list_vector_get_child(vector), bindings.list_vector_get_size(vector));
    const lists: unknown[] = new Array<unknown>(count);
    for (let i = 0; i < count; i++) {
      const offset = int64At(view, i * 16);
      lists[i] = isValid(validity, i) ? items.slice(offset, offset + int64At(view, i * 16 + 8)) : [];
    }
    return lists;
  };
}
