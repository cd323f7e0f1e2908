import { useMemo, useState, type ReactNode } from 'react';
import type { DateProgress, RunDetail } from '../../../../shared/backfill.js';
import type { ReadKind } from '../../../../shared/read-cost.js';
import { EVERYTHING, type TableFilter } from '../../../../shared/tables/table.js';
import { planAction, spanActions, spanOfDates } from '../../../components/date-actions.js';
import { backfillRoute, coverageRoute, EMPTY_DRAFT, runRoute } from '../../../address/routes.js';
import { formatRoute } from '../../../address/address.js';
import { useNavigate } from '../../../address/use-route.js';
import { ActionButton } from '../../../components/ActionButton.js';
import { Badge } from '../../../components/Badge.js';
import { ConfirmDialog } from '../../../components/ConfirmDialog.js';
import { DataTable } from '../../../components/DataTable.js';
import { DayText } from '../../../components/DayText.js';
import type { Column } from '../../../components/table-column.js';
import { ExportNote, useExport } from '../../../components/ExportButton.js';
import { Note } from '../../../components/feedback.js';
import { DATE_LOOKS } from '../../../components/states.js';
import { formatDay, withoutDate } from '../../../format/dates.js';
import { asSentence } from '../../../format/names.js';
import { counted } from '../../../format/numbers.js';
import { isActive } from '../../../store/run-mirror.js';
import { useClient, useConsole } from '../../../store/context.js';
import { STEP_WORDS } from '../live/step-words.js';
import { MonthsCompare } from './MonthsCompare.js';
import { RemainingGaps } from './RemainingGaps.js';
import { describeUnwritten, standOf, unfinished } from './result-view.js';

const rowId = (row: DateProgress): string => row.date;
const NOT_WRITTEN: readonly TableFilter[] = [{ column: 'state', op: 'is', values: ['failed', 'blocked', 'cancelled'] }];

function failureColumns(runId: string): readonly Column<DateProgress>[] {
  return [
    {
      id: 'date',
      header: 'Date',
      width: 132,
      type: 'date',
      value: (row) => row.date,
      cell: (row) => (
        <a href={formatRoute(runRoute(runId, 'progress', row.date))}>
          <DayText text={formatDay(row.date)} />
        </a>
      ),
    },
    {
      id: 'state',
      header: 'State',
      width: 96,
      type: 'text',
      value: (row) => row.state,
      cell: (row) => <Badge look={DATE_LOOKS[row.state]} />,
    },
    {
      id: 'step',
      header: 'Step',
      width: 76,
      type: 'text',
      value: (row) => row.step,
      word: (value) => (STEP_WORDS as Readonly<Record<string, string>>)[value] ?? value,
      cell: (row) => (row.step === null ? '–' : STEP_WORDS[row.step]),
    },
    {
      id: 'error',
      header: 'Cause',
      width: 240,
      grow: true,
      type: 'text',
      value: (row) => row.error?.message ?? '',
      cell: (row) => {
        const text = asSentence(withoutDate(row.error?.message ?? 'given up before its write', row.date));
        return (
          <span className="clip" title={text}>
            {text}
          </span>
        );
      },
    },
    {
      id: 'remedy',
      header: 'Remedy',
      width: 320,
      type: 'text',
      value: (row) => row.error?.remedy ?? '',
      cell: (row) => {
        const text =
          row.error?.remedy ?? (row.error === null || row.error.retryable ? 'Retry' : 'Look at the date’s log');
        return (
          <span className="clip" title={text}>
            {text}
          </span>
        );
      },
    },
  ];
}

const FEATURES: readonly ReadKind[] = ['features'];

/** What the run did: months before and after, what did not come out, and what can be done with it. */
export function ResultPanel(props: { readonly run: RunDetail }): ReactNode {
  const { run } = props;
  const client = useClient();
  const command = useConsole((state) => state.command);
  const restore = useConsole((state) => state.restore);
  const sent = useConsole((state) => state.sent[run.id]);
  const [asking, setAsking] = useState(false);
  const { exported, write, dismiss } = useExport();
  const active = isActive(run.state);
  const left = unfinished(run.dates);
  const unwritten = describeUnwritten(run);
  const columns = useMemo(() => failureColumns(run.id), [run.id]);
  const scope = useMemo(() => ({ table: 'run-dates', runId: run.id }) as const, [run.id]);
  const go = useNavigate();
  const restorable = run.dates.filter((date) => date.restorable);
  const busy = active || sent !== undefined;
  const { from, to } = run.options;

  return (
    <div className="result">
      <div className="toolbar">
        <ActionButton
          className="button"
          isDisabled={busy || restorable.length === 0}
          onPress={() => {
            setAsking(true);
          }}
        >
          Put back
        </ActionButton>
        <ActionButton
          className="button"
          isDisabled={exported.state === 'writing'}
          onPress={() => {
            write({ kinds: FEATURES, range: { from, to } }, () => client.export.features({ from, to }));
          }}
        >
          Export features…
        </ActionButton>
        <ActionButton
          className="button"
          isDisabled={exported.state === 'writing'}
          onPress={() => {
            write(null, () =>
              client.export.table({ scope: { table: 'run-dates', runId: run.id }, query: EVERYTHING, columns: null }),
            );
          }}
        >
          Export dates…
        </ActionButton>
        <a className="button" href={formatRoute(coverageRoute({ from, to }))}>
          Open in Coverage
        </a>
      </div>
      <ExportNote exported={exported} noun="row" dismiss={dismiss} />
      <h2>Months before and after</h2>
      {active ? <p className="hint">The run is not over: “after” is counted when it ends.</p> : null}
      <MonthsCompare run={run} />
      <h2>Dates not written {left.length > 0 ? `(${left.length})` : ''}</h2>
      {left.length === 0 ? (
        <Note tone={unwritten.tone}>{unwritten.text}</Note>
      ) : (
        <>
          <DataTable
            label="Dates not written"
            noun="date"
            rows={left}
            always={NOT_WRITTEN}
            scope={scope}
            columns={columns}
            rowId={rowId}
            onOpen={(row) => {
              go(runRoute(run.id, 'progress', row.date));
            }}
            openBy="double"
            rowActions={(rows) => {
              const span = spanOfDates(rows.map(({ date }) => date));
              return [
                ...spanActions(span, go),
                ...planAction(span, (dates) => backfillRoute({ ...EMPTY_DRAFT, ...dates }), go),
              ];
            }}
          />
          <p className="toolbar">
            <ActionButton
              className="button"
              isDisabled={busy}
              onPress={() => {
                void command(run.id, 'retryFailed');
              }}
            >
              Retry these dates
            </ActionButton>
          </p>
        </>
      )}
      <RemainingGaps range={run.options} over={!busy} stand={standOf(run)} />
      <ConfirmDialog
        open={asking}
        title="Put the whole run back?"
        confirm="Put back"
        keep="Leave it"
        onClose={() => {
          setAsking(false);
        }}
        onConfirm={() => {
          void restore(run.id, null);
        }}
      >
        <p>
          {counted(restorable.length, 'date')} {restorable.length === 1 ? 'returns' : 'return'} to what stood there
          before this run, row by row. Where another run or writer has changed one of them since, nothing is put back
          and you are told which.
        </p>
      </ConfirmDialog>
    </div>
  );
}
