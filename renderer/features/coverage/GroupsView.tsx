import { useMemo, type ReactNode } from 'react';
import { NO_TEAM, type CoverageGroup, type CoverageGroupBy } from '../../../shared/coverage.js';
import type { DateRange, GameDate } from '../../../shared/game-date.js';
import type { Route } from '../../address/routes.js';
import { useNavigate } from '../../address/use-route.js';
import { DataTable } from '../../components/DataTable.js';
import type { RowAction } from '../../components/row-action.js';
import { bookName } from '../../format/books.js';
import { counted } from '../../format/numbers.js';
import { useClient } from '../../store/context.js';
import { useAnswer } from '../../store/use-answer.js';
import { groupTable } from './coverage-columns.js';
import type { CoverageRoute } from './coverage-view.js';
import { gapsOfTeams, type CountedDates, linesOfTeams, linesPostedBy, linesTakenFrom } from './group-drill.js';

const STRANGERS =
  ' No team: keys of the feeds that neither the box score nor the context knows, mostly other spellings.';
const NO_DATES: readonly GameDate[] = [];
const NO_GROUPS: readonly CoverageGroup[] = [];
const groupId = (row: CoverageGroup): string => row.group;

function teamsOf(rows: readonly CoverageGroup[]): string {
  const [row] = rows;
  return rows.length === 1 && row !== undefined ? row.group : counted(rows.length, 'team');
}

function action(id: string, label: string, route: Route | null, go: (route: Route) => void): readonly RowAction[] {
  return route === null ? [] : [{ id, label, act: () => go(route) }];
}

/** From a team or a book down to the players and dates that made its figures. */
function groupActions(
  range: CountedDates,
  by: CoverageGroupBy,
  rows: readonly CoverageGroup[],
  go: (route: Route) => void,
): readonly RowAction[] {
  if (by === 'team') {
    const teams = rows.map(({ group }) => group);
    return [
      ...action('lines', `Lines of ${teamsOf(rows)}, raw against store`, linesOfTeams(range, teams), go),
      ...action('gaps', `Gaps of ${teamsOf(rows)}`, gapsOfTeams(range, teams), go),
    ];
  }
  const [row] = rows;
  if (rows.length !== 1 || row === undefined) return [];
  const { group } = row;
  return [
    ...action('odds', `Lines taken from ${bookName(group)} in Odds API`, linesTakenFrom(range, group, 'odds_api'), go),
    ...action(
      'pros',
      `Lines taken from ${bookName(group)} in BettingPros`,
      linesTakenFrom(range, group, 'bettingpros'),
      go,
    ),
    ...action('posted', `Players ${bookName(group)} posted a line for`, linesPostedBy(range, group, 'all'), go),
    ...action('stored', 'Those of them with a line in the store', linesPostedBy(range, group, 'stored'), go),
  ];
}

/** Coverage by team or by book. */
export function GroupsView(props: {
  readonly range: DateRange;
  readonly by: CoverageGroupBy;
  readonly route: CoverageRoute;
}): ReactNode {
  const { range, by, route } = props;
  const { from, to } = range;
  const { feature } = route;
  const client = useClient();
  const go = useNavigate();
  const { value, error, again, stop } = useAnswer(`${by} ${feature} ${from}..${to}`, (ticket) =>
    client.coverage.groups({ from, to, feature, by }, ticket),
  );
  const uncounted = value?.uncounted ?? NO_DATES;
  const dates = useMemo(() => ({ from, to, uncounted }), [from, to, uncounted]);
  const columns = useMemo(() => groupTable(by, dates), [by, dates]);
  const strangers = value?.groups.some(({ group }) => group === NO_TEAM) ?? false;
  return (
    <>
      <p className="hint">
        {by === 'team'
          ? `Store rows of each team’s players. Enter or a double click shows their lines.${strangers ? STRANGERS : ''}`
          : 'Players and dates with a points line by each book, and those of them in the store; a player counts for every book. A figure shows its rows, Enter or a double click the lines a rebuild takes.'}
      </p>
      <DataTable
        label={by === 'team' ? 'Teams' : 'Books'}
        noun={by}
        key={by}
        rows={value?.groups ?? NO_GROUPS}
        loading={value === null && error === null ? { what: `Counting by ${by}…`, since: null, cancel: stop } : null}
        failed={error === null ? null : { error, retry: again }}
        columns={columns}
        rowId={groupId}
        query={route.query}
        onQuery={(query) => {
          go({ ...route, query }, 'replace');
        }}
        onOpen={(row) => {
          groupActions(dates, by, [row], go)[0]?.act();
        }}
        openBy="double"
        rowActions={(rows) => groupActions(dates, by, rows, go)}
        scope={{ table: 'coverage-groups', from, to, feature, by }}
        empty={by === 'team' ? 'The store has no row in the range.' : 'No book posted a points line in the range.'}
      />
    </>
  );
}
