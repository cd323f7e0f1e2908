import { useState, type ReactNode } from 'react';
import { Button } from 'react-aria-components';
import { agreeToAll, type BilledRead } from '../store/billed-reads.js';
import { AllFromNow, CostText, readLabel, SpanText, useReadCost } from './read-cost.js';

/** Asks before a screen reads what is billed, with what it would be billed by dry runs, which cost nothing. */
export function AskToRead(props: {
  readonly read: BilledRead;
  /** What would be read, within a sentence: `the lines behind the gaps`. */
  readonly what: string;
  readonly children?: ReactNode;
}): ReactNode {
  const { read, what } = props;
  const [all, setAll] = useState(false);
  const cost = useReadCost(read, true);
  return (
    <section className="card ask-to-read" aria-label="Before it is read">
      <p>
        This warehouse bills what is read, so nothing has been read here yet. Reading {what},{' '}
        <SpanText range={read.range} />, is billed now, and again whenever you come back or open one of its dates or
        rows; Refresh asks first, and when the store has changed you are asked anew.
      </p>
      <CostText cost={cost} />
      <AllFromNow all={all} onChange={setAll} />
      <p className="row">
        <Button
          className="button primary"
          onPress={() => {
            if (all) agreeToAll(true);
            read.agree();
          }}
        >
          {readLabel('Read', cost)}
        </Button>
        {props.children}
      </p>
    </section>
  );
}
