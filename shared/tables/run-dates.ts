import { DATE_STATES, DATE_STEPS, type DateProgress, type RunDetail } from '../backfill.js';
import { shareColumns } from './share-columns.js';
import type { TableColumn } from './table.js';

/** One date of one run. */
export interface RunDateRow extends DateProgress {
  readonly runId: string;
}

export function runDateRows(run: RunDetail): readonly RunDateRow[] {
  return run.dates.map((date) => ({ ...date, runId: run.id }));
}

const COVERAGE = 'Rows with a line / rows in the store';
const MATCH = 'Players with a raw line that have one in the store / players with a raw line';

/** One date of the run that the screen is of. */
export const DATE_PROGRESS_COLUMNS: readonly TableColumn<DateProgress>[] = [
  { id: 'date', header: 'Date', type: 'date', value: (row) => row.date },
  { id: 'state', header: 'State', type: 'text', value: (row) => row.state, choices: DATE_STATES },
  {
    id: 'step',
    header: 'Step',
    title: 'The step under way or, when it failed, the step that failed',
    type: 'text',
    value: (row) => row.step,
    choices: DATE_STEPS,
  },
  { id: 'attempt', header: 'Attempt', type: 'integer', value: (row) => row.attempt },
  { id: 'listed', header: 'Players', title: 'Players the date lists', type: 'integer', value: (row) => row.listed },
  { id: 'rows_before', header: 'Rows before', type: 'integer', value: (row) => row.rowsBefore },
  { id: 'rows_written', header: 'Rows written', type: 'integer', value: (row) => row.rowsWritten },
  ...shareColumns<DateProgress>('coverage_before', 'Coverage before', COVERAGE, (row) => row.coverageBefore),
  ...shareColumns<DateProgress>('coverage_after', 'Coverage after', COVERAGE, (row) => row.coverageAfter),
  ...shareColumns<DateProgress>('match_before', 'Match rate before', MATCH, (row) => row.matchBefore),
  ...shareColumns<DateProgress>('match_after', 'Match rate after', MATCH, (row) => row.matchAfter),
  { id: 'failed_players', header: 'Failed players', type: 'integer', value: (row) => row.failedPlayers.length },
  {
    id: 'warnings',
    header: 'Warnings',
    type: 'text',
    value: (row) => row.warnings.map((issue) => issue.message).join('; '),
  },
  { id: 'error_code', header: 'Error code', type: 'text', value: (row) => row.error?.code ?? null },
  { id: 'error', header: 'Error', type: 'text', value: (row) => row.error?.message ?? null },
  {
    id: 'remedy',
    header: 'Remedy',
    title: 'What can be done about the error',
    type: 'text',
    value: (row) => row.error?.remedy ?? null,
  },
  { id: 'skip_reason', header: 'Skipped because', type: 'text', value: (row) => row.skipReason },
  { id: 'duration_ms', header: 'Duration, ms', type: 'number', value: (row) => row.durationMs },
  {
    id: 'restorable',
    header: 'Can be put back',
    title: 'What stood before the run is kept and can be put back',
    type: 'boolean',
    value: (row) => row.restorable,
  },
];

/** The dates of a run, in its order. */
export const RUN_DATE_COLUMNS: readonly TableColumn<RunDateRow>[] = [
  { id: 'run_id', header: 'Run', type: 'text', value: (row) => row.runId },
  ...DATE_PROGRESS_COLUMNS,
];
