import { useMemo, useState } from 'react';
import { chosenIds, NO_PICKS, pickAlso, pickOne, pickRange, type Picks } from './table-selection.js';

export interface RowChoice<T> {
  /** Position of the row the screen shows more of, -1 for none in sight. */
  readonly currentIndex: number;
  readonly current: string | null;
  readonly chosen: ReadonlySet<string>;
  /** In the order in which they are shown. */
  readonly chosenRows: readonly T[];
  readonly choose: (index: number, how: 'one' | 'range' | 'also') => void;
  readonly chooseAll: (index: number) => void;
}

/** Which rows of a table are chosen, and the one of them that is the current one. */
export function useRowChoice<T>(of: {
  readonly shown: readonly T[];
  readonly rowId: (row: T) => string;
  /** Kept by the screen; undefined where the table keeps it. */
  readonly selected: string | null | undefined;
  /** Told before `onSelect` which row becomes the current one. */
  readonly onCurrent: (id: string) => void;
  readonly onSelect: ((row: T) => void) | undefined;
}): RowChoice<T> {
  const { shown, rowId, selected } = of;
  const [own, setOwn] = useState<{ readonly id: string; readonly row: T } | null>(null);
  const current = selected === undefined ? (own?.id ?? null) : selected;
  const currentIndex = useMemo(() => {
    if (current === null) return -1;
    // The row itself is found a hundred times as fast as its id.
    const at = own?.id === current ? shown.indexOf(own.row) : -1;
    return at >= 0 ? at : shown.findIndex((row) => rowId(row) === current);
  }, [shown, current, own, rowId]);
  const [picks, setPicks] = useState<Picks>(NO_PICKS);
  const chosen = useMemo(() => chosenIds(picks, current), [picks, current]);
  const chosenRows = useMemo(() => {
    const row = shown[currentIndex];
    if (chosen.size <= 1) return row === undefined ? [] : [row];
    return shown.filter((one) => chosen.has(rowId(one)));
  }, [shown, chosen, currentIndex, rowId]);

  function become(index: number, picked: Picks): void {
    const row = shown[index];
    if (row === undefined) return;
    const id = rowId(row);
    setPicks(picked);
    of.onCurrent(id);
    setOwn({ id, row });
    if (current !== id) of.onSelect?.(row);
  }

  return {
    currentIndex,
    current,
    chosen,
    chosenRows,
    choose(index, how) {
      const row = shown[index];
      if (row === undefined) return;
      const id = rowId(row);
      if (how === 'range') {
        const anchored = picks.anchor === null && current !== null ? pickOne(current) : picks;
        become(index, pickRange(shown.map(rowId), anchored, index));
      } else if (how === 'also') {
        const next = pickAlso({ ...picks, ids: chosen }, id);
        const other = [...next.ids].at(-1);
        // A row taken away from several chosen leaves one of them as the current row.
        if (next.ids.has(id)) become(index, next);
        else if (other !== undefined) {
          become(
            shown.findIndex((one) => rowId(one) === other),
            next,
          );
        }
      } else become(index, pickOne(id));
    },
    chooseAll(index) {
      const row = shown[index];
      if (row === undefined) return;
      const all = { anchor: rowId(row), ids: new Set(shown.map(rowId)) };
      if (current === null) become(index, all);
      else setPicks(all);
    },
  };
}
