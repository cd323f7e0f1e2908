import { useEffect, useRef, useState, type KeyboardEvent, type ReactNode } from 'react';
import type uPlot from 'uplot';
import type { DateRange } from '../../../shared/game-date.js';
import { nextPoint, sayAt, type ChartEvent, type ChartTable, type DrawnSeries } from './chart-data.js';
import { ChartTip } from './ChartTip.js';
import { makePlot } from './plot-canvas.js';

/** Counts up when the colours of the page changed: the canvas has to be drawn again with the tokens of that theme. */
function useTheme(): number {
  const [theme, setTheme] = useState(0);
  useEffect(() => {
    const dark = window.matchMedia('(prefers-color-scheme: dark)');
    const changed = (): void => {
      setTheme((now) => now + 1);
    };
    dark.addEventListener('change', changed);
    return () => {
      dark.removeEventListener('change', changed);
    };
  }, []);
  return theme;
}

interface Cursor {
  /** Of the point the cursor stands on. */
  readonly day: number;
  /** Pixels from the left edge of the plot. */
  readonly left: number;
}

/** The lines themselves, with a cursor that pointer and keys move alike. */
export function Plot(props: {
  readonly label: string;
  readonly series: readonly DrawnSeries[];
  readonly table: ChartTable;
  readonly events: readonly ChartEvent[];
  readonly range: DateRange | null;
  readonly height: number;
}): ReactNode {
  const { series, table, events, range, height } = props;
  const holder = useRef<HTMLDivElement>(null);
  const plot = useRef<uPlot | null>(null);
  const theme = useTheme();
  const [cursor, setCursor] = useState<Cursor | null>(null);
  const [width, setWidth] = useState(0);
  const from = range?.from ?? null;
  const to = range?.to ?? null;
  useEffect(() => {
    const element = holder.current;
    if (!element) return undefined;
    const made = makePlot(element, {
      table,
      series,
      events,
      range: from === null || to === null ? null : { from, to },
      width: Math.max(200, element.clientWidth),
      height,
      onCursor: (index, left) => {
        const day = index === null ? undefined : table.xs[index];
        setCursor(day === undefined ? null : { day, left });
      },
    });
    plot.current = made;
    setWidth(made.width);
    const observer = new ResizeObserver(() => {
      const wide = element.clientWidth;
      if (wide <= 0 || wide === made.width) return;
      made.setSize({ width: wide, height });
      setWidth(wide);
    });
    observer.observe(element);
    return () => {
      observer.disconnect();
      made.destroy();
      plot.current = null;
      setCursor(null);
    };
  }, [table, series, events, from, to, height, theme]);

  const found = cursor === null ? -1 : table.xs.indexOf(cursor.day);
  const at = found < 0 ? null : found;

  function moveTo(index: number | null): void {
    const x = index === null ? undefined : table.xs[index];
    const drawn = plot.current;
    if (!drawn) return;
    if (x === undefined) drawn.setCursor({ left: -10, top: -10 });
    else drawn.setCursor({ left: drawn.valToPos(x, 'x'), top: 10 });
  }

  function key(event: KeyboardEvent): void {
    if (event.altKey || event.ctrlKey || event.metaKey) return;
    if (event.key === 'Escape' && at !== null) {
      event.preventDefault();
      event.stopPropagation();
      moveTo(null);
      return;
    }
    const next = nextPoint(event.key, at, table.xs.length);
    if (next === null) return;
    event.preventDefault();
    moveTo(next);
  }

  const last = table.xs.length - 1;
  return (
    <div
      className="chart-plot"
      // A slider over the dates: readers say its value text at every step without a live region of its own.
      role="slider"
      tabIndex={0}
      aria-label={`${props.label}: values by date`}
      aria-valuemin={0}
      aria-valuemax={last}
      aria-valuenow={at ?? last}
      aria-valuetext={sayAt(table, series, events, at ?? last)}
      onKeyDown={key}
      onBlur={() => {
        moveTo(null);
      }}
    >
      <div ref={holder} aria-hidden="true" style={{ height }} />
      {at === null || cursor === null ? null : (
        <ChartTip table={table} series={series} events={events} index={at} left={cursor.left} width={width} />
      )}
    </div>
  );
}
