import { setTimeout as sleep } from 'node:timers/promises';
import { ApiError, REASON_STATUS, type Reason } from './api-error.js';
import { pageOf } from './cells.js';
import { numberOf, type Answer } from './http.js';
import type { Job, JobBook } from './jobs.js';
import type { TimestampFormat } from './wire.js';

/** The service gives about so much in one answer. */
export const PAGE_BYTES = 10 * 1024 * 1024;
/** How long a request waits for a job when it does not say. */
const WAIT_MS = 10_000;

export function timestampFormat(query: URLSearchParams): TimestampFormat {
  const named = query.get('formatOptions.timestampOutputFormat');
  if (named === 'INT64' || named === 'ISO8601_STRING' || named === 'FLOAT64') return named;
  return query.get('formatOptions.useInt64Timestamp') === 'true' ? 'INT64' : 'FLOAT64';
}

/** The rows of a query's job, or word that it still runs. `query` may hold pageToken, maxResults, timeoutMs. */
export async function queryResults(jobs: JobBook, job: Job, query: URLSearchParams, kind: string): Promise<Answer> {
  if (job.kind !== 'query') throw new ApiError('invalid', `Job ${job.reference.jobId} is not a query job.`);
  const waited = new AbortController();
  await Promise.race([
    job.done,
    sleep(numberOf(query, 'timeoutMs', WAIT_MS), undefined, { signal: waited.signal }).catch(() => undefined),
  ]);
  waited.abort();
  const shared = { kind, jobReference: job.reference };
  if (job.state !== 'DONE') return answer({ ...shared, jobComplete: false });
  if (job.error !== null) {
    const reason = job.error.reason as Reason;
    throw new ApiError(reason, job.error.message, REASON_STATUS[reason]);
  }
  if (job.cells === null) throw new ApiError('notFound', `Not found: Results of job ${job.reference.jobId}`);
  const start = numberOf(query, 'pageToken', numberOf(query, 'startIndex', 0));
  const most = numberOf(query, 'maxResults', Number.MAX_SAFE_INTEGER);
  const page = pageOf(job.cells, start, most, PAGE_BYTES, timestampFormat(query));
  if (page.next === null) jobs.wasRead(job);
  const head = JSON.stringify({
    ...shared,
    jobComplete: true,
    cacheHit: false,
    schema: { fields: job.cells.fields },
    totalRows: String(job.cells.rows),
    totalBytesProcessed: String(job.bytesProcessed),
    totalBytesBilled: String(job.bytesBilled),
    ...(page.next === null ? {} : { pageToken: String(page.next) }),
  });
  return { status: 200, text: page.count === 0 ? head : `${head.slice(0, -1)},"rows":${page.rows}}` };
}

function answer(body: unknown): Answer {
  return { status: 200, text: JSON.stringify(body) };
}
