/** Pixels by column id. */
export type ColumnWidths = Readonly<Record<string, number>>;

/** Room for the sort mark and a few letters. */
export const MIN_WIDTH = 40;
/** A column that was fitted to its text leaves room for others. */
export const MAX_WIDTH = 1_200;

export function clampWidth(width: number): number {
  return Math.min(MAX_WIDTH, Math.max(MIN_WIDTH, Math.round(width)));
}

/** Widths after one edge was moved by `by` pixels: the others keep theirs, so that only what was taken hold of moves. */
export function resized(widths: ColumnWidths, id: string, by: number): ColumnWidths {
  const now = widths[id];
  return now === undefined ? widths : { ...widths, [id]: clampWidth(now + by) };
}

interface Sized {
  readonly id: string;
  readonly width: number;
  readonly grow?: boolean;
}

export interface Tracks {
  /** For `grid-template-columns`. */
  readonly template: string;
  /** Pixels that all columns need. */
  readonly total: number;
  /** Where each column begins while the table is too wide to be seen whole. */
  readonly starts: readonly number[];
}

/**
 * The columns side by side. What is left of the room goes to the column marked `grow`, else to all by their widths; once
 * any has a width of its own, to the last, so that no edge moves but the one taken hold of.
 */
export function tracksOf(columns: readonly Sized[], widths: ColumnWidths): Tracks {
  const own = columns.some(({ id }) => widths[id] !== undefined);
  const grows = columns.some(({ grow }) => grow === true);
  const starts: number[] = [];
  let total = 0;
  const parts = columns.map((column, at) => {
    const width = widths[column.id] ?? column.width;
    starts.push(total);
    total += width;
    if (own) return at === columns.length - 1 ? `minmax(${width}px, 1fr)` : `${width}px`;
    if (grows) return column.grow === true ? `minmax(${width}px, 1fr)` : `${width}px`;
    return `minmax(${width}px, ${width}fr)`;
  });
  return { template: parts.join(' '), total, starts };
}
