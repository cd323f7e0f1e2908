import { z } from 'zod';
import type { CheckReport, ThresholdSet } from '../../shared/checks.js';
import { toErrorInfo } from '../../shared/errors.js';
import type { GameDate } from '../../shared/game-date.js';
import type { CheckSettings } from '../../shared/settings.js';
import type { Clock } from '../calendar/clock.js';
import { JsonFolder } from '../coverage/json-folder.js';
import { settledWithin } from '../settled-within.js';

/** Between two looks at the clock. A machine that slept looks right after it wakes. */
const LOOK_MS = 30_000;
/** After a failure, so that a warehouse that is away for a while is not asked twice a minute. */
const RETRY_MS = 15 * 60_000;

const STATE = 'daily-checks';

interface State {
  /** Local day on which they ran last, `YYYY-MM-DD`. */
  readonly day: string;
  readonly ranAt: string;
}

const stateSchema = z.object({ day: z.iso.date(), ranAt: z.iso.datetime() });

function parseState(value: unknown): State | null {
  const parsed = stateSchema.safeParse(value);
  return parsed.success ? parsed.data : null;
}

/** Day and minute as the operator's clock on the wall shows them. */
function localTime(now: Date): { readonly day: string; readonly time: string } {
  const two = (value: number): string => String(value).padStart(2, '0');
  return {
    day: `${now.getFullYear()}-${two(now.getMonth() + 1)}-${two(now.getDate())}`,
    time: `${two(now.getHours())}:${two(now.getMinutes())}`,
  };
}

export interface DailyParts {
  readonly dataDir: string;
  readonly clock: Clock;
  readonly settings: () => Promise<CheckSettings>;
  /** What it reads ends when the signal is aborted. */
  readonly run: (asOf: GameDate, thresholds: ThresholdSet, signal: AbortSignal) => Promise<CheckReport>;
}

export interface DailyListener {
  readonly onRan: (report: CheckReport) => void;
  /** Told once per failure; the checks are tried again later. */
  readonly onFailure: (message: string) => void;
}

/**
 * Runs the checks once a local day, at the set time or as soon after it as the console is open and awake. When they ran
 * is kept in the data folder, so that opening the console again does not repeat them.
 */
export class DailyChecks {
  readonly #state: JsonFolder<State>;
  #timer: NodeJS.Timeout | undefined;
  #looking: Promise<void> = Promise.resolve();
  #isLooking = false;
  #notBefore = 0;
  readonly #stopped = new AbortController();

  constructor(private readonly parts: DailyParts) {
    this.#state = new JsonFolder(parts.dataDir, parseState, 'record of the daily checks');
  }

  /** Looks at once and then again and again, until stopped. */
  start(listener: DailyListener): void {
    const look = (): void => {
      if (this.#isLooking) return;
      this.#looking = this.look(listener);
    };
    look();
    this.#timer = setInterval(look, LOOK_MS);
    this.#timer.unref();
  }

  /** Gives up checks that are running, which then count as not run, and waits at most `withinMs` for their end. */
  async stop(withinMs?: number): Promise<void> {
    clearInterval(this.#timer);
    this.#stopped.abort();
    await settledWithin([this.#looking], withinMs);
  }

  /** Runs the checks when they are due. Never rejects. */
  async look({ onRan, onFailure }: DailyListener): Promise<void> {
    this.#isLooking = true;
    try {
      await this.#runWhenDue(onRan);
    } catch (thrown) {
      if (this.#stopped.signal.aborted) return;
      this.#notBefore = this.parts.clock.now().getTime() + RETRY_MS;
      onFailure(`the daily checks failed and are tried again later: ${toErrorInfo(thrown).message}`);
    } finally {
      this.#isLooking = false;
    }
  }

  async #runWhenDue(onRan: DailyListener['onRan']): Promise<void> {
    const now = this.parts.clock.now();
    if (now.getTime() < this.#notBefore) return;
    const { dailyAt, thresholds } = await this.parts.settings();
    const { day, time } = localTime(now);
    if (dailyAt === null || time < dailyAt || (await this.#lastDay()) === day) return;
    const report = await this.parts.run(this.parts.clock.today(), thresholds, this.#stopped.signal);
    await this.#state.write(STATE, { day, ranAt: now.toISOString() });
    onRan(report);
  }

  /** Null when they never ran; a damaged record counts as never, since running once more does no harm. */
  async #lastDay(): Promise<string | null> {
    return this.#state.read(STATE).then(
      ({ day }) => day,
      () => null,
    );
  }
}
