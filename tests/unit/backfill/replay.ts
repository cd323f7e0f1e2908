import { advance, startRun, isWorking, type RunFold } from '../../../electron/backfill/journal/run-fold.js';
import { summarize } from '../../../electron/backfill/journal/run-view.js';
import { tell, type Told } from '../../../electron/backfill/journal/steady.js';
import type { RunSummary } from '../../../shared/backfill.js';
import { recordsOf, type RecordedRun } from './recorded-run.js';

/** What the window said at one second of a run, and what came true. */
export interface Moment {
  /** Milliseconds of the run's time in work. */
  readonly at: number;
  readonly remaining: number | null;
  readonly truth: number;
  /** Counts the times the run was taken up. */
  readonly session: number;
  /** A tenth of the dates was written. */
  readonly afterTenth: boolean;
}

/** From where a run was begun, or taken up after its end, to where it ended. */
export interface Leg {
  readonly totalMs: number;
  readonly pausedMs: number;
  readonly told: readonly Moment[];
}

export type Estimate = (run: RunFold, summary: RunSummary) => number | null;

type Heard = Omit<Moment, 'truth'>;

/**
 * Plays a recording as the services do: the run is folded record by record, and once a second of work the time left is
 * told. `estimate` replaces how it is reckoned.
 */
export function replay(
  recording: RecordedRun,
  estimate: Estimate = (_, summary) => summary.remainingMs,
): readonly Leg[] {
  const [first, ...rest] = recordsOf(recording);
  if (first?.type !== 'run-created') throw new Error('a recording begins with run-created');
  const legs: Leg[] = [];
  let run = startRun(first);
  let heard: Heard[] = [];
  let told: Told | null = null;
  let toldMs = -1000;
  let legAt = 0;
  let session = 0;
  let pausedMs = 0;
  for (const record of rest) {
    // Seconds between the records: the beat of the feed.
    for (let at = Date.parse(run.lastAt); isWorking(run.state) && at < Date.parse(record.at); at += 50) {
      const summary = summarize(run, new Date(at));
      if (summary.activeMs < toldMs + 1000) continue;
      toldMs = summary.activeMs;
      told = tell(told, estimate(run, summary), summary.activeMs);
      const { counts } = summary;
      const through = run.dates.filter(({ steps }) => steps.some(({ step }) => step === 'write')).length;
      heard.push({
        at: summary.activeMs,
        session,
        remaining: told?.ms ?? null,
        afterTenth: through + counts.failed >= (counts.total - counts.skipped) / 10,
      });
    }
    const before = run;
    run = advance(run, record);
    if (before.state === 'paused') pausedMs += Date.parse(record.at) - Date.parse(before.lastAt);
    if (!isWorking(before.state) && isWorking(run.state)) session += 1;
    if (run.endedAt === null || !isWorking(before.state)) continue;
    const end = run.activeMs;
    legs.push({ totalMs: end - legAt, pausedMs, told: heard.map((one) => ({ ...one, truth: end - one.at })) });
    heard = [];
    legAt = end;
    told = null;
  }
  return legs;
}
