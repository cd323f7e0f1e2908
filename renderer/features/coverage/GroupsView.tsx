import { useMemo, type ReactNode } from 'react';
import type { CoverageGroup, CoverageGroupBy } from '../../../shared/coverage.js';
import type { DateRange } from '../../../shared/game-date.js';
import { gapsRoute } from '../../address/routes.js';
import { useNavigate } from '../../address/use-route.js';
import { DataTable } from '../../components/DataTable.js';
import { EVERYTHING } from '../../../shared/tables/table.js';
import { counted } from '../../format/numbers.js';
import { useClient } from '../../store/context.js';
import { useAnswer } from '../../store/use-answer.js';
import { groupTable } from './coverage-columns.js';
import type { CoverageRoute } from './coverage-view.js';

const NO_GROUPS: readonly CoverageGroup[] = [];
const groupId = (row: CoverageGroup): string => row.group;

function teamsOf(rows: readonly CoverageGroup[]): string {
  const [row] = rows;
  return rows.length === 1 && row !== undefined ? row.group : counted(rows.length, 'team');
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
  const columns = useMemo(() => groupTable(by), [by]);
  const { value, error, again, stop } = useAnswer(`${by} ${feature} ${from}..${to}`, (ticket) =>
    client.coverage.groups({ from, to, feature, by }, ticket),
  );
  return (
    <>
      <p className="hint">
        {by === 'team'
          ? 'Store rows of each team’s players.'
          : 'Players and dates each book posted a points line for, and how many of them have a line in the store. A player counts for every book that has him.'}
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
        rowActions={(rows) =>
          by === 'team'
            ? [
                {
                  id: 'gaps',
                  label: `Gaps of ${teamsOf(rows)}`,
                  act: () => {
                    const teams = rows.map(({ group }) => group);
                    const filters = [{ column: 'team_abbr', op: 'is' as const, values: teams }];
                    go(gapsRoute({ from, to, query: { ...EVERYTHING, filters } }));
                  },
                },
              ]
            : []
        }
        scope={{ table: 'coverage-groups', from, to, feature, by }}
        empty={by === 'team' ? 'The store has no row in the range.' : 'No book posted a points line in the range.'}
      />
    </>
  );
}
