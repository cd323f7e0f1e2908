import type { RunDelta } from '../../shared/backfill.js';
import type { LiveRun } from './live-run.js';

/** At most ten deltas a second (design decision 8). */
export const DELTA_GAP_MS = 100;

/** The time left moves also while no date does: a job that takes long holds it, and whoever watches must see that. */
export const BEAT_MS = 1000;

export type Followed = Pick<LiveRun, 'onChange' | 'takeDelta' | 'isWorking'>;

/**
 * Gathers what changes in live runs and passes it on, never more often than the gap, the last state always. While a run
 * is at work it is told once a second though nothing changed.
 */
export class DeltaFeed {
  readonly #send: (delta: RunDelta) => void;
  readonly #waiting = new Set<Followed>();
  #timer: NodeJS.Timeout | null = null;
  #lastSent = 0;
  #beat: NodeJS.Timeout | undefined;

  /** `gapMs` is another one only where time itself runs at another speed. */
  constructor(
    send: (delta: RunDelta) => void,
    private readonly gapMs = DELTA_GAP_MS,
  ) {
    this.#send = send;
  }

  follow(live: Followed): void {
    live.onChange(() => this.#soon(live));
  }

  #soon(live: Followed): void {
    this.#waiting.add(live);
    this.#timer ??= setTimeout(
      () => {
        this.#timer = null;
        this.flush();
      },
      Math.max(0, this.#lastSent + this.gapMs - performance.now()),
    );
  }

  flush(): void {
    if (this.#timer !== null) clearTimeout(this.#timer);
    this.#timer = null;
    const waiting = [...this.#waiting];
    this.#waiting.clear();
    for (const live of waiting) this.#send(live.takeDelta());
    if (waiting.length > 0) this.#lastSent = performance.now();
    const atWork = waiting.filter(({ isWorking }) => isWorking);
    clearTimeout(this.#beat);
    if (atWork.length === 0) return;
    this.#beat = setTimeout(
      () => {
        for (const live of atWork) if (live.isWorking) this.#soon(live);
      },
      (BEAT_MS * this.gapMs) / DELTA_GAP_MS,
    ).unref();
  }
}
