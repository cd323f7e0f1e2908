import type { ReactNode } from 'react';
import type { RunSummary } from '../../../../shared/backfill.js';
import { RUN_COLUMNS } from '../../../../shared/tables/runs.js';
import { formatRoute } from '../../../address/address.js';
import { runRoute } from '../../../address/routes.js';
import { Badge } from '../../../components/Badge.js';
import { DayText } from '../../../components/DayText.js';
import { DATE_LOOKS, RUN_LOOKS, type Tone } from '../../../components/states.js';
import { withLooks, type Column, type ColumnLook } from '../../../components/table-column.js';
import { formatInstant } from '../../../format/dates.js';
import { formatDuration } from '../../../format/durations.js';
import { formatCount } from '../../../format/numbers.js';
import { isActive } from '../../../store/run-mirror.js';
import { describeOptions } from '../options/option-texts.js';
import { anyBilled, billedText } from './billed.js';

function NotDone(props: { readonly dates: number; readonly tone: Tone }): ReactNode {
  return props.dates === 0 ? (
    <span className="muted">0</span>
  ) : (
    <span className="tone" data-tone={props.tone}>
      {formatCount(props.dates)}
    </span>
  );
}

const LOOKS: Readonly<Record<string, ColumnLook<RunSummary>>> = {
  started_at: {
    width: 134,
    cell: (row) => <DayText text={formatInstant(row.startedAt)} />,
  },
  state: { width: 100, cell: (row) => <Badge look={RUN_LOOKS[row.state]} /> },
  from: {
    header: 'Range',
    width: 186,
    text: (row) => `${row.options.from} – ${row.options.to}`,
    cell: (row) => (
      <a tabIndex={-1} href={formatRoute(runRoute(row.id, isActive(row.state) ? 'progress' : 'result'))}>
        <DayText text={`${row.options.from} – ${row.options.to}`} />
      </a>
    ),
  },
  mode: {
    header: 'Options',
    title: 'Sorted and filtered by the mode',
    width: 112,
    grow: true,
    text: (row) => describeOptions(row.options).join(' · '),
    cell: (row) => (
      <span className="clip muted" title={describeOptions(row.options).join(' · ')}>
        {describeOptions(row.options).join(' · ')}
      </span>
    ),
  },
  dates_total: { width: 54 },
  dates_done: { width: 52 },
  dates_failed: { width: 60, cell: (row) => <NotDone dates={row.counts.failed} tone={DATE_LOOKS.failed.tone} /> },
  dates_blocked: { width: 70, cell: (row) => <NotDone dates={row.counts.blocked} tone={DATE_LOOKS.blocked.tone} /> },
  rows_written: { width: 70 },
  warnings: { header: 'Warn.', title: 'Warnings', width: 54 },
  active_ms: {
    header: 'In work',
    title: 'Time in work, pauses and interruptions left out; filtered in milliseconds',
    width: 76,
    cell: (row) => <span className="num">{formatDuration(row.activeMs)}</span>,
  },
  started_by: {
    header: 'By',
    width: 76,
    cell: (row) => (
      <span className="clip" title={row.startedBy}>
        {row.startedBy}
      </span>
    ),
  },
};

const BILLED: ColumnLook<RunSummary> = {
  header: 'Billed',
  title: 'Bytes billed, of those estimated. Sorted and filtered by those billed.',
  width: 122,
  text: billedText,
  cell: (row) => <span className="num">{billedText(row)}</span>,
};

/** The journal's columns; what was billed where any of its runs was. */
export function runTable(runs: readonly RunSummary[]): readonly Column<RunSummary>[] {
  if (!anyBilled(runs)) return withLooks(RUN_COLUMNS, LOOKS);
  const { started_by: by, mode, dates_total: total, ...first } = LOOKS;
  // With one column more the table still fits the smallest window.
  return withLooks(RUN_COLUMNS, {
    ...first,
    mode: { ...mode, width: 70 },
    dates_total: { ...total, width: 52 },
    bytes_billed: BILLED,
    started_by: { ...by, width: 54 },
  });
}
