import { useVirtualizer } from '@tanstack/react-virtual';
import { useImperativeHandle, type CSSProperties, type ReactNode, type RefObject } from 'react';
import type { Column } from './table-column.js';
import { TableRow } from './TableRow.js';

export const ROW_HEIGHT = 28;

/** Brings a row into sight, drawn or not. */
export interface RowScroller {
  readonly to: (index: number) => void;
}

/**
 * The rows in sight, each put where it belongs by itself: a row that comes or goes moves no other, and the browser lays
 * out and draws nothing but it. Scrolling draws this part alone: neither the header nor what stands around the table.
 */
export function TableBody<T>(props: {
  readonly rows: readonly T[];
  readonly columns: readonly Column<T>[];
  readonly pins: readonly CSSProperties[];
  readonly rowId: (row: T) => string;
  readonly rowTone: ((row: T) => string | undefined) | undefined;
  readonly chosen: ReadonlySet<string>;
  readonly current: string | null;
  /** Position of the one row that Tab leads to. */
  readonly stop: number;
  readonly viewport: HTMLElement | null;
  readonly scroller: RefObject<RowScroller | null>;
}): ReactNode {
  const { rows, columns, rowId, chosen, current, stop } = props;
  const virtual = useVirtualizer({
    count: rows.length,
    getScrollElement: () => props.viewport,
    estimateSize: () => ROW_HEIGHT,
    overscan: 10,
    scrollPaddingStart: ROW_HEIGHT,
    scrollPaddingEnd: ROW_HEIGHT * 2,
  });
  useImperativeHandle(
    props.scroller,
    () => ({
      to: (index) => {
        virtual.scrollToIndex(index, { align: 'auto' });
      },
    }),
    [virtual],
  );
  return virtual.getVirtualItems().map((item) => {
    const row = rows[item.index];
    if (row === undefined) return null;
    const id = rowId(row);
    return (
      <TableRow
        key={id}
        row={row}
        id={id}
        index={item.index}
        start={item.start}
        columns={columns}
        pins={props.pins}
        tone={props.rowTone?.(row)}
        chosen={chosen.has(id)}
        current={id === current}
        stop={item.index === stop}
      />
    );
  });
}
