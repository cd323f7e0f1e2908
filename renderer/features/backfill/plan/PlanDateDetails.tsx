import type { ReactNode } from 'react';
import type { PlanDate } from '../../../../shared/backfill.js';
import { Badge } from '../../../components/Badge.js';
import { Breakable } from '../../../components/Breakable.js';
import { Facts } from '../../../components/Facts.js';
import { Note } from '../../../components/feedback.js';
import { ShareFull } from '../../../components/ShareText.js';
import { ACTION_LOOKS, UPSTREAM_LOOKS } from '../../../components/states.js';
import { formatDay, withoutDate } from '../../../format/dates.js';
import { formatBytes, formatCount } from '../../../format/numbers.js';

/** Everything the plan knows of one date, with both sides of every share. */
export function PlanDateDetails(props: { readonly date: PlanDate | null }): ReactNode {
  const { date } = props;
  if (date === null) {
    return (
      <aside className="details" aria-label="Date in the plan">
        <p className="muted">No date of the plan fits the filter.</p>
      </aside>
    );
  }
  return (
    <aside className="details" aria-label="Date in the plan" tabIndex={0}>
      <h2 className="details-title">
        {formatDay(date.date)} <Badge look={ACTION_LOOKS[date.action]} />
      </h2>
      <p>{date.reasonText}</p>
      {date.blockers.map((issue) => (
        <Note tone="bad" key={issue.code + issue.message}>
          <Breakable text={withoutDate(issue.message, date.date)} />
        </Note>
      ))}
      {date.warnings.map((issue) => (
        <Note tone="warn" key={issue.code + issue.message}>
          <Breakable text={withoutDate(issue.message, date.date)} />
        </Note>
      ))}
      <Facts
        facts={[
          { name: 'Games', value: formatCount(date.games) },
          { name: 'Players listed', value: formatCount(date.listed) },
          { name: 'Rows stored', value: formatCount(date.storedRows) },
          { name: 'Match now', value: <ShareFull share={date.matchBefore} /> },
          { name: 'Match after', value: <ShareFull share={date.matchAfter} /> },
          { name: 'Coverage now', value: <ShareFull share={date.coverageBefore} /> },
          { name: 'Coverage after', value: <ShareFull share={date.coverageAfter} /> },
          ...(date.bytes === null ? [] : [{ name: 'Reads', value: formatBytes(date.bytes) }]),
        ]}
      />
      {date.upstream.length > 0 ? (
        <table className="mini" aria-label="Upstream tables">
          <thead>
            <tr>
              <th scope="col">Upstream</th>
              <th scope="col" data-align="end">
                Served
              </th>
              <th scope="col">State</th>
            </tr>
          </thead>
          <tbody>
            {date.upstream.map((table) => (
              <tr key={table.table} title={`${table.table}: ${formatCount(table.rows)} rows`}>
                <td className="wrap">
                  <Breakable text={table.table.replace(/^.*\./, '')} />
                </td>
                <td data-align="end" className="num">
                  {formatCount(table.served.numerator)} / {formatCount(table.served.denominator)}
                </td>
                <td>
                  <Badge look={UPSTREAM_LOOKS[table.state]} />
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      ) : null}
    </aside>
  );
}
