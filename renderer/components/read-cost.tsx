import { useState, type ReactNode } from 'react';
import { Checkbox } from 'react-aria-components';
import type { DateRange } from '../../shared/game-date.js';
import type { ReadCost } from '../../shared/read-cost.js';
import { formatBytes } from '../../shared/bytes.js';
import { counted } from '../format/numbers.js';
import { agreeToAll, PLAYERS, type BilledQuestion, type BilledRead } from '../store/billed-reads.js';
import { useClient } from '../store/context.js';
import { useAnswer, type Answer } from '../store/use-answer.js';
import { ConfirmDialog } from './ConfirmDialog.js';
import { ErrorNote } from './feedback.js';
import { Icon } from './Icon.js';

/** What a read would be billed by dry runs, which cost nothing; asked for while it is `wanted`. */
export function useReadCost(
  question: Pick<BilledQuestion, 'kinds' | 'range'>,
  wanted: boolean,
): Answer<ReadCost | null> {
  const client = useClient();
  const { kinds, range } = question;
  const { from, to } = range;
  return useAnswer(wanted ? `${kinds.join(' ')} ${from}..${to}` : null, () =>
    client.warehouse.readCost({ kinds: [...kinds], from, to }),
  );
}

/** `2026-01-05 to 2026-01-11`, or the one date; neither breaks within itself. */
export function SpanText(props: { readonly range: DateRange }): ReactNode {
  const { from, to } = props.range;
  return (
    <>
      <span className="nowrap">{from}</span>
      {from === to ? null : (
        <>
          {' '}
          to <span className="nowrap">{to}</span>
        </>
      )}
    </>
  );
}

/** The bytes in a sentence, or why they are not known. */
export function CostText(props: { readonly cost: Answer<ReadCost | null> }): ReactNode {
  const { value, error, asking, again } = props.cost;
  return (
    <>
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
    </>
  );
}

export function readLabel(verb: string, cost: Answer<ReadCost | null>): string {
  return cost.value === null ? verb : `${verb}, about ${formatBytes(cost.value.bytes)}`;
}

/** Yes to all further reads of the session. */
export function AllFromNow(props: { readonly all: boolean; readonly onChange: (all: boolean) => void }): ReactNode {
  return (
    <Checkbox className="check" isSelected={props.all} onChange={props.onChange}>
      <span className="box">
        <Icon name="check" size={10} />
      </span>
      <span>Do not ask again until Backline is closed (Settings takes it back)</span>
    </Checkbox>
  );
}

/**
 * Asks before something is read again, or for the first time, by a button: with what it would be billed. `ask` does it
 * at once where reads cost nothing or the whole session was agreed to.
 */
export function useAskFirst(
  read: BilledRead,
  /** What would be read, within a sentence. */
  what: string,
): { readonly ask: (act: () => void) => void; readonly dialog: ReactNode } {
  const [act, setAct] = useState<{ readonly do: () => void } | null>(null);
  const [all, setAll] = useState(false);
  const cost = useReadCost(read, act !== null);
  return {
    ask: (wanted) => {
      if (read.asks) setAct({ do: wanted });
      else wanted();
    },
    dialog: (
      <ConfirmDialog
        open={act !== null}
        title="Read it now?"
        confirm={readLabel('Read', cost)}
        keep="Do not read"
        onConfirm={() => {
          if (all) agreeToAll(true);
          read.agree();
          act?.do();
        }}
        onClose={() => {
          setAct(null);
        }}
      >
        <p>
          This warehouse bills what is read. This reads {what}
          {read.screen === PLAYERS ? null : (
            <>
              , <SpanText range={read.range} />
            </>
          )}
          .
        </p>
        <CostText cost={cost} />
        <AllFromNow all={all} onChange={setAll} />
      </ConfirmDialog>
    ),
  };
}
