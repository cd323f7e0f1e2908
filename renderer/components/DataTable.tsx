import {
  type CSSProperties,
  useEffect,
  useEffectEvent,
  useMemo,
  useRef,
  useState,
  type KeyboardEvent,
  type MouseEvent,
  type ReactNode,
} from 'react';
import type { ErrorInfo } from '../../shared/errors.js';
import { DEFAULT_CSV } from '../../shared/settings.js';
import type { TableScope } from '../../shared/tables/scope.js';
import { EVERYTHING, type TableFilter, type TableQuery, type TableSort } from '../../shared/tables/table.js';
import { isMac } from '../format/keys.js';
import { counted } from '../format/numbers.js';
import { useConsole } from '../store/context.js';
import { valueOf } from '../store/resource.js';
import { CellTip } from './CellTip.js';
import { tracksOf } from './column-widths.js';
import { ColumnsMenu } from './ColumnsMenu.js';
import { ErrorNote, Loading } from './feedback.js';
import { nextRow } from './row-keys.js';
import { rowKeyOf, type RowAction, type RowKey } from './row-action.js';
import { rowMenu } from './row-menu.js';
import { alignOf, cellAsText, rowsAsCsv, rowsAsText, type Column } from './table-column.js';
import { ROW_HEIGHT, TableBody, type RowScroller } from './TableBody.js';
import { TableHead } from './TableHead.js';
import { placeOf, TableMenu, type MenuPlace } from './TableMenu.js';
import type { RowsLeftOut } from './rows-left-out.js';
import { PartialNote } from './PartialNote.js';
import { TableToolbar } from './TableToolbar.js';
import { useColumnWidths } from './use-column-widths.js';
import { useRowChoice } from './use-row-choice.js';
import { useTableLayout } from './use-table-layout.js';
import { useTableRows } from './use-table-rows.js';

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
  /** Of rows too few to be searched: the screen keeps the order alone. */
  readonly orderOnly?: boolean;
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

  /** What else can be done with the rows chosen: first in their menu, some of it by a key on the row. */
  readonly rowActions?: (rows: readonly T[]) => readonly RowAction[];

  readonly rowTone?: (row: T) => string | undefined;
  /** Shown instead of rows when there are none at all. */
  readonly empty?: ReactNode;
  readonly loading?: {
    readonly what: string;
    readonly since: number | null;
    /** Gives up what is waited for; offered after a second. */
    readonly cancel?: () => void;
  } | null;
  readonly partial?: RowsLeftOut | null;
  readonly failed?: { readonly error: ErrorInfo; readonly retry: () => void } | null;
}

/** Beyond this share of the room, columns that stay would leave too little for those that scroll. */
const MOST_PINNED = 0.6;

/**
 * A table that draws only the rows in sight. A click on a header sorts (Shift: as a further column), the button beside
 * it filters. Rows are walked with the arrow keys, Page Up/Down, Home and End; Right goes into the cells of the row and
 * Left out of them; Shift with the arrows or a click chooses a range, Ctrl/Cmd with a click one more, Ctrl/Cmd+A all.
 * Ctrl/Cmd+C copies the cell, or else the rows chosen with their header, with Alt as CSV. A right click or the menu key
 * offers what can be done with a row or a column. Columns are widened by the right edge of their header or by Alt with
 * the left and right arrow keys on it; their widths, order and which are shown are remembered.
 */
export function DataTable<T>(props: DataTableProps<T>): ReactNode {
  const { columns, rowId, onOpen, onQuery } = props;
  const findable = onQuery !== undefined && props.orderOnly !== true;
  const byDouble = props.onSelect !== undefined || props.openBy === 'double';
  const [viewport, setViewport] = useState<HTMLDivElement | null>(null);
  const scroller = useRef<RowScroller>(null);
  const head = useRef<HTMLTableRowElement>(null);
  const mac = isMac(useConsole((state) => state.info?.platform));
  const csv = useConsole((state) => valueOf(state.settings)?.csv ?? DEFAULT_CSV);
  const [menu, setMenu] = useState<{ readonly at: MenuPlace; readonly row: number; readonly column: number } | null>(
    null,
  );
  const [choosing, setChoosing] = useState(false);
  const [sideways, setSideways] = useState(false);

  const rows = useTableRows({
    ...props,
    initialSort: props.initialSort,
    query: props.query,
    onQuery,
    always: props.always,
  });
  const { query, ordered, shown, setQuery } = rows;
  const layout = useTableLayout(props.scope?.table ?? props.label, props.label, columns);
  const widths = useColumnWidths(layout.shown, head, layout.layout.widths, (next) => {
    layout.change({ ...layout.layout, widths: next });
  });
  const tracks = useMemo(() => tracksOf(layout.shown, widths.widths), [layout.shown, widths.widths]);
  const room = useWidth(viewport);
  const pins = useMemo(() => {
    const end = tracks.starts[layout.pinnedOfShown] ?? tracks.total;
    if (tracks.total <= room || end > room * MOST_PINNED) return [];
    return tracks.starts.slice(0, layout.pinnedOfShown).map((start) => ({ '--pin': `${start}px` }) as CSSProperties);
  }, [tracks, layout.pinnedOfShown, room]);

  // A row chosen elsewhere (heatmap, link) comes into sight here.
  const inSight = useRef<string | null>(null);
  const choice = useRowChoice({
    shown,
    rowId,
    selected: props.selected,
    onCurrent: (id) => {
      inSight.current = id;
    },
    onSelect: props.onSelect,
  });
  const { current, currentIndex, chosenRows } = choice;
  const stop = currentIndex >= 0 ? currentIndex : 0;
  useEffect(() => {
    // Before the table has a height nothing in it can be brought into sight.
    if (viewport === null || (current !== null && currentIndex < 0)) return;
    if (current !== null && current !== inSight.current) scroller.current?.to(currentIndex);
    inSight.current = current;
  }, [current, currentIndex, viewport]);

  function focusRow(index: number, column: number | null): void {
    scroller.current?.to(index);
    const focus = (): boolean => {
      const line = viewport?.querySelector<HTMLTableRowElement>(`tr[data-index="${index}"]`);
      const target = column === null ? line : line?.cells[column];
      target?.focus({ preventScroll: column === null || column < pins.length });
      return target !== undefined && target !== null;
    };
    // A row far away is not drawn yet; focus follows once it is.
    if (!focus()) requestAnimationFrame(focus);
  }

  function walkTo(index: number, extend: boolean, column: number | null): void {
    choice.choose(index, extend ? 'range' : 'one');
    focusRow(index, column);
  }

  function toRows(): void {
    if (shown.length > 0) walkTo(stop, false, null);
  }

  function copyCsv(): void {
    if (chosenRows.length > 0) void navigator.clipboard.writeText(rowsAsCsv(layout.shown, chosenRows, csv));
  }

  /** What a key does with the rows chosen, or with the row that has the focus where it is none of them. */
  function actionBy(key: RowKey | null, row: T): RowAction | undefined {
    if (key === null) return undefined;
    const rows = choice.chosen.has(rowId(row)) ? chosenRows : [row];
    return props.rowActions?.(rows).find((one) => one.key === key && one.disabled !== true);
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
    const mod = event.ctrlKey || event.metaKey;
    const action = actionBy(rowKeyOf(event, mac), row);
    if (action !== undefined) {
      event.preventDefault();
      action.act();
    } else if (mod && event.key.toLowerCase() === 'a') {
      event.preventDefault();
      choice.chooseAll(index);
    } else if (mod && event.altKey && event.code === 'KeyC') {
      event.preventDefault();
      copyCsv();
    } else if (event.key === 'ArrowRight' || event.key === 'ArrowLeft') {
      const column = (cell?.cellIndex ?? -1) + (event.key === 'ArrowRight' ? 1 : -1);
      if (column >= layout.shown.length) return;
      event.preventDefault();
      focusRow(index, column < 0 ? null : column);
    } else if (event.key === 'ArrowUp' && index === 0 && !event.shiftKey) {
      event.preventDefault();
      head.current?.querySelector<HTMLButtonElement>('button[tabindex="0"], button')?.focus();
    } else if (event.key === 'Enter' && onOpen) {
      event.preventDefault();
      onOpen(row);
    } else {
      const page = Math.max(1, Math.floor((viewport?.clientHeight ?? 0) / ROW_HEIGHT) - 2);
      // Before any row is chosen, the first step leads to the first row.
      const next = event.key === 'F10' ? null : nextRow(event.key, currentIndex < 0 ? -1 : index, shown.length, page);
      if (next === null) return;
      event.preventDefault();
      walkTo(next, event.shiftKey, cell?.cellIndex ?? null);
    }
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
    const how = event.shiftKey ? 'range' : event.ctrlKey || event.metaKey ? 'also' : 'one';
    choice.choose(index, how);
    if (how === 'one' && !byDouble) onOpen?.(row);
  }

  function onContextMenu(event: MouseEvent): void {
    const { target } = event;
    // Chosen text and links have a menu of their own.
    if (!(target instanceof Element) || target.closest('a, input') !== null) return;
    if ((window.getSelection()?.toString() ?? '') !== '') return;
    const line = target.closest<HTMLTableRowElement>('tr[data-index]');
    const index = Number(line?.dataset['index'] ?? Number.NaN);
    const row = shown[index];
    if (line === null || row === undefined) return;
    event.preventDefault();
    const column = target.closest('td')?.cellIndex ?? -1;
    if (!choice.chosen.has(rowId(row))) choice.choose(index, 'one');
    if (!line.contains(document.activeElement)) focusRow(index, column < 0 ? null : column);
    setMenu({ at: placeOf(event), row: index, column });
  }

  /** After what a menu did, the focus is where it was, or on the row that stands there now. */
  function backToRow(): void {
    requestAnimationFrame(() => {
      if (document.activeElement === null || document.activeElement === document.body) focusRow(stop, null);
    });
  }

  const copy = useEffectEvent((event: ClipboardEvent): void => {
    const { activeElement } = document;
    if (viewport?.contains(activeElement) !== true || (window.getSelection()?.toString() ?? '') !== '') return;
    const cell = activeElement instanceof HTMLTableCellElement ? activeElement : null;
    const row = shown[Number(cell?.parentElement?.dataset['index'] ?? Number.NaN)];
    const column = cell ? layout.shown[cell.cellIndex] : undefined;
    const text =
      row && column ? cellAsText(column, row) : chosenRows.length > 0 ? rowsAsText(layout.shown, chosenRows) : null;
    if (text === null) return;
    event.preventDefault();
    event.clipboardData?.setData('text/plain', text);
  });
  // Without marked text the browser copies from where the caret was last, wherever the focus is: listen to the page.
  useEffect(() => {
    const onCopy = (event: ClipboardEvent): void => {
      copy(event);
    };
    document.addEventListener('copy', onCopy);
    return () => {
      document.removeEventListener('copy', onCopy);
    };
  }, []);

  const withTools = onQuery !== undefined || props.scope !== undefined || props.actions !== undefined;
  const footers = useMemo(
    () =>
      shown.length > 0 && layout.shown.some((column) => column.footer !== undefined)
        ? layout.shown.map((column) => (typeof column.footer === 'function' ? column.footer(shown) : column.footer))
        : null,
    [layout.shown, shown],
  );
  const quiet = (props.loading ?? props.failed ?? null) !== null || rows.error !== null;
  const menuRow = menu === null ? undefined : shown[menu.row];
  const menuColumn = menu === null ? undefined : layout.shown[menu.column];

  return (
    <div className="data-table">
      {withTools ? (
        <TableToolbar
          label={props.label}
          noun={props.noun ?? 'row'}
          {...(props.nouns === undefined ? {} : { nouns: props.nouns })}
          columns={columns}
          query={query}
          onQuery={findable ? setQuery : null}
          onType={rows.type}
          shown={shown.length}
          total={rows.known.length}
          chosen={chosenRows.length}
          quiet={quiet}
          scope={quiet ? undefined : props.scope}
          exportQuery={{ ...ordered, filters: [...(props.always ?? []), ...ordered.filters] }}
          toRows={toRows}
          shownColumns={layout.rearranged ? layout.shown.map(({ id }) => id) : null}
          columnsMenu={<ColumnsMenu label={props.label} layout={layout} open={choosing} onOpen={setChoosing} />}
        >
          {props.actions?.(chosenRows)}
        </TableToolbar>
      ) : null}
      {props.partial ? <PartialNote {...props.partial} /> : null}
      {props.failed ? <ErrorNote error={props.failed.error} retry={props.failed.retry} /> : null}
      {rows.error ? (
        <ErrorNote
          error={rows.error}
          retryLabel="Show everything"
          retry={() => {
            setQuery(EVERYTHING);
          }}
        />
      ) : null}
      {props.loading ? <Loading {...props.loading} /> : null}
      {props.loading || props.failed ? null : (
        <div
          className="table-scroll"
          ref={setViewport}
          tabIndex={-1}
          data-sideways={sideways ? '' : undefined}
          onScroll={(event) => {
            setSideways(event.currentTarget.scrollLeft > 0);
          }}
        >
          <table
            className="table"
            role="grid"
            aria-label={props.label}
            aria-multiselectable="true"
            aria-rowcount={shown.length + 1}
            style={{ '--tracks': tracks.template, minWidth: tracks.total } as CSSProperties}
          >
            <TableHead
              columns={layout.shown}
              allColumns={columns}
              rows={rows.known}
              query={ordered}
              onFilter={
                findable
                  ? (next) => {
                      setQuery({ ...next, sort: query.sort });
                    }
                  : null
              }
              onSort={(sort) => {
                setQuery({ ...query, sort });
              }}
              pins={pins}
              layout={layout}
              onColumns={
                withTools
                  ? () => {
                      setChoosing(true);
                    }
                  : null
              }
              widths={widths}
              head={head}
              toRows={toRows}
            />
            <tbody
              role="rowgroup"
              style={shown.length === 0 ? undefined : { height: shown.length * ROW_HEIGHT }}
              onKeyDown={onKeyDown}
              onClick={onClick}
              onContextMenu={onContextMenu}
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
                columns={layout.shown}
                pins={pins}
                rowId={rowId}
                rowTone={props.rowTone}
                chosen={choice.chosen}
                current={current}
                stop={stop}
                viewport={viewport}
                scroller={scroller}
              />
              {shown.length === 0 && rows.error === null ? (
                <tr role="row">
                  <td role="gridcell" className="table-empty" style={{ width: room }}>
                    {rows.known.length === 0 ? (
                      (props.empty ?? 'No rows.')
                    ) : (
                      <>
                        None of {counted(rows.known.length, props.noun ?? 'row', props.nouns)} fits the search and the
                        filters.
                      </>
                    )}
                  </td>
                </tr>
              ) : null}
            </tbody>
            {footers ? (
              <tfoot role="rowgroup">
                <tr role="row">
                  {layout.shown.map((column, index) => (
                    <td
                      key={column.id}
                      role="gridcell"
                      data-align={alignOf(column) === 'end' ? 'end' : undefined}
                      data-pinned={pins[index] === undefined ? undefined : index === pins.length - 1 ? 'last' : ''}
                      style={pins[index]}
                    >
                      {footers[index]}
                    </td>
                  ))}
                </tr>
              </tfoot>
            ) : null}
          </table>
        </div>
      )}
      <CellTip of={viewport} />
      {menu && menuRow !== undefined ? (
        <TableMenu
          label="Row"
          at={menu.at}
          groups={rowMenu({
            row: menuRow,
            rows: chosenRows,
            column: menuColumn ?? null,
            columns: layout.shown,
            query,
            onQuery: findable ? setQuery : null,
            open: onOpen ?? null,
            actions: props.rowActions?.(chosenRows) ?? [],
            csv,
            copy: (text) => void navigator.clipboard.writeText(text),
            mac,
          })}
          onClose={() => {
            setMenu(null);
            backToRow();
          }}
        />
      ) : null}
    </div>
  );
}

/** Pixels that the box has for its columns; without a box yet, none. */
function useWidth(box: HTMLElement | null): number {
  const [width, setWidth] = useState(0);
  useEffect(() => {
    if (box === null) return;
    const watch = new ResizeObserver(() => {
      setWidth(box.clientWidth);
    });
    watch.observe(box);
    return () => {
      watch.disconnect();
    };
  }, [box]);
  return width;
}
