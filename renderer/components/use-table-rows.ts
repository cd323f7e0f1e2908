import { useCallback, useDeferredValue, useEffect, useMemo, useState } from 'react';
import { BacklineError, toErrorInfo, type ErrorInfo } from '../../shared/errors.js';
import { prepareRows, queryRows } from '../../shared/tables/query.js';
import { EVERYTHING, type TableFilter, type TableQuery, type TableSort } from '../../shared/tables/table.js';
import type { Column } from './table-column.js';
import { withKnownColumns } from './table-query.js';

/** After the last letter; the rows do not wait for it, only the address and what else follows the query. */
const TYPING_PAUSE_MS = 300;

interface Asked<T> {
  readonly rows: readonly T[];
  readonly columns: readonly Column<T>[];
  /** Kept by the screen; without it the table keeps its own. */
  readonly query: TableQuery | undefined;
  readonly onQuery: ((query: TableQuery) => void) | undefined;
  readonly initialSort: TableSort | undefined;
  readonly always: readonly TableFilter[] | undefined;
}

export interface TableRows<T> {
  /** As it was asked, with what is typed into the search so far. */
  readonly query: TableQuery;
  /** The same without columns that are not there, in the order to begin with where none is asked. */
  readonly ordered: TableQuery;
  /** What the screen leaves, before search and filters. */
  readonly known: readonly T[];
  readonly shown: readonly T[];
  readonly error: ErrorInfo | null;
  readonly setQuery: (query: TableQuery) => void;
  readonly type: (search: string) => void;
}

interface Found<T> {
  readonly rows: readonly T[];
  readonly error: ErrorInfo | null;
}

/** The address may name a bound that is none; the table says so instead of falling over. */
function find<T>(rows: readonly T[], columns: readonly Column<T>[], query: TableQuery): Found<T> {
  try {
    return { rows: queryRows(rows, columns, query), error: null };
  } catch (error) {
    if (!(error instanceof BacklineError)) throw error;
    return { rows: [], error: toErrorInfo(error) };
  }
}

/** The rows of a table by its query. Typing never waits for them: letters are drawn first, then what they find. */
export function useTableRows<T>(asked: Asked<T>): TableRows<T> {
  const { rows, columns, onQuery, always, initialSort } = asked;
  const [ownQuery, setOwnQuery] = useState<TableQuery>(EVERYTHING);
  const [typed, setTyped] = useState<string | null>(null);
  const standing = asked.query ?? ownQuery;
  const query = useMemo(() => (typed === null ? standing : { ...standing, search: typed }), [standing, typed]);
  const set = onQuery ?? setOwnQuery;
  const setQuery = useCallback(
    (next: TableQuery) => {
      set(next);
      setTyped(null);
    },
    [set],
  );
  useEffect(() => {
    if (typed === null) return;
    const timer = setTimeout(() => {
      setQuery(query);
    }, TYPING_PAUSE_MS);
    return () => {
      clearTimeout(timer);
    };
  }, [typed, query, setQuery]);

  const search = useDeferredValue(query.search);
  const firstColumn = initialSort?.column;
  const firstDesc = initialSort?.desc ?? false;
  const ordered = useMemo(() => {
    const fitting = withKnownColumns(query, columns);
    return fitting.sort.length > 0 || firstColumn === undefined
      ? fitting
      : { ...fitting, sort: [{ column: firstColumn, desc: firstDesc }] };
  }, [query, columns, firstColumn, firstDesc]);
  const { filters, sort } = ordered;
  const known = useMemo(
    () =>
      always === undefined || always.length === 0
        ? { rows, error: null }
        : find(rows, columns, { ...EVERYTHING, filters: always }),
    [rows, columns, always],
  );
  const found = useMemo(
    () => find(known.rows, columns, { filters, sort, search }),
    [known.rows, columns, filters, sort, search],
  );
  useSpareTime(known.rows, columns);
  return {
    query,
    ordered,
    known: known.rows,
    shown: found.rows,
    error: known.error ?? found.error,
    setQuery,
    type: setTyped,
  };
}

/** Before anybody types or sorts: what the first letter and the first click need is worked out while nothing else is to do. */
function useSpareTime<T>(rows: readonly T[], columns: readonly Column<T>[]): void {
  useEffect(() => {
    const work = prepareRows(rows, columns);
    let waiting = 0;
    const go = (deadline: IdleDeadline): void => {
      while (deadline.timeRemaining() > 10) if (work.next().done === true) return;
      waiting = requestIdleCallback(go);
    };
    waiting = requestIdleCallback(go);
    return () => {
      cancelIdleCallback(waiting);
    };
  }, [rows, columns]);
}
