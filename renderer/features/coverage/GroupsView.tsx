import { useMemo, type ReactNode } from 'react';
import type { CoverageGroup, CoverageGroupBy } from '../../../shared/coverage.js';
import type { DateRange } from '../../../shared/game-date.js';
import { useNavigate } from '../../app/use-route.js';
import { DataTable } from '../../components/DataTable.js';
import { ErrorNote, Loading } from '../../components/feedback.js';
import { useClient } from '../../store/context.js';
import { useAnswer } from '../../store/use-answer.js';
import { groupTable } from './coverage-columns.js';
import type { CoverageRoute } from './coverage-view.js';

const groupId = (row: CoverageGroup): string => row.group;

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
  const { value, error, again, stop } = useAnswer(`${by} ${feature} ${from}..${to}`, () =>
    client.coverage.groups({ from, to, feature, by }),
  );
  if (error !== null) return <ErrorNote error={error} retry={again} />;
  if (value === null) return <Loading key={by} what={`Counting by ${by}…`} since={null} rows={12} cancel={stop} />;
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
        rows={value.groups}
        columns={columns}
        rowId={groupId}
        query={route.query}
        onQuery={(query) => {
          go({ ...route, query }, 'replace');
        }}
        scope={{ table: 'coverage-groups', from, to, feature, by }}
        empty={by === 'team' ? 'The store has no row in the range.' : 'No book posted a points line in the range.'}
      />
    </>
  );
}
