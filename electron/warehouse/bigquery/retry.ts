import { setTimeout as sleep } from 'node:timers/promises';
import { failureOf, type Failure } from './failure.js';

/** How long and how often one thing is tried. Times in milliseconds. */
export interface Patience {
  /** The first wait; each next one is twice as long, up to `longestMs`. */
  readonly firstMs: number;
  readonly longestMs: number;
  /** From the first try on: a wait that would end later is not begun. */
  readonly totalMs: number;
  /** A request without an answer for so long has failed. */
  readonly requestMs: number;
  /** An upload, likewise. */
  readonly uploadMs: number;
  /** A job that is not done by then is given up; it can still be found by its id. */
  readonly jobMs: number;
}

/** Five minutes bridge a short outage of the service; what lasts longer is for a person to look at. */
export const PATIENCE: Patience = {
  firstMs: 500,
  longestMs: 30_000,
  totalMs: 300_000,
  requestMs: 60_000,
  uploadMs: 300_000,
  jobMs: 1_800_000,
};

/** For a person who waits at a screen: what does not answer at once is said at once. */
export const IMPATIENT: Patience = { ...PATIENCE, totalMs: 0, requestMs: 20_000, jobMs: 60_000 };

/** Reasons after which the same may succeed a moment later (BigQuery: error messages, and its client libraries). */
const PASSING_REASONS = new Set([
  'backendError',
  'internalError',
  'jobBackendError',
  'jobInternalError',
  'jobRateLimitExceeded',
  'rateLimitExceeded',
  'userRateLimitExceeded',
  'tableUnavailable',
  'timeout',
  'UNAVAILABLE',
  'INTERNAL',
  'RESOURCE_EXHAUSTED',
]);

const PASSING_STATUSES = new Set([408, 425, 429, 500, 502, 503, 504]);

/** Reasons that stay what they are until somebody acts, also when they come with one of the statuses above. */
const LASTING_REASONS = new Set(['quotaExceeded', 'billingNotEnabled', 'billingTierLimitExceeded', 'accessDenied']);

/** A certificate that is not trusted now will not be trusted in a second. */
const LASTING_NETWORK = /CERT|SELF_SIGNED|UNABLE_TO_VERIFY|ERR_TLS|ERR_INVALID|ERR_UNSUPPORTED|EPROTO/;

export function isPassing(failure: Failure): boolean {
  const { status, reason, network, auth } = failure;
  if (reason !== null && LASTING_REASONS.has(reason)) return false;
  if (auth !== null) return status !== null && PASSING_STATUSES.has(status);
  if (reason !== null && PASSING_REASONS.has(reason)) return true;
  if (status !== null) return PASSING_STATUSES.has(status);
  return network !== null && network !== 'UNKNOWN' && !LASTING_NETWORK.test(network);
}

/** Half of the wait is left to chance, so that many who failed together do not come back together. */
export function waitMs(retry: number, patience: Patience, random: () => number): number {
  const full = Math.min(patience.longestMs, patience.firstMs * 2 ** retry);
  return full / 2 + (full / 2) * random();
}

export interface RetryParts {
  readonly patience: Patience;
  /** Whoever waits no longer: no further wait is begun and the one under way ends. */
  readonly signal?: AbortSignal | undefined;
  readonly log: (message: string) => void;
  readonly now: () => number;
  readonly random: () => number;
  readonly sleep: (ms: number, signal: AbortSignal | undefined) => Promise<void>;
}

export function systemRetryParts(patience: Patience, log: (message: string) => void): RetryParts {
  return {
    patience,
    log,
    now: Date.now,
    random: Math.random,
    // An abort only cuts the wait short; who asked looks at the signal.
    sleep: (ms, signal) => sleep(ms, undefined, { signal }).catch(() => undefined),
  };
}

/** Counts the tries of one thing: after a failure it waits, or says that it is no use. */
export class Retries {
  readonly #parts: RetryParts;
  readonly #what: string;
  readonly #began: number;
  #count = 0;

  constructor(parts: RetryParts, what: string) {
    this.#parts = parts;
    this.#what = what;
    this.#began = parts.now();
  }

  /** Whether to try again; the wait has then passed and the log knows why. */
  async again(failure: Failure, signal: AbortSignal | undefined = this.#parts.signal): Promise<boolean> {
    const { patience, now, random, log } = this.#parts;
    if (signal?.aborted === true || !isPassing(failure)) return false;
    const wait = Math.max(failure.retryAfterMs ?? 0, waitMs(this.#count, patience, random));
    if (now() - this.#began + wait > patience.totalMs) return false;
    this.#count += 1;
    const why =
      failure.reason ?? failure.network ?? (failure.status === null ? '' : `status ${String(failure.status)}`);
    log(
      `${this.#what}: ${failure.message} (${why}); again in ${(wait / 1000).toFixed(1)} s, retry ${String(this.#count)}`,
    );
    await this.#parts.sleep(wait, signal);
    return !(signal?.aborted ?? false);
  }
}

/** Runs `work` until it succeeds, what it throws will not pass, or the patience is used up; then throws that. */
export async function withPatience<T>(
  parts: RetryParts,
  what: string,
  work: () => Promise<T>,
  signal?: AbortSignal,
): Promise<T> {
  const retries = new Retries(parts, what);
  for (;;) {
    try {
      return await work();
    } catch (thrown) {
      if (!(await retries.again(failureOf(thrown, parts.now()), signal))) throw thrown;
    }
  }
}
