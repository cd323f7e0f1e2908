import { BacklineError } from '../../../shared/errors.js';
import { isGameDate } from '../../../shared/game-date.js';
import type { AnyStatement, ParamType, ParamTypes } from '../statement.js';
import { timestampMicros } from '../duckdb/timestamps.js';
import type { QueryParameter } from './rest.js';

/**
 * Typed by the declaration, never by the look of the value: "2026-01-31" is a STRING unless declared DATE, and an empty
 * array has a type. @throws BacklineError `internal` for a value that is not of the declared type.
 */
export function queryParameters(
  statement: AnyStatement,
  values: Readonly<Record<string, unknown>>,
): readonly QueryParameter[] {
  const declared: ParamTypes = statement.params;
  return Object.entries(declared).map(([name, type]) => {
    const parameter = toParameter(name, type, values[name]);
    if (parameter === null) {
      throw new BacklineError('internal', `${statement.name}: parameter ${name} is not a ${type}`, { subject: name });
    }
    return parameter;
  });
}

function toParameter(name: string, type: ParamType, value: unknown): QueryParameter | null {
  if (type === 'ARRAY<STRING>' || type === 'ARRAY<DATE>') {
    if (!Array.isArray(value)) return null;
    const element = type === 'ARRAY<STRING>' ? 'STRING' : 'DATE';
    const texts = value.map((item: unknown) => scalarText(element, item));
    const arrayValues = texts.filter((text) => text !== null).map((text) => ({ value: text }));
    if (arrayValues.length !== texts.length) return null;
    return { name, parameterType: { type: 'ARRAY', arrayType: { type: element } }, parameterValue: { arrayValues } };
  }
  const text = scalarText(type, value);
  return text === null ? null : { name, parameterType: { type }, parameterValue: { value: text } };
}

function scalarText(type: Exclude<ParamType, `ARRAY<${string}>`>, value: unknown): string | null {
  switch (type) {
    case 'STRING':
      return typeof value === 'string' ? value : null;
    case 'INT64':
      return Number.isSafeInteger(value) ? String(value) : null;
    case 'FLOAT64':
    case 'NUMERIC':
      return typeof value === 'number' ? String(value) : null;
    case 'BOOL':
      return typeof value === 'boolean' ? String(value) : null;
    case 'DATE':
      return typeof value === 'string' && isGameDate(value) ? value : null;
    case 'TIMESTAMP':
      return typeof value === 'string' && timestampMicros(value) !== null ? value : null;
  }
}
