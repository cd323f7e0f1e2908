import { useRef, useState, type KeyboardEvent, type PointerEvent, type RefObject } from 'react';
import { resized, type ColumnWidths } from './column-widths.js';

const WIDTH_STEP = 10;

export interface WidthControls {
  /** Null while columns share the room as they see fit; from the first change on each has the width it had on screen. */
  readonly widths: ColumnWidths | null;
  readonly reset: () => void;
  readonly grab: (event: PointerEvent<HTMLElement>, id: string) => void;
  readonly pull: (event: PointerEvent) => void;
  readonly letGo: () => void;
  /** Alt with the left and right arrow keys. True when the key was one of them. */
  readonly resizeBy: (event: KeyboardEvent, id: string) => boolean;
}

export function useColumnWidths(
  columns: readonly { readonly id: string; readonly width: number }[],
  head: RefObject<HTMLTableRowElement | null>,
): WidthControls {
  const [widths, setWidths] = useState<ColumnWidths | null>(null);
  const drag = useRef<{ readonly id: string; readonly x: number; readonly from: ColumnWidths } | null>(null);

  function widthsNow(): ColumnWidths {
    const cells = [...(head.current?.cells ?? [])];
    return Object.fromEntries(
      columns.map((column, index) => [column.id, cells[index]?.getBoundingClientRect().width ?? column.width]),
    );
  }

  return {
    widths,
    reset() {
      setWidths(null);
    },
    grab(event, id) {
      event.preventDefault();
      event.currentTarget.setPointerCapture(event.pointerId);
      drag.current = { id, x: event.clientX, from: widthsNow() };
    },
    pull(event) {
      if (drag.current) setWidths(resized(drag.current.from, drag.current.id, event.clientX - drag.current.x));
    },
    letGo() {
      drag.current = null;
    },
    resizeBy(event, id) {
      if (!event.altKey || (event.key !== 'ArrowLeft' && event.key !== 'ArrowRight')) return false;
      event.preventDefault();
      setWidths(resized(widthsNow(), id, event.key === 'ArrowRight' ? WIDTH_STEP : -WIDTH_STEP));
      return true;
    },
  };
}
