/** How one series is told from the others: stroke, dash and marker, so that colour is never the only difference. */
export interface SeriesMark {
  /** A token of styles/tokens.css whose contrast is measured on every surface. */
  readonly token: string;
  readonly dash: readonly number[];
  readonly shape: 'circle' | 'square' | 'triangle' | 'diamond' | 'cross';
}

const MARKS: readonly SeriesMark[] = [
  { token: '--tone-live', dash: [], shape: 'circle' },
  { token: '--tone-warn', dash: [7, 4], shape: 'square' },
  { token: '--tone-undone', dash: [2, 3], shape: 'triangle' },
  { token: '--tone-ok', dash: [10, 3, 2, 3], shape: 'diamond' },
  { token: '--tone-idle', dash: [4, 2, 4, 6], shape: 'cross' },
  { token: '--tone-bad', dash: [1, 4], shape: 'circle' },
];

export function markOf(index: number): SeriesMark {
  const mark = MARKS[index % MARKS.length];
  if (!mark) throw new RangeError(`no mark ${index}`);
  return mark;
}

/** The marker's outline around 0,0 as an SVG path, for the legend and, by Path2D, for the canvas. */
export function shapePath(shape: SeriesMark['shape'], r: number): string {
  switch (shape) {
    case 'circle':
      return `M${-r} 0a${r} ${r} 0 1 0 ${2 * r} 0a${r} ${r} 0 1 0 ${-2 * r} 0Z`;
    case 'square':
      return `M${-r} ${-r}H${r}V${r}H${-r}Z`;
    case 'triangle':
      return `M0 ${-r * 1.2}L${r * 1.15} ${r}H${-r * 1.15}Z`;
    case 'diamond':
      return `M0 ${-r * 1.3}L${r * 1.3} 0L0 ${r * 1.3}L${-r * 1.3} 0Z`;
    case 'cross':
      return `M${-r} ${-r}L${r} ${r}M${r} ${-r}L${-r} ${r}`;
  }
}
