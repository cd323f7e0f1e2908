import { memo, useCallback, useDeferredValue, useEffect, useMemo, useState, type ReactNode } from 'react';
import { Tab, TabList, TabPanel, Tabs } from 'react-aria-components';
import type { DateProgress } from '../../../../shared/backfill.js';
import type { GameDate } from '../../../../shared/game-date.js';
import type { TableQuery } from '../../../../shared/tables/table.js';
import { planAction, spanActions, spanOfDates } from '../../../components/date-actions.js';
import { backfillRoute, EMPTY_DRAFT, runsRoute, type Route } from '../../../address/routes.js';
import { formatRoute } from '../../../address/address.js';
import { useNavigate } from '../../../address/use-route.js';
import { Badge } from '../../../components/Badge.js';
import { DataTable } from '../../../components/DataTable.js';
import { ErrorNote, Loading, Note } from '../../../components/feedback.js';
import { Heatmap } from '../../../components/Heatmap.js';
import { RUN_LOOKS } from '../../../components/states.js';
import { formatInstant } from '../../../format/dates.js';
import { isActive } from '../../../store/run-mirror.js';
import type { RunEntry } from '../../../store/runs-slice.js';
import { useConsole } from '../../../store/context.js';
import type { RunMirror } from '../../../store/run-mirror.js';
import { describeOptions } from '../options/option-texts.js';
import { ResultPanel } from '../result/ResultPanel.js';
import { DATE_COLUMNS } from './date-columns.js';
import { DateDetails } from './DateDetails.js';
import { LogPanel } from './LogPanel.js';
import { PutBackDate } from './PutBackDate.js';
import { RunControls } from './RunControls.js';
import { RunProgress } from './RunProgress.js';
import { dateToShow, describeProgress, stageOf, stagesPresent } from './run-view.js';
import { STAGE_LOOKS } from './stage-looks.js';

type RunRoute = Extract<Route, { screen: 'run' }>;

const rowId = (row: DateProgress): string => row.date;
const rowTone = (row: DateProgress): string | undefined => {
  const { tone } = STAGE_LOOKS[stageOf(row)];
  return tone === 'bad' || tone === 'live'
    ? tone
    : row.state === 'skipped' || row.state === 'cancelled'
      ? 'idle'
      : undefined;
};

export function RunScreen(props: { readonly route: RunRoute }): ReactNode {
  const { runId } = props.route;
  const entry: RunEntry | undefined = useConsole((state) => state.open[runId]);
  const openRun = useConsole((state) => state.openRun);
  useEffect(() => {
    void openRun(runId);
  }, [openRun, runId]);

  if (entry?.state === 'failed') {
    return (
      <div className="screen">
        <h1>Run {runId}</h1>
        <ErrorNote
          error={entry.error}
          retry={() => {
            void openRun(runId);
          }}
        />
        <p>
          <a href={formatRoute(runsRoute())}>All runs</a>
        </p>
      </div>
    );
  }
  if (entry?.state !== 'ready') {
    return (
      <div className="screen">
        <Loading what="Reading the run from the journal…" since={entry?.since ?? null} rows={14} />
      </div>
    );
  }
  return <OpenRun route={props.route} mirror={entry.mirror} />;
}

function OpenRun(props: { readonly route: RunRoute; readonly mirror: RunMirror }): ReactNode {
  const { route } = props;
  // All of the run is drawn in the page's spare time and at once: ten deltas a second must not hold up a scroll or a key,
  // and each is laid out and painted once.
  const mirror = useDeferredValue(props.mirror);
  const run = mirror.detail;
  const commandError = useConsole((state) => state.commandErrors[run.id]);
  const dismiss = useConsole((state) => state.dismissCommandError);
  const sent = useConsole((state) => state.sent[run.id]);
  const look = RUN_LOOKS[run.state];
  return (
    <div className="screen run">
      <header className="screen-head row">
        <h1 className="nowrap">
          {run.options.from} – {run.options.to}
        </h1>
        <Badge look={look} strong />
        <p className="chips">
          {describeOptions(run.options).map((text) => (
            <span className="chip" key={text}>
              {text}
            </span>
          ))}
        </p>
        <span className="grow" />
        <span className="muted run-id" title={`Run ${run.id}, started by ${run.startedBy}`}>
          {formatInstant(run.startedAt)} · <code>{run.id}</code>
        </span>
      </header>
      <RunProgress run={run} heardAt={mirror.heardAt} />
      <RunControls run={run} />
      {commandError ? (
        <ErrorNote
          error={commandError}
          dismiss={() => {
            dismiss(run.id);
          }}
        />
      ) : null}
      {sent === 'restore' ? <Note tone="idle">Putting back what stood before…</Note> : null}
      {run.error ? <ErrorNote error={run.error} /> : null}
      <Views route={route} runId={run.id} active={isActive(run.state)} />
    </div>
  );
}

/** Drawn again for another view or state, never for a delta: what moves is in the views themselves. */
const Views = memo(function Views(props: {
  readonly route: RunRoute;
  readonly runId: string;
  readonly active: boolean;
}): ReactNode {
  const { route, runId } = props;
  const go = useNavigate();
  const onQuery = useCallback(
    (query: TableQuery) => {
      go({ ...route, query }, 'replace');
    },
    [go, route],
  );
  const onSelect = useCallback(
    (date: GameDate) => {
      go({ ...route, date }, 'replace');
    },
    [go, route],
  );
  return (
    <Tabs
      className="tabs"
      selectedKey={route.tab}
      onSelectionChange={(key) => {
        go({ ...route, tab: key === 'result' ? 'result' : 'progress' }, 'replace');
      }}
    >
      <TabList className="tab-list" aria-label="Views of the run">
        <Tab id="progress" className="tab">
          Progress
        </Tab>
        <Tab id="result" className="tab">
          Result{props.active ? ' so far' : ''}
        </Tab>
      </TabList>
      <TabPanel id="progress" className="tab-panel">
        <Mirrored runId={runId}>
          {(mirror) => (
            <Progress mirror={mirror} selected={route.date} query={route.query} onQuery={onQuery} onSelect={onSelect} />
          )}
        </Mirrored>
      </TabPanel>
      <TabPanel id="result" className="tab-panel">
        <Mirrored runId={runId}>{({ detail }) => <ResultPanel run={detail} />}</Mirrored>
      </TabPanel>
    </Tabs>
  );
});

/** A view of the run as it stands, drawn in spare time together with the head. */
function Mirrored(props: { readonly runId: string; readonly children: (mirror: RunMirror) => ReactNode }): ReactNode {
  const entry = useConsole((state) => state.open[props.runId]);
  const mirror = useDeferredValue(entry?.state === 'ready' ? entry.mirror : null);
  const { children } = props;
  return useMemo(() => (mirror === null ? null : children(mirror)), [mirror, children]);
}

function Progress(props: {
  readonly mirror: RunMirror;
  readonly selected: GameDate | null;
  readonly query: TableQuery;
  readonly onQuery: (query: TableQuery) => void;
  readonly onSelect: (date: GameDate) => void;
}): ReactNode {
  const { selected, onSelect } = props;
  const run = props.mirror.detail;
  const scope = useMemo(() => ({ table: 'run-dates', runId: run.id }) as const, [run.id]);
  const restore = useConsole((state) => state.restore);
  const loadEarlierLog = useConsole((state) => state.loadEarlierLog);
  const sent = useConsole((state) => state.sent[run.id]);
  const byDate = useMemo(() => new Map(run.dates.map((date) => [date.date, date])), [run.dates]);
  const legend = useMemo(() => stagesPresent(run.dates).map((stage) => STAGE_LOOKS[stage]), [run.dates]);
  const active = isActive(run.state);
  const canRestore = !active && sent === undefined;
  const [asking, setAsking] = useState<DateProgress | null>(null);
  const go = useNavigate();
  const lookOf = useCallback(
    (date: GameDate) => {
      const progress = byDate.get(date);
      return progress ? STAGE_LOOKS[stageOf(progress)] : null;
    },
    [byDate],
  );
  const describe = useCallback(
    (date: GameDate) => {
      const progress = byDate.get(date);
      return progress ? describeProgress(progress) : 'no games';
    },
    [byDate],
  );
  // Until the operator picks a date, the panel goes with the run; nothing is marked as chosen meanwhile.
  const shown = selected ?? dateToShow(run.dates);
  return (
    <div className="live">
      <div className="live-main">
        <div className="live-top">
          <Heatmap
            label="Days of the range"
            range={run.options}
            lookOf={lookOf}
            describe={describe}
            selected={selected}
            onSelect={onSelect}
            legend={legend}
          />
          <DateDetails
            progress={shown === null ? null : (byDate.get(shown) ?? null)}
            canRestore={canRestore}
            onRestore={setAsking}
          />
        </div>
        <DataTable
          label="Dates"
          noun="date"
          query={props.query}
          onQuery={props.onQuery}
          scope={scope}
          rows={run.dates}
          columns={DATE_COLUMNS}
          rowId={rowId}
          rowTone={rowTone}
          selected={selected}
          onSelect={(row) => {
            onSelect(row.date);
          }}
          rowActions={(rows) => {
            const span = spanOfDates(rows.map(({ date }) => date));
            const [row] = rows;
            return [
              ...spanActions(span, go),
              ...planAction(span, (dates) => backfillRoute({ ...EMPTY_DRAFT, ...dates }), go),
              ...(row === undefined || rows.length > 1
                ? []
                : [
                    {
                      id: 'restore',
                      label: `Put back ${row.date}…`,
                      disabled: !row.restorable || !canRestore,
                      act: () => {
                        setAsking(row);
                      },
                    },
                  ]),
            ];
          }}
          initialSort={{ column: 'date', desc: run.options.order === 'newest-first' }}
          empty="The plan of this run has no dates."
        />
      </div>
      <div className="live-side">
        <LogPanel log={props.mirror.log} date={selected} onEarlier={() => loadEarlierLog(run.id)} />
      </div>
      <PutBackDate
        progress={asking}
        onClose={() => {
          setAsking(null);
        }}
        onConfirm={(date) => {
          void restore(run.id, date);
        }}
      />
    </div>
  );
}
