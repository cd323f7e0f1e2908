import { setTimeout as sleep } from 'node:timers/promises';
import { ApiError, toApiError, type ErrorProto } from './api-error.js';
import type { Cells } from './cells.js';
import type { Engine } from './engine.js';
import { wordsOf, type Fault } from './faults.js';
import type { JobConfiguration, JobKind, JobReference, JobState, JobStatus } from './wire.js';

/**
 * Results kept after their last page was given, which may be asked for again when its answer was lost. The service
 * keeps them a day; a test would drown in them.
 */
const READ_RESULTS_KEPT = 12;

export interface Job {
  readonly reference: JobReference;
  readonly kind: JobKind;
  readonly configuration: JobConfiguration;
  state: JobState;
  error: ErrorProto | null;
  /** Whether the job changed a table. */
  applied: boolean;
  bytesProcessed: number;
  bytesBilled: number;
  outputRows: number;
  readonly createdMs: number;
  startedMs: number | null;
  endedMs: number | null;
  cells: Cells | null;
  /** Settles when the job is DONE, never fails. */
  readonly done: Promise<void>;
  readonly cancel: AbortController;
}

export function kindOf(configuration: JobConfiguration): JobKind {
  if (configuration.query) return 'query';
  if (configuration.load) return 'load';
  if (configuration.copy) return 'copy';
  throw new ApiError('invalid', 'Job configuration must contain exactly one job-specific configuration object');
}

/** Every job that was ever made, by id: an id is used once. */
export class JobBook {
  readonly #jobs = new Map<string, Job>();
  readonly #read: Job[] = [];

  constructor(private readonly engine: Engine) {}

  get all(): readonly Job[] {
    return [...this.#jobs.values()];
  }

  /** Jobs that are not DONE: after a cancel there must be none. */
  get running(): readonly Job[] {
    return this.all.filter((job) => job.state !== 'DONE');
  }

  /** @throws ApiError `notFound`, also when the job ran in another location. */
  get(project: string, jobId: string, location: string | null): Job {
    this.engine.catalog.checkProject(project);
    const job = this.#jobs.get(jobId);
    const where = location ?? this.#defaultLocation(job);
    if (!job || where === null || where.toUpperCase() !== job.reference.location.toUpperCase()) {
      throw new ApiError('notFound', `Not found: Job ${project}:${where === null ? '' : `${where}.`}${jobId}`);
    }
    return job;
  }

  /** Without a location the service looks in its two multi-regions only. */
  #defaultLocation(job: Job | undefined): string | null {
    const location = job?.reference.location.toUpperCase();
    return location === 'US' || location === 'EU' ? location : null;
  }

  /**
   * Makes a job and starts it.
   * @throws ApiError `duplicate`, `notFound`, `invalid`.
   */
  insert(reference: JobReference, configuration: JobConfiguration, body: Buffer | null, fault: Fault | null): Job {
    this.engine.catalog.checkProject(reference.projectId);
    if (this.#jobs.has(reference.jobId)) {
      throw new ApiError(
        'duplicate',
        `Already Exists: Job ${reference.projectId}:${reference.location}.${reference.jobId}`,
      );
    }
    if (!/^[\w-]{1,1024}$/.test(reference.jobId)) throw new ApiError('invalid', `Invalid job ID "${reference.jobId}"`);
    checkLabels(configuration.labels ?? {});
    const kind = kindOf(configuration);
    if (kind === 'load' && body === null)
      throw new ApiError('required', 'Load configuration must specify at least one source URI');
    let finished = (): void => undefined;
    const job: Job = {
      reference,
      kind,
      configuration,
      state: 'PENDING',
      error: null,
      applied: false,
      bytesProcessed: 0,
      bytesBilled: 0,
      outputRows: 0,
      createdMs: Date.now(),
      startedMs: null,
      endedMs: null,
      cells: null,
      done: new Promise<void>((resolve) => (finished = resolve)),
      cancel: new AbortController(),
    };
    this.#jobs.set(reference.jobId, job);
    void this.#run(job, body, fault).then(finished);
    return job;
  }

  async #run(job: Job, body: Buffer | null, fault: Fault | null): Promise<void> {
    // The answer to the request that made the job says PENDING.
    await new Promise<void>((resolve) => setImmediate(resolve));
    job.state = 'RUNNING';
    job.startedMs = Date.now();
    try {
      if (fault?.kind === 'job-late') await sleep(fault.ms, undefined, { signal: job.cancel.signal, ref: false });
      if (job.cancel.signal.aborted) throw new Error('cancelled');
      if (fault?.kind === 'job-fails') {
        await sleep(1);
        throw new ApiError(fault.reason, wordsOf(fault.reason, fault.message));
      }
      await this.#work(job, body);
    } catch (thrown) {
      const cancelled = job.cancel.signal.aborted && !job.applied;
      const error = cancelled ? stopped() : toApiError(thrown);
      job.error = error.proto;
    }
    job.endedMs = Date.now();
    job.state = 'DONE';
  }

  async #work(job: Job, body: Buffer | null): Promise<void> {
    const { query, load, copy } = job.configuration;
    const { location } = job.reference;
    if (query) {
      const cost = await this.engine.cost(query, location);
      job.bytesProcessed = cost.processed;
      const cap = query.maximumBytesBilled === undefined ? Infinity : Number(query.maximumBytesBilled);
      if (cost.billed > cap) {
        throw new ApiError(
          'bytesBilledLimitExceeded',
          `Query exceeded limit for bytes billed: ${cap}. ${cost.billed} or higher required.`,
        );
      }
      job.cells = await this.engine.query(query, location, job.cancel.signal);
      job.bytesBilled = cost.billed;
      job.outputRows = job.cells.rows;
    } else if (load) {
      job.outputRows = await this.engine.load(load, body ?? Buffer.alloc(0), location);
      job.applied = true;
    } else if (copy) {
      job.outputRows = await this.engine.copy(copy, location);
      job.applied = true;
    }
  }

  /** The last page of a result was given. */
  wasRead(job: Job): void {
    if (this.#read.includes(job)) return;
    this.#read.push(job);
    const old = this.#read.length > READ_RESULTS_KEPT ? this.#read.shift() : undefined;
    if (old) old.cells = null;
  }
}

function stopped(): ApiError {
  return new ApiError('stopped', 'Job execution was cancelled: User requested cancellation');
}

/** The service's rules for labels: lower case, digits, `_` and `-`, at most 63 characters, keys begin with a letter. */
function checkLabels(labels: Readonly<Record<string, string>>): void {
  for (const [key, value] of Object.entries(labels)) {
    if (!/^[a-z][a-z0-9_-]{0,62}$/.test(key) || !/^[a-z0-9_-]{0,63}$/.test(value)) {
      throw new ApiError('invalid', `Label "${key}": "${value}" is invalid`);
    }
  }
}

export function statusOf(job: Job): JobStatus {
  return job.error === null ? { state: job.state } : { state: job.state, errorResult: job.error, errors: [job.error] };
}

/** The job as the interface shows it. */
export function jobResource(job: Job): unknown {
  const { projectId, jobId, location } = job.reference;
  const text = (value: number | null): string | undefined => (value === null ? undefined : String(value));
  return {
    kind: 'bigquery#job',
    id: `${projectId}:${location}.${jobId}`,
    jobReference: job.reference,
    configuration: { ...job.configuration, jobType: job.kind.toUpperCase() },
    status: statusOf(job),
    user_email: 'loopback@example.com',
    statistics: {
      creationTime: text(job.createdMs),
      startTime: text(job.startedMs),
      endTime: text(job.endedMs),
      ...(job.kind === 'query' && {
        totalBytesProcessed: text(job.bytesProcessed),
        query: {
          totalBytesProcessed: text(job.bytesProcessed),
          totalBytesBilled: text(job.bytesBilled),
          cacheHit: false,
          statementType: 'SELECT',
        },
      }),
      ...(job.kind === 'load' && { load: { outputRows: text(job.outputRows), badRecords: '0' } }),
      ...(job.kind === 'copy' && { copy: { copiedRows: text(job.outputRows) } }),
    },
  };
}
