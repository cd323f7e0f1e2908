import { BacklineError } from '../../../shared/errors.js';
import type { Api } from './client.js';
import { abortedError, failed, failureOf } from './failure.js';
import type { JobConfiguration, JobResource } from './rest.js';

/** Waits between two looks at a job: the first at once after it may be done, later ones are spared. */
const FIRST_LOOK_MS = 100;
const LONGEST_LOOK_MS = 4_000;
/** A job that was taken in may not be seen for a moment. */
const UNSEEN_LOOKS = 4;
/** A cancelled job stops within seconds; the log tells when it does not, or when the service does not answer. */
const CANCEL_MS = 3_000;

/** Jobs of one project and location. */
export class Jobs {
  readonly #api: Api;
  readonly #location: () => string;

  constructor(api: Api, location: () => string) {
    this.#api = api;
    this.#location = location;
  }

  /** The same jobs for somebody who waits until `signal` is aborted. */
  until(signal: AbortSignal | undefined): Jobs {
    return signal === undefined ? this : new Jobs(this.#api.until(signal), this.#location);
  }

  /** Null: there is no job of this id. */
  async find(jobId: string): Promise<JobResource | null> {
    try {
      return await this.#api.call<JobResource>(`looking up job ${jobId}`, {
        method: 'GET',
        path: `jobs/${jobId}`,
        query: { location: this.#location() },
      });
    } catch (thrown) {
      if (failureOf(thrown, 0).status === 404) return null;
      throw thrown;
    }
  }

  /**
   * One try to start a job under an id of our own. The job that stands under it is answered, and `fresh` tells whether
   * this try made it: a 409 means that an earlier one did, whose answer was lost.
   */
  async insert(jobId: string, configuration: JobConfiguration): Promise<Inserted> {
    return this.adopting(jobId, async () => {
      const { body } = await this.#api.once<JobResource>({
        method: 'POST',
        path: 'jobs',
        json: { jobReference: this.reference(jobId), configuration },
      });
      return body;
    });
  }

  async adopting(jobId: string, start: () => Promise<JobResource>): Promise<Inserted> {
    try {
      return { job: await start(), fresh: true };
    } catch (thrown) {
      if (failureOf(thrown, 0).status !== 409) throw thrown;
      const job = await this.find(jobId);
      if (job === null) throw failed({ status: 503, message: `job ${jobId} is there and cannot be seen` });
      return { job, fresh: false };
    }
  }

  reference(jobId: string): { readonly projectId: string; readonly jobId: string; readonly location?: string } {
    const location = this.#location();
    return { projectId: this.#api.project, jobId, ...(location === '' ? {} : { location }) };
  }

  /** A dry run: what a query would read, without a job. */
  async dryRun(what: string, configuration: JobConfiguration): Promise<JobResource> {
    const location = this.#location();
    return this.#api.call<JobResource>(what, {
      method: 'POST',
      path: 'jobs',
      json: {
        jobReference: { projectId: this.#api.project, ...(location === '' ? {} : { location }) },
        configuration: { ...configuration, dryRun: true },
      },
    });
  }

  /**
   * The job when it is done, well or not. @throws BacklineError `warehouse_failed` when it is still running after the
   * patience for jobs; it can be looked up later.
   */
  async done(jobId: string, known?: JobResource): Promise<JobResource> {
    const { retry } = this.#api;
    const began = retry.now();
    let look = FIRST_LOOK_MS;
    let unseen = 0;
    for (let job: JobResource | null = known ?? null; ; job = await this.find(jobId)) {
      if (job?.status?.state === 'DONE') return job;
      if (job === null && known !== undefined && ++unseen >= UNSEEN_LOOKS) {
        throw failed({ status: 404, message: `Not found: Job ${jobId}` });
      }
      if (retry.signal?.aborted === true) throw abortedError();
      if (retry.now() - began > retry.patience.jobMs) {
        throw new BacklineError('warehouse_failed', `job ${jobId} is not done after ${minutes(retry.patience.jobMs)}`, {
          subject: jobId,
          remedy: 'Look at the job in the console of the service; what it does is found when the run is resumed.',
          retryable: true,
        });
      }
      await retry.sleep(look, retry.signal);
      look = Math.min(LONGEST_LOOK_MS, look * 1.6);
    }
  }

  /**
   * Asks for the end of a job and waits for it, so that nothing runs on (and bills) behind a cancelled call; at most
   * `withinMs`, because somebody waits for the cancel.
   */
  async cancel(jobId: string, withinMs: number = CANCEL_MS): Promise<void> {
    const signal = AbortSignal.timeout(withinMs);
    // Who has stopped waiting is not to stop this too.
    const api = this.#api.until(signal);
    let look = FIRST_LOOK_MS;
    let unseen = 0;
    while (!signal.aborted) {
      try {
        await api.once({
          method: 'POST',
          path: `jobs/${jobId}/cancel`,
          query: { location: this.#location() },
        });
        const { body } = await api.once<JobResource>({
          method: 'GET',
          path: `jobs/${jobId}`,
          query: { location: this.#location() },
        });
        if (body.status?.state === 'DONE') return;
      } catch (thrown) {
        // Not there: it was never taken in, or will be in a moment.
        if (failureOf(thrown, 0).status === 404 && ++unseen >= UNSEEN_LOOKS) return;
      }
      await api.retry.sleep(look, signal);
      look = Math.min(LONGEST_LOOK_MS, look * 1.6);
    }
    api.retry.log(`job ${jobId} was asked to end and had not after ${String(withinMs / 1000)} s`);
  }
}

export interface Inserted {
  readonly job: JobResource;
  readonly fresh: boolean;
}

function minutes(ms: number): string {
  return ms < 60_000 ? `${String(Math.round(ms / 1000))} s` : `${String(Math.round(ms / 60_000))} min`;
}
