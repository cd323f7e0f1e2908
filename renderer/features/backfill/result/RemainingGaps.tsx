import { useMemo, useState, type ReactNode } from 'react';
import { Button } from 'react-aria-components';
import { CAUSE_TEXTS, isFault } from '../../../../shared/causes.js';
import type { DateRange } from '../../../../shared/game-date.js';
import { EVERYTHING } from '../../../../shared/tables/table.js';
import { formatRoute, gapsRoute } from '../../../app/routes.js';
import { ErrorNote, Loading, Note } from '../../../components/feedback.js';
import { MiniHead } from '../../../components/MiniHead.js';
import { counted, formatCount } from '../../../format/numbers.js';
import { useClient, useConsole } from '../../../store/context.js';
import { valueOf } from '../../../store/resource.js';
import { useAnswer } from '../../../store/use-answer.js';
import { countCauses } from '../../gaps/gap-view.js';

/**
 * What the run has not closed, by cause, each with what would. Asked for once the run is over; where reads are billed
 * only when somebody says so.
 */
export function RemainingGaps(props: { readonly range: DateRange; readonly over: boolean }): ReactNode {
  const { from, to } = props.range;
  const client = useClient();
  const billed = useConsole((state) => valueOf(state.warehouse)?.engine === 'bigquery');
  const [wanted, setWanted] = useState(false);
  const ask = props.over && (!billed || wanted);
  const answer = useAnswer(ask ? `${from}..${to}` : null, (ticket) => client.lines.gaps({ from, to }, ticket));
  const counts = useMemo(() => countCauses(answer.value?.gaps ?? []), [answer.value]);
  const faults = counts.filter(({ cause }) => isFault(cause));
  const normal = counts.filter(({ cause }) => !isFault(cause)).reduce((sum, { gaps }) => sum + gaps, 0);
  const total = faults.reduce((sum, { gaps }) => sum + gaps, 0);

  return (
    <section className="remaining" aria-label="Gaps that remain">
      <h2>Gaps that remain {answer.value ? `(${formatCount(total)})` : ''}</h2>
      {!props.over ? <p className="hint">Counted when the run has ended.</p> : null}
      {props.over && billed && !wanted ? (
        <p className="toolbar">
          <Button
            className="button"
            onPress={() => {
              setWanted(true);
            }}
          >
            Count the gaps
          </Button>
          <span className="muted">
            This warehouse bills what is read: store, context and raw lines of the range once.
          </span>
        </p>
      ) : null}
      {answer.error ? <ErrorNote error={answer.error} retry={answer.again} /> : null}
      {ask && answer.value === null && answer.error === null ? (
        <Loading what="Counting the gaps that remain…" since={null} rows={3} />
      ) : null}
      {answer.value && total === 0 ? <Note tone="ok">No player of the range lacks a line that a feed had.</Note> : null}
      {total > 0 ? (
        <table className="mini" aria-label="Gaps that remain by cause">
          <MiniHead columns={['Cause', { label: 'Gaps', end: true }, 'What repairs it']} />
          <tbody>
            {faults.map(({ cause, gaps }) => (
              <tr key={cause}>
                <td title={CAUSE_TEXTS[cause].meaning}>
                  <a
                    href={formatRoute(
                      gapsRoute({
                        from,
                        to,
                        query: { ...EVERYTHING, filters: [{ column: 'cause', op: 'is', values: [cause] }] },
                      }),
                    )}
                  >
                    {CAUSE_TEXTS[cause].label}
                  </a>
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
