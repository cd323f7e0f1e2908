import { DATE_STEPS, type DateProgress } from '../../../../shared/backfill.js';
import { formatShare, type Share } from '../../../../shared/coverage.js';
import { Badge } from '../../../components/Badge.js';
import type { Column } from '../../../components/table-column.js';
import { Icon } from '../../../components/Icon.js';
import { ShareStep } from '../../../components/ShareText.js';
import { formatDay } from '../../../format/dates.js';
import { formatDuration } from '../../../format/durations.js';
import { formatCount, percentOf } from '../../../format/numbers.js';
import { DATE_STAGES, describeProgress, stageOf } from './run-view.js';
import { STAGE_LOOKS } from './stage-looks.js';
import { StepTrack } from './StepTrack.js';

const ROWS = 'rows';
const PLAYERS = 'players with a raw line';
const WORDS = ['before', 'after'] as const;

function countOrDash(value: number | null): string {
  return value === null ? '–' : formatCount(value);
}

function shareOrDash(share: Share | null): string {
  return share ? formatShare(share) : '–';
}

export const DATE_COLUMNS: readonly Column<DateProgress>[] = [
  {
    id: 'date',
    header: 'Date',
    width: 122,
    type: 'date',
    value: (row) => row.date,
    cell: (row) => <span className="num">{formatDay(row.date)}</span>,
  },
  {
    id: 'state',
    header: 'State',
    width: 87,
    type: 'number',
    align: 'start',
    value: (row) => DATE_STAGES.indexOf(stageOf(row)),
    text: (row) => STAGE_LOOKS[stageOf(row)].word,
    cell: (row) => (
      <span title={describeProgress(row)}>
        <Badge look={STAGE_LOOKS[stageOf(row)]} />
      </span>
    ),
  },
  {
    id: 'steps',
    header: 'Steps',
    title: 'read, compute, validate, guard, snapshot, write, verify',
    width: 130,
    type: 'integer',
    align: 'start',
    value: (row) => row.steps.length,
    text: (row) => `${row.steps.length}/${DATE_STEPS.length}`,
    cell: (row) => <StepTrack progress={row} />,
  },
  {
    id: 'rows',
    header: 'Rows',
    title: 'Rows of the date: before → written',
    width: 87,
    align: 'end',
    type: 'integer',
    value: (row) => row.rowsWritten ?? row.rowsBefore,
    text: (row) => `${countOrDash(row.rowsBefore)} → ${countOrDash(row.rowsWritten)}`,
    cell: (row) => (
      <span className="num">
        <span className="muted">{countOrDash(row.rowsBefore)} →</span> {countOrDash(row.rowsWritten)}
      </span>
    ),
  },
  {
    id: 'coverage',
    header: 'Coverage',
    title: 'Rows with a line / rows: before → as written',
    width: 108,
    align: 'end',
    type: 'percent',
    value: (row) => percentOf(row.coverageAfter ?? row.coverageBefore),
    text: (row) => `${shareOrDash(row.coverageBefore)} → ${shareOrDash(row.coverageAfter)}`,
    cell: (row) => <ShareStep before={row.coverageBefore} after={row.coverageAfter} counts={ROWS} words={WORDS} />,
  },
  {
    id: 'match',
    header: 'Match rate',
    title: 'Players with a raw line who have one in the store / players with a raw line: before → as written',
    width: 112,
    align: 'end',
    type: 'percent',
    value: (row) => percentOf(row.matchAfter ?? row.matchBefore),
    text: (row) => `${shareOrDash(row.matchBefore)} → ${shareOrDash(row.matchAfter)}`,
    cell: (row) => <ShareStep before={row.matchBefore} after={row.matchAfter} counts={PLAYERS} words={WORDS} />,
  },
  {
    id: 'warnings',
    header: 'Warn.',
    title: 'Warnings',
    width: 50,
    align: 'end',
    type: 'integer',
    value: (row) => row.warnings.length,
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
    width: 64,
    align: 'end',
    type: 'integer',
    value: (row) => row.durationMs,
    cell: (row) => <span className="num">{formatDuration(row.durationMs)}</span>,
  },
];
