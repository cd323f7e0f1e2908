import { BacklineError } from '../../../shared/errors.js';
import type { ReadOptions } from '../port.js';
import { fillTables, type AnyStatement } from '../statement.js';
import type { TableName } from '../tables/names.js';
import type { Api } from './client.js';
import { abortedError, failureOf, jobFailure, RequestFailed } from './failure.js';
import { queryJobId } from './job-ids.js';
import type { Jobs } from './jobs.js';
import { jobLabels } from './labels.js';
import { queryParameters } from './params.js';
import type { JobConfiguration, JobResource, QueryResults } from './rest.js';
import { Retries, withPatience } from './retry.js';
import type { UsageCounters } from './usage.js';
import { rowReader, type Row, type RowReader } from './values.js';

type Values = Readonly<Record<string, unknown>>;

/** A request for results is answered after so long also when the query still runs, and is then made again. */
const LONG_POLL_MS = 10_000;
/** A started query whose answer is still under way when it is cancelled is waited for so long. */
const STARTING_MS = 1_500;
/** Results that are not found so often are gone. */
const MOST_MISSING = 3;

export interface ReadingParts {
  readonly api: Api;
  readonly jobs: Jobs;
  readonly usage: UsageCounters;
  /** `project.dataset.table`. */
  readonly nameOf: (table: TableName) => string;
  readonly maxBytesPerQuery: number;
}

export function queryConfiguration(
  parts: Pick<ReadingParts, 'nameOf' | 'maxBytesPerQuery'>,
  statement: AnyStatement,
  params: Values,
  labels: Readonly<Record<string, string>> | undefined,
): JobConfiguration {
  return {
    labels: jobLabels(labels),
    query: {
      query: fillTables(statement.sql, (table) => `\`${parts.nameOf(table)}\``),
      useLegacySql: false,
      parameterMode: 'NAMED',
      queryParameters: queryParameters(statement, params),
      maximumBytesBilled: String(parts.maxBytesPerQuery),
    },
  };
}

/**
 * The rows of one query job, page by page. An abort ends the job in the service before this throws `cancelled`.
 * A job that ends in a passing error is done again under another id.
 */
export async function* readPages(
  parts: ReadingParts,
  statement: AnyStatement,
  params: Values,
  options: ReadOptions,
  pageRows: number,
): AsyncGenerator<Row[]> {
  const { signal, labels } = options;
  const what = `reading ${statement.name}`;
  const retries = new Retries(parts.api.retry, what);
  const jobId = queryJobId(statement.name, labels);
  const configuration = queryConfiguration(parts, statement, params, labels);
  for (let attempt = 1; ; attempt++) {
    const query = new RunningQuery(parts, jobId(attempt), what, options, pageRows);
    let given = false;
    try {
      await query.start(configuration);
      let reader: RowReader | null = null;
      let read = 0;
      let total: number | null = null;
      for (let token: string | undefined = undefined, first = true; first || token !== undefined; first = false) {
        const page: QueryResults = await query.page(token);
        reader ??= rowReader(statement, page.schema?.fields ?? []);
        total ??= Number(page.totalRows ?? 0);
        const rows = reader.read(page.rows ?? []);
        read += rows.length;
        token = page.pageToken;
        if (token !== undefined && rows.length === 0 && read >= total) break;
        if (rows.length > 0) {
          given = true;
          yield rows;
        }
      }
      if (read !== total) {
        throw new BacklineError('warehouse_failed', `${what}: ${String(read)} of ${String(total)} rows came`, {
          subject: statement.name,
          retryable: true,
        });
      }
      await query.count();
      return;
    } catch (thrown) {
      if (signal?.aborted === true) {
        await query.cancel();
        throw new BacklineError('cancelled', `${what} was cancelled`);
      }
      // Rows that were handed out cannot be taken back.
      if (given || !(thrown instanceof JobEnded) || !(await retries.again(thrown.failure, signal))) throw thrown;
    }
  }
}

/** The job itself ended in an error; asking for its results again is no use. */
class JobEnded extends RequestFailed {}

class RunningQuery {
  readonly #parts: ReadingParts;
  readonly #jobId: string;
  readonly #what: string;
  readonly #options: ReadOptions;
  readonly #pageRows: number;
  #starting: Promise<unknown> | null = null;
  #complete = false;

  constructor(parts: ReadingParts, jobId: string, what: string, options: ReadOptions, pageRows: number) {
    this.#parts = parts;
    this.#jobId = jobId;
    this.#what = what;
    this.#options = options;
    this.#pageRows = pageRows;
  }

  async start(configuration: JobConfiguration): Promise<void> {
    const { api, jobs, usage } = this.#parts;
    const { signal, labels } = this.#options;
    if (signal?.aborted === true) throw abortedError();
    usage.started('query', labels?.run);
    const starting = withPatience(api.retry, this.#what, () => jobs.insert(this.#jobId, configuration), signal);
    this.#starting = starting;
    const { job } = await unlessAborted(starting, signal);
    this.#throwIfEnded(job);
  }

  /** The next page, when there is one; waits for the query to end. */
  async page(token: string | undefined): Promise<QueryResults> {
    const { api } = this.#parts;
    const { signal } = this.#options;
    const retries = new Retries(api.retry, this.#what);
    let missing = 0;
    for (;;) {
      if (signal?.aborted === true) throw abortedError();
      try {
        const { body } = await unlessAborted(
          api.once<QueryResults>({
            method: 'GET',
            path: `queries/${this.#jobId}`,
            query: {
              location: this.#parts.jobs.reference(this.#jobId).location,
              maxResults: this.#pageRows,
              timeoutMs: LONG_POLL_MS,
              'formatOptions.useInt64Timestamp': true,
              pageToken: token,
            },
          }),
          signal,
        );
        if (body.jobComplete !== true) continue;
        this.#complete = true;
        return body;
      } catch (thrown) {
        const failure = failureOf(thrown, api.retry.now());
        // The answer to a failed query looks like a failed request: the job tells which it is.
        const job = failure.status === null ? null : await unlessAborted(this.#lookUp(), signal);
        if (job !== null) this.#throwIfEnded(job);
        if (job === null || failure.status !== 404) {
          if (!(await retries.again(failure, signal))) throw thrown;
          continue;
        }
        // The job is there and its rows are not: a moment's matter, or they are gone and must be read anew.
        const passing = { ...failure, status: 503 };
        if (++missing >= MOST_MISSING || !(await retries.again(passing, signal))) throw new JobEnded(passing);
      }
    }
  }

  async #lookUp(): Promise<JobResource | null> {
    return this.#parts.jobs.find(this.#jobId);
  }

  #throwIfEnded(job: JobResource): void {
    const error = jobFailure(job);
    if (error === null) return;
    this.#complete = true;
    this.#parts.usage.ended(job, this.#options.labels?.run);
    throw new JobEnded(error.failure);
  }

  /** Bytes of the finished job. What it read is already here, so a failure to learn its price fails nothing. */
  async count(): Promise<void> {
    const { usage, api } = this.#parts;
    try {
      const job = await this.#lookUp();
      if (job !== null) usage.ended(job, this.#options.labels?.run);
    } catch (thrown) {
      api.retry.log(`${this.#what}: bytes billed could not be learned: ${failureOf(thrown, 0).message}`);
    }
  }

  /** Leaves no running job behind. */
  async cancel(): Promise<void> {
    if (this.#complete || this.#starting === null) return;
    let timer: NodeJS.Timeout | undefined;
    const late = new Promise((resolve) => (timer = setTimeout(resolve, STARTING_MS)));
    await Promise.race([this.#starting.catch(() => undefined), late]);
    clearTimeout(timer);
    await this.#parts.jobs.cancel(this.#jobId);
  }
}

/** Stops waiting at an abort; the work goes on by itself. */
async function unlessAborted<T>(work: Promise<T>, signal: AbortSignal | undefined): Promise<T> {
  if (signal === undefined) return work;
  let stop: (() => void) | undefined;
  const aborted = new Promise<never>((_, reject) => {
    stop = () => reject(abortedError());
    signal.addEventListener('abort', stop, { once: true });
  });
  // When the abort comes first, nobody waits for the work any more.
  work.catch(() => undefined);
  try {
    return await Promise.race([work, aborted]);
  } finally {
    if (stop !== undefined) signal.removeEventListener('abort', stop);
  }
}
