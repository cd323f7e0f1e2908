import { BacklineError } from '../../../shared/errors.js';
import { isGameDate } from '../../../shared/game-date.js';
import { unscaledDecimal } from '../duckdb/decimals.js';
import { timestampMicros, timestampText } from '../duckdb/timestamps.js';
import { scalarKind, typeText } from './fields.js';
import type { Cell, CellValue, TableField } from './rest.js';

/**
 * Values as a load job reads them from newline-delimited JSON. Texts of JSON are made here, not by a serializer: -0.0,
 * NaN and long decimals must arrive as they are.
 */
const NO_VALUE = 'null';

/** A value of our own. @throws BacklineError `bad_rows` naming column and row when it does not fit the column. */
export function valueText(field: TableField, value: unknown, where: string): string {
  if (field.mode === 'REPEATED') {
    if (value === null || value === undefined) return '[]';
    if (!Array.isArray(value)) throw misfit(field, value, where);
    return `[${value.map((item: unknown) => present(field, scalarText(field, item, where), where)).join(',')}]`;
  }
  if (value === null || value === undefined) return NO_VALUE;
  return scalarText(field, value, where);
}

function present(field: TableField, text: string, where: string): string {
  if (text === NO_VALUE) throw misfit(field, null, where);
  return text;
}

function scalarText(field: TableField, value: unknown, where: string): string {
  if (value === null || value === undefined) return NO_VALUE;
  const text = kindText(field, value, where);
  if (text === null) throw misfit(field, value, where);
  return text;
}

function kindText(field: TableField, value: unknown, where: string): string | null {
  switch (scalarKind(field)) {
    case 'STRING':
      return typeof value === 'string' ? JSON.stringify(value) : null;
    case 'INT64':
      return Number.isSafeInteger(value) ? String(value) : null;
    case 'FLOAT64':
      return typeof value === 'number' ? floatText(value) : null;
    case 'NUMERIC':
      return typeof value === 'number' ? decimalText(value, Number(field.scale ?? 9)) : null;
    case 'BIGNUMERIC':
      return typeof value === 'number' ? decimalText(value, Number(field.scale ?? 38)) : null;
    case 'BOOL':
      return typeof value === 'boolean' ? String(value) : null;
    case 'DATE':
      return typeof value === 'string' && isGameDate(value) ? JSON.stringify(value) : null;
    case 'TIMESTAMP': {
      const micros = typeof value === 'string' ? timestampMicros(value) : null;
      return micros === null ? null : JSON.stringify(timestampText(micros));
    }
    case 'STRUCT': {
      if (typeof value !== 'object' || value === null) return null;
      const values = value as Readonly<Record<string, unknown>>;
      return objectText((field.fields ?? []).map((inner) => [inner.name, valueText(inner, values[inner.name], where)]));
    }
    default:
      return null;
  }
}

function floatText(value: number): string {
  if (Object.is(value, -0)) return '-0.0';
  return Number.isFinite(value) ? String(value) : JSON.stringify(String(value));
}

function decimalText(value: number, scale: number): string | null {
  const unscaled = unscaledDecimal(value, scale);
  if (unscaled === null) return null;
  const digits = (unscaled < 0n ? -unscaled : unscaled).toString().padStart(scale + 1, '0');
  const whole = digits.slice(0, digits.length - scale);
  const sign = unscaled < 0n ? '-' : '';
  return JSON.stringify(scale === 0 ? `${sign}${whole}` : `${sign}${whole}.${digits.slice(digits.length - scale)}`);
}

/**
 * A stored value as it came from the service, unchanged: numbers stay the texts they are, so that nothing is lost on
 * the way. Timestamps are expected as microseconds.
 */
export function cellText(field: TableField, value: CellValue, where: string): string {
  if (field.mode === 'REPEATED') {
    if (value === null) return '[]';
    if (!Array.isArray(value)) throw misfit(field, value, where);
    return `[${(value as readonly Cell[]).map(({ v }) => storedText(field, v, where)).join(',')}]`;
  }
  return storedText(field, value, where);
}

function storedText(field: TableField, value: CellValue, where: string): string {
  if (value === null) return NO_VALUE;
  const kind = scalarKind(field);
  if (kind === 'STRUCT') {
    if (typeof value === 'string' || !('f' in value)) throw misfit(field, value, where);
    const cells = value.f;
    return objectText(
      (field.fields ?? []).map((inner, i) => [inner.name, cellText(inner, cells[i]?.v ?? null, where)]),
    );
  }
  if (typeof value !== 'string') throw misfit(field, value, where);
  switch (kind) {
    case 'TIMESTAMP':
      if (!/^-?\d+$/.test(value)) throw misfit(field, value, where);
      return JSON.stringify(timestampText(BigInt(value)));
    case 'BOOL':
      return value === 'true' ? 'true' : 'false';
    case 'JSON':
      // Stands in the file as JSON itself; in quotes it would become a text.
      return value;
    case 'RANGE':
      throw new BacklineError(
        'schema_mismatch',
        `column ${field.name} is a ${typeText(field)}, which cannot be carried`,
        {
          subject: field.name,
        },
      );
    default:
      return JSON.stringify(value);
  }
}

/** One line; columns without a value are left out. */
export function objectText(entries: readonly (readonly [string, string])[]): string {
  const given = entries.filter(([, text]) => text !== NO_VALUE);
  return `{${given.map(([name, text]) => `${JSON.stringify(name)}:${text}`).join(',')}}`;
}

export function isAbsent(text: string): boolean {
  return text === NO_VALUE;
}

function misfit(field: TableField, value: unknown, where: string): BacklineError {
  const shown = JSON.stringify(value) ?? 'nothing';
  return new BacklineError(
    'bad_rows',
    `${where}: ${field.name} is ${shown.slice(0, 80)}, which is not a ${typeText(field)}`,
    { subject: field.name },
  );
}
