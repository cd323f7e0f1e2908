import type { ReactNode } from 'react';
import type { PlanDate } from '../../../../shared/backfill.js';
import { Badge } from '../../../components/Badge.js';
import { Breakable } from '../../../components/Breakable.js';
import { Facts } from '../../../components/Facts.js';
import { Note } from '../../../components/feedback.js';
import { ShareFull } from '../../../components/ShareText.js';
import { ACTION_LOOKS, UPSTREAM_LOOKS } from '../../../components/states.js';
import { formatDay, withoutDate } from '../../../format/dates.js';
import { asSentence } from '../../../format/names.js';
import { formatBytes } from '../../../../shared/bytes.js';
import { counted, formatCount } from '../../../format/numbers.js';

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
      <p>{asSentence(date.reasonText)}</p>
      {date.blockers.map((issue) => (
        <Note tone="bad" key={issue.code + issue.message}>
          <Breakable text={asSentence(withoutDate(issue.message, date.date))} />
        </Note>
      ))}
      {date.warnings.map((issue) => (
        <Note tone="warn" key={issue.code + issue.message}>
          <Breakable text={asSentence(withoutDate(issue.message, date.date))} />
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
        <section aria-label="Upstream tables">
          <h3>Upstream, served / listed</h3>
          <dl className="facts">
            {date.upstream.map((table) => (
              <div className="fact" key={table.table} title={`${table.table}: ${counted(table.rows, 'row')}`}>
                <dt>{table.table.replace(/^.*\./, '')}</dt>
                <dd className="num">
                  {formatCount(table.served.numerator)} / {formatCount(table.served.denominator)}{' '}
                  <Badge look={UPSTREAM_LOOKS[table.state]} />
                </dd>
              </div>
            ))}
          </dl>
        </section>
      ) : null}
    </aside>
  );
}
