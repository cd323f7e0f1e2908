import { useRef, useState, type KeyboardEvent, type PointerEvent, type RefObject } from 'react';
import { clampWidth, resized, type ColumnWidths } from './column-widths.js';

const WIDTH_STEP = 10;
/** Room of a cell beside its text, and of the marks in a header. */
const CELL_ROOM = 14;
const HEAD_ROOM = 44;

export interface WidthControls {
  /** As kept, or while an edge is held as it stands. */
  readonly widths: ColumnWidths;
  readonly grab: (event: PointerEvent<HTMLElement>, id: string) => void;
  readonly pull: (event: PointerEvent) => void;
  readonly letGo: () => void;
  /** Alt with the left and right arrow keys. True when the key was one of them. */
  readonly resizeBy: (event: KeyboardEvent, id: string) => boolean;
  /** As wide as the widest text of the column that is drawn. */
  readonly fit: (id: string) => void;
}

function textWidth(cell: Element): number {
  const range = document.createRange();
  range.selectNodeContents(cell);
  return range.getBoundingClientRect().width;
}

export function useColumnWidths(
  columns: readonly { readonly id: string; readonly width: number }[],
  head: RefObject<HTMLTableRowElement | null>,
  kept: ColumnWidths,
  onWidths: (widths: ColumnWidths) => void,
): WidthControls {
  const [held, setHeld] = useState<ColumnWidths | null>(null);
  const drag = useRef<{ readonly id: string; readonly x: number; readonly from: ColumnWidths } | null>(null);

  function widthsNow(): ColumnWidths {
    const cells = [...(head.current?.cells ?? [])];
    return {
      ...kept,
      ...Object.fromEntries(
        columns.map((column, index) => [
          column.id,
          Math.round(cells[index]?.getBoundingClientRect().width ?? column.width),
        ]),
      ),
    };
  }

  return {
    widths: held ?? kept,
    grab(event, id) {
      event.preventDefault();
      event.currentTarget.setPointerCapture(event.pointerId);
      drag.current = { id, x: event.clientX, from: widthsNow() };
    },
    pull(event) {
      if (drag.current) setHeld(resized(drag.current.from, drag.current.id, event.clientX - drag.current.x));
    },
    letGo() {
      drag.current = null;
      if (held !== null) onWidths(held);
      setHeld(null);
    },
    resizeBy(event, id) {
      if (!event.altKey || (event.key !== 'ArrowLeft' && event.key !== 'ArrowRight')) return false;
      event.preventDefault();
      onWidths(resized(widthsNow(), id, event.key === 'ArrowRight' ? WIDTH_STEP : -WIDTH_STEP));
      return true;
    },
    fit(id) {
      const at = columns.findIndex((column) => column.id === id);
      const title = head.current?.cells[at]?.querySelector('.sort .clip');
      const rows = head.current?.closest('table')?.tBodies[0]?.rows ?? [];
      const needs = [...rows].map((row) => {
        const cell = row.cells[at];
        return cell === undefined || row.cells.length !== columns.length ? 0 : textWidth(cell) + CELL_ROOM;
      });
      const widest = Math.max(title ? textWidth(title) + HEAD_ROOM : 0, ...needs);
      onWidths({ ...widthsNow(), [id]: clampWidth(widest) });
    },
  };
}
