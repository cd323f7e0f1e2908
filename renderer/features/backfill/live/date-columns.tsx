import { DATE_STATES, DATE_STEPS, type DateProgress } from '../../../../shared/backfill.js';
import { ratioOf } from '../../../../shared/coverage.js';
import { Badge } from '../../../components/Badge.js';
import type { Column } from '../../../components/table-column.js';
import { Icon } from '../../../components/Icon.js';
import { ShareText } from '../../../components/ShareText.js';
import { DATE_LOOKS } from '../../../components/states.js';
import { formatDay } from '../../../format/dates.js';
import { formatDuration } from '../../../format/durations.js';
import { formatCount } from '../../../format/numbers.js';
import { describeProgress } from './run-view.js';
import { StepTrack } from './StepTrack.js';

const ROWS = 'rows';
const PLAYERS = 'players with a raw line';

function countOrDash(value: number | null): string {
  return value === null ? '–' : formatCount(value);
}

export const DATE_COLUMNS: readonly Column<DateProgress>[] = [
  {
    id: 'date',
    header: 'Date',
    width: 116,
    grow: true,
    sort: (row) => row.date,
    cell: (row) => <span className="num">{formatDay(row.date)}</span>,
  },
  {
    id: 'state',
    header: 'State',
    width: 92,
    sort: (row) => DATE_STATES.indexOf(row.state),
    text: (row) => row.state,
    cell: (row) => (
      <span title={describeProgress(row)}>
        <Badge look={DATE_LOOKS[row.state]} />
      </span>
    ),
  },
  {
    id: 'steps',
    header: 'Steps',
    title: 'read, compute, validate, guard, snapshot, write, verify',
    width: 156,
    sort: (row) => row.steps.length,
    text: (row) => `${row.steps.length}/${DATE_STEPS.length}`,
    cell: (row) => <StepTrack progress={row} />,
  },
  {
    id: 'rowsBefore',
    header: 'Rows before',
    width: 84,
    align: 'end',
    sort: (row) => row.rowsBefore,
    cell: (row) => countOrDash(row.rowsBefore),
  },
  {
    id: 'rowsWritten',
    header: 'written',
    width: 64,
    align: 'end',
    sort: (row) => row.rowsWritten,
    cell: (row) => countOrDash(row.rowsWritten),
  },
  {
    id: 'coverageBefore',
    header: 'Coverage',
    title: 'Rows with a line / rows, before',
    width: 76,
    align: 'end',
    sort: (row) => row.coverageBefore && ratioOf(row.coverageBefore),
    cell: (row) => <ShareText share={row.coverageBefore} counts={ROWS} muted />,
  },
  {
    id: 'coverageAfter',
    header: 'after',
    title: 'Rows with a line / rows, as written',
    width: 68,
    align: 'end',
    sort: (row) => row.coverageAfter && ratioOf(row.coverageAfter),
    cell: (row) => <ShareText share={row.coverageAfter} counts={ROWS} />,
  },
  {
    id: 'matchBefore',
    header: 'Match',
    title: 'Players with a raw line who have one in the store / players with a raw line, before',
    width: 68,
    align: 'end',
    sort: (row) => row.matchBefore && ratioOf(row.matchBefore),
    cell: (row) => <ShareText share={row.matchBefore} counts={PLAYERS} muted />,
  },
  {
    id: 'matchAfter',
    header: 'after',
    title: 'Match rate as written',
    width: 68,
    align: 'end',
    sort: (row) => row.matchAfter && ratioOf(row.matchAfter),
    cell: (row) => <ShareText share={row.matchAfter} counts={PLAYERS} />,
  },
  {
    id: 'warnings',
    header: 'Warn.',
    title: 'Warnings',
    width: 56,
    align: 'end',
    sort: (row) => row.warnings.length,
    cell: (row) =>
      row.warnings.length === 0 ? (
        <span className="muted">0</span>
      ) : (
        <span className="badge" data-tone="warn" title={row.warnings.map((one) => one.message).join('\n')}>
          <Icon name="warning" />
          {row.warnings.length}
        </span>
      ),
  },
  {
    id: 'duration',
    header: 'Time',
    width: 72,
    align: 'end',
    sort: (row) => row.durationMs,
    cell: (row) => <span className="num">{formatDuration(row.durationMs)}</span>,
  },
];
