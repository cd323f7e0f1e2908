import type { ReactNode } from 'react';
import { partsOf } from '../format/unbroken.js';

/** A sentence that the services wrote; no line ends within one of its dates or figures. */
export function Sentence(props: { readonly text: string }): ReactNode {
  return partsOf(props.text).map(({ text, breaks }, index) =>
    breaks ? (
      text
    ) : (
      <span className="nowrap" key={index}>
        {text}
      </span>
    ),
  );
}
