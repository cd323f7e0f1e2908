/** Rows chosen together. The anchor is where a range by Shift starts. */
export interface Picks {
  readonly anchor: string | null;
  readonly ids: ReadonlySet<string>;
}

export const NO_PICKS: Picks = { anchor: null, ids: new Set() };

export function pickOne(id: string): Picks {
  return { anchor: id, ids: new Set([id]) };
}

/** From the anchor to the row, in the order in which they are shown. Without an anchor in sight, the row alone. */
export function pickRange(ids: readonly string[], picks: Picks, to: number): Picks {
  const from = picks.anchor === null ? -1 : ids.indexOf(picks.anchor);
  const target = ids[to];
  if (target === undefined) return picks;
  if (from < 0) return pickOne(target);
  return { anchor: picks.anchor, ids: new Set(ids.slice(Math.min(from, to), Math.max(from, to) + 1)) };
}

/** Adds the row, or takes it away when it was chosen. */
export function pickAlso(picks: Picks, id: string): Picks {
  const ids = new Set(picks.ids);
  if (!ids.delete(id)) ids.add(id);
  return { anchor: id, ids };
}

/** The rows chosen: those picked, as long as the current row is one of them; else the current row alone. */
export function chosenIds(picks: Picks, current: string | null): ReadonlySet<string> {
  if (current === null) return picks.ids;
  return picks.ids.has(current) ? picks.ids : new Set([current]);
}
