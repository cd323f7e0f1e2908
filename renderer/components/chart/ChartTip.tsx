import type { CSSProperties, ReactNode } from 'react';
import { fromDayNumber } from '../../../shared/game-date.js';
import { formatDay } from '../../format/dates.js';
import { formatValue, type ChartEvent, type ChartTable, type DrawnSeries } from './chart-data.js';
import { Sample } from './ChartLegend.js';

/** Pixels between the cursor and the tip. */
const AWAY = 12;
const WIDEST = 300;

/**
 * What the cursor stands on: every value of the date with what was counted, and what happened. The same for pointer and
 * keys; readers hear it from the plot itself.
 */
export function ChartTip(props: {
  readonly table: ChartTable;
  readonly series: readonly DrawnSeries[];
  readonly events: readonly ChartEvent[];
  readonly index: number;
  /** Pixels from the left edge of the plot to the cursor. */
  readonly left: number;
  /** Pixels of the whole plot: the tip stands on the side with more room. */
  readonly width: number;
}): ReactNode {
  const { table, series, events, index, left, width } = props;
  const day = table.xs[index];
  if (day === undefined) return null;
  const date = fromDayNumber(day);
  const rightwards = left < width / 2;
  const room = Math.min(WIDEST, (rightwards ? width - left : left) - AWAY);
  const style: CSSProperties = rightwards
    ? { left: left + AWAY, maxWidth: room }
    : { right: width - left + AWAY, maxWidth: room };
  return (
    <div className="chart-tip" style={style} aria-hidden="true">
      <p className="chart-tip-day nowrap">{formatDay(date)}</p>
      <dl>
        {series.map((one, at) => {
          const value = table.ys[at]?.[index];
          if (value === undefined) return null;
          const note = table.notes[at]?.[index];
          return (
            <div key={one.id}>
              <dt>
                <Sample mark={one.mark} />
                {one.label}
              </dt>
              <dd className="num">{formatValue(value, one.unit)}</dd>
              {note ? <dd className="chart-tip-note">{note}</dd> : null}
            </div>
          );
        })}
      </dl>
      {events.map((event, at) =>
        event.date === date ? (
          <p key={event.text} className="chart-tip-event">
            <span className="chart-flag num">{at + 1}</span> {event.text}
          </p>
        ) : null,
      )}
    </div>
  );
}
