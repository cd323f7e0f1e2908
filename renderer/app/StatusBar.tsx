import { useDeferredValue, useEffect, useState, type ReactNode } from 'react';
import type { RunNotice } from '../../shared/console.js';
import { Badge } from '../components/Badge.js';
import { RUN_LOOKS } from '../components/states.js';
import { progressOf } from '../features/backfill/live/run-view.js';
import { formatRemaining } from '../format/durations.js';
import { counted, formatCount } from '../format/numbers.js';
import { isActive } from '../store/run-mirror.js';
import { useConsole } from '../store/context.js';
import { valueOf } from '../store/resource.js';
import { NOTICE_MS, noticeToShow } from './announce.js';
import { formatRoute } from '../address/address.js';
import { runRoute } from '../address/routes.js';

/** The running work, on every screen; without any, what ended last. */
export function StatusBar(): ReactNode {
  // With the screen of the run, so that a delta is laid out once.
  const runs = useDeferredValue(useConsole((state) => valueOf(state.runs))) ?? [];
  const heard = useConsole((state) => state.notice);
  const info = useConsole((state) => state.info);
  const active = runs.filter((run) => isActive(run.state));
  const [over, setOver] = useState<RunNotice | null>(null);
  useEffect(() => {
    if (heard === null) return undefined;
    const timer = setTimeout(() => {
      setOver(heard);
    }, NOTICE_MS);
    return () => {
      clearTimeout(timer);
    };
  }, [heard]);
  const notice = noticeToShow(heard, over, runs);
  const run = active[0] ?? runs.find((one) => one.state === 'interrupted') ?? runs[0];
  return (
    <footer className="statusbar" aria-label="Status">
      {run === undefined ? (
        <span className="muted">No work running</span>
      ) : (
        <a className="status-run" href={formatRoute(runRoute(run.id, isActive(run.state) ? 'progress' : 'result'))}>
          <Badge look={RUN_LOOKS[run.state]} />
          <span className="nowrap">
            {run.options.from} – {run.options.to}
          </span>
          {isActive(run.state) ? (
            <>
              <progress
                className="mini-bar"
                max={Math.max(1, run.counts.total)}
                value={progressOf(run.counts).ended}
                aria-label="Dates ended"
              />
              <span className="num">
                {formatCount(progressOf(run.counts).ended)} of {counted(run.counts.total, 'date')}
              </span>
              {run.counts.failed + run.counts.blocked > 0 ? (
                <span className="tone" data-tone="bad">
                  {formatCount(run.counts.failed + run.counts.blocked)} failed or blocked
                </span>
              ) : null}
              {run.state === 'running' ? <span className="muted">{formatRemaining(run.remainingMs)}</span> : null}
            </>
          ) : (
            <span className="muted">
              {counted(run.counts.done, 'date')} done
              {run.counts.restored > 0 ? `, ${formatCount(run.counts.restored)} put back` : ''},{' '}
              {counted(run.rowsWritten, 'row')} written
            </span>
          )}
        </a>
      )}
      {active.length > 1 ? (
        <span className="muted">and {counted(active.length - 1, 'more run', 'more runs')}</span>
      ) : null}
      <span className="grow" />
      {notice ? (
        <span className="status-notice clip" title={notice.body}>
          {notice.title}
        </span>
      ) : null}
      {info ? <span className="muted num">Backline {info.version}</span> : null}
    </footer>
  );
}
