import { Fragment, type ReactNode } from 'react';

/**
 * Dates and times that stand under each other, `2026-01-12 – 2026-01-18` or `2026-01-12 14:02`: the digits are of one
 * width, the marks between them are not. The typeface's tabular figures would give a hyphen and a colon the width of a
 * digit and tear a date apart.
 */
export function DayText(props: { readonly text: string }): ReactNode {
  return (
    <span className="num">
      {props.text.split(/([^0-9]+)/).map((part, index) =>
        index % 2 === 0 ? (
          <Fragment key={index}>{part}</Fragment>
        ) : (
          <span key={index} className="day-mark">
            {part}
          </span>
        ),
      )}
    </span>
  );
}
