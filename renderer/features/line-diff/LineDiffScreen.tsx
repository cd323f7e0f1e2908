import { useMemo, type ReactNode } from 'react';
import type { WarehouseStatus } from '../../../shared/console.js';
import { orderByStatus } from '../../../shared/line-diff.js';
import { DEFAULT_TOLERANCE, type LineDiffReport, type LineDiffRow } from '../../../shared/lines.js';
import type { ReadKind } from '../../../shared/read-cost.js';
import type { TableFilter } from '../../../shared/tables/table.js';
import { planAction, playerDateActions, spanActions, spanOfDates } from '../../components/date-actions.js';
import { backfillRoute, diffRoute, EMPTY_DRAFT, type Route } from '../../address/routes.js';
import { useNavigate } from '../../address/use-route.js';
import { AskToRead } from '../../components/AskToRead.js';
import { DataTable } from '../../components/DataTable.js';
import { EmptyNote, ErrorNote, Loading } from '../../components/feedback.js';
import { RangeBar, useRange } from '../../components/range/RangeBar.js';
import { ReadAgain } from '../../components/ReadAgain.js';
import { SplitPane } from '../../components/SplitPane.js';
import { useBilledRead } from '../../store/billed-reads.js';
import { useClient, useConsole } from '../../store/context.js';
import { valueOf } from '../../store/resource.js';
import { useAnswer } from '../../store/use-answer.js';
import { diffTable } from './diff-columns.js';
import { DiffGroups, Funnel, StatusChips } from './DiffSummary.js';
import { Evidence } from './Evidence.js';
import { forSides, onlyRows } from './line-diff-view.js';
import { SideControls } from './SideControls.js';

type LineDiffRoute = Extract<Route, { screen: 'diff' }>;

const LINES: readonly ReadKind[] = ['lines'];
const rowId = (row: LineDiffRow): string => `${row.date} ${row.playerLookup}`;
const rowTone = (row: LineDiffRow): string | undefined => (row.leak || row.duplicates > 0 ? 'bad' : undefined);

/** Two sources of lines against each other, one row per player and date, down to the raw rows behind each. */
export function LineDiffScreen(props: {
  readonly route: LineDiffRoute;
  readonly warehouse: WarehouseStatus;
}): ReactNode {
  const { route, warehouse } = props;
  const go = useNavigate();
  const client = useClient();
  const ofSettings = useConsole((state) => valueOf(state.settings)?.tolerance ?? DEFAULT_TOLERANCE);
  const range = useRange(route, warehouse);
  const { from, to, wrong } = range;
  const billed = useBilledRead(warehouse, { screen: 'diff', kinds: LINES, range: { from, to } });
  const { value, error, asking, again, stop } = useAnswer(
    wrong === null && billed.agreed ? `${from}..${to}` : null,
    (ticket) => client.lines.diff({ from, to }, ticket),
  );
  const tolerance = route.tolerance ?? ofSettings;
  return (
    <div className="screen line-diff">
      <header className="screen-head row">
        <h1>Line diff</h1>
        <RangeBar
          range={range}
          warehouse={warehouse}
          onChange={(next) => {
            go(diffRoute({ ...route, ...next, selected: null }), 'replace');
          }}
        />
        <span className="grow" />
        <ReadAgain read={billed} what="the lines of all sources" busy={asking} onPress={again}>
          Refresh
        </ReadAgain>
      </header>
      <SideControls
        sides={route}
        tolerance={tolerance}
        onSides={(sides) => {
          go(diffRoute({ ...route, ...sides, query: forSides(route.query, route, sides) }), 'replace');
        }}
        onTolerance={(next) => {
          go(diffRoute({ ...route, tolerance: next === ofSettings ? null : next }), 'replace');
        }}
      />
      {wrong !== null ? (
        <p className="range-verdict" data-tone="bad" role="status">
          {wrong}
        </p>
      ) : !billed.agreed ? (
        <AskToRead read={billed} what="the lines of all sources" />
      ) : error !== null ? (
        <ErrorNote error={error} retry={again} />
      ) : value === null ? (
        <Loading
          key={`${from}..${to}`}
          what="Laying the lines of all sources side by side…"
          since={null}
          rows={14}
          cancel={stop}
        />
      ) : value.rows.length === 0 ? (
        <EmptyNote title={`No player and date between ${from} and ${to}.`}>
          <p>No box score, context, feed or store row falls into the range. Choose one with games.</p>
        </EmptyNote>
      ) : (
        <Diff report={value} route={route} tolerance={tolerance} />
      )}
    </div>
  );
}

function Diff(props: {
  readonly report: LineDiffReport;
  readonly route: LineDiffRoute;
  readonly tolerance: number;
}): ReactNode {
  const { report, route, tolerance } = props;
  const { left, right, query } = route;
  const go = useNavigate();
  const sides = useMemo(() => ({ left, right }), [left, right]);
  const columns = useMemo(() => diffTable(sides, tolerance), [sides, tolerance]);
  const rows = useMemo(() => orderByStatus(report.rows, left, right, tolerance), [report.rows, left, right, tolerance]);
  const setQuery = (next: LineDiffRoute['query']): void => {
    go({ ...route, query: next }, 'replace');
  };
  const show = (filters: readonly TableFilter[]): void => {
    setQuery(onlyRows(query, filters));
  };
  const { selected } = route;
  return (
    <>
      <div className="diff-summary">
        <Funnel report={report} onRows={show} />
        <DiffGroups report={report} sides={sides} tolerance={tolerance} onRows={show} />
      </div>
      <StatusChips report={report} sides={sides} tolerance={tolerance} query={query} onQuery={setQuery} />
      <SplitPane
        name="diff"
        initial="clamp(424px, 38%, 680px)"
        least={360}
        list={
          <DataTable
            label="Line diff"
            noun="player and date"
            nouns="players and dates"
            rows={rows}
            columns={columns}
            rowId={rowId}
            rowTone={rowTone}
            query={query}
            onQuery={setQuery}
            scope={{ table: 'diff', from: report.from, to: report.to, left, right, tolerance }}
            selected={selected === null ? null : `${selected.date} ${selected.playerLookup}`}
            onSelect={(row) => {
              go({ ...route, selected: { date: row.date, playerLookup: row.playerLookup } }, 'replace');
            }}
            rowActions={(rows) => {
              const span = spanOfDates(rows.map(({ date }) => date));
              return [
                ...playerDateActions(rows, go).filter(({ id }) => id !== 'raw'),
                ...spanActions(span, go).filter(({ id }) => id === 'gaps'),
                ...planAction(span, (dates) => backfillRoute({ ...EMPTY_DRAFT, ...dates, only: 'all' }, true), go),
              ];
            }}
          />
        }
        details={
          selected === null ? null : (
            <Evidence
              of={selected}
              onClose={() => {
                go({ ...route, selected: null }, 'replace');
              }}
            />
          )
        }
      />
    </>
  );
}
