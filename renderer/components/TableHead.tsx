import {
  useRef,
  useState,
  type CSSProperties,
  type KeyboardEvent,
  type MouseEvent,
  type ReactNode,
  type RefObject,
} from 'react';
import type { TableQuery, TableSort } from '../../shared/tables/table.js';
import { FilterPopover } from './FilterMenu.js';
import { Icon } from './Icon.js';
import { alignOf, type Column } from './table-column.js';
import { isPinned, withHidden, withPinned } from './table-layout.js';
import { filtersOf, nextSort } from './table-query.js';
import type { MenuGroup } from './menu-entry.js';
import { placeOf, TableMenu, type MenuPlace } from './TableMenu.js';
import type { WidthControls } from './use-column-widths.js';
import type { LayoutControls } from './use-table-layout.js';

/**
 * The header row. One Tab stop, then the arrow keys: each header's button sorts (with Shift as a further column), the
 * one beside it filters. Down goes to the rows; the menu key, or a right click, offers what can be done with the column.
 */
export function TableHead<T>(props: {
  /** Those shown. */
  readonly columns: readonly Column<T>[];
  /** All that the rows have, for counting. */
  readonly allColumns: readonly Column<T>[];
  readonly rows: readonly T[];
  readonly query: TableQuery;
  /** Null: the rows cannot be filtered. */
  readonly onFilter: ((query: TableQuery) => void) | null;
  readonly onSort: (sort: readonly TableSort[]) => void;
  /** Where each pinned column begins; as many as are pinned. */
  readonly pins: readonly CSSProperties[];
  readonly layout: LayoutControls<T>;
  /** Null: there is no list of columns to open. */
  readonly onColumns: (() => void) | null;
  readonly widths: WidthControls;
  readonly head: RefObject<HTMLTableRowElement | null>;
  readonly toRows: () => void;
}): ReactNode {
  const { columns, query, onFilter, widths, head, pins } = props;
  const [stop, setStop] = useState(0);
  const [filtering, setFiltering] = useState<Column<T> | null>(null);
  const [menu, setMenu] = useState<{ readonly column: Column<T>; readonly at: MenuPlace } | null>(null);
  const trigger = useRef<HTMLElement>(null);

  function walk(event: KeyboardEvent, id: string): void {
    if (widths.resizeBy(event, id)) return;
    if (event.key === 'ArrowDown' && !event.altKey) {
      event.preventDefault();
      props.toRows();
      return;
    }
    const step = event.key === 'ArrowRight' ? 1 : event.key === 'ArrowLeft' ? -1 : 0;
    if (step === 0) return;
    const buttons = [...(head.current?.querySelectorAll<HTMLButtonElement>('button') ?? [])];
    const at = buttons.findIndex((button) => button === event.target);
    const next = buttons[at + step];
    if (at < 0 || !next) return;
    event.preventDefault();
    setStop(at + step);
    next.focus();
  }

  function openMenu(event: MouseEvent<HTMLElement>, column: Column<T>): void {
    event.preventDefault();
    trigger.current = event.currentTarget.querySelector<HTMLElement>('.filter-button') ?? event.currentTarget;
    setMenu({ column, at: placeOf(event) });
  }

  return (
    <thead role="rowgroup">
      <tr role="row" aria-rowindex={1} ref={head}>
        {columns.map((column, index) => {
          const rank = query.sort.findIndex((one) => one.column === column.id);
          const sort = query.sort[rank];
          const direction = sort === undefined ? 'none' : sort.desc ? 'descending' : 'ascending';
          const sortStop = onFilter ? index * 2 : index;
          const filtered = filtersOf(query, column.id).length > 0;
          const pin = pins[index];
          return (
            <th
              key={column.id}
              scope="col"
              role="columnheader"
              data-align={alignOf(column) === 'end' ? 'end' : undefined}
              data-pinned={pin === undefined ? undefined : index === pins.length - 1 ? 'last' : ''}
              style={pin}
              title={column.title ?? column.header}
              aria-sort={direction}
              onKeyDown={(event) => {
                walk(event, column.id);
              }}
              onContextMenu={(event) => {
                openMenu(event, column);
              }}
            >
              <span className="head-cell">
                <button
                  type="button"
                  className="sort"
                  tabIndex={stop === sortStop ? 0 : -1}
                  onClick={(event) => {
                    setStop(sortStop);
                    props.onSort(nextSort(query.sort, column.id, event.shiftKey));
                  }}
                >
                  <span className="clip">{column.header}</span>
                  <span className="sort-mark">
                    {sort === undefined ? null : <Icon name={sort.desc ? 'down' : 'up'} size={10} />}
                    {sort !== undefined && query.sort.length > 1 ? <span className="sort-rank">{rank + 1}</span> : null}
                  </span>
                </button>
                {onFilter ? (
                  <button
                    type="button"
                    className="filter-button"
                    data-active={filtered || undefined}
                    aria-label={`Filter ${column.header}${filtered ? ', filtered' : ''}`}
                    aria-haspopup="dialog"
                    aria-expanded={filtering?.id === column.id}
                    tabIndex={stop === sortStop + 1 ? 0 : -1}
                    onClick={(event) => {
                      setStop(sortStop + 1);
                      trigger.current = event.currentTarget;
                      setFiltering(column);
                    }}
                  >
                    <Icon name={filtered ? 'funnelled' : 'funnel'} size={10} />
                  </button>
                ) : null}
              </span>
              <span
                className="column-edge"
                aria-hidden="true"
                onPointerDown={(event) => {
                  widths.grab(event, column.id);
                }}
                onPointerMove={widths.pull}
                onPointerUp={widths.letGo}
                onPointerCancel={widths.letGo}
                onDoubleClick={() => {
                  widths.fit(column.id);
                }}
              />
            </th>
          );
        })}
      </tr>
      {filtering && onFilter ? (
        <FilterPopover
          key={filtering.id}
          column={filtering}
          columns={props.allColumns}
          rows={props.rows}
          query={query}
          onQuery={onFilter}
          trigger={trigger}
          onClose={() => {
            setFiltering(null);
          }}
        />
      ) : null}
      {menu ? (
        <TableMenu
          label={`Column ${menu.column.header}`}
          at={menu.at}
          groups={menuOf(menu.column, props, () => {
            setFiltering(menu.column);
          })}
          onClose={() => {
            setMenu(null);
          }}
        />
      ) : null}
    </thead>
  );
}

function menuOf<T>(
  column: Column<T>,
  props: Parameters<typeof TableHead<T>>[0],
  filter: () => void,
): readonly MenuGroup[] {
  const { query, onSort, onFilter, widths } = props;
  const { all, layout, change } = props.layout;
  const sort = query.sort.find((one) => one.column === column.id);
  const pinned = isPinned(column, layout);
  const sortBy = (desc: boolean) => () => {
    onSort([{ column: column.id, desc }]);
  };
  return [
    {
      label: 'Order',
      entries: [
        { id: 'ascending', label: 'Sort ascending', disabled: sort?.desc === false, act: sortBy(false) },
        { id: 'descending', label: 'Sort descending', disabled: sort?.desc === true, act: sortBy(true) },
        ...(onFilter ? [{ id: 'filter', label: 'Filter…', act: filter }] : []),
      ],
    },
    {
      label: 'Column',
      entries: [
        {
          id: 'pin',
          label: pinned ? 'Let it scroll' : 'Keep at the left',
          act: () => {
            change(withPinned(all, layout, column.id, !pinned));
          },
        },
        {
          id: 'fit',
          label: 'Fit width',
          act: () => {
            widths.fit(column.id);
          },
        },
        {
          id: 'hide',
          label: 'Hide',
          disabled: props.columns.length < 2,
          act: () => {
            change(withHidden(all, layout, column.id));
          },
        },
        ...(props.onColumns ? [{ id: 'columns', label: 'Columns…', act: props.onColumns }] : []),
      ],
    },
  ];
}
