import type { ReactNode } from 'react';
import { Button } from 'react-aria-components';
import { counted, formatBytes } from '../format/numbers.js';
import type { BilledRead } from '../store/billed-reads.js';
import { useClient } from '../store/context.js';
import { useAnswer } from '../store/use-answer.js';
import { ErrorNote } from './feedback.js';

/** Asks before a screen reads what is billed, with what it would be billed by dry runs, which cost nothing. */
export function AskToRead(props: {
  readonly read: BilledRead;
  /** What would be read, within a sentence: `the lines behind the gaps`. */
  readonly what: string;
  readonly children?: ReactNode;
}): ReactNode {
  const { read, what } = props;
  const { kinds, range } = read;
  const { from, to } = range;
  const client = useClient();
  const { value, error, asking, again } = useAnswer(`${kinds.join(' ')} ${from}..${to}`, () =>
    client.warehouse.readCost({ kinds: [...kinds], from, to }),
  );
  return (
    <section className="card ask-to-read" aria-label="Before it is read">
      <p>
        This warehouse bills what is read, so nothing has been read here yet. Reading {what},{' '}
        <span className="num">{from}</span> to <span className="num">{to}</span>, is billed now, and again with Refresh;
        when the store has changed you are asked anew.
      </p>
      {error !== null ? <ErrorNote error={error} retry={again} /> : null}
      <p role="status" aria-busy={asking || undefined}>
        {value !== null ? (
          <>
            About <strong className="num">{formatBytes(value.bytes)}</strong> in{' '}
            {counted(value.queries, 'query', 'queries')}, by dry runs; each query is refused above{' '}
            <span className="num">{formatBytes(value.capPerQuery)}</span>.
          </>
        ) : error !== null ? (
          'What it would cost is not known; each query is refused above the cap of the settings.'
        ) : (
          'Estimating what it would cost, by dry runs that cost nothing…'
        )}
      </p>
      <p className="row">
        <Button className="button primary" onPress={read.agree}>
          {value === null ? 'Read' : `Read, about ${formatBytes(value.bytes)}`}
        </Button>
        {props.children}
      </p>
    </section>
  );
}
