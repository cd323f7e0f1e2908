import { duckDbPath } from '../tables/ddl-duckdb.js';
import { fillTables, type AnyStatement } from '../statement.js';

/**
 * What teaches the engine the portable subset of GoogleSQL (docs/architecture.md). Temporary objects belong to a
 * connection, so the file stays free of them and a read-only file works too.
 */
export const PRELUDE: readonly string[] = [
  "SET TimeZone = 'UTC'",
  'CREATE TEMP TYPE FLOAT64 AS DOUBLE',
  'CREATE TEMP MACRO countif(x) AS COUNT(CASE WHEN x THEN 1 END)',
  'CREATE TEMP MACRO safe_divide(a, b) AS a / NULLIF(b, 0)',
  'CREATE TEMP MACRO safe_offset(n) AS n + 1',
  'CREATE TEMP MACRO format_date(f, d) AS strftime(d, f)',
  "CREATE TEMP MACRO unix_date(d) AS date_diff('day', DATE '1970-01-01', d)",
  'CREATE TEMP MACRO unix_micros(t) AS epoch_us(t)',
  'CREATE TEMP MACRO logical_or(x) AS bool_or(x)',
  'CREATE TEMP MACRO logical_and(x) AS bool_and(x)',
];

export const MEMORY_LIMIT = '256MB';
export const THREADS = '2';

/**
 * Instance options: GoogleSQL's null order, nothing fetched from anywhere, and a bound on memory and threads that
 * leaves room for the console itself on a small machine.
 */
export const ENGINE_OPTIONS: Readonly<Record<string, string>> = {
  default_null_order: 'NULLS_FIRST_ON_ASC_LAST_ON_DESC',
  autoinstall_known_extensions: 'false',
  autoload_known_extensions: 'false',
  memory_limit: MEMORY_LIMIT,
  threads: THREADS,
  // A checkpoint in the middle of a run stalls its writers for a third of a second; the log is folded in on close.
  checkpoint_threshold: '256MB',
};

const TOKEN = /'(?:[^'\\]|\\.|'')*'|"(?:[^"\\]|\\.)*"|--[^\n]*|\/\*[\s\S]*?\*\/|@([A-Za-z_]\w*)/g;

/** The text with `@name` as `$name`, but not inside strings and comments. */
export function swapParameterSigns(sql: string): string {
  return sql.replace(TOKEN, (token: string, name: string | undefined) => (name === undefined ? token : `$${name}`));
}

const translated = new WeakMap<AnyStatement, string>();

/** The statement's text as the engine takes it. */
export function duckDbText(statement: AnyStatement): string {
  let text = translated.get(statement);
  if (text === undefined) {
    text = swapParameterSigns(fillTables(statement.sql, duckDbPath));
    translated.set(statement, text);
  }
  return text;
}
