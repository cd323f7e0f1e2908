import { useId, useMemo, type ReactNode } from 'react';
import type { CoverageSnapshotInfo } from '../../../shared/coverage.js';
import { changedDates, mismatches, type DateChange } from '../../../shared/coverage-compare.js';
import { DATE_CHANGE_COLUMNS } from '../../../shared/tables/coverage-changes.js';
import { shareOfRows } from '../../../shared/tables/coverage.js';
import { EVERYTHING } from '../../../shared/tables/table.js';
import { planAction, spanActions, spanOfDates } from '../../components/date-actions.js';
import { coverageRoute } from '../../address/routes.js';
import { formatRoute } from '../../address/address.js';
import { useNavigate } from '../../address/use-route.js';
import { DataTable } from '../../components/DataTable.js';
import { DayText } from '../../components/DayText.js';
import { ErrorNote, Loading, Note } from '../../components/feedback.js';
import { Change, ShareStep } from '../../components/ShareText.js';
import { withLooks } from '../../components/table-column.js';
import { formatDay, formatInstant } from '../../format/dates.js';
import { formatCount, formatDecimal } from '../../format/numbers.js';
import { useClient } from '../../store/context.js';
import { useAnswer } from '../../store/use-answer.js';
import { MonthChanges } from '../backfill/result/MonthsCompare.js';
import { planRoute, type CoverageRoute } from './coverage-view.js';

const changeId = (row: DateChange): string => row.date;
const WORDS = ['before', 'after'] as const;
/** Letters of a name that the choice shows beside its time in the narrowest window. */
const FITS = 32;
const PLAYERS = 'players with a raw line';

const share = (date: DateChange['before']): ReturnType<typeof shareOfRows> | null => date && shareOfRows(date);
const arrow = (before: string, after: string): ReactNode => (
  <span className="num">
    <span className="muted">{before} →</span> {after}
  </span>
);

const COLUMNS = withLooks<DateChange>(DATE_CHANGE_COLUMNS, {
  date: { width: 130, cell: (row) => <DayText text={formatDay(row.date)} /> },
  rows_after: {
    header: 'Rows',
    width: 110,
    cell: (row) =>
      arrow(row.before ? formatCount(row.before.rows) : '–', row.after ? formatCount(row.after.rows) : '–'),
  },
  match_after_percent: {
    header: 'Match rate',
    width: 130,
    cell: (row) => (
      <ShareStep before={row.before?.match ?? null} after={row.after?.match ?? null} counts={PLAYERS} words={WORDS} />
    ),
  },
  match_change: {
    header: 'change',
    width: 92,
    cell: (row) => <Change before={row.before?.match ?? null} after={row.after?.match ?? null} />,
  },
  share_after_percent: {
    header: 'Share',
    width: 130,
    cell: (row) => <ShareStep before={share(row.before)} after={share(row.after)} counts="rows" words={WORDS} />,
  },
  share_change: {
    header: 'change',
    width: 92,
    cell: (row) => <Change before={share(row.before)} after={share(row.after)} />,
  },
  mean_after: {
    header: 'Mean',
    width: 120,
    cell: (row) => arrow(formatDecimal(row.before?.mean ?? null), formatDecimal(row.after?.mean ?? null)),
  },
});

/** Two snapshots: which, what speaks against comparing them, the months side by side, and the dates that changed. */
export function SnapshotCompare(props: {
  readonly snapshots: readonly CoverageSnapshotInfo[];
  readonly compare: { readonly before: string; readonly after: string };
  readonly route: CoverageRoute;
}): ReactNode {
  const { snapshots, compare, route } = props;
  const client = useClient();
  const go = useNavigate();
  const before = useAnswer(compare.before, () => client.coverage.snapshot({ id: compare.before }));
  const after = useAnswer(compare.after, () => client.coverage.snapshot({ id: compare.after }));
  const changes = useMemo(
    () => (before.value && after.value ? changedDates(before.value.dates, after.value.dates) : []),
    [before.value, after.value],
  );
  const pick = (side: 'before' | 'after', id: string): void => {
    go(coverageRoute({ ...route, compare: { ...compare, [side]: id } }), 'replace');
  };
  const error = before.error ?? after.error;
  return (
    <>
      <div className="snapshot-sides">
        <Side
          label="Before"
          snapshots={snapshots}
          value={compare.before}
          onChange={(id) => {
            pick('before', id);
          }}
        />
        <Side
          label="After"
          snapshots={snapshots}
          value={compare.after}
          onChange={(id) => {
            pick('after', id);
          }}
        />
        <a className="button" href={formatRoute(coverageRoute({ ...route, compare: null }))}>
          All snapshots
        </a>
      </div>
      {error !== null ? (
        <ErrorNote error={error} retry={before.error === null ? after.again : before.again} />
      ) : before.value === null || after.value === null ? (
        <Loading what="Reading the two snapshots…" since={null} rows={8} />
      ) : (
        <>
          {mismatches(before.value, after.value).map((sentence) => (
            <Note tone="warn" key={sentence}>
              {sentence}
            </Note>
          ))}
          <section className="coverage-months">
            <MonthChanges
              range={before.value}
              before={before.value.months}
              after={after.value.months}
              empty="Neither has a month."
              scope={{ table: 'snapshot-months', ...compare }}
              order={{
                sort: route.months.sort,
                change: (sort) => {
                  go({ ...route, months: { ...EVERYTHING, sort } }, 'replace');
                },
              }}
            />
          </section>
          <section className="coverage-dates" aria-label="Dates that changed">
            <DataTable
              label="Dates that changed"
              noun="date"
              rows={changes}
              columns={COLUMNS}
              rowId={changeId}
              rowActions={(rows) => {
                const span = spanOfDates(rows.map(({ date }) => date));
                return [...spanActions(span, go), ...planAction(span, planRoute, go)];
              }}
              scope={{ table: 'snapshot-dates', ...compare }}
              query={route.query}
              onQuery={(query) => {
                go({ ...route, query }, 'replace');
              }}
              empty="No date differs between the two."
            />
          </section>
        </>
      )}
    </>
  );
}

function Side(props: {
  readonly label: string;
  readonly snapshots: readonly CoverageSnapshotInfo[];
  readonly value: string;
  readonly onChange: (id: string) => void;
}): ReactNode {
  const chosen = props.snapshots.find((one) => one.id === props.value);
  const details = useId();
  return (
    <div className="snapshot-side">
      <label>
        <span className="field-label">{props.label}</span>
        <select
          className="input"
          value={props.value}
          title={chosen?.name}
          aria-describedby={chosen === undefined ? undefined : details}
          onChange={(event) => {
            props.onChange(event.target.value);
          }}
        >
          {chosen === undefined ? <option value={props.value}>not kept any more</option> : null}
          {props.snapshots.map((one) => (
            <option key={one.id} value={one.id}>
              {formatInstant(one.savedAt)}, {one.name}
            </option>
          ))}
        </select>
      </label>
      {chosen === undefined ? null : (
        <p className="hint" id={details}>
          {/* The list cuts a name that is longer than itself. */}
          {chosen.name.length > FITS ? `${chosen.name} · ` : ''}
          {chosen.from} to {chosen.to} · {chosen.feature}
        </p>
      )}
    </div>
  );
}
