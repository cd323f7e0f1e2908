import { DATE_STEPS, type DateProgress } from '../../../../shared/backfill.js';
import { formatShare, type Share } from '../../../../shared/coverage.js';
import { DATE_PROGRESS_COLUMNS } from '../../../../shared/tables/run-dates.js';
import { Badge } from '../../../components/Badge.js';
import { DayText } from '../../../components/DayText.js';
import { withLooks, type Column } from '../../../components/table-column.js';
import type { Look } from '../../../components/states.js';
import { Icon } from '../../../components/Icon.js';
import { ShareStep } from '../../../components/ShareText.js';
import { formatDay } from '../../../format/dates.js';
import { formatDuration } from '../../../format/durations.js';
import { formatCount } from '../../../format/numbers.js';
import { describeProgress, stageOf } from './run-view.js';
import { STAGE_LOOKS } from './stage-looks.js';
import { STEP_WORDS } from './step-words.js';
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

export const DATE_COLUMNS: readonly Column<DateProgress>[] = withLooks(DATE_PROGRESS_COLUMNS, {
  date: {
    width: 126,
    cell: (row: DateProgress) => <DayText text={formatDay(row.date)} />,
  },
  state: {
    width: 84,
    align: 'start',
    word: (value) => (STAGE_LOOKS as Readonly<Record<string, Look>>)[value]?.word ?? value,
    text: (row) => STAGE_LOOKS[stageOf(row)].word,
    cell: (row) => (
      <span title={describeProgress(row)}>
        <Badge look={STAGE_LOOKS[stageOf(row)]} />
      </span>
    ),
  },
  step: {
    header: 'Steps',
    title:
      'Read, compute, validate, guard, snapshot, write, verify. Sorted and filtered by the step under way or, when it failed, the step that failed.',
    width: 132,
    align: 'start',
    word: (value) => (STEP_WORDS as Readonly<Record<string, string>>)[value] ?? value,
    text: (row) => `${row.steps.length}/${DATE_STEPS.length}`,
    cell: (row) => <StepTrack progress={row} />,
  },
  rows_written: {
    header: 'Rows',
    title: 'Rows of the date: before → written. Sorted and filtered by those written.',
    width: 87,
    align: 'end',
    text: (row) => `${countOrDash(row.rowsBefore)} → ${countOrDash(row.rowsWritten)}`,
    cell: (row) => (
      <span className="num">
        <span className="muted">{countOrDash(row.rowsBefore)} →</span> {countOrDash(row.rowsWritten)}
      </span>
    ),
  },
  coverage_after_percent: {
    header: 'Coverage',
    title: 'Rows with a line / rows: before → as written. Sorted and filtered by as written.',
    width: 108,
    align: 'end',
    text: (row) => `${shareOrDash(row.coverageBefore)} → ${shareOrDash(row.coverageAfter)}`,
    cell: (row) => <ShareStep before={row.coverageBefore} after={row.coverageAfter} counts={ROWS} words={WORDS} />,
  },
  match_after_percent: {
    header: 'Match rate',
    title:
      'Players with a raw line who have one in the store / players with a raw line: before → as written. Sorted and filtered by as written.',
    width: 112,
    align: 'end',
    text: (row) => `${shareOrDash(row.matchBefore)} → ${shareOrDash(row.matchAfter)}`,
    cell: (row) => <ShareStep before={row.matchBefore} after={row.matchAfter} counts={PLAYERS} words={WORDS} />,
  },
  warnings: {
    header: 'Warn.',
    title: 'Warnings',
    width: 52,
    align: 'end',
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
  duration_ms: {
    header: 'Time',
    width: 68,
    align: 'end',
    cell: (row) => <span className="num">{formatDuration(row.durationMs)}</span>,
  },
});
