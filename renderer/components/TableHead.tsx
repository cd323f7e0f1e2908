import { useState, type KeyboardEvent, type ReactNode, type RefObject } from 'react';
import type { TableQuery } from '../../shared/tables/table.js';
import { FilterMenu } from './FilterMenu.js';
import { Icon } from './Icon.js';
import { alignOf, type Column } from './table-column.js';
import type { WidthControls } from './use-column-widths.js';

/**
 * The header row. One Tab stop, then the arrow keys: each header's button sorts (with Shift as a further column), the
 * one beside it filters. Down goes to the rows.
 */
export function TableHead<T>(props: {
  readonly columns: readonly Column<T>[];
  readonly rows: readonly T[];
  readonly query: TableQuery;
  /** Null: the rows cannot be filtered. */
  readonly onFilter: ((query: TableQuery) => void) | null;
  readonly onSort: (column: string, add: boolean) => void;
  readonly widths: WidthControls;
  readonly head: RefObject<HTMLTableRowElement | null>;
  readonly toRows: () => void;
}): ReactNode {
  const { columns, query, onFilter, widths, head } = props;
  const [stop, setStop] = useState(0);

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

  return (
    <thead>
      <tr aria-rowindex={1} ref={head}>
        {columns.map((column, index) => {
          const rank = query.sort.findIndex((one) => one.column === column.id);
          const sort = query.sort[rank];
          const direction = sort === undefined ? 'none' : sort.desc ? 'descending' : 'ascending';
          const sortStop = onFilter ? index * 2 : index;
          return (
            <th
              key={column.id}
              scope="col"
              data-align={alignOf(column)}
              title={column.title ?? column.header}
              aria-sort={direction}
              onKeyDown={(event) => {
                walk(event, column.id);
              }}
            >
              <span className="head-cell">
                <button
                  type="button"
                  className="sort"
                  tabIndex={stop === sortStop ? 0 : -1}
                  onClick={(event) => {
                    setStop(sortStop);
                    props.onSort(column.id, event.shiftKey);
                  }}
                >
                  <span className="clip">{column.header}</span>
                  <span className="sort-mark">
                    {sort === undefined ? null : <Icon name={sort.desc ? 'down' : 'up'} size={10} />}
                    {sort !== undefined && query.sort.length > 1 ? <span className="sort-rank">{rank + 1}</span> : null}
                  </span>
                </button>
                {onFilter ? (
                  <FilterMenu
                    column={column}
                    columns={columns}
                    rows={props.rows}
                    query={query}
                    onQuery={onFilter}
                    inTabOrder={stop === sortStop + 1}
                  />
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
                onDoubleClick={widths.reset}
              />
            </th>
          );
        })}
      </tr>
    </thead>
  );
}
