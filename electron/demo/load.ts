import { type ColumnBatch } from '../warehouse/duckdb/bulk-load.js';
import { dateOf } from './calendar.js';
import { type Cell, type CellKind, type TableData } from './table-data.js';

const CACHE_LIMIT = 100_000;

/** The same instants and days come again and again; their text is made once. */
function remembered(make: (value: number) => string): (value: number) => string {
  const known = new Map<number, string>();
  return (value) => {
    let text = known.get(value);
    if (text === undefined) {
      if (known.size > CACHE_LIMIT) known.clear();
      text = make(value);
      known.set(value, text);
    }
    return text;
  };
}

const dayText = remembered(dateOf);
/** Demo instants are whole seconds or half ones. */
const instantText = remembered((ms) => {
  const text = new Date(ms).toISOString();
  return ms % 1000 === 0 ? `${text.slice(0, 19)}Z` : text;
});

function asText(cells: readonly Cell[], kind: CellKind): readonly unknown[] {
  if (kind === 'date') return cells.map((cell) => (typeof cell === 'number' ? dayText(cell) : null));
  if (kind === 'timestamp') return cells.map((cell) => (typeof cell === 'number' ? instantText(cell) : null));
  return cells;
}

/** A generated table in the form the warehouse takes: dates and instants as text (see `ValueOf`). */
export function toBatch(data: TableData): ColumnBatch {
  return {
    rowCount: data.rowCount,
    columns: Object.fromEntries(
      Object.entries(data.kinds).map(([name, kind]) => [name, asText(data.columns[name] ?? [], kind)]),
    ),
  };
}
