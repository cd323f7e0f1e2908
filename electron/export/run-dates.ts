import type { DateProgress, RunDetail } from '../../shared/backfill.js';
import type { Share } from '../../shared/coverage.js';
import { csvRecord } from './csv.js';

type Cell = (date: DateProgress, run: RunDetail) => unknown;

function shareCells(name: string, of: (date: DateProgress) => Share | null): readonly (readonly [string, Cell])[] {
  return [
    [`${name}_numerator`, (date) => of(date)?.numerator],
    [`${name}_denominator`, (date) => of(date)?.denominator],
  ];
}

const CELLS: readonly (readonly [string, Cell])[] = [
  ['run_id', (_, run) => run.id],
  ['date', (date) => date.date],
  ['state', (date) => date.state],
  ['step', (date) => date.step],
  ['attempt', (date) => date.attempt],
  ['listed', (date) => date.listed],
  ['rows_before', (date) => date.rowsBefore],
  ['rows_written', (date) => date.rowsWritten],
  ...shareCells('coverage_before', (date) => date.coverageBefore),
  ...shareCells('coverage_after', (date) => date.coverageAfter),
  ...shareCells('match_before', (date) => date.matchBefore),
  ...shareCells('match_after', (date) => date.matchAfter),
  ['failed_players', (date) => date.failedPlayers.length],
  ['warnings', (date) => date.warnings.map((issue) => issue.message).join('; ')],
  ['error_code', (date) => date.error?.code],
  ['error', (date) => date.error?.message],
  ['skip_reason', (date) => date.skipReason],
  ['duration_ms', (date) => date.durationMs],
  ['restorable', (date) => date.restorable],
];

/** The dates of a run as CSV records, heading first. Shares are two numbers, so nothing is rounded away. */
export function* runDatesCsv(run: RunDetail): Iterable<string> {
  yield csvRecord(CELLS.map(([name]) => name));
  for (const date of run.dates) yield csvRecord(CELLS.map(([, cell]) => cell(date, run)));
}
