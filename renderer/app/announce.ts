import type { RunNotice } from '../../shared/console.js';
import { ACTIVE_RUN_STATES, type RunState, type RunSummary } from '../../shared/backfill.js';

/** A screen reader is not talked over: what is new waits, and only the newest is said. */
export const SAY_GAP_MS = 10_000;

/** How far a run must have come to be told; between these nothing is said. */
const QUARTERS = 4;

export interface Said {
  readonly text: string;
  readonly at: number;
}

/** What could be said of the run at work: changes only at a quarter of its dates and when its state changes. */
export function progressWords(run: Pick<RunSummary, 'state' | 'counts'> | null): string {
  if (run === null) return '';
  const { total, pending, running, failed, blocked } = run.counts;
  if (total === 0) return '';
  const quarter = Math.floor(((total - pending - running) / total) * QUARTERS);
  const bad = failed + blocked;
  // The end is a notice of its own.
  if (quarter >= QUARTERS || !WORKING.includes(run.state)) return '';
  const state = run.state === 'running' ? 'The backfill' : `The backfill is ${run.state}. It`;
  if (quarter === 0) return run.state === 'running' ? '' : `The backfill is ${run.state}.`;
  return `${state} is ${(quarter * 100) / QUARTERS} % through${bad > 0 ? ', with dates that failed' : ''}.`;
}

const WORKING: readonly RunState[] = ['running', 'pausing', 'stopping', 'cancelling'];

export function noticeWords(notice: Pick<RunNotice, 'title' | 'body'> | null): string {
  return notice === null ? '' : `${notice.title}. ${notice.body}`;
}

/** Long enough to be read by somebody who looks up from other work; what a run came to stands beside it for good. */
export const NOTICE_MS = 20_000;

/**
 * The notice of the status bar: the newest one until it has stood its time, unless its run has gone on since, or another
 * run is at work beside which an end is no news.
 */
export function noticeToShow(
  heard: RunNotice | null,
  over: RunNotice | null,
  runs: readonly Pick<RunSummary, 'id' | 'state'>[],
): RunNotice | null {
  if (heard === null || heard === over) return null;
  if (runs.some(({ id, state }) => id === heard.runId && state !== heard.state)) return null;
  const active = runs.some(({ state }) => ACTIVE_RUN_STATES.includes(state));
  return active && !ACTIVE_RUN_STATES.includes(heard.state) ? null : heard;
}

/** Milliseconds until `text` may be said after what was said last; 0 when it may now, null when there is nothing new. */
export function waitToSay(said: Said | null, text: string, now: number): number | null {
  if (text === '' || text === said?.text) return null;
  return said === null ? 0 : Math.max(0, said.at + SAY_GAP_MS - now);
}
