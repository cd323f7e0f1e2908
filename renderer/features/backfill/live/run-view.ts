import {
  DATE_STATES,
  DATE_STEPS,
  type DateProgress,
  type DateState,
  type DateStep,
  type LogLevel,
  type RunCounts,
  type RunLogEntry,
  type RunState,
  type RunSummary,
} from '../../../../shared/backfill.js';
import type { GameDate } from '../../../../shared/game-date.js';
import { formatBytes } from '../../../../shared/bytes.js';
import { assertNever } from '../../../../shared/assert-never.js';
import type { RunCommand } from '../../../store/runs-slice.js';

/** Where a date stands on the screen: its state, and of a running date whether its rows already stand in the store. */
export type DateStage = DateState | 'written';

/**
 * Dates are counted back a month at a time; until then one that is written is still running by its state. Telling it
 * apart keeps a whole month from looking under way.
 */
export function stageOf(progress: DateProgress): DateStage {
  return progress.state === 'running' && progress.steps.some(({ step }) => step === 'write')
    ? 'written'
    : progress.state;
}

/** Dates that have come to an end of any kind / all dates. Skipped dates never start and count as ended. */
export function progressOf(counts: RunCounts): {
  readonly ended: number;
  readonly total: number;
  readonly fraction: number;
} {
  const ended = counts.total - counts.pending - counts.running;
  return { ended, total: counts.total, fraction: counts.total === 0 ? 0 : ended / counts.total };
}

/** Commands that fit a run's state, in the order they are shown. What does not fit is shown off, never hidden. */
export function commandsFor(state: RunState, counts: RunCounts): Readonly<Record<RunCommand, boolean>> {
  const again = counts.failed + counts.blocked + counts.cancelled > 0;
  const left = counts.pending > 0 || counts.cancelled > 0;
  switch (state) {
    case 'running':
      return { pause: true, resume: false, stop: true, cancel: true, retryFailed: false };
    case 'pausing':
      return { pause: false, resume: false, stop: true, cancel: true, retryFailed: false };
    case 'paused':
      return { pause: false, resume: true, stop: true, cancel: true, retryFailed: false };
    case 'stopping':
      return { pause: false, resume: false, stop: false, cancel: true, retryFailed: false };
    case 'cancelling':
      return { pause: false, resume: false, stop: false, cancel: false, retryFailed: false };
    case 'stopped':
    case 'cancelled':
    case 'interrupted':
      return { pause: false, resume: state === 'interrupted' || left, stop: false, cancel: false, retryFailed: again };
    case 'succeeded':
    case 'failed':
      return { pause: false, resume: false, stop: false, cancel: false, retryFailed: again };
    default:
      return assertNever(state, 'run state');
  }
}

/** Segments of the progress bar in a fixed order, so that it grows from the left and never reshuffles. */
export function segmentsOf(
  dates: readonly DateProgress[],
): readonly { readonly stage: DateStage; readonly count: number }[] {
  const order: readonly DateStage[] = [
    'done',
    'restored',
    'skipped',
    'blocked',
    'failed',
    'cancelled',
    'written',
    'running',
    'pending',
  ];
  const stages = dates.map(stageOf);
  return order
    .map((stage) => ({ stage, count: stages.filter((one) => one === stage).length }))
    .filter(({ count }) => count > 0);
}

/** Stages present among the dates, for the legend. */
export function stagesPresent(dates: readonly DateProgress[]): readonly DateStage[] {
  const present = new Set(dates.map(stageOf));
  return DATE_STAGES.filter((stage) => present.has(stage));
}

/** In the order of the legend and of sorting. */
export const DATE_STAGES: readonly DateStage[] = DATE_STATES.flatMap((state): readonly DateStage[] =>
  state === 'running' ? [state, 'written'] : [state],
);

/** The newest date under way, else the newest that has come to an end, else the first: never nothing to look at. */
export function dateToShow(dates: readonly DateProgress[]): GameDate | null {
  const newest = (fits: (date: DateProgress) => boolean): DateProgress | undefined =>
    dates.filter(fits).reduce<DateProgress | undefined>((a, b) => (a && a.date > b.date ? a : b), undefined);
  const shown =
    newest((date) => stageOf(date) === 'running') ??
    newest(({ state }) => state === 'failed' || state === 'blocked') ??
    newest(({ state }) => state !== 'pending' && state !== 'skipped');
  return (shown ?? dates[0])?.date ?? null;
}

export interface LogFilter {
  readonly text: string;
  readonly level: LogLevel | 'all';
  readonly date: GameDate | null;
}

/** A level shows itself and what is worse. */
export function filterLog(log: readonly RunLogEntry[], filter: LogFilter): readonly RunLogEntry[] {
  const text = filter.text.trim().toLowerCase();
  if (text === '' && filter.level === 'all' && filter.date === null) return log;
  return log.filter((entry) => {
    if (filter.date !== null && entry.date !== filter.date) return false;
    if (filter.level === 'warning' && entry.level === 'info') return false;
    if (filter.level === 'error' && entry.level !== 'error') return false;
    return text === '' || entry.message.toLowerCase().includes(text) || (entry.date?.includes(text) ?? false);
  });
}

/** What a date tells beside its state, for the heatmap. */
export function describeProgress(progress: DateProgress): string {
  switch (progress.state) {
    case 'pending':
      return 'pending';
    case 'running':
      if (stageOf(progress) === 'written') return `written, ${progress.rowsWritten ?? 0} rows being counted back`;
      return progress.step ? `running, ${progress.step}` : 'running';
    case 'done':
      return `done, ${progress.rowsWritten ?? 0} rows written`;
    case 'failed':
    case 'blocked':
      return `${progress.state}${progress.step ? ` at ${progress.step}` : ''}: ${progress.error?.message ?? 'no reason given'}`;
    case 'skipped':
      return `skipped: ${progress.skipReason ?? progress.error?.message ?? 'not part of the plan'}`;
    case 'cancelled':
      return 'cancelled';
    case 'restored':
      return 'put back as it was';
    default:
      return assertNever(progress.state, 'date state');
  }
}

export type StepState = 'todo' | 'now' | 'done' | 'failed' | 'blocked';

/** Where each of the seven steps stands. */
export function stepStates(
  progress: DateProgress,
): readonly { readonly step: DateStep; readonly state: StepState; readonly ms: number | null }[] {
  return DATE_STEPS.map((step) => {
    const finished = progress.steps.find((one) => one.step === step);
    if (finished) return { step, state: 'done', ms: finished.ms };
    if (progress.step !== step) return { step, state: 'todo', ms: null };
    const state = progress.state === 'failed' ? 'failed' : progress.state === 'blocked' ? 'blocked' : 'now';
    return { step, state: progress.state === 'pending' || progress.state === 'cancelled' ? 'todo' : state, ms: null };
  });
}

/** What a run's reads cost: billed so far beside what was estimated, and the cap it runs under. */
export function describeCost(run: Pick<RunSummary, 'bytesEstimated' | 'bytesBilled' | 'options'>): string {
  const { bytesEstimated, bytesBilled, options } = run;
  const estimate = bytesEstimated === null ? '' : `about ${formatBytes(bytesEstimated)}`;
  const cost =
    bytesBilled === null
      ? `${estimate} to read`
      : `${formatBytes(bytesBilled)} billed${estimate === '' ? '' : ` of ${estimate}`}`;
  return options.maxBytes === null ? cost : `${cost}, cap ${formatBytes(options.maxBytes)}`;
}
