import { Fragment, type ReactNode } from 'react';

const DATE = /(\d{4}-\d{2}-\d{2})/;

/** Text whose long names break after `_` and `.` instead of in the middle of a word, and whose dates do not break. */
export function Breakable(props: { readonly text: string }): ReactNode {
  return props.text.split(DATE).map((part, index) =>
    index % 2 === 1 ? (
      <span className="nowrap" key={index}>
        {part}
      </span>
    ) : (
      <Names key={index} text={part} />
    ),
  );
}

function Names(props: { readonly text: string }): ReactNode {
  return props.text.split(/(?<=[_.])(?=[a-z])/i).map((part, index) => (
    <Fragment key={index}>
      {index === 0 ? null : <wbr />}
      {part}
    </Fragment>
  ));
}
