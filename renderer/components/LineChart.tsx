import { useMemo, useRef, useState, type ReactNode } from 'react';
import { ToggleButton } from 'react-aria-components';
import type { DateRange } from '../../shared/game-date.js';
import {
  drawnSeries,
  hasValues,
  spanOf,
  tableOf,
  toggled,
  type ChartEvent,
  type ChartSeries,
} from './chart/chart-data.js';
import { ChartAsTable } from './chart/ChartAsTable.js';
import { ChartLegend } from './chart/ChartLegend.js';
import { useChartActions } from './chart/ChartMenu.js';
import { DayText } from './DayText.js';
import { chartPicture } from './chart/picture.js';
import { Plot } from './chart/Plot.js';

export type { ChartEvent, ChartPoint, ChartSeries } from './chart/chart-data.js';

export interface LineChartProps {
  /** Accessible name and the title of a picture of it: what is drawn, over what. */
  readonly label: string;
  readonly series: readonly ChartSeries[];
  readonly events?: readonly ChartEvent[];
  /** Pixels of the plot itself; legend and events stand around it. */
  readonly height?: number;
  /** Days on the axis; those of the points when left out. */
  readonly range?: DateRange;
}

const NO_EVENTS: readonly ChartEvent[] = [];
const NONE: ReadonlySet<string> = new Set();

/** Events by date, numbered in that order. Parents make theirs anew with every drawing; equal ones stay the same object. */
function useNumbered(events: readonly ChartEvent[]): readonly ChartEvent[] {
  const key = JSON.stringify(events.toSorted((a, b) => (a.date < b.date ? -1 : a.date > b.date ? 1 : 0)));
  return useMemo(() => JSON.parse(key) as readonly ChartEvent[], [key]);
}

/**
 * Lines over game dates. The pointer or, once focused, the arrow keys, Page Up/Down, Home and End move a cursor whose
 * values stand beside it and are said aloud; Escape takes it away. A press on a series of the legend hides it. "As a table"
 * shows the same figures as text; the menu saves them, or a picture of the lines as they are shown.
 */
export function LineChart(props: LineChartProps): ReactNode {
  const { label, series } = props;
  if (!hasValues(series)) {
    return (
      <figure className="chart" aria-label={label}>
        <p className="chart-empty" style={{ height: props.height ?? 200 }}>
          No values to draw.
        </p>
      </figure>
    );
  }
  return <Chart {...props} />;
}

function Chart(props: LineChartProps): ReactNode {
  const { label, series, events = NO_EVENTS, height = 200 } = props;
  const from = props.range?.from ?? null;
  const to = props.range?.to ?? null;
  const range = useMemo(() => (from === null || to === null ? null : { from, to }), [from, to]);
  const figure = useRef<HTMLElement>(null);
  const [hidden, setHidden] = useState(NONE);
  const [asTable, setAsTable] = useState(false);
  const numbered = useNumbered(events);
  const drawn = useMemo(() => drawnSeries(series, hidden), [series, hidden]);
  const table = useMemo(() => tableOf(drawn, numbered, range), [drawn, numbered, range]);
  const picture = (): Promise<Blob> => {
    const within = figure.current;
    if (!within) return Promise.reject(new Error('the chart is gone'));
    return chartPicture(within, {
      title: `${label}, ${spanOf(table)}`,
      series: drawn,
      table,
      events: numbered,
      range,
      width: within.clientWidth,
      height,
    });
  };
  const { menu, note } = useChartActions({ label, series: drawn, table, picture });
  return (
    <figure className="chart" aria-label={label} ref={figure}>
      <figcaption className="chart-head">
        <ChartLegend
          series={series}
          hidden={hidden}
          onToggle={(id) => {
            setHidden((now) => toggled(series, now, id));
          }}
        />
        <div className="chart-tools">
          <ToggleButton className="button quiet chart-toggle" isSelected={asTable} onChange={setAsTable}>
            As a table
          </ToggleButton>
          {menu}
        </div>
      </figcaption>
      {note}
      {asTable ? (
        <ChartAsTable label={label} series={drawn} table={table} events={numbered} height={height} />
      ) : (
        <Plot label={label} series={drawn} table={table} events={numbered} range={range} height={height} />
      )}
      {numbered.length > 0 ? (
        <ol className="chart-events" aria-label="Events" tabIndex={0}>
          {numbered.map((event, index) => (
            <li key={`${event.date} ${event.text}`}>
              <span className="chart-flag num">{index + 1}</span>
              <DayText text={event.date} /> {event.text}
            </li>
          ))}
        </ol>
      ) : null}
    </figure>
  );
}
