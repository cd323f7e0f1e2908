import { BacklineError } from '../../../shared/errors.js';
import type { WriteReceipt } from '../port.js';
import type { Api } from './client.js';
import { jobFailure } from './failure.js';
import { shortHash, writeJobId } from './job-ids.js';
import type { Jobs } from './jobs.js';
import { jobLabels } from './labels.js';
import type { TablePath } from './names.js';
import { getTable, partitionState } from './partitions.js';
import type { JobConfiguration, JobResource } from './rest.js';
import { Retries, withPatience } from './retry.js';
import type { UsageCounters } from './usage.js';

export interface WriteParts {
  readonly api: Api;
  readonly jobs: Jobs;
  readonly usage: UsageCounters;
}

/** A started job is asked to end when nobody waits for it any more; for so long. */
const END_MS = 1_000;
/** After a cancel, what became of a write is still asked for; for so long. */
const SETTLE_MS = 1_500;

/** The same parts for somebody who waits until `signal` is aborted. */
export function partsUntil<P extends WriteParts>(parts: P, signal: AbortSignal | undefined): P {
  return signal === undefined ? parts : { ...parts, api: parts.api.until(signal), jobs: parts.jobs.until(signal) };
}

/** Aborted a while after `signal` is. */
function someWhileAfter(signal: AbortSignal, ms: number): AbortSignal {
  const later = new AbortController();
  const wait = (): void => {
    // Nothing is to stay alive for it.
    setTimeout(() => later.abort(), ms).unref();
  };
  if (signal.aborted) wait();
  else signal.addEventListener('abort', wait, { once: true });
  return later.signal;
}

export interface WriteJob {
  readonly writeId: string;
  readonly kind: 'load' | 'copy';
  readonly what: string;
  /** Anything that tells this write's content from another one's. */
  readonly content: string;
  readonly labels: Readonly<Record<string, string>> | undefined;
  /** The job's own part of the configuration. */
  readonly configuration: Pick<JobConfiguration, 'load' | 'copy'>;
  /** Starts the job; one try. */
  readonly start: (api: Api, jobId: string, configuration: JobConfiguration) => Promise<JobResource>;
}

/** Jobs that one write may need: a used id cannot be used again, so each failure costs one. */
const MOST_TURNS = 12;
const CONTENT_LABEL = 'content';

/** Run, date and attempt as the write id holds them, for writes whose caller gave no labels. */
function labelsOf({ writeId, labels, kind }: WriteJob): Readonly<Record<string, string>> {
  const [run = '', date = ''] = writeId.split('/');
  return { run, date, step: kind === 'load' ? 'write' : 'restore', ...labels };
}

/**
 * As `finishedJob`, and when `signal` is aborted meanwhile the job under way is asked to end before the failure is
 * thrown: whether it took place nevertheless, `findWrite` tells.
 */
export async function runWriteJob(parts: WriteParts, write: WriteJob, signal?: AbortSignal): Promise<JobResource> {
  let started: string | null = null;
  try {
    return await finishedJob(partsUntil(parts, signal), write, (jobId) => (started = jobId));
  } catch (thrown) {
    if (signal?.aborted === true && started !== null) await parts.jobs.cancel(started, END_MS);
    throw thrown;
  }
}

/**
 * The finished job of a write. Its id follows from the write id, so it takes place once: when an answer is lost, the
 * job is found under it (409) and waited for; a job that ended in a passing error is done again under the next turn.
 * @throws BacklineError `wrong_state` when another content was written under this id.
 */
async function finishedJob(
  parts: WriteParts,
  write: WriteJob,
  starting: (jobId: string) => void,
): Promise<JobResource> {
  const { api, jobs, usage } = parts;
  const labels = labelsOf(write);
  const content = shortHash(write.content);
  const configuration: JobConfiguration = {
    labels: { ...jobLabels(labels), [CONTENT_LABEL]: content },
    ...write.configuration,
  };
  const retries = new Retries(api.retry, write.what);
  for (let turn = 0; turn < MOST_TURNS; turn++) {
    const jobId = writeJobId(write.writeId, turn);
    const { job, fresh } = await withPatience(api.retry, write.what, () => {
      if (api.retry.signal?.aborted !== true) starting(jobId);
      return jobs.adopting(jobId, () => write.start(api, jobId, configuration));
    });
    if (!fresh && isFence(job)) continue;
    const same = fresh || job.configuration?.labels?.[CONTENT_LABEL] === content;
    if (same) usage.started(write.kind, labels.run);
    const done = await jobs.done(jobId, job);
    const failure = jobFailure(done);
    if (failure === null) {
      if (same) return done;
      throw new BacklineError('wrong_state', `write ${write.writeId} has taken place already, with other rows`, {
        subject: write.writeId,
      });
    }
    // A job that an earlier call made says nothing of how it would go now: a quota may have been renewed since.
    if (same && fresh && !(await retries.again(failure.failure))) throw failure;
  }
  throw new BacklineError('warehouse_failed', `${write.what}: ${String(MOST_TURNS)} jobs have failed`, {
    subject: write.writeId,
    retryable: true,
  });
}

/** The job of a write that took place under this id with this content, or null; starts nothing. */
export async function findDone(parts: WriteParts, writeId: string, content: string): Promise<JobResource | null> {
  const wanted = shortHash(content);
  for (let turn = 0; turn < MOST_TURNS; turn++) {
    const job = await parts.jobs.find(writeJobId(writeId, turn));
    if (job === null) return null;
    if (isFence(job) || job.configuration?.labels?.[CONTENT_LABEL] !== wanted) continue;
    const done = await parts.jobs.done(writeJobId(writeId, turn), job);
    if (jobFailure(done) === null) return done;
  }
  return null;
}

/** A query that reads nothing ends at once; where it does not, it is asked to after so long. */
const FENCE_MS = 1_000;

/** Waits for a fence to end, so that nothing is left running; how it ends is nobody's matter, its id is used up. */
async function quietEnd(jobs: Jobs, jobId: string, job: JobResource, until: AbortSignal | undefined): Promise<void> {
  const patience = AbortSignal.timeout(FENCE_MS);
  const bounded = until === undefined ? patience : AbortSignal.any([until, patience]);
  try {
    await jobs.until(bounded).done(jobId, job);
  } catch {
    await jobs.cancel(jobId, END_MS);
  }
}

/**
 * Whether a write took place, for certain. A running job is waited for, until a while after `signal` is aborted.
 * Where there is no job, its id is used up by a query that reads nothing: a request that is still on its way can then
 * never become the write.
 */
export async function findWrite(
  { usage, ...whole }: WriteParts,
  writeId: string,
  signal?: AbortSignal,
): Promise<WriteReceipt | null> {
  const until = signal === undefined ? undefined : someWhileAfter(signal, SETTLE_MS);
  const [api, jobs] = [whole.api.until(until), whole.jobs.until(until)];
  const fence: JobConfiguration = {
    labels: jobLabels({ step: 'settle' }),
    query: { query: 'SELECT 1', useLegacySql: false, maximumBytesBilled: '10485760' },
  };
  for (let turn = 0; turn < MOST_TURNS; turn++) {
    const jobId = writeJobId(writeId, turn);
    let job = await jobs.find(jobId);
    if (job === null) {
      const inserted = await withPatience(api.retry, `settling write ${writeId}`, () =>
        jobs.insert(jobId, fence),
      ).catch(async (thrown: unknown) => {
        // Its request may have arrived nevertheless.
        if (until?.aborted === true) await whole.jobs.cancel(jobId, END_MS);
        throw thrown;
      });
      usage.started('query', writeId.split('/')[0]);
      if (inserted.fresh) {
        await quietEnd(whole.jobs, jobId, inserted.job, until);
        return null;
      }
      job = inserted.job;
    }
    if (isFence(job)) {
      await quietEnd(whole.jobs, jobId, job, until);
      continue;
    }
    const done = await jobs.done(jobId, job);
    if (jobFailure(done) === null) return receiptOf(api, writeId, done);
  }
  return null;
}

function isFence(job: JobResource): boolean {
  const { load, copy } = job.configuration ?? {};
  return load === undefined && copy === undefined;
}

/** Clocks of the job and of the table's metadata are the service's, yet not read in one moment. */
const SAME_MOMENT_MS = 2_000;

/** What a finished load or copy job left behind. */
export async function receiptOf(
  api: Api,
  writeId: string,
  job: JobResource,
): Promise<WriteReceipt & { standing: number }> {
  const { configuration, statistics } = job;
  const target = (configuration?.load ?? configuration?.copy)?.destinationTable as TablePath | undefined;
  if (target === undefined) {
    throw new BacklineError('internal', `job of write ${writeId} names no table`, { subject: writeId });
  }
  const state = partitionState(await getTable(api, target));
  const told = statistics?.load?.outputRows ?? statistics?.copy?.copiedRows;
  const rows = told === undefined ? state.rows : Number(told);
  const ended = Number(statistics?.endTime ?? Number.NaN);
  // Somebody wrote after it: what stands there now must not be taken for what this write left.
  const later = state.modifiedAt !== null && state.modifiedAt > ended + SAME_MOMENT_MS;
  return { writeId, rows, version: later ? `before-${state.version}` : state.version, standing: state.rows };
}
