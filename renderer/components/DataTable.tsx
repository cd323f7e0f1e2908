import { useEffect, useMemo, useRef, useState, type KeyboardEvent, type MouseEvent, type ReactNode } from 'react';
import { BacklineError, toErrorInfo, type ErrorInfo } from '../../shared/errors.js';
import { queryRows } from '../../shared/tables/query.js';
import type { TableScope } from '../../shared/tables/scope.js';
import { EVERYTHING, type TableFilter, type TableQuery, type TableSort } from '../../shared/tables/table.js';
import { counted } from '../format/numbers.js';
import { totalWidth } from './column-widths.js';
import { ErrorNote, Loading } from './feedback.js';
import { nextRow } from './row-keys.js';
import { alignOf, cellAsText, rowsAsText, type Column } from './table-column.js';
import { nextSort, withKnownColumns } from './table-query.js';
import { chosenIds, NO_PICKS, pickAlso, pickOne, pickRange, type Picks } from './table-selection.js';
import { ROW_HEIGHT, TableBody, type RowScroller } from './TableBody.js';
import { TableHead } from './TableHead.js';
import { TableToolbar } from './TableToolbar.js';
import { useColumnWidths } from './use-column-widths.js';

export interface DataTableProps<T> {
  /** Accessible name of the table. */
  readonly label: string;
  readonly rows: readonly T[];
  readonly columns: readonly Column<T>[];
  readonly rowId: (row: T) => string;
  /** What one row is, for the count above the table; `nouns` where an `s` does not do. */
  readonly noun?: string;
  readonly nouns?: string;

  /** Search, filters and order, kept by the screen (in its address). Without them the table keeps its order itself. */
  readonly query?: TableQuery;
  readonly onQuery?: (query: TableQuery) => void;
  /** The order to begin with, where the table keeps it itself; where the screen does, the order of an empty one. */
  readonly initialSort?: TableSort;
  /** Filters the screen itself sets: not offered to be taken away, and not counted as found. */
  readonly always?: readonly TableFilter[];
  /** What an export asks for; there is none without it. */
  readonly scope?: TableScope;

  /** The row the screen shows more of. Without `selected` the table keeps it itself. */
  readonly selected?: string | null;
  readonly onSelect?: (row: T) => void;
  /** Enter and a click; with `onSelect`, or where `openBy` says so, a double click instead. */
  readonly onOpen?: (row: T) => void;
  readonly openBy?: 'click' | 'double';
  /** Buttons for the rows chosen, above the table. */
  readonly actions?: (rows: readonly T[]) => ReactNode;

  readonly rowTone?: (row: T) => string | undefined;
  /** Shown instead of rows when there are none at all. */
  readonly empty?: ReactNode;
  readonly loading?: { readonly what: string; readonly since: number | null } | null;
  readonly failed?: { readonly error: ErrorInfo; readonly retry: () => void } | null;
}

const NO_FILTERS: readonly TableFilter[] = [];

interface Found<T> {
  /** What the screen leaves, before search and filters. */
  readonly known: readonly T[];
  readonly rows: readonly T[];
  readonly error: ErrorInfo | null;
}

/** The address may name a bound that is none; the table says so instead of falling over. */
function find<T>(
  rows: readonly T[],
  columns: readonly Column<T>[],
  query: TableQuery,
  always: readonly TableFilter[],
): Found<T> {
  try {
    const known = always.length === 0 ? rows : queryRows(rows, columns, { ...EVERYTHING, filters: always });
    return { known, rows: queryRows(known, columns, query), error: null };
  } catch (error) {
    if (!(error instanceof BacklineError)) throw error;
    return { known: rows, rows: [], error: toErrorInfo(error) };
  }
}

/**
 * A table that draws only the rows in sight. A click on a header sorts (Shift: as a further column), the button beside
 * it filters. Rows are walked with the arrow keys, Page Up/Down, Home and End; Right goes into the cells of the row and
 * Left out of them; Shift with the arrows or a click chooses a range, Ctrl/Cmd with a click one more, Ctrl/Cmd+A all.
 * Ctrl/Cmd+C copies the cell, or else the rows chosen with their header. A column is widened by its right edge or by
 * Alt with the left and right arrow keys on its header; a double click on an edge gives all columns their room again.
 */
export function DataTable<T>(props: DataTableProps<T>): ReactNode {
  const { rows, columns, rowId, onSelect, onOpen, onQuery } = props;
  const byDouble = onSelect !== undefined || props.openBy === 'double';
  const [viewport, setViewport] = useState<HTMLDivElement | null>(null);
  const scroller = useRef<RowScroller>(null);
  const head = useRef<HTMLTableRowElement>(null);
  const [ownQuery, setOwnQuery] = useState<TableQuery>(EVERYTHING);
  const query = props.query ?? ownQuery;
  const setQuery = onQuery ?? setOwnQuery;
  const always = props.always ?? NO_FILTERS;
  const firstColumn = props.initialSort?.column;
  const firstDesc = props.initialSort?.desc ?? false;
  const fitting = useMemo(() => withKnownColumns(query, columns), [query, columns]);
  const ordered = useMemo(
    () =>
      fitting.sort.length > 0 || firstColumn === undefined
        ? fitting
        : { ...fitting, sort: [{ column: firstColumn, desc: firstDesc }] },
    [fitting, firstColumn, firstDesc],
  );
  const found = useMemo(() => find(rows, columns, ordered, always), [rows, columns, ordered, always]);
  const shown = found.rows;

  const [ownCurrent, setOwnCurrent] = useState<string | null>(null);
  const current = props.selected === undefined ? ownCurrent : props.selected;
  const currentIndex = useMemo(
    () => (current === null ? -1 : shown.findIndex((row) => rowId(row) === current)),
    [shown, current, rowId],
  );
  const [picks, setPicks] = useState<Picks>(NO_PICKS);
  const chosen = useMemo(() => chosenIds(picks, current), [picks, current]);
  const chosenRows = useMemo(() => {
    const row = shown[currentIndex];
    if (chosen.size <= 1) return row ? [row] : [];
    return shown.filter((one) => chosen.has(rowId(one)));
  }, [shown, chosen, currentIndex, rowId]);

  const stop = currentIndex >= 0 ? currentIndex : 0;

  // A row chosen elsewhere (heatmap, link) comes into sight here.
  const inSight = useRef<string | null>(null);
  useEffect(() => {
    if (current !== null && current !== inSight.current && currentIndex >= 0) {
      scroller.current?.to(currentIndex);
    }
    inSight.current = current;
  }, [current, currentIndex]);

  function makeCurrent(index: number, picked: Picks): void {
    const row = shown[index];
    if (!row) return;
    setPicks(picked);
    inSight.current = rowId(row);
    if (props.selected === undefined) setOwnCurrent(rowId(row));
    if (current !== rowId(row)) onSelect?.(row);
  }

  function focusRow(index: number, column: number | null): void {
    scroller.current?.to(index);
    const focus = (): boolean => {
      const line = viewport?.querySelector<HTMLTableRowElement>(`tr[data-index="${index}"]`);
      const target = column === null ? line : line?.cells[column];
      target?.focus({ preventScroll: column === null });
      return target !== undefined && target !== null;
    };
    // A row far away is not drawn yet; focus follows once it is.
    if (!focus()) requestAnimationFrame(focus);
  }

  function walkTo(index: number, extend: boolean, column: number | null): void {
    const row = shown[index];
    if (!row) return;
    const anchored = picks.anchor === null && current !== null ? pickOne(current) : picks;
    makeCurrent(index, extend ? pickRange(shown.map(rowId), anchored, index) : pickOne(rowId(row)));
    focusRow(index, column);
  }

  function onKeyDown(event: KeyboardEvent): void {
    const { target } = event;
    const cell = target instanceof HTMLTableCellElement ? target : null;
    // Keys pressed in a button or a link of a cell belong to it.
    if (!(target instanceof HTMLTableRowElement) && cell === null) return;
    const line = cell?.parentElement ?? (target as HTMLElement);
    const index = Number(line.dataset['index']);
    const row = shown[index];
    if (!row) return;
    if ((event.ctrlKey || event.metaKey) && event.key.toLowerCase() === 'a') {
      event.preventDefault();
      setPicks({ anchor: rowId(row), ids: new Set(shown.map(rowId)) });
      if (current === null) makeCurrent(index, { anchor: rowId(row), ids: new Set(shown.map(rowId)) });
      return;
    }
    if (event.key === 'ArrowRight' || event.key === 'ArrowLeft') {
      const column = (cell?.cellIndex ?? -1) + (event.key === 'ArrowRight' ? 1 : -1);
      if (column >= columns.length) return;
      event.preventDefault();
      focusRow(index, column < 0 ? null : column);
      return;
    }
    if (event.key === 'ArrowUp' && index === 0 && !event.shiftKey) {
      event.preventDefault();
      head.current?.querySelector<HTMLButtonElement>('button[tabindex="0"], button')?.focus();
      return;
    }
    if (event.key === 'Enter' && onOpen) {
      event.preventDefault();
      onOpen(row);
      return;
    }
    const page = Math.max(1, Math.floor((viewport?.clientHeight ?? 0) / ROW_HEIGHT) - 2);
    // Before any row is chosen, the first step leads to the first row.
    const next = nextRow(event.key, currentIndex < 0 ? -1 : index, shown.length, page);
    if (next === null) return;
    event.preventDefault();
    walkTo(next, event.shiftKey, cell?.cellIndex ?? null);
  }

  function lineOf(event: MouseEvent): number | null {
    if (!(event.target instanceof Element) || event.target.closest('a, button, input, select')) return null;
    const line = event.target.closest<HTMLElement>('tr[data-index]');
    return line === null ? null : Number(line.dataset['index']);
  }

  function onClick(event: MouseEvent): void {
    const index = lineOf(event);
    const row = index === null ? undefined : shown[index];
    if (index === null || row === undefined || (window.getSelection()?.toString() ?? '') !== '') return;
    const id = rowId(row);
    const anchored = picks.anchor === null && current !== null ? pickOne(current) : picks;
    if (event.shiftKey) makeCurrent(index, pickRange(shown.map(rowId), anchored, index));
    else if (event.ctrlKey || event.metaKey) {
      const next = pickAlso({ ...picks, ids: chosen }, id);
      const other = [...next.ids].at(-1);
      // A row taken away from several chosen leaves one of them as the current row.
      if (next.ids.has(id)) makeCurrent(index, next);
      else if (other !== undefined)
        makeCurrent(
          shown.findIndex((one) => rowId(one) === other),
          next,
        );
    } else {
      makeCurrent(index, pickOne(id));
      if (!byDouble) onOpen?.(row);
    }
  }

  function copy(event: ClipboardEvent): void {
    const { activeElement } = document;
    if (viewport?.contains(activeElement) !== true || (window.getSelection()?.toString() ?? '') !== '') return;
    const cell = activeElement instanceof HTMLTableCellElement ? activeElement : null;
    const row = shown[Number(cell?.parentElement?.dataset['index'] ?? Number.NaN)];
    const column = cell ? columns[cell.cellIndex] : undefined;
    const text =
      row && column ? cellAsText(column, row) : chosenRows.length > 0 ? rowsAsText(columns, chosenRows) : null;
    if (text === null) return;
    event.preventDefault();
    event.clipboardData?.setData('text/plain', text);
  }

  // Without marked text the browser copies from where the caret was last, wherever the focus is: listen to the page.
  const latestCopy = useRef(copy);
  useEffect(() => {
    latestCopy.current = copy;
  });
  useEffect(() => {
    const onCopy = (event: ClipboardEvent): void => {
      latestCopy.current(event);
    };
    document.addEventListener('copy', onCopy);
    return () => {
      document.removeEventListener('copy', onCopy);
    };
  }, []);

  const widths = useColumnWidths(columns, head);
  const width = columns.reduce((sum, column) => sum + column.width, 0);
  const withTools = onQuery !== undefined || props.scope !== undefined || props.actions !== undefined;
  const footers = useMemo(
    () =>
      shown.length > 0 && columns.some((column) => column.footer !== undefined)
        ? columns.map((column) => (typeof column.footer === 'function' ? column.footer(shown) : column.footer))
        : null,
    [columns, shown],
  );
  const quiet = (props.loading ?? props.failed ?? null) !== null || found.error !== null;

  return (
    <div className="data-table">
      {withTools ? (
        <TableToolbar
          label={props.label}
          noun={props.noun ?? 'row'}
          {...(props.nouns === undefined ? {} : { nouns: props.nouns })}
          columns={columns}
          query={query}
          onQuery={onQuery ?? null}
          shown={shown.length}
          total={found.known.length}
          chosen={chosenRows.length}
          scope={quiet ? undefined : props.scope}
          exportQuery={{ ...ordered, filters: [...always, ...ordered.filters] }}
        >
          {props.actions?.(chosenRows)}
        </TableToolbar>
      ) : null}
      {props.failed ? <ErrorNote error={props.failed.error} retry={props.failed.retry} /> : null}
      {found.error ? (
        <ErrorNote
          error={found.error}
          retryLabel="Show everything"
          retry={() => {
            setQuery(EVERYTHING);
          }}
        />
      ) : null}
      {props.loading ? <Loading what={props.loading.what} since={props.loading.since} /> : null}
      {props.loading || props.failed ? null : (
        <div className="table-scroll" ref={setViewport} tabIndex={-1}>
          <table
            className="table"
            role="grid"
            aria-label={props.label}
            aria-multiselectable="true"
            aria-rowcount={shown.length + 1}
            style={widths.widths === null ? { minWidth: width } : { width: totalWidth(widths.widths) }}
          >
            <colgroup>
              {columns.map((column) => (
                <col
                  key={column.id}
                  style={
                    widths.widths !== null
                      ? { width: widths.widths[column.id] ?? column.width }
                      : column.grow
                        ? { minWidth: column.width }
                        : { width: column.width }
                  }
                />
              ))}
            </colgroup>
            <TableHead
              columns={columns}
              rows={found.known}
              query={ordered}
              onFilter={
                onQuery
                  ? (next) => {
                      onQuery({ ...next, sort: query.sort });
                    }
                  : null
              }
              onSort={(column, add) => {
                setQuery({ ...query, sort: nextSort(ordered.sort, column, add) });
              }}
              widths={widths}
              head={head}
              toRows={() => {
                if (shown.length > 0) walkTo(stop, false, null);
              }}
            />
            <tbody
              onKeyDown={onKeyDown}
              onClick={onClick}
              onMouseDown={(event) => {
                // Shift would mark text between the rows.
                if (event.shiftKey) event.preventDefault();
              }}
              onDoubleClick={(event) => {
                const row = shown[lineOf(event) ?? -1];
                if (row && byDouble) onOpen?.(row);
              }}
            >
              <TableBody
                rows={shown}
                columns={columns}
                rowId={rowId}
                rowTone={props.rowTone}
                chosen={chosen}
                current={current}
                stop={stop}
                viewport={viewport}
                scroller={scroller}
              />
              {shown.length === 0 && found.error === null ? (
                <tr>
                  <td colSpan={columns.length} className="table-empty">
                    {found.known.length === 0 ? (
                      (props.empty ?? 'No rows.')
                    ) : (
                      <>
                        None of {counted(found.known.length, props.noun ?? 'row', props.nouns)} fits the search and the
                        filters.
                      </>
                    )}
                  </td>
                </tr>
              ) : null}
            </tbody>
            {footers ? (
              <tfoot>
                <tr>
                  {columns.map((column, index) => (
                    <td key={column.id} data-align={alignOf(column)}>
                      {footers[index]}
                    </td>
                  ))}
                </tr>
              </tfoot>
            ) : null}
          </table>
        </div>
      )}
    </div>
  );
}
