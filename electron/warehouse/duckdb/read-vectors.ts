import { DuckDBTypeId, type DuckDBDataChunk, type DuckDBType } from '@duckdb/node-api';
import bindings from '@duckdb/node-bindings';
import { BacklineError } from '../../../shared/errors.js';
import { fromDayNumber, type GameDate } from '../../../shared/game-date.js';
import type { ColumnType } from '../statement.js';
import { timestampText } from './timestamps.js';

type Vector = bindings.Vector;
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
  const rows: Record<string, unknown>[] = new Array(count);
  for (let row = 0; row < count; row++) rows[row] = {};
  columns.forEach(({ name, read }, index) => {
    const values = read(bindings.data_chunk_get_vector(chunk.chunk, index), count);
    // Column by column keeps the reads monomorphic; every row object still takes the same shape.
    for (let row = 0; row < count; row++) (rows[row] as Record<string, unknown>)[name] = values[row];
  });
  return rows;
}

function dataOf(vector: Vector, bytes: number): Uint8Array {
  return bindings.vector_get_data(vector, bytes);
}

/** Null when every item is valid. */
function validityOf(vector: Vector, count: number): Uint8Array | null {
  const bytes = bindings.vector_get_validity(vector, Math.ceil(count / 64) * 8) as Uint8Array | null;
  return bytes ?? null;
}

function isValid(validity: Uint8Array | null, index: number): boolean {
  return validity === null || ((validity[index >> 3] ?? 0) & (1 << (index & 7))) !== 0;
}

function mapItems<T>(vector: Vector, count: number, at: (index: number) => T): (T | null)[] {
  const validity = validityOf(vector, count);
  const values: (T | null)[] = new Array(count);
  for (let i = 0; i < count; i++) values[i] = isValid(validity, i) ? at(i) : null;
  return values;
}

function viewOf(vector: Vector, bytes: number): DataView {
  const data = dataOf(vector, bytes);
  return new DataView(data.buffer, data.byteOffset, data.byteLength);
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

function scalarReader(column: string, type: DuckDBType): VectorReader {
  switch (type.typeId) {
    case DuckDBTypeId.VARCHAR:
      return readStrings;
    case DuckDBTypeId.DOUBLE:
      return (vector, count) => {
        const view = viewOf(vector, count * 8);
        return mapItems(vector, count, (i) => view.getFloat64(i * 8, true));
      };
    case DuckDBTypeId.FLOAT:
      return (vector, count) => {
        const view = viewOf(vector, count * 4);
        return mapItems(vector, count, (i) => view.getFloat32(i * 4, true));
      };
    case DuckDBTypeId.BOOLEAN:
      return (vector, count) => {
        const data = dataOf(vector, count);
        return mapItems(vector, count, (i) => data[i] !== 0);
      };
    case DuckDBTypeId.DATE:
      return (vector, count) => {
        const view = viewOf(vector, count * 4);
        return mapItems(vector, count, (i) => dateText(view.getInt32(i * 4, true)));
      };
    case DuckDBTypeId.TIMESTAMP:
    case DuckDBTypeId.TIMESTAMP_TZ:
      return (vector, count) => {
        const view = viewOf(vector, count * 8);
        return mapItems(vector, count, (i) => timestampText(view.getBigInt64(i * 8, true)));
      };
    case DuckDBTypeId.DECIMAL:
      return 'width' in type && 'scale' in type
        ? decimalReader(column, type.width, type.scale)
        : unsupported(column, type);
    default:
      return integerReader(column, type);
  }
}

function unsupported(column: string, type: DuckDBType): never {
  throw new BacklineError('internal', `column ${column}: no reader for ${type.toString()}`, { subject: column });
}

function integerReader(column: string, type: DuckDBType): VectorReader {
  const at = integerAt(column, type);
  const size = INTEGER_BYTES[type.typeId];
  if (!at || size === undefined) return unsupported(column, type);
  return (vector, count) => {
    const view = viewOf(vector, count * size);
    return mapItems(vector, count, (i) => at(view, i * size));
  };
}

const INTEGER_BYTES: Readonly<Partial<Record<DuckDBTypeId, number>>> = {
  [DuckDBTypeId.TINYINT]: 1,
  [DuckDBTypeId.UTINYINT]: 1,
  [DuckDBTypeId.SMALLINT]: 2,
  [DuckDBTypeId.USMALLINT]: 2,
  [DuckDBTypeId.INTEGER]: 4,
  [DuckDBTypeId.UINTEGER]: 4,
  [DuckDBTypeId.BIGINT]: 8,
  [DuckDBTypeId.UBIGINT]: 8,
  [DuckDBTypeId.HUGEINT]: 16,
};

function integerAt(column: string, type: DuckDBType): ((view: DataView, offset: number) => number) | null {
  switch (type.typeId) {
    case DuckDBTypeId.TINYINT:
      return (view, offset) => view.getInt8(offset);
    case DuckDBTypeId.UTINYINT:
      return (view, offset) => view.getUint8(offset);
    case DuckDBTypeId.SMALLINT:
      return (view, offset) => view.getInt16(offset, true);
    case DuckDBTypeId.USMALLINT:
      return (view, offset) => view.getUint16(offset, true);
    case DuckDBTypeId.INTEGER:
      return (view, offset) => view.getInt32(offset, true);
    case DuckDBTypeId.UINTEGER:
      return (view, offset) => view.getUint32(offset, true);
    case DuckDBTypeId.BIGINT:
      return (view, offset) => safe(int64At(view, offset), column);
    case DuckDBTypeId.UBIGINT:
      return (view, offset) => safe(Number(view.getBigUint64(offset, true)), column);
    case DuckDBTypeId.HUGEINT:
      return (view, offset) => safe(Number(int128At(view, offset)), column);
    default:
      return null;
  }
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

const INLINE_BYTES = 12;
const ENTRY_BYTES = 16;

/**
 * A string entry is 16 bytes: the length, then the bytes themselves up to 12, else four of them and a pointer. Fetching
 * what a pointer points to costs a call into the engine, so neighbours in memory are fetched together; a string that
 * several rows share (dictionary) is decoded once.
 */
function readStrings(vector: Vector, count: number): unknown[] {
  const data = dataOf(vector, count * ENTRY_BYTES);
  const entries = Buffer.from(data.buffer, data.byteOffset, data.byteLength);
  const validity = validityOf(vector, count);
  const values: (string | null)[] = new Array(count);
  const shared = new Map<number, string>();
  let i = 0;
  while (i < count) {
    const at = i * ENTRY_BYTES;
    if (!isValid(validity, i)) {
      values[i++] = null;
      continue;
    }
    const length = entries.readUInt32LE(at);
    if (length <= INLINE_BYTES) {
      values[i++] = entries.toString('utf8', at + 4, at + 4 + length);
      continue;
    }
    const pointer = pointerAt(entries, at);
    const known = shared.get(pointer);
    if (known?.length === length) {
      values[i++] = known;
      continue;
    }
    i = readRun(entries, validity, values, shared, i, count);
  }
  return values;
}

/** User-space addresses have at most 48 bits, so they are exact numbers. */
function pointerAt(entries: Buffer, at: number): number {
  return entries.readUIntLE(at + 8, 6);
}

/** Decodes the long strings from `first` on that lie one after the other in memory; answers the next row. */
function readRun(
  entries: Buffer,
  validity: Uint8Array | null,
  values: (string | null)[],
  shared: Map<number, string>,
  first: number,
  count: number,
): number {
  const start = pointerAt(entries, first * ENTRY_BYTES);
  let end = start + entries.readUInt32LE(first * ENTRY_BYTES);
  const members = [first];
  let next = first + 1;
  for (; next < count; next++) {
    if (!isValid(validity, next)) {
      values[next] = null;
      continue;
    }
    const at = next * ENTRY_BYTES;
    const length = entries.readUInt32LE(at);
    if (length <= INLINE_BYTES) {
      values[next] = entries.toString('utf8', at + 4, at + 4 + length);
      continue;
    }
    if (pointerAt(entries, at) !== end) break;
    members.push(next);
    end += length;
  }
  const firstEntry = entries.byteOffset + first * ENTRY_BYTES;
  const block = bindings.get_data_from_pointer(entries.buffer as ArrayBuffer, firstEntry + 8, end - start);
  const bytes = Buffer.from(block.buffer, block.byteOffset, block.byteLength);
  let offset = 0;
  for (const row of members) {
    const length = entries.readUInt32LE(row * ENTRY_BYTES);
    const text = bytes.toString('utf8', offset, offset + length);
    shared.set(start + offset, text);
    values[row] = text;
    offset += length;
  }
  return next;
}

/** Entries are pairs of 64-bit offset and length into one child vector, which is read whole, once. */
function listReader(element: VectorReader): VectorReader {
  return (vector, count) => {
    const view = viewOf(vector, count * 16);
    const validity = validityOf(vector, count);
    const items = element(bindings.list_vector_get_child(vector), bindings.list_vector_get_size(vector));
    const lists: unknown[] = new Array(count);
    for (let i = 0; i < count; i++) {
      const offset = int64At(view, i * 16);
      lists[i] = isValid(validity, i) ? items.slice(offset, offset + int64At(view, i * 16 + 8)) : [];
    }
    return lists;
  };
}
