import {
  EVERYTHING,
  FILTER_OPS,
  type TableFilter,
  type TableQuery,
  type TableSort,
} from '../../shared/tables/table.js';

/**
 * A table's filters, sort and search as one address parameter, and back. Compact JSON: `{"f":[[column,op,...values]],
 * "s":["-match","date"],"q":"text"}`; what stands at its default is left out, and everything at its default is null.
 */
export function formatQuery(query: TableQuery): string | null {
  const short = {
    ...(query.filters.length === 0
      ? {}
      : { f: query.filters.map(({ column, op, values }) => [column, op, ...values]) }),
    ...(query.sort.length === 0 ? {} : { s: query.sort.map(({ column, desc }) => (desc ? `-${column}` : column)) }),
    ...(query.search === '' ? {} : { q: query.search }),
  };
  return Object.keys(short).length === 0 ? null : JSON.stringify(short);
}

function filterOf(value: unknown): readonly TableFilter[] {
  if (!Array.isArray(value) || !value.every((part) => typeof part === 'string')) return [];
  const [column, op, ...values] = value as readonly string[];
  const known = FILTER_OPS.find((one) => one === op);
  return column === undefined || known === undefined ? [] : [{ column, op: known, values }];
}

function sortOf(value: unknown): readonly TableSort[] {
  if (typeof value !== 'string' || value === '') return [];
  return [value.startsWith('-') ? { column: value.slice(1), desc: true } : { column: value, desc: false }];
}

/** A damaged address shows everything rather than failing. */
export function parseQuery(text: string | null): TableQuery {
  if (text === null) return EVERYTHING;
  try {
    const short: unknown = JSON.parse(text);
    if (typeof short !== 'object' || short === null) return EVERYTHING;
    const { f, s, q } = short as { readonly f?: unknown; readonly s?: unknown; readonly q?: unknown };
    return {
      filters: Array.isArray(f) ? f.flatMap(filterOf) : [],
      sort: Array.isArray(s) ? s.flatMap(sortOf) : [],
      search: typeof q === 'string' ? q : '',
    };
  } catch {
    return EVERYTHING;
  }
}
