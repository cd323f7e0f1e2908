import { useMemo, useState, type ReactNode } from 'react';
import { Button } from 'react-aria-components';
import type { CoverageSnapshotInfo } from '../../../shared/coverage.js';
import type { ErrorInfo } from '../../../shared/errors.js';
import type { DateRange } from '../../../shared/game-date.js';
import type { ReadKind } from '../../../shared/read-cost.js';
import { SNAPSHOT_COLUMNS } from '../../../shared/tables/snapshots.js';
import { coverageRoute, runRoute } from '../../address/routes.js';
import { formatRoute } from '../../address/address.js';
import { useNavigate } from '../../address/use-route.js';
import { ActionButton } from '../../components/ActionButton.js';
import { DataTable } from '../../components/DataTable.js';
import { DayText } from '../../components/DayText.js';
import { EmptyNote, ErrorNote, Loading } from '../../components/feedback.js';
import { useAskFirst } from '../../components/read-cost.js';
import { unreadableLeftOut } from '../../components/rows-left-out.js';
import { withLooks } from '../../components/table-column.js';
import { formatInstant } from '../../format/dates.js';
import { useBilledRead } from '../../store/billed-reads.js';
import { useClient, useConsole } from '../../store/context.js';
import { valueOf } from '../../store/resource.js';
import { offerUndo } from '../../store/undo.js';
import { useAnswer } from '../../store/use-answer.js';
import type { CoverageRoute } from './coverage-view.js';
import { firstPair, momentWord } from './snapshot-view.js';
import { SnapshotCompare } from './SnapshotCompare.js';

const COVERAGE: readonly ReadKind[] = ['coverage'];
const snapshotId = (row: CoverageSnapshotInfo): string => row.id;

const COLUMNS = withLooks<CoverageSnapshotInfo>(SNAPSHOT_COLUMNS, {
  saved_at: { width: 136, cell: (row) => <DayText text={formatInstant(row.savedAt)} /> },
  name: { width: 220, grow: true, cell: (row) => <span title={row.name}>{row.name}</span> },
  moment: { width: 104, word: momentWord, cell: (row) => momentWord(row.moment) },
  run: {
    width: 172,
    cell: (row) =>
      row.runId === null ? (
        ''
      ) : (
        <a tabIndex={-1} href={formatRoute(runRoute(row.runId, 'result'))}>
          {row.runId}
        </a>
      ),
  },
  from: { width: 96 },
  to: { width: 96 },
  feature: { width: 150 },
  warehouse: { width: 120, cell: (row) => <span title={row.warehouse}>{row.warehouse}</span> },
});

/** What coverage was at moments that were kept: by the console around each run, or by hand; any two compared. */
export function SnapshotsView(props: { readonly range: DateRange; readonly route: CoverageRoute }): ReactNode {
  const { range, route } = props;
  const client = useClient();
  const go = useNavigate();
  const [failure, setFailure] = useState<ErrorInfo | null>(null);
  /** At once, because it can be taken back. */
  const drop = (info: CoverageSnapshotInfo): void => {
    void client.coverage.deleteSnapshot({ id: info.id }).then((answer) => {
      if (!answer.ok) {
        setFailure(answer.error);
        return;
      }
      again();
      offerUndo(`Snapshot deleted: ${info.name}`, async () => {
        const back = await client.coverage.restoreSnapshot({ id: info.id });
        again();
        return back.ok ? null : back.error;
      });
    });
  };
  const { value, error, again } = useAnswer('snapshots', () => client.coverage.snapshots());
  const unreadable = useAnswer('unreadable', () => client.coverage.unreadableSnapshots());
  const partial = useMemo(() => unreadableLeftOut(unreadable.value, 'snapshot'), [unreadable.value]);
  if (error !== null) return <ErrorNote error={error} retry={again} />;
  if (value === null) return <Loading what="Reading the snapshots…" since={null} rows={8} />;
  if (route.compare !== null) return <SnapshotCompare snapshots={value} compare={route.compare} route={route} />;
  const offered = firstPair(value);
  const compare = (before: string, after: string): void => {
    go(coverageRoute({ ...route, compare: { before, after } }));
  };
  return (
    <>
      <SaveSnapshot range={range} feature={route.feature} onSaved={again} onFailed={setFailure} />
      {failure !== null ? (
        <ErrorNote
          error={failure}
          dismiss={() => {
            setFailure(null);
          }}
        />
      ) : null}
      {value.length === 0 && partial === null ? (
        <EmptyNote title="No snapshot is kept yet.">
          <p>Each run keeps one before its first write and one after its last. Save one by hand above.</p>
        </EmptyNote>
      ) : (
        <DataTable
          label="Snapshots"
          noun="snapshot"
          rows={value}
          partial={partial}
          empty="None of the snapshots can be read."
          columns={COLUMNS}
          rowId={snapshotId}
          scope={{ table: 'snapshots' }}
          query={route.query}
          onQuery={(query) => {
            go({ ...route, query }, 'replace');
          }}
          rowActions={(rows) => {
            const [a, b] = rows.toSorted((x, y) => (x.savedAt < y.savedAt ? -1 : 1));
            if (a === undefined) return [];
            if (b !== undefined)
              return rows.length > 2
                ? []
                : [{ id: 'compare', label: 'Compare these two', act: () => compare(a.id, b.id) }];
            const { runId } = a;
            return [
              ...(runId === null
                ? []
                : [{ id: 'run', label: 'Result of its run', act: () => go(runRoute(runId, 'result')) }]),
              { id: 'delete', label: 'Delete', key: 'delete', act: () => drop(a) },
            ];
          }}
          actions={(rows) => {
            const [a, b] = rows.toSorted((x, y) => (x.savedAt < y.savedAt ? -1 : 1));
            return (
              <>
                {rows.length === 2 && a && b ? (
                  <Button
                    className="button primary"
                    onPress={() => {
                      compare(a.id, b.id);
                    }}
                  >
                    Compare these two
                  </Button>
                ) : (
                  <span className="hint">Choose two with Ctrl or Shift to compare them.</span>
                )}
                {rows.length < 2 && offered !== null ? (
                  <Button
                    className="button"
                    onPress={() => {
                      compare(offered.before, offered.after);
                    }}
                  >
                    Compare the newest pair
                  </Button>
                ) : null}
                {rows.length === 1 && a ? (
                  <Button
                    className="button danger-quiet"
                    onPress={() => {
                      drop(a);
                    }}
                  >
                    Delete
                  </Button>
                ) : null}
              </>
            );
          }}
        />
      )}
    </>
  );
}

function SaveSnapshot(props: {
  readonly range: DateRange;
  readonly feature: string;
  readonly onSaved: () => void;
  readonly onFailed: (error: ErrorInfo | null) => void;
}): ReactNode {
  const { range, feature } = props;
  const client = useClient();
  const [name, setName] = useState('');
  const [busy, setBusy] = useState(false);
  const ready = name.trim() !== '' && !busy;
  const warehouse = useConsole((state) => valueOf(state.warehouse));
  const read = useBilledRead(warehouse, { screen: 'snapshot', kinds: COVERAGE, range });
  const { ask, dialog } = useAskFirst(read, 'the months and dates that are kept');
  const save = (): void => {
    setBusy(true);
    props.onFailed(null);
    void client.coverage.saveSnapshot({ ...range, feature, name: name.trim() }).then((answer) => {
      setBusy(false);
      if (!answer.ok) {
        props.onFailed(answer.error);
        return;
      }
      setName('');
      props.onSaved();
    });
  };
  return (
    <form
      className="toolbar"
      onSubmit={(event) => {
        event.preventDefault();
        if (ready) ask(save);
      }}
    >
      {dialog}
      <label className="toolbar">
        <span className="field-label">Name</span>
        <input
          className="input snapshot-name"
          type="text"
          maxLength={200}
          value={name}
          placeholder="What the store is now"
          onChange={(event) => {
            setName(event.target.value);
          }}
        />
      </label>
      <ActionButton className="button" type="submit" isDisabled={!ready}>
        {busy ? 'Saving…' : 'Save a snapshot'}
      </ActionButton>
      <span className="hint">
        {feature}, {range.from} to {range.to}, as it stands now.
      </span>
    </form>
  );
}
