import { useMemo, type ReactNode } from 'react';
import { Button } from 'react-aria-components';
import type { WarehouseStatus } from '../../../shared/console.js';
import type { GameDate } from '../../../shared/game-date.js';
import { groupGaps, type GapGroup, type GapGroupBy } from '../../../shared/gap-groups.js';
import type { Gap, GapReport } from '../../../shared/lines.js';
import { notCapturedText } from '../../../shared/not-captured.js';
import type { ReadKind } from '../../../shared/read-cost.js';
import { EVERYTHING, type TableFilter, type TableQuery } from '../../../shared/tables/table.js';
import { planAction, playerDateActions, spanActions, spanOfDates } from '../../components/date-actions.js';
import { formatRoute } from '../../address/address.js';
import { GAP_GROUPINGS, gapsRoute, playerRoute, type GapGrouping, type Route } from '../../address/routes.js';
import { useNavigate } from '../../address/use-route.js';
import { AskToRead } from '../../components/AskToRead.js';
import { Choice } from '../../components/Choice.js';
import { DataTable } from '../../components/DataTable.js';
import { EmptyNote, ErrorNote, Loading } from '../../components/feedback.js';
import { FindPlayer } from '../../components/FindPlayer.js';
import type { RowAction } from '../../components/row-action.js';
import { RangeBar, useRange } from '../../components/range/RangeBar.js';
import { ReadAgain } from '../../components/ReadAgain.js';
import { ShareFull } from '../../components/ShareText.js';
import { SplitPane } from '../../components/SplitPane.js';
import { withFilter } from '../../components/table-query.js';
import { counted, formatCount } from '../../format/numbers.js';
import { useBilledRead } from '../../store/billed-reads.js';
import { useClient } from '../../store/context.js';
import { useAnswer } from '../../store/use-answer.js';
import { Figure } from '../backfill/plan/PlanView.js';
import { CauseChips, NormalCauses } from './CauseChips.js';
import { GAP_TABLE, groupTable } from './gap-columns.js';
import {
  countCauses,
  FIGURE_ROWS,
  GROUP_COLUMNS,
  leftOutOf,
  onlyValue,
  rebuildRoute,
  totalsOf,
  WITHOUT_NORMAL,
} from './gap-view.js';
import { GapDetails } from './GapDetails.js';

type GapsRoute = Extract<Route, { screen: 'gaps' }>;

const LINES: readonly ReadKind[] = ['lines'];
const NO_FILTERS: readonly TableFilter[] = [];
const gapId = (row: Gap): string => `${row.date} ${row.playerLookup}`;
const groupId = (row: GapGroup): string => row.key;

const GROUPINGS: Readonly<Record<GapGrouping, string>> = {
  none: 'No groups',
  cause: 'Cause',
  player: 'Player',
  team: 'Team',
  date: 'Date',
};

/** Every player and date without a line in the store: why, what shows it, and what would repair it. */
export function GapsScreen(props: { readonly route: GapsRoute; readonly warehouse: WarehouseStatus }): ReactNode {
  const { route, warehouse } = props;
  const go = useNavigate();
  const client = useClient();
  const range = useRange(route, warehouse);
  const { from, to, wrong } = range;
  const billed = useBilledRead(warehouse, { screen: 'gaps', kinds: LINES, range: { from, to } });
  const { value, error, asking, again, stop } = useAnswer(
    wrong === null && billed.agreed ? `${from}..${to}` : null,
    (ticket) => client.lines.gaps({ from, to }, ticket),
  );
  return (
    <div className="screen gaps">
      <header className="screen-head row">
        <h1>Gaps</h1>
        <RangeBar
          range={range}
          warehouse={warehouse}
          onChange={(next) => {
            go(gapsRoute({ ...route, ...next, selected: null }), 'replace');
          }}
        />
        <span className="grow" />
        <FindPlayer range={route.from !== null && route.to !== null ? { from: route.from, to: route.to } : null} />
        <ReadAgain read={billed} what="the lines behind the gaps" busy={asking} onPress={again}>
          Refresh
        </ReadAgain>
      </header>
      {wrong !== null ? (
        <p className="range-verdict" data-tone="bad" role="status">
          {wrong}
        </p>
      ) : !billed.agreed ? (
        <AskToRead read={billed} what="the lines behind the gaps" />
      ) : error !== null ? (
        <ErrorNote error={error} retry={again} />
      ) : value === null ? (
        <Loading
          key={`${from}..${to}`}
          what="Looking for the cause of every missing line…"
          since={null}
          rows={14}
          cancel={stop}
        />
      ) : value.playerDates === 0 && value.notCaptured.length === 0 ? (
        <EmptyNote title={`Nothing to look at between ${from} and ${to}.`}>
          <p>
            No box score, context, feed or store row falls into the range, or only the first 14 days of a season, which
            the store never holds. Choose one with later games.
          </p>
        </EmptyNote>
      ) : value.gaps.length === 0 ? (
        <EmptyNote
          title={
            value.playerDates === 0
              ? 'Nothing was captured that the store could be held against.'
              : 'No gap: every player and date of the range has its line in the store.'
          }
        >
          <NotCaptured seasons={value.notCaptured} />
          <p>
            {counted(value.playerDates, 'player and date', 'players and dates')} looked at, {from} to {to}.
          </p>
        </EmptyNote>
      ) : (
        <Report report={value} route={route} />
      )}
    </div>
  );
}

function Report(props: { readonly report: GapReport; readonly route: GapsRoute }): ReactNode {
  const { report, route } = props;
  const { normal, query, group, selected } = route;
  const go = useNavigate();
  const counts = useMemo(() => countCauses(report.gaps), [report.gaps]);
  const partial = useMemo(() => leftOutOf(report), [report]);
  const always = normal ? NO_FILTERS : WITHOUT_NORMAL;
  const setQuery = (next: TableQuery): void => {
    go({ ...route, query: next }, 'replace');
  };
  const open =
    selected === null
      ? null
      : (report.gaps.find((gap) => gap.date === selected.date && gap.playerLookup === selected.playerLookup) ?? null);
  return (
    <>
      <Summary report={report} route={route} />
      <NotCaptured seasons={report.notCaptured.filter(({ leftOut }) => leftOut === 0)} />
      <CauseChips counts={counts} normal={normal} query={query} onQuery={setQuery} />
      <div className="toolbar">
        <span className="field-label">Group by</span>
        <Choice
          compact
          label="Group by"
          value={group}
          onChange={(next) => {
            go({ ...route, group: next, groups: EVERYTHING }, 'replace');
          }}
          items={GAP_GROUPINGS.map((value) => ({ value, label: GROUPINGS[value], hint: '' }))}
        />
        <span className="grow" />
        <NormalCauses
          counts={counts}
          normal={normal}
          onNormal={(next) => {
            go({ ...route, normal: next }, 'replace');
          }}
        />
      </div>
      <SplitPane
        name="gaps"
        initial="clamp(292px, 27%, 460px)"
        least={264}
        list={
          <div className="gaps-split" data-grouped={group !== 'none' || undefined}>
            {group === 'none' ? null : (
              <Groups
                key={group}
                report={report}
                normal={normal}
                group={group}
                query={query}
                onQuery={setQuery}
                groups={route.groups}
                onGroups={(groups) => {
                  go({ ...route, groups }, 'replace');
                }}
              />
            )}
            <DataTable
              label="Gaps"
              noun={normal ? 'player and date' : 'fault'}
              {...(normal ? { nouns: 'players and dates' } : {})}
              rows={report.gaps}
              columns={GAP_TABLE}
              rowId={gapId}
              query={query}
              onQuery={setQuery}
              always={always}
              scope={{ table: 'gaps', from: report.from, to: report.to }}
              selected={selected === null ? null : `${selected.date} ${selected.playerLookup}`}
              onSelect={({ date, playerLookup }) => {
                go({ ...route, selected: { date, playerLookup } }, 'replace');
              }}
              actions={(rows) => <PlanChosen rows={rows} />}
              rowActions={(rows) => [
                ...playerDateActions(rows, go),
                ...planAction(
                  spanOfDates(rows.map(({ date }) => date)),
                  ({ from, to }) => rebuildRoute([from, to]),
                  go,
                ),
              ]}
              partial={partial}
              empty="No gap of the range is a fault."
            />
          </div>
        }
        details={
          open === null ? null : (
            <GapDetails
              gap={open}
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

/** What nobody captured: said once a season, not once per player. */
function NotCaptured(props: { readonly seasons: GapReport['notCaptured'] }): ReactNode {
  return props.seasons.map((season) => (
    <p className="hint" key={season.season}>
      {notCapturedText(season)}
    </p>
  ));
}

function PlanChosen(props: { readonly rows: readonly Gap[] }): ReactNode {
  const dates = [...new Set(props.rows.map((row) => row.date))];
  const plan = rebuildRoute(dates);
  if (props.rows.length < 2 || plan === null) return null;
  return (
    <a className="button" href={formatRoute(plan)}>
      Plan {dates.length === 1 ? dates[0] : `${counted(dates.length, 'date')} of these`}
    </a>
  );
}

function Summary(props: { readonly report: GapReport; readonly route: GapsRoute }): ReactNode {
  const { report, route } = props;
  const { closable, closableDates } = report;
  const { faults, normal } = useMemo(() => totalsOf(report), [report]);
  const plan = rebuildRoute(closableDates);
  const rows = (of: keyof typeof FIGURE_ROWS, shown: ReactNode): ReactNode => {
    const { normal, filters } = FIGURE_ROWS[of];
    const href = formatRoute(gapsRoute({ ...route, selected: null, normal, query: { ...EVERYTHING, filters } }));
    return (
      <a className="figure-link" href={href}>
        {shown}
      </a>
    );
  };
  return (
    <div className="strip gaps-strip">
      <Figure label="Faults" value={rows('faults', formatCount(faults))}>
        of {counted(report.playerDates, 'player and date', 'players and dates')}
      </Figure>
      <Figure label="Closed by a rebuild from raw lines" value={rows('closable', <ShareFull share={closable} />)}>
        on {counted(closableDates.length, 'date')}
      </Figure>
      <Figure label="Left after it" value={rows('left', formatCount(closable.denominator - closable.numerator))}>
        names, feeds or rows held back
      </Figure>
      <Figure label="No fault" value={rows('normal', formatCount(normal))}>
        no book posted a line
      </Figure>
      <span className="grow" />
      {plan ? (
        <a className="button primary" href={formatRoute(plan)}>
          Plan the rebuild
        </a>
      ) : (
        <p className="muted">Nothing here is closed by a rebuild.</p>
      )}
    </div>
  );
}

/** A group of one player or of one date leads to more of it; dates chosen together to a plan over them. */
function groupActions(group: GapGroupBy, rows: readonly GapGroup[], go: (route: Route) => void): readonly RowAction[] {
  if (group === 'date') {
    const span = spanOfDates(rows.map(({ key }) => key as GameDate));
    return [
      ...spanActions(span, go).filter(({ id }) => id !== 'gaps'),
      ...planAction(span, ({ from, to }) => rebuildRoute([from, to]), go),
    ];
  }
  const [row] = rows;
  return group === 'player' && rows.length === 1 && row !== undefined
    ? [{ id: 'player', label: 'Player’s season', act: () => go(playerRoute(row.key)) }]
    : [];
}

function Groups(props: {
  readonly report: GapReport;
  readonly normal: boolean;
  readonly group: GapGroupBy;
  /** Of the gaps: a group that is chosen leaves only its own. */
  readonly query: TableQuery;
  readonly onQuery: (query: TableQuery) => void;
  /** Of the groups themselves. */
  readonly groups: TableQuery;
  readonly onGroups: (query: TableQuery) => void;
}): ReactNode {
  const { report, normal, group, query } = props;
  const groups = useMemo(() => groupGaps(report.gaps, group, normal), [report.gaps, normal, group]);
  const columns = useMemo(() => groupTable(group, GROUPINGS[group]), [group]);
  const column = GROUP_COLUMNS[group];
  const chosen = onlyValue(query, column);
  const go = useNavigate();
  return (
    <DataTable
      label={`Gaps by ${group}`}
      noun="group"
      scope={{ table: 'gap-groups', from: report.from, to: report.to, by: group, normal }}
      rows={groups}
      columns={columns}
      rowId={groupId}
      query={props.groups}
      onQuery={props.onGroups}
      selected={chosen}
      onSelect={(row) => {
        props.onQuery(
          row.key === '' ? withFilter(query, column, 'empty', []) : withFilter(query, column, 'is', [row.key]),
        );
      }}
      rowActions={(rows) => groupActions(group, rows, go)}
      actions={() =>
        chosen === null ? null : (
          <Button
            className="button quiet"
            onPress={() => {
              props.onQuery(withFilter(query, column, 'is', null));
            }}
          >
            All
          </Button>
        )
      }
    />
  );
}
