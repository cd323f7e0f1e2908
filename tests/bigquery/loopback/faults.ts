import { REASON_STATUS, type Reason } from './api-error.js';
import type { JobKind } from './wire.js';

/** What goes wrong with a request or with the job that it makes. */
export type Fault =
  /** Refused in the service's words before anything was done. `retryAfter` in seconds. */
  | {
      readonly kind: 'refuse';
      readonly reason: Reason;
      readonly status?: number;
      readonly retryAfter?: number;
      readonly message?: string;
    }
  /** An answer of something in between that is no JSON, such as a proxy's page. */
  | { readonly kind: 'page'; readonly status: number }
  | { readonly kind: 'slow'; readonly ms: number }
  /** Never answered; nothing is done. */
  | { readonly kind: 'hang' }
  /** The connection is cut before anything was done. */
  | { readonly kind: 'cut' }
  /** Done, and the connection is cut before the answer. */
  | { readonly kind: 'lose-answer' }
  /** Done, and the connection is cut in the middle of the answer. */
  | { readonly kind: 'cut-answer' }
  /** Done, and the answer is whole for HTTP but ends too early. */
  | { readonly kind: 'truncate' }
  /** Done twice, as when something in between sends it again; the second answer is given. */
  | { readonly kind: 'duplicate' }
  /** The job that the request makes fails after it was RUNNING, without effect. */
  | { readonly kind: 'job-fails'; readonly reason: Reason; readonly message?: string }
  /** The job stays RUNNING this long and then takes effect, whoever still waits. */
  | { readonly kind: 'job-late'; readonly ms: number };

export interface FaultRule {
  readonly fault: Fault;
  readonly method?: string;
  /** Tried on the path after `/projects/PROJECT`, and on the whole path of other requests. */
  readonly path?: RegExp;
  /** Requests that make a job of this kind. */
  readonly job?: JobKind;
  /** From this matching request on, counted from 1; the first when absent. */
  readonly nth?: number;
  /** So many requests; for ever when absent. */
  readonly times?: number;
  /** Of the matching requests, 0..1; needs the plan's random numbers. */
  readonly probability?: number;
}

export interface Incoming {
  readonly method: string;
  readonly path: string;
  readonly job: JobKind | null;
}

interface Counted {
  readonly rule: FaultRule;
  seen: number;
  hit: number;
}

/** Which request meets which fault. */
export class FaultPlan {
  #rules: Counted[] = [];
  readonly #met: { readonly request: Incoming; readonly fault: Fault }[] = [];

  constructor(private readonly random: () => number) {}

  add(...rules: readonly FaultRule[]): void {
    this.#rules.push(...rules.map((rule) => ({ rule, seen: 0, hit: 0 })));
  }

  clear(): void {
    this.#rules = [];
  }

  /** Faults that took place, in order. */
  get met(): readonly { readonly request: Incoming; readonly fault: Fault }[] {
    return this.#met;
  }

  /** The fault of this request; the first rule that fits decides. */
  next(request: Incoming): Fault | null {
    for (const counted of this.#rules) {
      const { rule } = counted;
      if (rule.method !== undefined && rule.method !== request.method) continue;
      if (rule.path !== undefined && !rule.path.test(request.path)) continue;
      if (rule.job !== undefined && rule.job !== request.job) continue;
      counted.seen += 1;
      if (counted.seen < (rule.nth ?? 1)) continue;
      if (rule.times !== undefined && counted.hit >= rule.times) continue;
      if (rule.probability !== undefined && this.random() >= rule.probability) continue;
      counted.hit += 1;
      this.#met.push({ request, fault: rule.fault });
      return rule.fault;
    }
    return null;
  }
}

const WORDS: Readonly<Partial<Record<Reason, string>>> = {
  authError: 'Request had invalid authentication credentials. Expected OAuth 2 access token.',
  accessDenied:
    'Access Denied: Project loopback: User does not have bigquery.jobs.create permission in project loopback.',
  accessNotConfigured:
    'BigQuery API has not been used in project loopback before or it is disabled. Enable it and retry.',
  rateLimitExceeded: 'Exceeded rate limits: too many api requests per user per method for this user_method.',
  quotaExceeded: 'Quota exceeded: Your project exceeded quota for free query bytes scanned.',
  billingNotEnabled: 'Billing has not been enabled for this project. Enable billing.',
  backendError: 'Error encountered during execution. Retrying may solve the problem.',
  internalError: 'An internal error occurred and the request could not be completed.',
  tooManyRequests: 'Resource has been exhausted (e.g. check quota).',
  conditionNotMet: 'Precondition check failed.',
};

export function wordsOf(reason: Reason, message: string | undefined): string {
  return message ?? WORDS[reason] ?? `The request was refused: ${reason} (${REASON_STATUS[reason]})`;
}
