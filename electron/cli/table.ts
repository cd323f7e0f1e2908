export interface Column<R> {
  readonly title: string;
  readonly align: 'left' | 'right';
  /** For people. */
  readonly text: (row: R) => string;
}

/** Line breaks would tear a row, other control characters can move the cursor or worse, and direction overrides turn the row. */
const CONTROLS = /[\p{Cc}\u202A-\u202E\u2066-\u2069]+/gu;
/** Drawn on the letter before them, so they take no column of their own. */
const WIDTHLESS = /[\p{M}\p{Cf}]/gu;

function widthOf(text: string): number {
  return [...text.replace(WIDTHLESS, '')].length;
}

function pad(text: string, width: number, align: 'left' | 'right'): string {
  const blanks = ' '.repeat(Math.max(0, width - widthOf(text)));
  return align === 'left' ? text + blanks : blanks + text;
}

/** Rows under their titles, each column as wide as its widest cell; no trailing blanks. */
export function textTable<R>(columns: readonly Column<R>[], rows: readonly R[]): string {
  const cells = [
    columns.map((column) => column.title),
    ...rows.map((row) => columns.map((column) => column.text(row).replace(CONTROLS, ' '))),
  ];
  // Not spread into one call: a season has more rows than a call takes arguments.
  const widths = columns.map((_, index) =>
    cells.reduce((widest, line) => Math.max(widest, widthOf(line[index] ?? '')), 0),
  );
  return cells
    .map((line) =>
      columns
        .map((column, index) => pad(line[index] ?? '', widths[index] ?? 0, column.align))
        .join('  ')
        .trimEnd(),
    )
    .map((line) => `${line}\n`)
    .join('');
}
