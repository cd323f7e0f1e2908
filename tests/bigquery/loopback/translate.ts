import { ApiError } from './api-error.js';
import type { ParameterType, ParameterValue, QueryParameter, TableReference } from './wire.js';

/** Resolves a table's path as it stands in a query; null when the name is no table (an alias with a column). */
export type NameTable = (parts: readonly string[]) => string | null;

const TOKEN =
  /('(?:[^'\\]|\\.|'')*')|("(?:[^"\\]|\\.)*")|(--[^\n]*|#[^\n]*|\/\*[\s\S]*?\*\/)|(`[^`]+`(?:\s*\.\s*(?:`[^`]+`|[A-Za-z_]\w*))*)|@([A-Za-z_]\w*)|(?<![\w.])(\d+\.\d+)(?![\w.])/g;

const ESCAPES: Readonly<Record<string, string>> = { n: '\n', t: '\t', r: '\r', '0': '\0' };

function duckText(text: string): string {
  return `'${text.replaceAll("'", "''")}'`;
}

/** GoogleSQL writes quotes inside a text with a backslash, DuckDB doubles them. */
function duckLiteral(body: string): string {
  return duckText(body.replace(/\\(.)/gs, (_, char: string) => ESCAPES[char] ?? char));
}

/**
 * The query as DuckDB takes it. Its parameters become literals of their declared types, so that the plan shows which
 * partitions are read; a decimal literal is FLOAT64 in GoogleSQL and DECIMAL in DuckDB.
 */
export function toDuckDb(query: string, parameters: readonly QueryParameter[], nameTable: NameTable): string {
  const values = new Map(parameters.map((parameter) => [parameter.name ?? '', literalOf(parameter)]));
  return query.replace(
    TOKEN,
    (
      token: string,
      single: string | undefined,
      double: string | undefined,
      comment: string | undefined,
      path: string | undefined,
      name: string | undefined,
      decimal: string | undefined,
    ) => {
      if (single !== undefined || double !== undefined) return duckLiteral(token.slice(1, -1));
      if (comment !== undefined) return ' ';
      if (decimal !== undefined) return `${decimal}e0`;
      if (path !== undefined) return quotedPath(path, nameTable);
      const value = values.get(name ?? '');
      if (value === undefined) {
        throw new ApiError('invalidQuery', `Query parameter '${String(name)}' not found`);
      }
      return value;
    },
  );
}

function quotedPath(path: string, nameTable: NameTable): string {
  const parts = path
    .split(/\s*\.\s*(?=(?:[^`]*`[^`]*`)*[^`]*$)/)
    .flatMap((part) => (part.startsWith('`') ? part.slice(1, -1).split('.') : [part]));
  if (parts.length > 1) {
    const table = nameTable(parts);
    if (table !== null) return table;
  }
  return parts.map((part) => `"${part}"`).join('.');
}

function literalOf({ name = '', parameterType, parameterValue }: QueryParameter): string {
  try {
    return literal(parameterType, parameterValue);
  } catch (thrown) {
    throw new ApiError('invalid', `Invalid value for parameter ${name}: ${String((thrown as Error).message)}`);
  }
}

function literal(type: ParameterType, given: ParameterValue): string {
  if (type.type === 'ARRAY') {
    const element = type.arrayType ?? { type: 'STRING' };
    const items = (given.arrayValues ?? []).map((item) => literal(element, item));
    return `CAST([${items.join(', ')}] AS ${duckType(element)}[])`;
  }
  const { value } = given;
  // The service refuses a parameter without a value; the client sends one when a plain text is declared a DATE.
  if (value === undefined) throw new Error('no value');
  if (value === null) return `CAST(NULL AS ${duckType(type)})`;
  const text = String(value);
  switch (type.type) {
    case 'STRING':
      return duckText(text);
    case 'INT64':
      if (!/^-?\d+$/.test(text)) throw new Error(`bad INT64 ${text}`);
      return `CAST(${text} AS BIGINT)`;
    case 'FLOAT64':
      return `CAST('${text}' AS DOUBLE)`;
    case 'NUMERIC':
      return `CAST('${text}' AS DECIMAL(38,9))`;
    case 'BOOL':
      if (text !== 'true' && text !== 'false') throw new Error(`bad BOOL ${text}`);
      return text;
    case 'DATE':
      if (!/^\d{4}-\d{2}-\d{2}$/.test(text)) throw new Error(`bad DATE ${text}`);
      return `DATE '${text}'`;
    case 'TIMESTAMP': {
      const match = /^(\d{4}-\d{2}-\d{2})[T ](\d{2}:\d{2}:\d{2}(?:\.\d{1,6})?)(?:Z|\+00:00| UTC)$/.exec(text);
      if (!match) throw new Error(`bad TIMESTAMP ${text}`);
      return `TIMESTAMP '${String(match[1])} ${String(match[2])}'`;
    }
    default:
      throw new Error(`type ${type.type}`);
  }
}

function duckType(type: ParameterType): string {
  const types: Readonly<Record<string, string>> = {
    STRING: 'VARCHAR',
    INT64: 'BIGINT',
    FLOAT64: 'DOUBLE',
    NUMERIC: 'DECIMAL(38,9)',
    BOOL: 'BOOLEAN',
    DATE: 'DATE',
    TIMESTAMP: 'TIMESTAMP',
  };
  const found = types[type.type];
  if (found === undefined) throw new Error(`type ${type.type}`);
  return found;
}

/** `table$20260131` as table and date. @throws ApiError for another decorator. */
export function splitDecorator(reference: TableReference): { readonly table: string; readonly date: string | null } {
  const at = reference.tableId.indexOf('$');
  if (at === -1) return { table: reference.tableId, date: null };
  const id = reference.tableId.slice(at + 1);
  const match = /^(\d{4})(\d{2})(\d{2})$/.exec(id);
  if (!match) throw new ApiError('invalid', `Invalid partition id "${id}" of table ${reference.tableId}`);
  return { table: reference.tableId.slice(0, at), date: `${String(match[1])}-${String(match[2])}-${String(match[3])}` };
}
