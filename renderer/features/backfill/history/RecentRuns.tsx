import type { ReactNode } from 'react';
import { formatRoute } from '../../../address/address.js';
import { runRoute, runsRoute } from '../../../address/routes.js';
import { Badge } from '../../../components/Badge.js';
import { DayText } from '../../../components/DayText.js';
import { RUN_LOOKS } from '../../../components/states.js';
import { formatInstant } from '../../../format/dates.js';
import { counted, formatCount } from '../../../format/numbers.js';
import { isActive } from '../../../store/run-mirror.js';
import { useConsole } from '../../../store/context.js';
import { valueOf } from '../../../store/resource.js';

const SHOWN = 5;

/** The newest runs on the way to planning another: the one that was interrupted is usually what one came for. */
export function RecentRuns(): ReactNode {
  const runs = useConsole((state) => valueOf(state.runs));
  if (runs === null || runs.length === 0) return null;
  return (
    <section className="recent" aria-label="Newest runs">
      <h3>
        Newest runs <a href={formatRoute(runsRoute())}>all {runs.length}</a>
      </h3>
      <ul>
        {runs.slice(0, SHOWN).map((run) => (
          <li key={run.id}>
            <Badge look={RUN_LOOKS[run.state]} />
            <a href={formatRoute(runRoute(run.id, isActive(run.state) ? 'progress' : 'result'))}>
              <DayText text={`${run.options.from} – ${run.options.to}`} />
            </a>
            <span className="muted">
              <DayText text={formatInstant(run.startedAt)} />
            </span>
            <span className="muted">
              {counted(run.counts.done, 'date')} done
              {run.counts.restored > 0 ? `, ${formatCount(run.counts.restored)} put back` : ''},{' '}
              {counted(run.rowsWritten, 'row')}
            </span>
          </li>
        ))}
      </ul>
    </section>
  );
}
