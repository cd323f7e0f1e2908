import { useCallback, useMemo } from 'react';
import { keep, useKept } from '../store/kept.js';
import { offerUndo } from '../store/undo.js';
import type { Column } from './table-column.js';
import {
  arrange,
  formatLayout,
  isArranged,
  isRearranged,
  NO_LAYOUT,
  parseLayout,
  type Arrangement,
  type TableLayout,
} from './table-layout.js';

export interface LayoutControls<T> extends Arrangement<Column<T>> {
  readonly layout: TableLayout;
  readonly change: (next: TableLayout) => void;
  /** Other columns, or in another order, than the table declares. */
  readonly rearranged: boolean;
  /** Null while nothing is arranged. */
  readonly reset: (() => void) | null;
}

/** The columns of a table as they were arranged, remembered by its name from start to start. */
export function useTableLayout<T>(name: string, label: string, columns: readonly Column<T>[]): LayoutControls<T> {
  const key = `table.${name}`;
  const kept = useKept(key);
  const layout = useMemo(() => parseLayout(kept), [kept]);
  const arrangement = useMemo(() => arrange(columns, layout), [columns, layout]);
  const change = useCallback(
    (next: TableLayout) => {
      keep(key, formatLayout(next));
    },
    [key],
  );
  return {
    ...arrangement,
    rearranged: isRearranged(columns, arrangement),
    layout,
    change,
    reset: isArranged(layout)
      ? () => {
          change(NO_LAYOUT);
          offerUndo(`${label}: columns reset`, () => {
            change(layout);
          });
        }
      : null,
  };
}
