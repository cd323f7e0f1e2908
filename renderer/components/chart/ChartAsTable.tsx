import type { ReactNode } from 'react';
import { DayText } from '../DayText.js';
import { fromDayNumber } from '../../../shared/game-date.js';
import { formatValue, type ChartEvent, type ChartSeries, type ChartTable } from './chart-data.js';

/** The same figures as text, a row a date. */
export function ChartAsTable(props: {
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
                <th scope="row">
                  <DayText text={date} />
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
