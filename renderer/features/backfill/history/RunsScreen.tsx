import { useMemo, type ReactNode } from 'react';
import { Button } from 'react-aria-components';
import type { RunSummary } from '../../../../shared/backfill.js';
import { spanActions } from '../../../components/date-actions.js';
import { backfillRoute, EMPTY_DRAFT, runRoute, runsRoute, type Route } from '../../../address/routes.js';
import { formatRoute } from '../../../address/address.js';
import { useNavigate } from '../../../address/use-route.js';
import { DataTable } from '../../../components/DataTable.js';
import { EmptyNote } from '../../../components/feedback.js';
import { unreadableLeftOut } from '../../../components/rows-left-out.js';
import { isActive } from '../../../store/run-mirror.js';
import { useClient, useConsole } from '../../../store/context.js';
import { useAnswer } from '../../../store/use-answer.js';
import { valueOf } from '../../../store/resource.js';
import { commandsFor } from '../live/run-view.js';
import { runTable } from './run-columns.js';

const rowId = (row: RunSummary): string => row.id;
const NO_RUNS: readonly RunSummary[] = [];
const SCOPE = { table: 'runs' } as const;

export function RunsScreen(props: { readonly route: Extract<Route, { screen: 'runs' }> }): ReactNode {
  const runs = useConsole((state) => state.runs);
  const loadRuns = useConsole((state) => state.loadRuns);
  const command = useConsole((state) => state.command);
  const go = useNavigate();
  const client = useClient();
  const unreadable = useAnswer('unreadable', () => client.backfill.unreadable());
  const partial = useMemo(() => unreadableLeftOut(unreadable.value, 'run'), [unreadable.value]);
  const value = valueOf(runs);
  const columns = useMemo(() => runTable(value ?? NO_RUNS), [value]);
  const refresh = (): void => {
    void loadRuns();
    unreadable.again();
  };
  return (
    <div className="screen runs">
      <header className="screen-head row">
        <h1>Runs</h1>
        <p className="muted">The journal of this console, newest first. Open one to see it as it was live.</p>
        <span className="grow" />
        <Button className="button" onPress={refresh}>
          Refresh
        </Button>
      </header>
      {value?.length === 0 && partial === null ? (
        <EmptyNote title="Nothing has been run yet.">
          <p>
            <a href={formatRoute(backfillRoute(EMPTY_DRAFT))}>Plan a backfill</a> to start the first run.
          </p>
        </EmptyNote>
      ) : (
        <DataTable
          label="Runs"
          rows={value ?? NO_RUNS}
          loading={
            value === null && runs.state !== 'failed'
              ? { what: 'Reading the journal…', since: runs.state === 'loading' ? runs.since : null }
              : null
          }
          failed={runs.state === 'failed' ? { error: runs.error, retry: refresh } : null}
          partial={partial}
          empty="None of the runs can be read."
          columns={columns}
          rowId={rowId}
          query={props.route.query}
          onQuery={(query) => {
            go(runsRoute(query), 'replace');
          }}
          initialSort={{ column: 'started_at', desc: true }}
          noun="run"
          scope={SCOPE}
          rowActions={(chosen) => {
            const [run] = chosen;
            if (run === undefined || chosen.length > 1) return [];
            const { options, counts } = run;
            const fits = commandsFor(run.state, counts);
            const send = (what: 'resume' | 'retryFailed') => () => {
              void command(run.id, what);
              go(runRoute(run.id));
            };
            return [
              ...(isActive(run.state)
                ? []
                : [{ id: 'progress', label: 'Progress and log', act: () => go(runRoute(run.id)) }]),
              { id: 'resume', label: 'Resume', disabled: !fits.resume, act: send('resume') },
              { id: 'retry', label: 'Retry failed', disabled: !fits.retryFailed, act: send('retryFailed') },
              ...spanActions(options, go).filter(({ id }) => id !== 'diff'),
              { id: 'again', label: 'Plan the same again', key: 'plan', act: () => go(backfillRoute(options, true)) },
            ];
          }}
          onOpen={(run) => {
            go(runRoute(run.id, isActive(run.state) ? 'progress' : 'result'));
          }}
        />
      )}
    </div>
  );
}
