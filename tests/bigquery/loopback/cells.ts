import {
  DuckDBDateValue,
  DuckDBDecimalValue,
  DuckDBListType,
  DuckDBListValue,
  DuckDBStructType,
  DuckDBStructValue,
  DuckDBTimestampTZValue,
  DuckDBTimestampValue,
  DuckDBTypeId,
  type DuckDBDataChunk,
  type DuckDBType,
  type DuckDBValue,
} from '@duckdb/node-api';
import bindings from '@duckdb/node-bindings';
import { googleSqlType } from '../../../electron/warehouse/duckdb/live-schema.js';
import { readStrings } from '../../../electron/warehouse/duckdb/read-strings.js';
import { mapItems, viewOf } from '../../../electron/warehouse/duckdb/vector-memory.js';
import type { SqlType } from '../../../electron/warehouse/tables/sql-type.js';
import { fromDayNumber } from '../../../shared/game-date.js';
import { ApiError } from './api-error.js';
import { fieldOf } from './fields.js';
import type { FieldSchema, TimestampFormat } from './wire.js';

/** Cells as the JSON text they have in an answer. A TIMESTAMP stands in whole microseconds. */
export type CellTexts = readonly string[];

/** Rows as they came, by chunks of columns. */
export interface Cells {
  readonly fields: readonly FieldSchema[];
  readonly chunks: readonly { readonly rows: number; readonly columns: readonly CellTexts[] }[];
  readonly rows: number;
}

const WHOLE: ReadonlySet<DuckDBTypeId> = new Set([
  DuckDBTypeId.TINYINT,
  DuckDBTypeId.SMALLINT,
  DuckDBTypeId.INTEGER,
  DuckDBTypeId.BIGINT,
  DuckDBTypeId.UTINYINT,
  DuckDBTypeId.USMALLINT,
  DuckDBTypeId.UINTEGER,
  DuckDBTypeId.UBIGINT,
  DuckDBTypeId.HUGEINT,
]);

/** The field of a result column by the engine's type. */
export function resultField(name: string, type: DuckDBType): FieldSchema {
  if (WHOLE.has(type.typeId)) return fieldOf(name, { kind: 'INT64' }, 'NULLABLE');
  if (type.typeId === DuckDBTypeId.FLOAT) return fieldOf(name, { kind: 'FLOAT64' }, 'NULLABLE');
  if (type.typeId === DuckDBTypeId.SQLNULL) return fieldOf(name, { kind: 'INT64' }, 'NULLABLE');
  // A sum or a product of decimals grows digits; a result has no precision of its own.
  if (type.typeId === DuckDBTypeId.DECIMAL) return { name, type: 'NUMERIC', mode: 'NULLABLE' };
  const text = type.toString();
  const found: SqlType | null = googleSqlType(text);
  if (found === null) throw new ApiError('internalError', `result column ${name} has the type ${text}`);
  return fieldOf(name, found, 'NULLABLE');
}

const NULL = 'null';

/** The cells of one chunk, column by column. */
export function cellColumns(chunk: DuckDBDataChunk, types: readonly DuckDBType[]): readonly CellTexts[] {
  const count = chunk.rowCount;
  return types.map((type, index) => {
    const vector = bindings.data_chunk_get_vector(chunk.chunk, index);
    const { typeId } = type;
    // The kinds that fill large results are read straight from the engine's memory.
    if (typeId === DuckDBTypeId.VARCHAR) return readStrings(vector, count).map(textCells());
    if (typeId === DuckDBTypeId.DOUBLE) {
      const view = viewOf(vector, count * 8);
      return mapItems(vector, count, (i) => `"${floatText(view.getFloat64(i * 8, true))}"`).map(orNull);
    }
    if (typeId === DuckDBTypeId.BIGINT || typeId === DuckDBTypeId.TIMESTAMP) {
      const view = viewOf(vector, count * 8);
      return mapItems(vector, count, (i) => `"${String(view.getBigInt64(i * 8, true))}"`).map(orNull);
    }
    if (typeId === DuckDBTypeId.DATE) {
      const view = viewOf(vector, count * 4);
      return mapItems(vector, count, (i) => `"${fromDayNumber(view.getInt32(i * 4, true))}"`).map(orNull);
    }
    return chunk.getColumnValues(index).map((value) => JSON.stringify(cellOf(value, type)));
  });
}

/** Few texts repeat often: each is quoted once. */
function textCells(): (value: string | null) => string {
  const known = new Map<string, string>();
  return (value) => {
    if (value === null) return NULL;
    let text = known.get(value);
    if (text === undefined) known.set(value, (text = JSON.stringify(value)));
    return text;
  };
}

function orNull(text: string | null): string {
  return text ?? NULL;
}

/** As the service prints a FLOAT64: the shortest text that reads back as the same number. */
function floatText(value: number): string {
  if (Object.is(value, -0)) return '-0.0';
  if (Number.isInteger(value) && Math.abs(value) < 1e15) return `${String(value)}.0`;
  return String(value);
}

function cellOf(value: DuckDBValue, type: DuckDBType): unknown {
  if (value === null) return null;
  if (value instanceof DuckDBListValue && type instanceof DuckDBListType) {
    return value.items.map((item) => ({ v: cellOf(item, type.valueType) }));
  }
  if (value instanceof DuckDBStructValue && type instanceof DuckDBStructType) {
    return { f: Object.values(value.entries).map((item, i) => ({ v: cellOf(item, type.entryTypes[i] ?? type) })) };
  }
  if (value instanceof DuckDBDateValue) return fromDayNumber(value.days);
  if (value instanceof DuckDBTimestampValue || value instanceof DuckDBTimestampTZValue) return String(value.micros);
  if (value instanceof DuckDBDecimalValue) return decimalText(value);
  if (typeof value === 'number') return WHOLE.has(type.typeId) ? String(value) : floatText(value);
  if (typeof value === 'bigint' || typeof value === 'string' || typeof value === 'boolean') return String(value);
  throw new ApiError('internalError', `a result holds ${type.toString()}`);
}

/** Without zeros at the end, as the service prints NUMERIC. */
function decimalText(value: DuckDBDecimalValue): string {
  const text = value.toString();
  return text.includes('.') ? text.replace(/\.?0+$/, '') : text;
}

/** A TIMESTAMP cell in the format that was asked for. */
function micros(text: string, format: TimestampFormat): string {
  if (text === NULL || format === 'INT64') return text;
  const value = BigInt(text.slice(1, -1));
  if (format === 'FLOAT64') return `"${String(Number(value) / 1e6)}"`;
  const seconds = value / 1_000_000n - (value % 1_000_000n < 0n ? 1n : 0n);
  const fraction = String(value - seconds * 1_000_000n).padStart(6, '0');
  return `"${new Date(Number(seconds) * 1000).toISOString().slice(0, 19)}.${fraction}Z"`;
}

export interface Page {
  /** JSON text of the `rows` list. */
  readonly rows: string;
  readonly count: number;
  /** Where the next page begins; null when this was the last. */
  readonly next: number | null;
}

/** The rows from `start` on, at most `maxRows` and about `maxBytes` of text, at least one. */
export function pageOf(cells: Cells, start: number, maxRows: number, maxBytes: number, format: TimestampFormat): Page {
  const stamps = cells.fields.map((field) => field.type === 'TIMESTAMP' && field.mode !== 'REPEATED');
  const rows: string[] = [];
  let bytes = 0;
  let at = 0;
  for (const chunk of cells.chunks) {
    if (at + chunk.rows <= start + rows.length) {
      at += chunk.rows;
      continue;
    }
    for (let i = start + rows.length - at; i < chunk.rows; i += 1) {
      if (rows.length >= maxRows || (bytes > maxBytes && rows.length > 0)) {
        return { rows: `[${rows.join()}]`, count: rows.length, next: start + rows.length };
      }
      const texts = chunk.columns.map((column, index) => {
        const text = column[i] ?? NULL;
        return `{"v":${stamps[index] === true ? micros(text, format) : text}}`;
      });
      const row = `{"f":[${texts.join()}]}`;
      bytes += row.length;
      rows.push(row);
    }
    at += chunk.rows;
  }
  return { rows: `[${rows.join()}]`, count: rows.length, next: null };
}
