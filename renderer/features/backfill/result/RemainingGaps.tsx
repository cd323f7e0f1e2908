import { useMemo, type ReactNode } from 'react';
import { CAUSE_TEXTS, isFault } from '../../../../shared/causes.js';
import type { DateRange } from '../../../../shared/game-date.js';
import type { ReadKind } from '../../../../shared/read-cost.js';
import { CauseLink } from '../../../components/CauseLink.js';
import { AskToRead } from '../../../components/AskToRead.js';
import { ErrorNote, Loading, Note } from '../../../components/feedback.js';
import { MiniHead } from '../../../components/MiniHead.js';
import { counted, formatCount } from '../../../format/numbers.js';
import { useBilledRead } from '../../../store/billed-reads.js';
import { useClient, useConsole } from '../../../store/context.js';
import { valueOf } from '../../../store/resource.js';
import { useAnswer } from '../../../store/use-answer.js';
import { countCauses } from '../../gaps/gap-view.js';

const LINES: readonly ReadKind[] = ['lines'];

/**
 * What the run has not closed, by cause, each with what would. Asked for once the run is over; where reads are billed
 * only when somebody says so.
 */
export function RemainingGaps(props: {
  readonly range: DateRange;
  readonly over: boolean;
  /** What the run has made of its dates: gaps counted before a date was written or put back are no answer any more. */
  readonly stand: string;
}): ReactNode {
  const { from, to } = props.range;
  const client = useClient();
  const warehouse = useConsole((state) => valueOf(state.warehouse));
  const read = useBilledRead(warehouse, { screen: 'remaining gaps', kinds: LINES, range: props.range });
  const ask = props.over && read.agreed;
  const answer = useAnswer(ask ? `${from}..${to} ${props.stand}` : null, (ticket) =>
    client.lines.gaps({ from, to }, ticket),
  );
  const counts = useMemo(() => countCauses(answer.value?.gaps ?? []), [answer.value]);
  const faults = counts.filter(({ cause }) => isFault(cause));
  const normal = counts.filter(({ cause }) => !isFault(cause)).reduce((sum, { gaps }) => sum + gaps, 0);
  const total = faults.reduce((sum, { gaps }) => sum + gaps, 0);

  return (
    <section className="remaining" aria-label="Gaps that remain">
      <h2>Gaps that remain {answer.value ? `(${formatCount(total)})` : ''}</h2>
      {!props.over ? <p className="hint">Counted when nothing is written or put back any more.</p> : null}
      {props.over && read.asks && !read.agreed ? <AskToRead read={read} what="store, context and raw lines" /> : null}
      {answer.error ? <ErrorNote error={answer.error} retry={answer.again} /> : null}
      {ask && answer.value === null && answer.error === null ? (
        <Loading what="Counting the gaps that remain…" since={null} rows={3} cancel={answer.stop} />
      ) : null}
      {answer.value && total === 0 ? <Note tone="ok">No player of the range lacks a line that a feed had.</Note> : null}
      {total > 0 ? (
        <table className="mini" aria-label="Gaps that remain by cause">
          <MiniHead columns={['Cause', { label: 'Gaps', end: true }, 'What repairs it']} />
          <tbody>
            {faults.map(({ cause, gaps }) => (
              <tr key={cause}>
                <td>
                  <CauseLink cause={cause} range={props.range} />
                </td>
                <td data-align="end" className="num">
                  {formatCount(gaps)}
                </td>
                <td>{CAUSE_TEXTS[cause].remedy}</td>
              </tr>
            ))}
          </tbody>
        </table>
      ) : null}
      {answer.value && normal > 0 ? (
        <p className="hint">
          {counted(normal, 'player date')} more had no line because no book posted one or the player did not play; these
          are no faults.
        </p>
      ) : null}
    </section>
  );
}
