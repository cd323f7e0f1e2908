import type { ReactNode } from 'react';
import { ToggleButton } from 'react-aria-components';
import type { ChartSeries } from './chart-data.js';
import { markOf, shapePath } from './marks.js';

/** The series with their strokes; pressing one hides it or shows it again. A chart of one series has nothing to hide. */
export function ChartLegend(props: {
  readonly series: readonly ChartSeries[];
  readonly hidden: ReadonlySet<string>;
  readonly onToggle: (id: string) => void;
}): ReactNode {
  const { series, hidden } = props;
  return (
    <ul className="chart-legend" aria-label="Series">
      {series.map((one, index) => (
        <li key={one.id}>
          {series.length === 1 ? (
            <span className="chart-series">
              <Sample mark={index} />
              {one.label}
            </span>
          ) : (
            <ToggleButton
              className="chart-series"
              isSelected={!hidden.has(one.id)}
              onChange={() => {
                props.onToggle(one.id);
              }}
            >
              <Sample mark={index} />
              {one.label}
            </ToggleButton>
          )}
        </li>
      ))}
    </ul>
  );
}

/** Stroke, dash and marker of a series as the plot draws them. */
export function Sample(props: { readonly mark: number }): ReactNode {
  const mark = markOf(props.mark);
  return (
    <svg className="chart-sample" width="30" height="12" viewBox="0 0 30 12" aria-hidden="true">
      <g style={{ stroke: `var(${mark.token})` }} fill="none" strokeWidth="1.75">
        <path d="M0 6H30" strokeDasharray={mark.dash.join(' ')} />
        <path d={shapePath(mark.shape, 3)} transform="translate(15 6)" style={{ fill: 'var(--surface)' }} />
      </g>
    </svg>
  );
}
