import { useMemo, type ReactNode } from 'react';
import type { RootCauseReport } from '../../../shared/checks.js';
import type { WarehouseStatus } from '../../../shared/console.js';
import type { DateRange } from '../../../shared/game-date.js';
import type { ReadKind } from '../../../shared/read-cost.js';
import { backfillRoute, rootCauseRoute, type Route } from '../../address/routes.js';
import { formatRoute } from '../../address/address.js';
import { useNavigate } from '../../address/use-route.js';
import { AskToRead } from '../../components/AskToRead.js';
import { Badge } from '../../components/Badge.js';
import { CauseLink } from '../../components/CauseLink.js';
import { EmptyNote, ErrorNote, Loading } from '../../components/feedback.js';
import { LineChart } from '../../components/LineChart.js';
import { MiniHead } from '../../components/MiniHead.js';
import { RangeBar, useRange } from '../../components/range/RangeBar.js';
import { ReadAgain } from '../../components/ReadAgain.js';
import { Sentence } from '../../components/Sentence.js';
import { Change, ShareFull } from '../../components/ShareText.js';
import { counted, formatCount } from '../../format/numbers.js';
import { useBilledRead } from '../../store/billed-reads.js';
import { useClient } from '../../store/context.js';
import { useAnswer } from '../../store/use-answer.js';
import { proofWord, targetRoute, VERDICT_LOOKS } from '../checks/check-view.js';
import { chartEvents, curveSeries } from './root-cause-view.js';

type RootCauseRoute = Extract<Route, { screen: 'root-cause' }>;

const WALK: readonly ReadKind[] = ['root-cause'];

/** Walks the flow of lines the way the incident was solved, and ends at the rebuild that repairs it. */
export function RootCauseScreen(props: {
  readonly route: RootCauseRoute;
  readonly warehouse: WarehouseStatus;
}): ReactNode {
  const go = useNavigate();
  const client = useClient();
  const range = useRange(props.route, props.warehouse);
  const { from, to, wrong } = range;
  const billed = useBilledRead(props.warehouse, { screen: 'root-cause', kinds: WALK, range: { from, to } });
  const { value, error, asking, again, stop } = useAnswer(
    wrong === null && billed.agreed ? `${from}..${to}` : null,
    (ticket) => client.checks.rootCause({ from, to }, ticket),
  );
  return (
    <div className="screen root-cause">
      <header className="screen-head row">
        <h1>Root cause</h1>
        <RangeBar
          range={range}
          warehouse={props.warehouse}
          onChange={(next) => {
            go(rootCauseRoute(next), 'replace');
          }}
        />
        <span className="grow" />
        <ReadAgain read={billed} what="what the walk follows" busy={asking} onPress={again}>
          Walk again
        </ReadAgain>
      </header>
      {wrong !== null ? (
        <p className="range-verdict" data-tone="bad" role="status">
          {wrong}
        </p>
      ) : !billed.agreed ? (
        <AskToRead read={billed} what="what the walk follows" />
      ) : error !== null ? (
        <ErrorNote error={error} retry={again} />
      ) : value === null ? (
        <Loading
          key={`${from}..${to}`}
          what="Following the lines from the feeds to the store…"
          since={null}
          rows={14}
          cancel={stop}
        />
      ) : value.curve.length === 0 ? (
        <EmptyNote title={`No game dates between ${from} and ${to}.`}>
          <p>Choose a range with games, such as the season to date.</p>
        </EmptyNote>
      ) : (
        <Walk report={value} />
      )}
    </div>
  );
}

function Walk(props: { readonly report: RootCauseReport }): ReactNode {
  const { report } = props;
  const series = useMemo(() => curveSeries(report.curve), [report.curve]);
  const events = useMemo(() => chartEvents(report), [report]);
  const range: DateRange = { from: report.from, to: report.to };
  return (
    <div className="walk" role="region" aria-label="Walk" tabIndex={0}>
      <section className="walk-steps" aria-label="Steps of the walk">
        <ol aria-label="Findings">
          {report.steps.map((step, index) => (
            <li key={step.id} className="walk-step">
              <span className="walk-number num">{index + 1}</span>
              <div>
                <h2>
                  {step.title} <Badge look={VERDICT_LOOKS[step.verdict]} />
                </h2>
                <p>
                  <Sentence text={step.finding} />
                  {step.proof === null ? null : (
                    <>
                      {' '}
                      <a className="walk-proof" href={formatRoute(targetRoute(step.proof))}>
                        {proofWord(step.proof)}
                      </a>
                    </>
                  )}
                </p>
              </div>
            </li>
          ))}
        </ol>
        <Repair report={report} />
      </section>
      <section className="walk-evidence" aria-label="Evidence">
        <LineChart
          label="Match rate, overlap and lines by game date"
          series={series}
          events={events}
          height={230}
          range={range}
        />
        <Causes report={report} />
      </section>
    </div>
  );
}

function Repair(props: { readonly report: RootCauseReport }): ReactNode {
  const { repair } = props.report;
  if (repair === null && props.report.causes.length === 0) {
    return (
      <div className="repair" data-tone="idle">
        <h2>There is nothing to repair</h2>
        <p className="muted">No line of the range is missing for a reason that is a fault.</p>
      </div>
    );
  }
  if (repair === null) {
    return (
      <div className="repair" data-tone="idle">
        <h2>Nothing here is closed by a rebuild</h2>
        <p className="muted">
          The causes say what would: a feed captured again, keys that are matched, or what holds a row back lifted.
        </p>
      </div>
    );
  }
  return (
    <div className="repair" data-tone="ok">
      <h2>
        {counted(repair.closes, 'gap')} on {counted(repair.dates, 'date')} can be closed by a rebuild from raw lines
      </h2>
      <table className="mini">
        <MiniHead
          columns={[
            'Predicted',
            { label: 'Now', end: true },
            { label: 'After', end: true },
            { label: 'Change', end: true },
          ]}
        />
        <tbody>
          <tr>
            <th scope="row">Match rate</th>
            <td data-align="end">
              <ShareFull share={repair.matchBefore} />
            </td>
            <td data-align="end">
              <ShareFull share={repair.matchAfter} />
            </td>
            <td data-align="end">
              <Change before={repair.matchBefore} after={repair.matchAfter} />
            </td>
          </tr>
          <tr>
            <th scope="row">With a line</th>
            <td data-align="end">
              <ShareFull share={repair.shareBefore} />
            </td>
            <td data-align="end">
              <ShareFull share={repair.shareAfter} />
            </td>
            <td data-align="end">
              <Change before={repair.shareBefore} after={repair.shareAfter} />
            </td>
          </tr>
        </tbody>
      </table>
      <p>
        <a className="button primary" href={formatRoute(backfillRoute(repair.options, true))}>
          Open the plan of this rebuild
        </a>
      </p>
    </div>
  );
}

function Causes(props: { readonly report: RootCauseReport }): ReactNode {
  const { report } = props;
  const { causes } = report;
  const most = Math.max(1, ...causes.map((cause) => cause.gaps));
  return (
    <section className="walk-causes" aria-label="Causes">
      <h2>Why lines are missing</h2>
      {causes.length === 0 ? (
        <p className="muted">No gap of the range is a fault.</p>
      ) : (
        <table className="mini bars">
          <thead>
            <tr>
              <th scope="col">Cause</th>
              <th scope="col" data-align="end">
                Gaps
              </th>
              <th scope="col" data-align="end" title="Closed by a rebuild from raw lines">
                Closed by a rebuild
              </th>
              <th scope="col" aria-hidden="true" />
            </tr>
          </thead>
          <tbody>
            {causes.map(({ cause, gaps, closable }) => (
              <tr key={cause}>
                <th scope="row">
                  <CauseLink cause={cause} range={report} />
                </th>
                <td data-align="end" className="num">
                  {formatCount(gaps)}
                </td>
                <td data-align="end" className="num">
                  {formatCount(closable)}
                </td>
                <td aria-hidden="true" className="bars-cell">
                  <span className="bars-all" style={{ width: `${(gaps / most) * 100}%` }}>
                    <span className="bars-part" style={{ width: `${gaps === 0 ? 0 : (closable / gaps) * 100}%` }} />
                  </span>
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      )}
    </section>
  );
}
