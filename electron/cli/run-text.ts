import { assertNever } from '../../shared/assert-never.js';
import { formatBytes } from '../../shared/bytes.js';
import { GUARD_OVERRIDES, type DateProgress, type RunDetail, type RunSummary } from '../../shared/backfill.js';
import type { Share } from '../../shared/coverage.js';
import type { ErrorInfo } from '../../shared/errors.js';
import { monthsText } from './coverage-text.js';
import { changeText } from './plan-text.js';
import { formatDuration } from './progress.js';
import { textTable, type Column } from './table.js';
import { plural } from './words.js';

const NOTHING: Share = { numerator: 0, denominator: 0 };

function change(before: Share | null, after: Share | null): string {
  return before === null && after === null ? '' : changeText(before ?? NOTHING, after ?? NOTHING);
}

/** The flag that lets a blocked date pass; empty where the guard's override does not tell one. */
function allowText(error: ErrorInfo): string {
  const override = GUARD_OVERRIDES.find((one) => error.code === 'blocked' && one === error.subject);
  return override === undefined ? '' : ` (allow with --allow ${override})`;
}

/** Why a date is not done; empty for one that is. */
export function whyText(date: DateProgress): string {
  const { error, step } = date;
  if (error !== null) return `${step === null ? '' : `at ${step}: `}${error.message}${allowText(error)}`;
  return date.skipReason ?? '';
}

/** One line about a date that has come to an end. */
export function dateLine(date: DateProgress): string {
  const parts = [
    date.date,
    date.state.padEnd(9),
    ...(date.rowsWritten === null ? [] : [`${String(date.rowsWritten).padStart(4)} rows`]),
    ...(date.coverageAfter === null ? [] : [`coverage ${change(date.coverageBefore, date.coverageAfter)}`]),
    ...(date.matchAfter === null ? [] : [`match ${change(date.matchBefore, date.matchAfter)}`]),
    ...(date.failedPlayers.length === 0 ? [] : [`${plural(date.failedPlayers.length, 'player')} failed`]),
    ...(date.durationMs === null ? [] : [`${Math.round(date.durationMs)} ms`]),
    ...(whyText(date) === '' ? [] : [whyText(date)]),
  ];
  return `${parts.join('  ')}\n`;
}

/** What a run came to, in one sentence. */
export function outcomeText(summary: RunSummary): string {
  const { counts } = summary;
  const parts = [
    `${counts.done} done`,
    ...(counts.failed > 0 ? [`${counts.failed} failed`] : []),
    ...(counts.blocked > 0 ? [`${counts.blocked} blocked`] : []),
    ...(counts.cancelled > 0 ? [`${counts.cancelled} cancelled`] : []),
    ...(counts.pending > 0 ? [`${counts.pending} not begun`] : []),
    ...(counts.skipped > 0 ? [`${counts.skipped} skipped`] : []),
    ...(counts.restored > 0 ? [`${counts.restored} put back`] : []),
  ];
  const error = summary.error === null ? '' : `; ${summary.error.message}`;
  return (
    `Run ${summary.id} ${summary.state}: ${parts.join(', ')} of ${counts.total} dates; ` +
    `${summary.rowsWritten} rows written in ${formatDuration(summary.activeMs)}${error}\n`
  );
}

/** What to type next where dates are left; nothing where all are done. */
export function nextText({ id, state, options }: Pick<RunSummary, 'id' | 'state' | 'options'>): string {
  switch (state) {
    case 'cancelled':
    case 'stopped':
    case 'interrupted':
      return `\nThe dates that are left: backline resume ${id}\n`;
    case 'failed':
      return `\nThe failed dates once more: backline backfill --only failed --from ${options.from} --to ${options.to}\n`;
    case 'succeeded':
    case 'running':
    case 'pausing':
    case 'paused':
    case 'stopping':
    case 'cancelling':
      return '';
    default:
      return assertNever(state, 'run state');
  }
}

/** The months a run touched, before and after it. */
export function beforeAfterText(run: RunDetail): string {
  if (run.monthsAfter.length === 0) return '';
  const before = run.monthsBefore.length === 0 ? '' : `\nBefore\n${monthsText(run.monthsBefore)}`;
  return `${before}\nAfter\n${monthsText(run.monthsAfter)}`;
}

const RUN_COLUMNS: readonly Column<RunSummary>[] = [
  { title: 'run', align: 'left', text: (run) => run.id },
  { title: 'state', align: 'left', text: (run) => run.state },
  { title: 'range', align: 'left', text: (run) => `${run.options.from}..${run.options.to}` },
  { title: 'mode', align: 'left', text: (run) => run.options.mode },
  { title: 'lines', align: 'left', text: (run) => run.options.lines },
  { title: 'dates', align: 'right', text: (run) => `${run.counts.done}/${run.counts.total}` },
  { title: 'failed', align: 'right', text: (run) => String(run.counts.failed + run.counts.blocked) },
  { title: 'rows', align: 'right', text: (run) => String(run.rowsWritten) },
  { title: 'billed', align: 'right', text: (run) => (run.bytesBilled === null ? '' : formatBytes(run.bytesBilled)) },
  { title: 'time', align: 'right', text: (run) => formatDuration(run.activeMs) },
  { title: 'started', align: 'left', text: (run) => run.startedAt },
  { title: 'by', align: 'left', text: (run) => run.startedBy },
];

export function runsText(runs: readonly RunSummary[]): string {
  const billed = runs.some(({ bytesBilled }) => bytesBilled !== null);
  const columns = billed ? RUN_COLUMNS : RUN_COLUMNS.filter(({ title }) => title !== 'billed');
  return runs.length === 0 ? 'no runs yet\n' : textTable(columns, runs);
}

const DATE_COLUMNS: readonly Column<DateProgress>[] = [
  { title: 'date', align: 'left', text: (date) => date.date },
  { title: 'state', align: 'left', text: (date) => date.state },
  { title: 'tries', align: 'right', text: (date) => String(date.attempt) },
  { title: 'rows before', align: 'right', text: (date) => (date.rowsBefore === null ? '' : String(date.rowsBefore)) },
  { title: 'written', align: 'right', text: (date) => (date.rowsWritten === null ? '' : String(date.rowsWritten)) },
  { title: 'coverage', align: 'right', text: (date) => change(date.coverageBefore, date.coverageAfter) },
  { title: 'match rate', align: 'right', text: (date) => change(date.matchBefore, date.matchAfter) },
  {
    title: 'ms',
    align: 'right',
    text: (date) => (date.durationMs === null ? '' : String(Math.round(date.durationMs))),
  },
  { title: 'why', align: 'left', text: whyText },
];

function estimatedText({ bytesEstimated }: RunSummary): string {
  return bytesEstimated === null ? '' : `, estimated ${formatBytes(bytesEstimated)}`;
}

/** One run with every date. */
export function runText(run: RunDetail): string {
  const { options } = run;
  return [
    outcomeText(run),
    `Range ${options.from} to ${options.to}, mode ${options.mode}, lines ${options.lines}, dates ${options.only}; `,
    `started ${run.startedAt} by ${run.startedBy}${run.endedAt === null ? '' : `, ended ${run.endedAt}`}\n`,
    `Warehouse ${run.warehouse}, plan ${run.plan.hash}\n`,
    run.bytesBilled === null ? '\n' : `Billed ${formatBytes(run.bytesBilled)}${estimatedText(run)}\n\n`,
    textTable(DATE_COLUMNS, run.dates),
    beforeAfterText(run),
  ].join('');
}
