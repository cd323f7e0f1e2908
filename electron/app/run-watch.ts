import type { RunState, RunSummary } from '../../shared/backfill.js';
import { assertNever } from '../../shared/assert-never.js';

export interface Progress {
  /** 0..1, -1 for none, 2 for unknown. */
  readonly fraction: number;
  readonly mode: 'normal' | 'paused' | 'error';
}

const NO_PROGRESS: Progress = { fraction: -1, mode: 'normal' };
const UNKNOWN = 2;

/** States in which dates are in work: closing would cut into them, and the machine should stay awake. */
export function isAtWork(state: RunState): boolean {
  switch (state) {
    case 'running':
    case 'pausing':
    case 'stopping':
    case 'cancelling':
      return true;
    case 'paused':
    case 'stopped':
    case 'cancelled':
    case 'interrupted':
    case 'succeeded':
    case 'failed':
      return false;
    default:
      return assertNever(state, 'run state');
  }
}

/** What the dock or taskbar shows for a run. */
export function progressOf(run: RunSummary): Progress {
  if (!isAtWork(run.state) && run.state !== 'paused') return NO_PROGRESS;
  const { total, pending, running, skipped } = run.counts;
  const all = total - skipped;
  const ended = all - pending - running;
  const mode = run.state === 'paused' ? 'paused' : run.counts.failed + run.counts.blocked > 0 ? 'error' : 'normal';
  // While the first dates are read nothing can be counted: an empty bar would look stuck.
  return { fraction: all === 0 || (ended === 0 && mode === 'normal') ? UNKNOWN : ended / all, mode };
}

/** The shell's small mirror of the runs that are at work, fed by the services' events. */
export class RunWatch {
  private readonly latest = new Map<string, RunSummary>();
  private unseenFailure = false;

  /** Forgets everything and starts from the services' list: after they were opened, or opened again. */
  reset(runs: readonly RunSummary[]): void {
    this.latest.clear();
    for (const run of runs) this.latest.set(run.id, run);
  }

  update(run: RunSummary): void {
    if (isAtWork(run.state)) this.unseenFailure = false;
    this.latest.set(run.id, run);
  }

  /** A run ended while nobody looked: a failure stays on the dock or taskbar until somebody does. */
  endedUnseen(state: RunState): void {
    this.unseenFailure = state === 'failed' || state === 'interrupted';
  }

  /** Somebody looks at the window. */
  looked(): void {
    this.unseenFailure = false;
  }

  get atWork(): readonly RunSummary[] {
    return [...this.latest.values()].filter((run) => isAtWork(run.state));
  }

  /** Runs that are not over, those at work first: a paused one waits for somebody, and closing would end its waiting. */
  get unfinished(): readonly RunSummary[] {
    return [...this.atWork, ...[...this.latest.values()].filter(({ state }) => state === 'paused')];
  }

  /** Progress of the run at work or paused, the newest when there are several; without any, a failure not seen yet. */
  get progress(): Progress {
    const newest = this.unfinished.reduce<RunSummary | undefined>(
      (best, run) => (best === undefined || run.startedAt > best.startedAt ? run : best),
      undefined,
    );
    if (newest !== undefined) return progressOf(newest);
    return this.unseenFailure ? { fraction: 1, mode: 'error' } : NO_PROGRESS;
  }
}
