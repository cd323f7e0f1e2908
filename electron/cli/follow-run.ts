import { assertNever } from '../../shared/assert-never.js';
import type { DateProgress, RunDelta, RunDetail, RunState, RunSummary } from '../../shared/backfill.js';
import { toErrorInfo } from '../../shared/errors.js';
import type { Services } from '../services.js';
import type { Args } from './args.js';
import { CANCELLED, DONE, FAILED } from './exit-codes.js';
import type { Io } from './io.js';
import { Progress, progressLine } from './progress.js';
import { beforeAfterText, dateLine, nextText, outcomeText } from './run-text.js';

/** How the progress of a run is told: lines and a bar for people, an event a line for programs. */
interface Teller {
  readonly started: (summary: RunSummary) => void;
  readonly delta: (delta: RunDelta) => void;
  /** Tells what no delta has told, and the outcome. */
  readonly ended: (run: RunDetail) => void;
}

function isOver(date: DateProgress): boolean {
  return date.state !== 'pending' && date.state !== 'running';
}

function peopleTeller(io: Io): Teller {
  const progress = new Progress(io);
  const told = new Set<string>();
  const tell = (date: DateProgress): void => {
    const key = `${date.date} ${date.attempt} ${date.state}`;
    // A skipped date has been told with its reason by the plan.
    if (!isOver(date) || date.state === 'skipped' || told.has(key)) return;
    told.add(key);
    progress.clear();
    io.out(dateLine(date));
  };
  return {
    started: (summary) => io.out(`\nRun ${summary.id}\n`),
    delta: ({ summary, dates }) => {
      dates.forEach(tell);
      progress.draw(progressLine(summary));
    },
    ended: (run) => {
      run.dates.forEach(tell);
      progress.clear();
      io.out(`\n${outcomeText(run)}${beforeAfterText(run)}${nextText(run)}`);
    },
  };
}

function eventTeller(io: Io): Teller {
  const event = (value: object): void => io.out(`${JSON.stringify(value)}\n`);
  const told = new Map<string, string>();
  const tell = (runId: string, date: DateProgress): void => {
    const text = JSON.stringify(date);
    if (told.get(date.date) === text) return;
    told.set(date.date, text);
    event({ event: 'date', runId, date });
  };
  return {
    started: (run) => event({ event: 'started', run }),
    delta: ({ runId, summary, dates, log }) => {
      for (const date of dates) tell(runId, date);
      for (const entry of log) event({ event: 'log', runId, entry });
      event({
        event: 'progress',
        runId,
        state: summary.state,
        counts: summary.counts,
        remainingMs: summary.remainingMs,
      });
    },
    ended: ({ plan: _plan, dates, monthsBefore, monthsAfter, ...run }) => {
      for (const date of dates) tell(run.id, date);
      event({ event: 'ended', run, monthsBefore, monthsAfter });
    },
  };
}

function exitCodeOfRun(state: RunState): number {
  switch (state) {
    case 'succeeded':
      return DONE;
    case 'cancelled':
    case 'cancelling':
      return CANCELLED;
    case 'running':
    case 'pausing':
    case 'paused':
    case 'stopping':
    case 'stopped':
    case 'interrupted':
    case 'failed':
      return FAILED;
    default:
      return assertNever(state, 'run state');
  }
}

/**
 * Starts work on a run, tells its progress until it has ended, and answers the exit code. Ctrl-C cancels gracefully: the
 * running dates are given up and none is left half written.
 */
export async function followRun(
  services: Services,
  args: Args,
  io: Io,
  start: () => Promise<RunSummary>,
): Promise<number> {
  const teller = args.has('json') ? eventTeller(io) : peopleTeller(io);
  const early: RunDelta[] = [];
  let runId: string | null = null;
  // Deltas may come before the call that starts the run has answered.
  const unsubscribe = services.runs.onDelta((delta) => {
    if (runId === null) early.push(delta);
    else if (delta.runId === runId) teller.delta(delta);
  });
  let release: () => void = () => undefined;
  try {
    const summary = await start();
    release = io.onInterrupt(() => {
      io.err('\ncancelling: the running dates are given up; Ctrl-C again ends at once\n');
      services.runs.cancel(summary.id).catch((thrown: unknown) => {
        // Only a run that has just ended cannot be cancelled; its end is told anyway.
        io.err(`${toErrorInfo(thrown).message}\n`);
      });
    });
    teller.started(summary);
    runId = summary.id;
    for (const delta of early) if (delta.runId === runId) teller.delta(delta);
    await services.runs.settled(runId);
    const run = await services.runs.run(runId);
    teller.ended(run);
    return exitCodeOfRun(run.state);
  } finally {
    release();
    unsubscribe();
  }
}
