import type { ReactNode } from 'react';
import { ProgressBar } from 'react-aria-components';
import type { RunDetail } from '../../../../shared/backfill.js';
import { Icon } from '../../../components/Icon.js';
import { formatClock, formatRemaining } from '../../../format/durations.js';
import { counted, formatCount } from '../../../format/numbers.js';
import { isActive } from '../../../store/run-mirror.js';
import { describeCost, progressOf, segmentsOf } from './run-view.js';
import { STAGE_LOOKS } from './stage-looks.js';
import { useSince } from './use-clock.js';

/** How far the run is: one bar in parts, counts per state, and the time, no more exact than it is known. */
export function RunProgress(props: { readonly run: RunDetail; readonly heardAt: number }): ReactNode {
  const { run } = props;
  const inWork =
    run.state === 'running' || run.state === 'pausing' || run.state === 'stopping' || run.state === 'cancelling';
  const since = useSince(props.heardAt, inWork);
  const { ended, total, fraction } = progressOf(run.counts);
  const remaining = run.remainingMs === null ? null : Math.max(0, run.remainingMs - since);
  const segments = segmentsOf(run.dates);
  const timeLeft = !inWork
    ? 'paused'
    : run.state === 'running'
      ? formatRemaining(remaining)
      : 'until the running dates have let go';
  return (
    <section className="progress" aria-label="Run progress">
      <ProgressBar aria-label="Dates ended" value={ended} maxValue={Math.max(1, total)} className="bar">
        {segments.map(({ stage, count }) => (
          <span
            key={stage}
            className="bar-part"
            data-state={stage}
            data-tone={STAGE_LOOKS[stage].tone}
            style={{ flexGrow: count }}
          />
        ))}
      </ProgressBar>
      <div className="progress-line">
        <strong className="num">
          {formatCount(ended)} of {counted(total, 'date')}
        </strong>
        <span className="num muted">{(fraction * 100).toFixed(0)} %</span>
        <ul className="counts">
          {segments.map(({ stage, count }) => (
            <li key={stage} className="badge" data-tone={STAGE_LOOKS[stage].tone}>
              <Icon name={STAGE_LOOKS[stage].icon} />
              <span className="num">{formatCount(count)}</span>{' '}
              {stage === 'written' ? 'written, being verified' : STAGE_LOOKS[stage].word}
            </li>
          ))}
        </ul>
        <span className="grow" />
        <span>
          <span className="num">{counted(run.rowsWritten, 'row')}</span> written
        </span>
        {run.bytesEstimated === null && run.bytesBilled === null ? null : (
          <span className="muted num">{describeCost(run)}</span>
        )}
        <span className="num" title="Time in work; pauses are left out">
          {formatClock(run.activeMs + since)} in work
        </span>
        {isActive(run.state) ? <span className="time-left">{timeLeft}</span> : null}
      </div>
    </section>
  );
}
