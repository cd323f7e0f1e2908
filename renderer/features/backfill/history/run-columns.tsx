import type { RunSummary } from '../../../../shared/backfill.js';
import { formatRoute, runRoute } from '../../../app/routes.js';
import { Badge } from '../../../components/Badge.js';
import type { Column } from '../../../components/table-column.js';
import { RUN_LOOKS } from '../../../components/states.js';
import { formatInstant } from '../../../format/dates.js';
import { formatDuration } from '../../../format/durations.js';
import { formatCount } from '../../../format/numbers.js';
import { isActive } from '../../../store/console-store.js';
import { describeOptions } from '../options/option-texts.js';

export const RUN_COLUMNS: readonly Column<RunSummary>[] = [
  {
    id: 'started',
    header: 'Started',
    width: 136,
    type: 'timestamp',
    value: (row) => row.startedAt,
    cell: (row) => <span className="num">{formatInstant(row.startedAt)}</span>,
  },
  {
    id: 'state',
    header: 'State',
    width: 108,
    type: 'text',
    value: (row) => row.state,
    cell: (row) => <Badge look={RUN_LOOKS[row.state]} />,
  },
  {
    id: 'range',
    header: 'Range',
    width: 184,
    type: 'date',
    value: (row) => row.options.from,
    text: (row) => `${row.options.from} – ${row.options.to}`,
    cell: (row) => (
      <a className="num" href={formatRoute(runRoute(row.id, isActive(row.state) ? 'progress' : 'result'))}>
        {row.options.from} – {row.options.to}
      </a>
    ),
  },
  {
    id: 'options',
    header: 'Options',
    type: 'text',
    value: (row) => describeOptions(row.options).join(' · '),
    width: 150,
    grow: true,
    cell: (row) => (
      <span className="clip muted" title={describeOptions(row.options).join(' · ')}>
        {describeOptions(row.options).join(' · ')}
      </span>
    ),
  },
  {
    id: 'dates',
    header: 'Dates',
    width: 54,
    align: 'end',
    type: 'integer',
    value: (row) => row.counts.total,
    cell: (row) => formatCount(row.counts.total),
  },
  {
    id: 'done',
    header: 'Done',
    width: 54,
    align: 'end',
    type: 'integer',
    value: (row) => row.counts.done,
    cell: (row) => formatCount(row.counts.done),
  },
  {
    id: 'bad',
    header: 'Failed',
    title: 'Failed and blocked dates',
    width: 54,
    align: 'end',
    type: 'integer',
    value: (row) => row.counts.failed + row.counts.blocked,
    cell: (row) => {
      const bad = row.counts.failed + row.counts.blocked;
      return bad === 0 ? (
        <span className="muted">0</span>
      ) : (
        <span className="tone" data-tone="bad">
          {formatCount(bad)}
        </span>
      );
    },
  },
  {
    id: 'rows',
    header: 'Rows',
    title: 'Rows written',
    width: 66,
    align: 'end',
    type: 'integer',
    value: (row) => row.rowsWritten,
    cell: (row) => formatCount(row.rowsWritten),
  },
  {
    id: 'warnings',
    header: 'Warnings',
    width: 66,
    align: 'end',
    type: 'integer',
    value: (row) => row.warnings,
    cell: (row) => formatCount(row.warnings),
  },
  {
    id: 'time',
    header: 'In work',
    width: 80,
    align: 'end',
    type: 'integer',
    value: (row) => row.activeMs,
    cell: (row) => <span className="num">{formatDuration(row.activeMs)}</span>,
  },
  {
    id: 'by',
    header: 'By',
    width: 84,
    type: 'text',
    value: (row) => row.startedBy,
    cell: (row) => (
      <span className="clip" title={row.startedBy}>
        {row.startedBy}
      </span>
    ),
  },
];
