import { useEffect, useId, useMemo, useRef, useState, type KeyboardEvent, type ReactNode } from 'react';
import { ToggleButton } from 'react-aria-components';
import type uPlot from 'uplot';
import { fromDayNumber, type DateRange } from '../../shared/game-date.js';
import { formatDay } from '../format/dates.js';
import {
  formatValue,
  nextPoint,
  sayAt,
  tableOf,
  type ChartEvent,
  type ChartSeries,
  type ChartTable,
} from './chart/chart-data.js';
import { markOf, shapePath } from './chart/marks.js';
import { makePlot } from './chart/plot.js';

export type { ChartEvent, ChartPoint, ChartSeries } from './chart/chart-data.js';

export interface LineChartProps {
  /** Accessible name: what is drawn, over what. */
  readonly label: string;
  readonly series: readonly ChartSeries[];
  readonly events?: readonly ChartEvent[];
  /** Pixels of the plot itself; legend and events stand around it. */
  readonly height?: number;
  /** Days on the axis; those of the points when left out. */
  readonly range?: DateRange;
}

const NO_EVENTS: readonly ChartEvent[] = [];

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

/**
 * Lines over game dates. The pointer or, once focused, the arrow keys, Page Up/Down, Home and End move a cursor whose
 * values stand in the legend and are said aloud; Escape takes it away. "As a table" shows the same figures as text.
 */
export function LineChart(props: LineChartProps): ReactNode {
  const { label, series, range, events = NO_EVENTS, height = 200 } = props;
  const id = useId();
  const table = useMemo(() => tableOf(series), [series]);
  const [at, setAt] = useState<number | null>(null);
  const [asTable, setAsTable] = useState(false);
  const shown = at !== null && at < table.xs.length ? at : null;
  const day = shown === null ? undefined : table.xs[shown];
  if (table.xs.length === 0) {
    return (
      <figure className="chart" aria-label={label}>
        <p className="chart-empty" style={{ height }}>
          No values to draw.
        </p>
      </figure>
    );
  }
  const numbered = events.toSorted((a, b) => (a.date < b.date ? -1 : a.date > b.date ? 1 : 0));
  return (
    <figure className="chart" aria-label={label}>
      <figcaption className="chart-head">
        <ul className="chart-legend" id={`${id}-legend`}>
          {series.map((one, index) => (
            <li key={one.id}>
              <Sample index={index} />
              {one.label}
              <span className="chart-value num">
                {shown === null || table.ys[index]?.[shown] === undefined
                  ? ''
                  : formatValue(table.ys[index][shown], one.unit)}
              </span>
            </li>
          ))}
        </ul>
        <span className="chart-day num">{day === undefined ? '' : formatDay(fromDayNumber(day))}</span>
        <ToggleButton className="button quiet chart-toggle" isSelected={asTable} onChange={setAsTable}>
          As a table
        </ToggleButton>
      </figcaption>
      {asTable ? (
        <ChartAsTable label={label} series={series} table={table} events={numbered} height={height} />
      ) : (
        <Plot
          label={label}
          series={series}
          table={table}
          events={numbered}
          range={range ?? null}
          height={height}
          at={shown}
          onAt={setAt}
        />
      )}
      {table.notes.some((notes) => notes.some((note) => note !== undefined && note !== '')) ? (
        <p className="chart-note">{shown === null ? '' : notesAt(table, series, shown)}</p>
      ) : null}
      {numbered.length > 0 ? (
        <ol className="chart-events" aria-label="Events" tabIndex={0}>
          {numbered.map((event, index) => (
            <li key={`${event.date} ${event.text}`}>
              <span className="chart-flag num">{index + 1}</span>
              <span className="num">{event.date}</span> {event.text}
            </li>
          ))}
        </ol>
      ) : null}
    </figure>
  );
}

function notesAt(table: ChartTable, series: readonly ChartSeries[], index: number): string {
  return series
    .flatMap((one, at) => {
      const note = table.notes[at]?.[index];
      return note ? [`${one.label}: ${note}`] : [];
    })
    .join(' · ');
}

function Plot(props: {
  readonly label: string;
  readonly series: readonly ChartSeries[];
  readonly table: ChartTable;
  readonly events: readonly ChartEvent[];
  readonly range: DateRange | null;
  readonly height: number;
  readonly at: number | null;
  readonly onAt: (index: number | null) => void;
}): ReactNode {
  const { series, table, events, range, height, at, onAt } = props;
  const holder = useRef<HTMLDivElement>(null);
  const plot = useRef<uPlot | null>(null);
  const theme = useTheme();
  // Events are sorted anew with every drawing of the parent; their text tells whether they really changed.
  const eventsKey = JSON.stringify(events);
  const from = range?.from ?? null;
  const to = range?.to ?? null;
  useEffect(() => {
    const element = holder.current;
    if (!element) return undefined;
    const made = makePlot(element, {
      table,
      series,
      events: JSON.parse(eventsKey) as readonly ChartEvent[],
      range: from === null || to === null ? null : { from, to },
      width: Math.max(200, element.clientWidth),
      height,
      onCursor: onAt,
    });
    plot.current = made;
    const observer = new ResizeObserver(() => {
      const width = element.clientWidth;
      if (width > 0 && width !== made.width) made.setSize({ width, height });
    });
    observer.observe(element);
    return () => {
      observer.disconnect();
      made.destroy();
      plot.current = null;
    };
  }, [table, series, eventsKey, from, to, height, theme, onAt]);

  function moveTo(index: number | null): void {
    const x = index === null ? undefined : table.xs[index];
    if (x === undefined) plot.current?.setCursor({ left: -10, top: -10 });
    else plot.current?.setCursor({ left: plot.current.valToPos(x, 'x'), top: 10 });
    onAt(index);
  }

  function key(event: KeyboardEvent): void {
    if (event.altKey || event.ctrlKey || event.metaKey) return;
    if (event.key === 'Escape' && at !== null) {
      event.preventDefault();
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
    </div>
  );
}

function Sample(props: { readonly index: number }): ReactNode {
  const mark = markOf(props.index);
  return (
    <svg className="chart-sample" width="30" height="12" viewBox="0 0 30 12" aria-hidden="true">
      <g style={{ stroke: `var(${mark.token})` }} fill="none" strokeWidth="1.75">
        <path d="M0 6H30" strokeDasharray={mark.dash.join(' ')} />
        <path d={shapePath(mark.shape, 3)} transform="translate(15 6)" style={{ fill: 'var(--surface)' }} />
      </g>
    </svg>
  );
}

function ChartAsTable(props: {
  readonly label: string;
  readonly series: readonly ChartSeries[];
  readonly table: ChartTable;
  readonly events: readonly ChartEvent[];
  readonly height: number;
}): ReactNode {
  const { series, table, events } = props;
  const happened = new Map<string, string>();
  for (const event of events)
    happened.set(event.date, [happened.get(event.date), event.text].filter(Boolean).join('; '));
  return (
    <div className="chart-table" style={{ height: props.height }} tabIndex={0} role="region" aria-label={props.label}>
      <table className="mini">
        <thead>
          <tr>
            <th scope="col">Date</th>
            {series.map((one) => (
              <th scope="col" key={one.id} data-align="end">
                {one.label}
              </th>
            ))}
            {events.length > 0 ? <th scope="col">Events</th> : null}
          </tr>
        </thead>
        <tbody>
          {table.xs.map((x, index) => {
            const date = fromDayNumber(x);
            return (
              <tr key={x}>
                <th scope="row" className="num">
                  {date}
                </th>
                {series.map((one, column) => {
                  const value = table.ys[column]?.[index];
                  return (
                    <td key={one.id} data-align="end" className="num" title={table.notes[column]?.[index]}>
                      {value === undefined ? '' : value === null ? '–' : formatValue(value, one.unit)}
                    </td>
                  );
                })}
                {events.length > 0 ? <td>{happened.get(date) ?? ''}</td> : null}
              </tr>
            );
          })}
        </tbody>
      </table>
    </div>
  );
}
