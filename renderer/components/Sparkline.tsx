import type { ReactNode } from 'react';

/**
 * A trend as a line without axes, beside the figure it leads to; broken where there is no value. Says nothing by
 * itself: the figure, the verdict and the chart that opens say it.
 */
export function Sparkline(props: {
  readonly values: readonly (number | null)[];
  readonly width?: number;
  readonly height?: number;
  /** What the height stands for at the least, in the unit of the values: small noise is to look small. */
  readonly least?: number;
}): ReactNode {
  const { values, width = 96, height = 20, least = 0 } = props;
  const known = values.filter((value) => value !== null);
  if (known.length < 2) return <span className="muted">–</span>;
  const [lowest, highest] = [Math.min(...known), Math.max(...known)];
  const short = Math.max(0, least - (highest - lowest)) / 2;
  const [low, high] = [lowest - short, highest + short];
  const x = (index: number): number => 2 + (index / Math.max(1, values.length - 1)) * (width - 4);
  const y = (value: number): number =>
    high === low ? height / 2 : 3 + (1 - (value - low) / (high - low)) * (height - 6);
  const path = values
    .map((value, index) => {
      if (value === null) return '';
      const begins = (values[index - 1] ?? null) === null;
      return `${begins ? 'M' : 'L'}${x(index).toFixed(1)} ${y(value).toFixed(1)}`;
    })
    .join('');
  const lastIndex = values.findLastIndex((value) => value !== null);
  const last = values[lastIndex] ?? null;
  return (
    <svg className="sparkline" width={width} height={height} viewBox={`0 0 ${width} ${height}`} aria-hidden="true">
      <path d={path} fill="none" stroke="currentColor" strokeWidth="1.5" strokeLinejoin="round" />
      {last === null ? null : <circle cx={x(lastIndex)} cy={y(last)} r="2" fill="currentColor" />}
    </svg>
  );
}
