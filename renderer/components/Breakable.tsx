import { Fragment, type ReactNode } from 'react';

/** Text whose long names break after `_` and `.` instead of in the middle of a word. */
export function Breakable(props: { readonly text: string }): ReactNode {
  return props.text.split(/(?<=[_.])(?=[a-z])/i).map((part, index) => (
    <Fragment key={index}>
      {index === 0 ? null : <wbr />}
      {part}
    </Fragment>
  ));
}
