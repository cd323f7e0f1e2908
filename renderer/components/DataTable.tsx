import {
  createSortedRowModel,
  rowSortingFeature,
  tableFeatures,
  useTable,
  type ColumnDef,
  type SortingState,
} from '@tanstack/react-table';
import { useVirtualizer } from '@tanstack/react-virtual';
import {
  useEffect,
  useMemo,
  useRef,
  useState,
  type ClipboardEvent,
  type KeyboardEvent,
  type PointerEvent,
  type ReactNode,
} from 'react';
import { resized, totalWidth, type ColumnWidths } from './column-widths.js';
import { nextRow } from './row-keys.js';
import { compareValues, rowsAsText, type Column, type SortValue } from './table-column.js';
import { Icon } from './Icon.js';

export interface DataTableProps<T> {
  /** Accessible name of the table. */
  readonly label: string;
  readonly rows: readonly T[];
  readonly columns: readonly Column<T>[];
  readonly rowId: (row: T) => string;
  readonly selected?: string | null;
  readonly onSelect?: (row: T) => void;
  readonly rowTone?: (row: T) => string | undefined;
  readonly initialSort?: { readonly id: string; readonly desc: boolean };
  /** Shown instead of rows when there are none. */
  readonly empty?: ReactNode;
}

const ROW_HEIGHT = 28;
const WIDTH_STEP = 10;
const features = tableFeatures({ rowSortingFeature, sortedRowModel: createSortedRowModel() });

/**
 * A sortable table that draws only the rows in sight. Rows that can be chosen are walked with the arrow keys, Page
 * Up/Down, Home and End; Ctrl/Cmd+C copies the chosen row with its header. A column is widened by its right edge or by
 * Alt with the left and right arrow keys on its header; a double click on an edge gives all columns their room again.
 */
export function DataTable<T>(props: DataTableProps<T>): ReactNode {
  const { rows, columns, rowId, onSelect, selected = null } = props;
  const scroll = useRef<HTMLDivElement>(null);
  const [sorting, setSorting] = useState<SortingState>(() => (props.initialSort ? [props.initialSort] : []));

  const defs = useMemo(
    () =>
      columns.map((column): ColumnDef<typeof features, { readonly row: T }> => ({
        id: column.id,
        accessorFn: ({ row }) => column.sort?.(row) ?? null,
        header: column.header,
        enableSorting: column.sort !== undefined,
        sortDescFirst: false,
        sortFn: (a, b, id) => compareValues(a.getValue<SortValue>(id), b.getValue<SortValue>(id)),
      })),
    [columns],
  );
  const data = useMemo(() => rows.map((row) => ({ row })), [rows]);
  const table = useTable({
    features,
    columns: defs,
    data,
    getRowId: ({ row }) => rowId(row),
    state: { sorting },
    onSortingChange: setSorting,
    enableMultiSort: false,
  });
  const sorted = table.getRowModel().rows;
  const selectedIndex = selected === null ? -1 : sorted.findIndex((row) => row.id === selected);

  const virtual = useVirtualizer({
    count: sorted.length,
    getScrollElement: () => scroll.current,
    estimateSize: () => ROW_HEIGHT,
    overscan: 12,
    scrollPaddingStart: ROW_HEIGHT,
    scrollPaddingEnd: ROW_HEIGHT * 2,
  });
  const items = virtual.getVirtualItems();
  const above = items[0]?.start ?? 0;
  const below = virtual.getTotalSize() - (items.at(-1)?.end ?? 0);

  // A date chosen elsewhere (heatmap, link) comes into sight here.
  const shown = useRef<string | null>(null);
  useEffect(() => {
    if (selected !== null && selected !== shown.current && selectedIndex >= 0) {
      virtual.scrollToIndex(selectedIndex, { align: 'auto' });
    }
    shown.current = selected;
  }, [selected, selectedIndex, virtual]);

  function moveBy(event: KeyboardEvent): void {
    // Keys pressed in a button of a cell belong to the button.
    if (!(event.target instanceof HTMLTableRowElement)) return;
    const page = Math.max(1, Math.floor((scroll.current?.clientHeight ?? 0) / ROW_HEIGHT) - 2);
    const next = nextRow(event.key, selectedIndex, sorted.length, page);
    if (next === null || !onSelect) return;
    const row = sorted[next];
    if (!row) return;
    event.preventDefault();
    onSelect(row.original.row);
    virtual.scrollToIndex(next, { align: 'auto' });
    // The row may not be drawn yet; focus follows once it is.
    requestAnimationFrame(() => {
      scroll.current?.querySelector<HTMLElement>(`[data-row="${CSS.escape(row.id)}"]`)?.focus({ preventScroll: true });
    });
  }

  function copy(event: ClipboardEvent): void {
    const row = sorted[selectedIndex];
    if (!row || (window.getSelection()?.toString() ?? '') !== '') return;
    event.preventDefault();
    event.clipboardData.setData('text/plain', rowsAsText(columns, [row.original.row]));
  }

  const head = useRef<HTMLTableRowElement>(null);
  // Null while columns share the room as they see fit; from the first change on each has the width it had on screen.
  const [widths, setWidths] = useState<ColumnWidths | null>(null);
  const drag = useRef<{ readonly id: string; readonly x: number; readonly from: ColumnWidths } | null>(null);

  function widthsNow(): ColumnWidths {
    const cells = [...(head.current?.cells ?? [])];
    return Object.fromEntries(
      columns.map((column, index) => [column.id, cells[index]?.getBoundingClientRect().width ?? column.width]),
    );
  }

  function grab(event: PointerEvent<HTMLSpanElement>, id: string): void {
    event.preventDefault();
    event.currentTarget.setPointerCapture(event.pointerId);
    drag.current = { id, x: event.clientX, from: widthsNow() };
  }

  function pull(event: PointerEvent): void {
    if (drag.current) setWidths(resized(drag.current.from, drag.current.id, event.clientX - drag.current.x));
  }

  function letGo(): void {
    drag.current = null;
  }

  function resizeBy(event: KeyboardEvent, id: string): void {
    if (!event.altKey || (event.key !== 'ArrowLeft' && event.key !== 'ArrowRight')) return;
    event.preventDefault();
    setWidths(resized(widthsNow(), id, event.key === 'ArrowRight' ? WIDTH_STEP : -WIDTH_STEP));
  }

  const hasFooter = columns.some((column) => column.footer !== undefined);
  const width = columns.reduce((sum, column) => sum + column.width, 0);
  const focusable = selectedIndex >= 0 ? selectedIndex : 0;

  return (
    <div className="table-scroll" ref={scroll} tabIndex={onSelect ? -1 : 0} onCopy={copy}>
      <table
        className="table"
        aria-label={props.label}
        aria-rowcount={sorted.length + 1}
        style={widths === null ? { minWidth: width } : { width: totalWidth(widths) }}
      >
        <colgroup>
          {columns.map((column) => (
            <col
              key={column.id}
              style={
                widths !== null
                  ? { width: widths[column.id] ?? column.width }
                  : column.grow
                    ? { minWidth: column.width }
                    : { width: column.width }
              }
            />
          ))}
        </colgroup>
        <thead>
          <tr aria-rowindex={1} ref={head}>
            {columns.map((column) => {
              const direction = sorting[0]?.id === column.id ? (sorting[0].desc ? 'descending' : 'ascending') : 'none';
              return (
                <th
                  key={column.id}
                  scope="col"
                  data-align={column.align}
                  title={column.title}
                  {...(column.sort ? { 'aria-sort': direction } : {})}
                  onKeyDown={(event) => {
                    resizeBy(event, column.id);
                  }}
                >
                  {column.sort ? (
                    <button
                      type="button"
                      className="sort"
                      onClick={() => {
                        setSorting([{ id: column.id, desc: direction === 'ascending' }]);
                      }}
                    >
                      <span>{column.header}</span>
                      <span className="sort-mark">
                        {direction === 'none' ? null : (
                          <Icon name={direction === 'ascending' ? 'up' : 'down'} size={10} />
                        )}
                      </span>
                    </button>
                  ) : (
                    column.header
                  )}
                  <span
                    className="column-edge"
                    aria-hidden="true"
                    onPointerDown={(event) => {
                      grab(event, column.id);
                    }}
                    onPointerMove={pull}
                    onPointerUp={letGo}
                    onPointerCancel={letGo}
                    onDoubleClick={() => {
                      setWidths(null);
                    }}
                  />
                </th>
              );
            })}
          </tr>
        </thead>
        <tbody onKeyDown={moveBy}>
          {above > 0 ? (
            <tr aria-hidden="true" className="spacer">
              <td colSpan={columns.length} style={{ height: above }} />
            </tr>
          ) : null}
          {items.map((item) => {
            const row = sorted[item.index];
            if (!row) return null;
            const value = row.original.row;
            const chosen = row.id === selected;
            return (
              <tr
                key={row.id}
                data-row={row.id}
                data-tone={props.rowTone?.(value)}
                aria-rowindex={item.index + 2}
                {...(onSelect
                  ? {
                      tabIndex: item.index === focusable ? 0 : -1,
                      'aria-current': chosen ? ('true' as const) : undefined,
                      onClick: () => {
                        onSelect(value);
                      },
                    }
                  : {})}
              >
                {columns.map((column) => (
                  <td key={column.id} data-align={column.align}>
                    {column.cell(value)}
                  </td>
                ))}
              </tr>
            );
          })}
          {below > 0 ? (
            <tr aria-hidden="true" className="spacer">
              <td colSpan={columns.length} style={{ height: below }} />
            </tr>
          ) : null}
          {sorted.length === 0 ? (
            <tr>
              <td colSpan={columns.length} className="table-empty">
                {props.empty ?? 'No rows.'}
              </td>
            </tr>
          ) : null}
        </tbody>
        {hasFooter ? (
          <tfoot>
            <tr>
              {columns.map((column) => (
                <td key={column.id} data-align={column.align}>
                  {column.footer}
                </td>
              ))}
            </tr>
          </tfoot>
        ) : null}
      </table>
    </div>
  );
}
