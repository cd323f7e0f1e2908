import { useEffect, useMemo, type ReactNode } from 'react';
import type { CheckResult } from '../../../shared/checks.js';
import type { WarehouseStatus } from '../../../shared/console.js';
import type { CoverageReport } from '../../../shared/coverage.js';
import type { ErrorInfo } from '../../../shared/errors.js';
import { eventsBetween } from '../../../shared/timeline.js';
import type { DateRange } from '../../../shared/game-date.js';
import type { GapReport } from '../../../shared/lines.js';
import type { ReadKind } from '../../../shared/read-cost.js';
import {
  backfillRoute,
  checksRoute,
  EMPTY_DRAFT,
  FIRST_FEATURE_SHOWN,
  gapsRoute,
  rootCauseRoute,
  runRoute,
  runsRoute,
} from '../../address/routes.js';
import { formatRoute } from '../../address/address.js';
import { AskToRead } from '../../components/AskToRead.js';
import { Badge } from '../../components/Badge.js';
import { DayText } from '../../components/DayText.js';
import { EmptyNote, ErrorNote, Loading } from '../../components/feedback.js';
import { LineChart } from '../../components/LineChart.js';
import { MiniHead } from '../../components/MiniHead.js';
import { Sparkline } from '../../components/Sparkline.js';
import { RUN_LOOKS } from '../../components/states.js';
import { formatInstant } from '../../format/dates.js';
import { counted, formatCount } from '../../format/numbers.js';
import { useBilledRead } from '../../store/billed-reads.js';
import { isActive } from '../../store/run-mirror.js';
import { useClient, useConsole } from '../../store/context.js';
import { valueOf } from '../../store/resource.js';
import { useAnswer, type Answer } from '../../store/use-answer.js';
import { seasonToDate } from '../../components/range/season.js';
import { formatCheckValue, leastSpan, VERDICT_LOOKS } from '../checks/check-view.js';
import { Introduction } from './Introduction.js';
import { checksShown, healthSentence, repairOf, seasonSeries } from './overview-view.js';

const RUNS_SHOWN = 5;
const SEASON_READS: readonly ReadKind[] = ['coverage', 'lines'];

/** Is the store healthy, and if not, what is to be done. */
export function OverviewScreen(props: { readonly warehouse: WarehouseStatus }): ReactNode {
  const season = seasonToDate(props.warehouse);
  const billed = useBilledRead(props.warehouse, { screen: 'overview', kinds: SEASON_READS, range: season });
  const seasonAnswer = useSeason(season, billed.agreed);
  const gapsAnswer = useGaps(season, billed.agreed);
  const health = useConsole((state) => state.health);
  const reload = useConsole((state) => state.reload);
  const told = seasonAnswer.error;
  /** Whatever failed for the same reason is asked for again with it. */
  const retry = (): void => {
    seasonAnswer.again();
    if (gapsAnswer.error !== null && isSame(gapsAnswer.error, told)) gapsAnswer.again();
    if (health.state === 'failed' && isSame(health.error, told)) reload();
  };
  return (
    <div className="screen overview">
      <header className="screen-head row">
        <h1>Overview</h1>
        <Verdict />
      </header>
      <Introduction warehouse={props.warehouse} />
      <div className="overview-grid">
        <div className="overview-main">
          {billed.agreed ? (
            <Season season={season} answer={seasonAnswer} retry={retry} />
          ) : (
            <AskToRead read={billed} what="the season’s chart and its gaps">
              <a className="button" href={formatRoute(checksRoute())}>
                Go to the checks
              </a>
            </AskToRead>
          )}
        </div>
        <div className="overview-side">
          {billed.agreed ? <Repairs season={season} answer={gapsAnswer} told={told} /> : null}
          <Alerts told={told} />
        </div>
        <OtherChecks />
        <Runs />
      </div>
    </div>
  );
}

function Verdict(): ReactNode {
  const health = useConsole((state) => state.health);
  const report = valueOf(health);
  return (
    <p className="muted" role="status">
      {report !== null
        ? healthSentence(report)
        : health.state === 'idle'
          ? 'The checks have not been run.'
          : health.state === 'failed'
            ? 'The checks could not be run.'
            : 'Running the checks…'}
    </p>
  );
}

function useSeason({ from, to }: DateRange, wanted: boolean): Answer<CoverageReport> {
  const client = useClient();
  return useAnswer(wanted ? `season ${from}..${to}` : null, (ticket) =>
    client.coverage.report({ from, to, feature: FIRST_FEATURE_SHOWN }, ticket),
  );
}

/** What a card shows of a failure that stands in full beside it. */
function SameFailure(): ReactNode {
  return <p className="muted">Not known, for the same reason as the season beside.</p>;
}

function isSame(error: ErrorInfo, told: ErrorInfo | null): boolean {
  return told !== null && told.code === error.code && told.message === error.message;
}

function Season(props: {
  readonly season: DateRange;
  readonly answer: Answer<CoverageReport>;
  readonly retry: () => void;
}): ReactNode {
  const { from, to } = props.season;
  const { value, error, stop } = props.answer;
  const series = useMemo(() => seasonSeries(value?.dates ?? []), [value]);
  const events = useMemo(() => eventsBetween(from, to), [from, to]);
  return (
    <section className="card overview-season" aria-label="The season">
      <h2>
        The season, {from} to {to}
      </h2>
      {error !== null ? (
        <ErrorNote error={error} retry={props.retry} />
      ) : value === null ? (
        <Loading what="Counting rows, lines and players…" since={null} rows={9} cancel={stop} />
      ) : value.dates.length === 0 ? (
        <EmptyNote title="No game of the season is known.">
          <p>Import the schedule and the store, or choose another warehouse in Settings.</p>
        </EmptyNote>
      ) : (
        <LineChart
          label="Match rate, rows with a line and players books post lines for, by game date"
          series={series}
          events={events}
          range={props.season}
          height={230}
        />
      )}
    </section>
  );
}

function useGaps({ from, to }: DateRange, wanted: boolean): Answer<GapReport> {
  const client = useClient();
  return useAnswer(wanted ? `gaps ${from}..${to}` : null, (ticket) => client.lines.gaps({ from, to }, ticket));
}

function Repairs(props: {
  readonly season: DateRange;
  readonly answer: Answer<GapReport>;
  readonly told: ErrorInfo | null;
}): ReactNode {
  const { from, to } = props.season;
  const { value, error, again, stop } = props.answer;
  const repair = value === null ? null : repairOf(value);
  return (
    <section className="card" aria-label="What can be repaired">
      <h2>What can be repaired</h2>
      {error !== null ? (
        isSame(error, props.told) ? (
          <SameFailure />
        ) : (
          <ErrorNote error={error} retry={again} />
        )
      ) : value === null ? (
        <Loading what="Looking for gaps…" since={null} rows={2} cancel={stop} />
      ) : repair === null ? (
        value.closable.denominator === 0 ? (
          <p className="muted">
            {value.playerDates === 0
              ? value.notCaptured.length > 0
                ? 'Nothing can be said: no feed was captured this season, so nothing tells which lines the store should have.'
                : 'Nothing can be said yet: no table has a player of this season.'
              : 'Nothing: no line is missing that a book posted.'}
          </p>
        ) : (
          <>
            <p>
              Whatever a rebuild can close is closed. {counted(value.closable.denominator, 'gap')}{' '}
              {value.closable.denominator === 1 ? 'is' : 'are'} left without a raw line under the player’s key; the
              cause of each says what would help.
            </p>
            <p className="row">
              <a className="button" href={formatRoute(gapsRoute({ from, to }))}>
                See the gaps
              </a>
            </p>
          </>
        )
      ) : (
        <>
          <p>
            <strong className="num">{formatCount(repair.gaps)}</strong> of {formatCount(value.closable.denominator)}{' '}
            gaps on <strong className="num">{counted(repair.dates, 'date')}</strong> can be closed by a rebuild from raw
            lines.
          </p>
          <p className="row">
            <a className="button primary" href={formatRoute(backfillRoute({ ...EMPTY_DRAFT, ...repair.range }, true))}>
              Open the plan
            </a>
            <a className="button" href={formatRoute(gapsRoute({ from, to }))}>
              See the gaps
            </a>
            <a className="button" href={formatRoute(rootCauseRoute({ from, to }))}>
              Find the root cause
            </a>
          </p>
        </>
      )}
    </section>
  );
}

/** What is wrong now, in sight beside the season. */
function Alerts(props: { readonly told: ErrorInfo | null }): ReactNode {
  const health = useConsole((state) => state.health);
  const reload = useConsole((state) => state.reload);
  const report = valueOf(health);
  const alerts = report === null ? [] : checksShown(report.checks).filter((check) => check.alert);
  return (
    <section className="card overview-checks" aria-label="Alerts">
      <h2>
        <a href={formatRoute(checksRoute())}>Alerts</a>
      </h2>
      {health.state === 'failed' ? (
        isSame(health.error, props.told) ? (
          <SameFailure />
        ) : (
          <ErrorNote error={health.error} retry={reload} />
        )
      ) : health.state === 'idle' ? (
        <p className="muted">The checks have not been run. Open them to run them.</p>
      ) : report === null ? (
        <Loading what="Running the checks…" since={null} rows={4} />
      ) : alerts.length === 0 ? (
        <p className="muted">None: no check is beyond the limit that it alerts on.</p>
      ) : (
        <CheckList checks={alerts} />
      )}
    </section>
  );
}

/** The leading checks that do not alert, and what else has a warning. */
function OtherChecks(): ReactNode {
  const report = useConsole((state) => valueOf(state.health));
  const others = report === null ? [] : checksShown(report.checks).filter((check) => !check.alert);
  if (others.length === 0) return null;
  return (
    <section className="card overview-checks overview-wide" aria-label="Checks">
      <h2>
        <a href={formatRoute(checksRoute())}>Checks without an alert</a>
      </h2>
      <CheckList checks={others} />
    </section>
  );
}

function CheckList(props: { readonly checks: readonly CheckResult[] }): ReactNode {
  return (
    <ul>
      {props.checks.map((check) => (
        <Check key={check.id} check={check} />
      ))}
    </ul>
  );
}

function Check(props: { readonly check: CheckResult }): ReactNode {
  const { check } = props;
  return (
    <li>
      <a className="overview-check" href={formatRoute(checksRoute({ check: check.id }))}>
        <Badge look={VERDICT_LOOKS[check.verdict]} />
        <strong>{check.name}</strong>
        <span className="num" title={`${check.counted} ${check.threshold}`}>
          {formatCheckValue(check.value, check.unit)}
        </span>
        <span className="overview-sentence muted">
          {check.sentence} Limits: {check.threshold.split(';')[0]}.
        </span>
        <Sparkline values={check.trend.map((point) => point.value)} least={leastSpan(check.unit)} />
      </a>
    </li>
  );
}

function Runs(): ReactNode {
  const runs = useConsole((state) => state.runs);
  const loadRuns = useConsole((state) => state.loadRuns);
  useEffect(() => {
    if (runs.state === 'idle') void loadRuns();
  }, [runs.state, loadRuns]);
  const known = valueOf(runs);
  return (
    <section className="card overview-wide" aria-label="Newest runs">
      <h2>
        <a href={formatRoute(runsRoute())}>Newest runs</a>
      </h2>
      {runs.state === 'failed' ? (
        <ErrorNote
          error={runs.error}
          retry={() => {
            void loadRuns();
          }}
        />
      ) : known === null ? (
        <Loading what="Reading the journal…" since={null} rows={3} />
      ) : known.length === 0 ? (
        <p className="muted">Nothing has been run yet.</p>
      ) : (
        <table className="mini">
          <MiniHead
            columns={['Started', 'State', 'Range', { label: 'Dates done', end: true }, { label: 'Rows', end: true }]}
          />
          <tbody>
            {known.slice(0, RUNS_SHOWN).map((run) => (
              <tr key={run.id}>
                <td>
                  <DayText text={formatInstant(run.startedAt)} />
                </td>
                <td>
                  <Badge look={RUN_LOOKS[run.state]} />
                </td>
                <td>
                  <a href={formatRoute(runRoute(run.id, isActive(run.state) ? 'progress' : 'result'))}>
                    <DayText text={`${run.options.from} – ${run.options.to}`} />
                  </a>
                </td>
                <td data-align="end" className="num">
                  {formatCount(run.counts.done)} / {formatCount(run.counts.total - run.counts.skipped)}
                </td>
                <td data-align="end" className="num">
                  {formatCount(run.rowsWritten)}
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      )}
    </section>
  );
}
