/** Pixels by column id. */
export type ColumnWidths = Readonly<Record<string, number>>;

/** Room for the sort mark and a few letters. */
export const MIN_WIDTH = 40;

/** Widths after one edge was moved by `by` pixels: the others keep theirs, so that only what was taken hold of moves. */
export function resized(widths: ColumnWidths, id: string, by: number): ColumnWidths {
  const now = widths[id];
  return now === undefined ? widths : { ...widths, [id]: Math.max(MIN_WIDTH, Math.round(now + by)) };
}

export function totalWidth(widths: ColumnWidths): number {
  return Object.values(widths).reduce((sum, width) => sum + width, 0);
}
