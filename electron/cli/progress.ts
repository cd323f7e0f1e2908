import type { RunSummary } from '../../shared/backfill.js';
import type { Io } from './io.js';

const BAR = 24;

/** `1 min 20 s`, `45 s`. */
export function formatDuration(ms: number): string {
  const seconds = Math.round(ms / 1000);
  if (seconds < 60) return `${seconds} s`;
  const minutes = Math.floor(seconds / 60);
  return minutes < 60 ? `${minutes} min ${seconds % 60} s` : `${Math.floor(minutes / 60)} h ${minutes % 60} min`;
}

/** One line about a run under way: bar, dates finished of all, what went wrong, time left. */
export function progressLine(summary: RunSummary): string {
  const { total, pending, running, failed, blocked } = summary.counts;
  const finished = total - pending - running;
  const filled = total === 0 ? 0 : Math.round((finished / total) * BAR);
  const parts = [
    `[${'#'.repeat(filled)}${'-'.repeat(BAR - filled)}]`,
    `${finished}/${total} dates`,
    ...(failed > 0 ? [`${failed} failed`] : []),
    ...(blocked > 0 ? [`${blocked} blocked`] : []),
    ...(summary.state === 'running' ? [] : [summary.state]),
    ...(summary.remainingMs === null ? [] : [`${formatDuration(summary.remainingMs)} left`]),
  ];
  return parts.join('  ');
}

/** A line on standard error that is drawn over itself; silent when that is no terminal. */
export class Progress {
  #drawn = false;

  constructor(private readonly io: Io) {}

  draw(line: string): void {
    if (!this.io.errIsTerminal) return;
    this.io.err(`\r\u001b[2K${line.slice(0, Math.max(20, this.io.columns - 1))}`);
    this.#drawn = true;
  }

  /** Takes the line away, so that other output does not end up in it. */
  clear(): void {
    if (!this.#drawn) return;
    this.io.err('\r\u001b[2K');
    this.#drawn = false;
  }
}
