import { useEffect, useState, type ReactNode } from 'react';
import { assertNever } from '../../../shared/assert-never.js';
import type { WarehouseStatus } from '../../../shared/console.js';
import type { CoverageReport } from '../../../shared/coverage.js';
import type { ReadKind } from '../../../shared/read-cost.js';
import { EVERYTHING } from '../../../shared/tables/table.js';
import { COVERAGE_VIEWS, coverageRoute, FIRST_FEATURE_SHOWN, type CoverageView } from '../../address/routes.js';
import { formatRoute } from '../../address/address.js';
import { useNavigate } from '../../address/use-route.js';
import { ActionButton } from '../../components/ActionButton.js';
import { AskToRead } from '../../components/AskToRead.js';
import { Choice } from '../../components/Choice.js';
import { ExportNote, useExport } from '../../components/ExportButton.js';
import { EmptyNote, ErrorNote, Loading } from '../../components/feedback.js';
import { RangeBar, useRange, type ChosenRange } from '../../components/range/RangeBar.js';
import { ReadAgain } from '../../components/ReadAgain.js';
import { formatDay, formatMonth } from '../../format/dates.js';
import { useBilledRead } from '../../store/billed-reads.js';
import { useClient, useConsole } from '../../store/context.js';
import { forgetAnswers } from '../../store/kept-answers.js';
import { valueOf } from '../../store/resource.js';
import type { CoverageRoute } from './coverage-view.js';
import { FeatureSelect } from './FeatureSelect.js';
import { GroupsView } from './GroupsView.js';
import { HeatmapView } from './HeatmapView.js';
import { MonthsView } from './MonthsView.js';
import { PlayersView } from './PlayersView.js';
import { RowView } from './RowView.js';
import { SnapshotsView } from './SnapshotsView.js';

const REPORT: readonly ReadKind[] = ['coverage'];
/** Of the points line the report tells the gaps too. */
const WHOLE_REPORT: readonly ReadKind[] = ['coverage', 'lines'];
const GROUPS: readonly ReadKind[] = ['teams', 'books'];
const DATE: readonly ReadKind[] = ['date'];
const ROW: readonly ReadKind[] = ['date', 'lines'];

const DATE_WORDS = 'the rows of this date';

const VIEWS: Readonly<Record<CoverageView, string>> = {
  months: 'Months',
  heatmap: 'Calendar',
  team: 'Teams',
  book: 'Books',
  snapshots: 'Snapshots',
};

/** How much of a feature the store has: by month, day, team and book, down to one stored row; now and before. */
export function CoverageScreen(props: {
  readonly route: CoverageRoute;
  readonly warehouse: WarehouseStatus;
}): ReactNode {
  const { route, warehouse } = props;
  const go = useNavigate();
  const client = useClient();
  const range = useRange(route, warehouse);
  const { from, to } = range;
  const { exported, write, dismiss } = useExport();
  const loadCoverage = useConsole((state) => state.loadCoverage);
  const loading = useConsole((state) => state.coverage.state === 'loading');
  const [round, setRound] = useState(0);
  const whole = route.date === null && route.view !== 'snapshots';
  const groups = route.view === 'team' || route.view === 'book';
  const billed = useBilledRead(warehouse, {
    screen: groups ? 'coverage groups' : 'coverage',
    kinds: groups ? GROUPS : REPORT,
    range: { from, to },
  });
  // Opened from a range that was agreed to, a date and a row are covered; by their address alone they are not.
  const day = route.date ?? warehouse.today;
  const single = useBilledRead(warehouse, {
    screen: 'coverage date',
    kinds: route.player === null ? DATE : ROW,
    range: { from: day, to: day },
  });
  return (
    <div className="screen coverage">
      <header className="screen-head row">
        <h1>Coverage</h1>
        <FeatureSelect
          feature={route.feature}
          onChange={(feature) => {
            go({ ...route, feature }, 'replace');
          }}
        />
        <RangeBar
          range={range}
          warehouse={warehouse}
          onChange={(next) => {
            go(coverageRoute({ ...route, ...next, month: null, days: null, date: null, player: null }), 'replace');
          }}
        />
      </header>
      <ExportNote exported={exported} noun="game date" dismiss={dismiss} />
      <div className="toolbar">
        <Choice
          compact
          label="View"
          value={route.view}
          onChange={(view) => {
            const { from, to, feature, month, measure, days } = route;
            go(coverageRoute({ from, to, feature, month, measure, days, view }));
          }}
          items={COVERAGE_VIEWS.map((value) => ({ value, label: VIEWS[value], hint: '' }))}
        />
        <Crumbs route={route} />
        <span className="grow" />
        <ActionButton
          className="button"
          isDisabled={range.wrong !== null || exported.state === 'writing'}
          onPress={() => {
            write({ kinds: route.feature === FIRST_FEATURE_SHOWN ? WHOLE_REPORT : REPORT, range: { from, to } }, () =>
              client.export.report({ from, to, feature: route.feature }),
            );
          }}
        >
          Export report…
        </ActionButton>
        {whole || route.date !== null ? (
          <ReadAgain
            read={route.date !== null && single.agreed ? single : billed}
            what={route.date !== null ? DATE_WORDS : groups ? 'the teams and books' : 'the months and dates'}
            busy={(whole && loading) || range.wrong !== null}
            onPress={() => {
              forgetAnswers(client);
              if (groups || route.date !== null) setRound(round + 1);
              else void loadCoverage({ from, to }, route.feature);
            }}
          >
            Refresh
          </ReadAgain>
        ) : null}
      </div>
      {range.wrong !== null ? (
        <p className="range-verdict" data-tone="bad" role="status">
          {range.wrong}
        </p>
      ) : route.date !== null && !billed.agreed && !single.agreed ? (
        <AskToRead read={single} what={DATE_WORDS} />
      ) : whole && !billed.agreed ? (
        <AskToRead read={billed} what={groups ? 'the teams and books' : 'the months and dates'} />
      ) : (
        <View route={route} range={range} warehouse={warehouse} round={round} />
      )}
    </div>
  );
}

/** From the range down to the row, each step a way back. */
function Crumbs(props: { readonly route: CoverageRoute }): ReactNode {
  const { route } = props;
  const { month, date, player } = route;
  if (date === null) return null;
  const up = { ...route, date: null, player: null, query: EVERYTHING };
  const steps = [
    { label: VIEWS[route.view], href: formatRoute(coverageRoute({ ...up, month: null })) },
    ...(month === null || route.view !== 'months'
      ? []
      : [{ label: formatMonth(month), href: formatRoute(coverageRoute(up)) }]),
    { label: formatDay(date), href: formatRoute(coverageRoute({ ...up, date })) },
    ...(player === null ? [] : [{ label: player, href: '' }]),
  ];
  return (
    <nav className="crumbs" aria-label="Where this is">
      {steps.map((step, index) => {
        const here = index === steps.length - 1;
        return (
          <span className="crumb" key={step.label}>
            {index === 0 ? null : <span aria-hidden="true">› </span>}
            {here ? (
              <strong className="clip" aria-current="page">
                {step.label}
              </strong>
            ) : (
              <a href={step.href}>{step.label}</a>
            )}
          </span>
        );
      })}
    </nav>
  );
}

interface ViewProps {
  readonly route: CoverageRoute;
  readonly range: ChosenRange;
  readonly warehouse: WarehouseStatus;
  /** Grows when what a view asks for itself is asked for anew. */
  readonly round: number;
}

function View(props: ViewProps): ReactNode {
  const { route, range } = props;
  const { date, player } = route;
  if (date !== null && player !== null)
    return <RowView key={`${date} ${player} ${props.round}`} date={date} playerLookup={player} route={route} />;
  if (date !== null) return <PlayersView key={props.round} date={date} route={route} />;
  const span = { from: range.from, to: range.to };
  switch (route.view) {
    case 'months':
    case 'heatmap':
      return <Reported {...props} />;
    case 'team':
    case 'book':
      return <GroupsView key={`${route.view} ${props.round}`} range={span} by={route.view} route={route} />;
    case 'snapshots':
      return <SnapshotsView range={span} route={route} />;
    default:
      return assertNever(route.view, 'view');
  }
}

/** What the months and the calendar share: one report of the range. */
function Reported(props: ViewProps): ReactNode {
  const { route, range, warehouse } = props;
  const { from, to } = range;
  const { feature } = route;
  const resource = useConsole((state) => state.coverage);
  const loadCoverage = useConsole((state) => state.loadCoverage);
  const stopCoverage = useConsole((state) => state.stopCoverage);
  const leaveCoverage = useConsole((state) => state.leaveCoverage);
  useEffect(() => {
    void loadCoverage({ from, to }, feature);
    return leaveCoverage;
  }, [loadCoverage, leaveCoverage, from, to, feature]);
  const key = `${from}..${to} ${feature}`;
  const current = resource.state !== 'idle' && resource.key === key ? resource : null;
  const report: CoverageReport | null = current && valueOf(current);
  if (current?.state === 'failed') {
    return (
      <ErrorNote
        error={current.error}
        retry={() => {
          void loadCoverage({ from, to }, feature);
        }}
      />
    );
  }
  if (report === null) {
    const since = current?.state === 'loading' ? current.since : null;
    return <Loading what="Counting rows, lines and players…" since={since} rows={12} cancel={stopCoverage} />;
  }
  if (report.months.length === 0) {
    return (
      <EmptyNote title={`No game dates between ${from} and ${to}.`}>
        <p>Choose another range, or import the schedule and the store of these dates.</p>
      </EmptyNote>
    );
  }
  return route.view === 'heatmap' ? (
    <HeatmapView report={report} route={route} warehouse={warehouse} />
  ) : (
    <MonthsView report={report} route={route} />
  );
}
