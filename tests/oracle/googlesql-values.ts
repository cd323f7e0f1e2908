import type { SqlType } from '../../electron/warehouse/tables/sql-type.js';
import { fromDayNumber, toDayNumber, type GameDate } from '../../shared/game-date.js';

/** The engine's wire forms, as far as the statements use them. */
export type TypeProto = { readonly typeKind: string } & Readonly<Record<string, unknown>>;
export type ValueProto = Readonly<Record<string, unknown>>;

const KINDS: Readonly<Record<string, string>> = {
  STRING: 'TYPE_STRING',
  INT64: 'TYPE_INT64',
  FLOAT64: 'TYPE_DOUBLE',
  BOOL: 'TYPE_BOOL',
  DATE: 'TYPE_DATE',
  TIMESTAMP: 'TYPE_TIMESTAMP',
  NUMERIC: 'TYPE_NUMERIC',
};

export function typeProto(type: SqlType): TypeProto {
  if (type.kind === 'ARRAY') return { typeKind: 'TYPE_ARRAY', arrayType: { elementType: typeProto(type.element) } };
  if (type.kind === 'STRUCT') {
    const field = type.fields.map(({ name, type: inner }) => ({ fieldName: name, fieldType: typeProto(inner) }));
    return { typeKind: 'TYPE_STRUCT', structType: { field } };
  }
  return { typeKind: String(KINDS[type.kind]) };
}

/** A value without anything set is NULL; a stored NULL array is empty in BigQuery. */
export function encode(value: unknown, type: SqlType): ValueProto {
  if (type.kind === 'ARRAY') {
    return { arrayValue: { element: ((value ?? []) as readonly unknown[]).map((item) => encode(item, type.element)) } };
  }
  if (value === null || value === undefined) return {};
  switch (type.kind) {
    case 'STRING':
      return { stringValue: value };
    case 'INT64':
      return { int64Value: (value as number | bigint).toString() };
    case 'FLOAT64':
      return { doubleValue: value };
    case 'BOOL':
      return { boolValue: value };
    case 'DATE':
      return { dateValue: toDayNumber(value as GameDate) };
    case 'TIMESTAMP':
      return { timestampValue: encodeTimestamp(value as string) };
    case 'NUMERIC':
      return { numericValue: encodeNumeric(value as number) };
    case 'STRUCT': {
      const record = value as Readonly<Record<string, unknown>>;
      return { structValue: { field: type.fields.map(({ name, type: inner }) => encode(record[name], inner)) } };
    }
  }
}

function encodeTimestamp(text: string): { readonly seconds: string; readonly nanos: number } {
  const [, whole = '', fraction = ''] = /^(.*?)(?:\.(\d+))?Z$/.exec(text) ?? [];
  return { seconds: String(Date.parse(`${whole}Z`) / 1000), nanos: Number(fraction.padEnd(9, '0')) };
}

/** Little-endian two's complement of the value times 10^9. */
function encodeNumeric(value: number): Buffer {
  const [, sign, whole = '', fraction = ''] = /^(-?)(\d+)(?:\.(\d+))?$/.exec(String(value)) ?? [];
  let rest = BigInt(whole + fraction.padEnd(9, '0')) * (sign === '-' ? -1n : 1n);
  const bytes: number[] = [];
  for (;;) {
    const byte = Number(BigInt.asUintN(8, rest));
    bytes.push(byte);
    rest >>= 8n;
    if ((rest === 0n && byte < 128) || (rest === -1n && byte >= 128)) return Buffer.from(bytes);
  }
}

function decodeNumeric(bytes: Buffer): number {
  let unscaled = 0n;
  for (const byte of [...bytes].reverse()) unscaled = (unscaled << 8n) | BigInt(byte);
  unscaled = BigInt.asIntN(bytes.length * 8, unscaled);
  const digits = String(unscaled < 0n ? -unscaled : unscaled).padStart(10, '0');
  return Number(`${unscaled < 0n ? '-' : ''}${digits.slice(0, -9)}.${digits.slice(-9)}`);
}

interface Decodable {
  readonly value?: string;
  readonly stringValue?: string;
  readonly int64Value?: string;
  readonly doubleValue?: number;
  readonly boolValue?: boolean;
  readonly dateValue?: number;
  readonly numericValue?: Buffer;
  readonly timestampValue?: { readonly seconds?: string; readonly nanos?: number };
  readonly arrayValue?: { readonly element?: readonly Decodable[] };
}

interface ResultType {
  readonly typeKind: string;
  readonly arrayType?: { readonly elementType: ResultType };
}

/** As `statement.ts` spells values. */
export function decode(given: unknown, givenType: unknown): unknown {
  const value = given as Decodable | undefined;
  const type = givenType as ResultType;
  if (!value?.value) return type.typeKind === 'TYPE_ARRAY' ? [] : null;
  switch (type.typeKind) {
    case 'TYPE_STRING':
      return value.stringValue;
    case 'TYPE_INT64':
      return Number(value.int64Value);
    case 'TYPE_DOUBLE':
      return value.doubleValue;
    case 'TYPE_BOOL':
      return value.boolValue;
    case 'TYPE_DATE':
      return fromDayNumber(value.dateValue ?? 0);
    case 'TYPE_NUMERIC':
      return decodeNumeric(value.numericValue ?? Buffer.alloc(1));
    case 'TYPE_TIMESTAMP':
      return decodeTimestamp(value.timestampValue ?? {});
    case 'TYPE_ARRAY': {
      const element = type.arrayType?.elementType;
      return (value.arrayValue?.element ?? []).map((item) => decode(item, element));
    }
    default:
      throw new Error(`the oracle gave a ${type.typeKind}, which no statement may`);
  }
}

function decodeTimestamp({ seconds = '0', nanos = 0 }: { readonly seconds?: string; readonly nanos?: number }): string {
  const text = new Date(Number(seconds) * 1000).toISOString().slice(0, 19);
  if (nanos === 0) return `${text}Z`;
  const micros = String(nanos / 1000).padStart(6, '0');
  return `${text}.${micros.endsWith('000') ? micros.slice(0, 3) : micros}Z`;
}
