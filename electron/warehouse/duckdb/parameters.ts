import {
  BIGINT,
  BOOLEAN,
  DATE,
  DOUBLE,
  DuckDBDateValue,
  DuckDBListType,
  DuckDBTimestampValue,
  DuckDBListValue,
  TIMESTAMP,
  VARCHAR,
  type DuckDBPreparedStatement,
  type DuckDBType,
  type DuckDBValue,
} from '@duckdb/node-api';
import { BacklineError } from '../../../shared/errors.js';
import { isGameDate, toDayNumber } from '../../../shared/game-date.js';
import type { AnyStatement, ParamType, ParamTypes } from '../statement.js';
import { timestampMicros } from './timestamps.js';

interface Bound {
  readonly value: DuckDBValue;
  readonly type: DuckDBType;
}

/** Binds by the declared type, never by the look of the value: "2026-01-31" is a STRING unless declared DATE. */
export function bindParameters(
  prepared: DuckDBPreparedStatement,
  statement: AnyStatement,
  values: Readonly<Record<string, unknown>>,
): void {
  const declared: ParamTypes = statement.params;
  for (const [name, type] of Object.entries(declared)) {
    const bound = toBound(type, values[name]);
    if (bound === null) {
      throw new BacklineError('internal', `${statement.name}: parameter ${name} is not a ${type}`, { subject: name });
    }
    prepared.bindValue(prepared.parameterIndex(name), bound.value, bound.type);
  }
}

function toBound(type: ParamType, value: unknown): Bound | null {
  switch (type) {
    case 'STRING':
      return typeof value === 'string' ? { value, type: VARCHAR } : null;
    case 'INT64':
      return Number.isSafeInteger(value) ? { value: BigInt(value as number), type: BIGINT } : null;
    case 'FLOAT64':
    case 'NUMERIC':
      return typeof value === 'number' ? { value, type: DOUBLE } : null;
    case 'BOOL':
      return typeof value === 'boolean' ? { value, type: BOOLEAN } : null;
    case 'DATE': {
      const date = toDate(value);
      return date && { value: date, type: DATE };
    }
    case 'TIMESTAMP': {
      const micros = typeof value === 'string' ? timestampMicros(value) : null;
      return micros === null ? null : { value: new DuckDBTimestampValue(micros), type: TIMESTAMP };
    }
    case 'ARRAY<STRING>':
      return toList(value, VARCHAR, (item) => (typeof item === 'string' ? item : null));
    case 'ARRAY<DATE>':
      return toList(value, DATE, toDate);
  }
}

function toDate(value: unknown): DuckDBDateValue | null {
  return typeof value === 'string' && isGameDate(value) ? new DuckDBDateValue(toDayNumber(value)) : null;
}

function toList(value: unknown, element: DuckDBType, convert: (item: unknown) => DuckDBValue): Bound | null {
  if (!Array.isArray(value)) return null;
  const items = value.map(convert);
  return items.includes(null) ? null : { value: new DuckDBListValue(items), type: new DuckDBListType(element) };
}
