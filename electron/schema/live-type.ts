import { parseSqlType, type SqlType } from '../warehouse/tables/sql-type.js';

/** Names the service's older interfaces give to the same types. */
const OTHER_NAMES: Readonly<Record<string, string>> = {
  INTEGER: 'INT64',
  FLOAT: 'FLOAT64',
  BOOLEAN: 'BOOL',
  RECORD: 'STRUCT',
  DECIMAL: 'NUMERIC',
};

/** The type that a live column's text means; null for one that no definition knows. */
export function liveType(text: string): SqlType | null {
  const known = text.replace(/\b[A-Z]+\b/g, (word) => OTHER_NAMES[word] ?? word);
  try {
    return parseSqlType(known);
  } catch {
    return null;
  }
}
