import { randomUUID } from 'node:crypto';
import type { Answer, Api } from './client.js';
import { failed, failureOf } from './failure.js';
import type { JobResource } from './rest.js';
import { Retries } from './retry.js';

/** Up to here metadata and rows go in one request; beyond, a broken upload goes on where it broke off. */
const ONE_REQUEST_BYTES = 8 * 1024 * 1024;
/** A multiple of 256 KiB, as the protocol asks for. */
const CHUNK_BYTES = 4 * 1024 * 1024;

/** Starts a load job with the rows it loads. One try; the caller knows how to adopt a job whose answer was lost. */
export async function uploadJob(
  api: Api,
  job: object,
  data: Buffer,
  oneRequestBytes: number = ONE_REQUEST_BYTES,
): Promise<JobResource> {
  return data.length <= oneRequestBytes ? multipart(api, job, data) : resumable(api, job, data);
}

async function multipart(api: Api, job: object, data: Buffer): Promise<JobResource> {
  const boundary = `backline-${randomUUID()}`;
  const head =
    `--${boundary}\r\nContent-Type: application/json; charset=UTF-8\r\n\r\n${JSON.stringify(job)}\r\n` +
    `--${boundary}\r\nContent-Type: application/octet-stream\r\n\r\n`;
  const { body } = await api.once<JobResource>({
    method: 'POST',
    path: api.uploadUrl(),
    query: { uploadType: 'multipart' },
    headers: { 'Content-Type': `multipart/related; boundary=${boundary}` },
    body: Buffer.concat([Buffer.from(head), data, Buffer.from(`\r\n--${boundary}--\r\n`)]),
    timeoutMs: api.retry.patience.uploadMs,
  });
  return body;
}

async function resumable(api: Api, job: object, data: Buffer): Promise<JobResource> {
  const opened = await api.once<unknown>({
    method: 'POST',
    path: api.uploadUrl(),
    query: { uploadType: 'resumable' },
    json: job,
    headers: {
      'X-Upload-Content-Type': 'application/octet-stream',
      'X-Upload-Content-Length': String(data.length),
    },
  });
  const session = locationOf(opened);
  const retries = new Retries(api.retry, 'uploading rows');
  let offset = 0;
  for (;;) {
    const end = Math.min(offset + CHUNK_BYTES, data.length);
    try {
      return await sendRange(api, session, data.subarray(offset, end), `bytes ${offset}-${end - 1}/${data.length}`);
    } catch (thrown) {
      const kept = keptBytes(thrown);
      if (kept !== null) {
        offset = kept;
        continue;
      }
      if (!(await retries.again(failureOf(thrown, api.retry.now())))) throw thrown;
      const state = await askKept(api, session, data.length);
      if (typeof state !== 'number') return state;
      offset = state;
    }
  }
}

function locationOf({ headers }: Answer<unknown>): string {
  const { location } = headers;
  if (typeof location !== 'string') throw failed({ status: 503, message: 'the upload got no address' });
  return location;
}

async function sendRange(api: Api, session: string, body: Buffer, range: string): Promise<JobResource> {
  const url = new URL(session);
  const answer = await api.once<JobResource>({
    method: 'PUT',
    path: `${url.origin}${url.pathname}`,
    query: Object.fromEntries(url.searchParams),
    headers: { 'Content-Type': 'application/octet-stream', 'Content-Range': range },
    body,
    timeoutMs: api.retry.patience.uploadMs,
  });
  return answer.body;
}

/** What the service has, after a break; the job itself when it had everything. */
async function askKept(api: Api, session: string, size: number): Promise<number | JobResource> {
  try {
    return await sendRange(api, session, Buffer.alloc(0), `bytes */${size}`);
  } catch (thrown) {
    const kept = keptBytes(thrown);
    if (kept === null) throw thrown;
    return kept;
  }
}

const RESUME_INCOMPLETE = 308;

/** Bytes that are safe, from the answer "go on" (status 308); null for any other answer. */
function keptBytes(thrown: unknown): number | null {
  if (failureOf(thrown, 0).status !== RESUME_INCOMPLETE) return null;
  const { response } = thrown as { readonly response?: { readonly headers?: Readonly<Record<string, unknown>> } };
  const range = response?.headers?.range;
  const last = typeof range === 'string' ? /-(\d+)$/.exec(range)?.[1] : undefined;
  return last === undefined ? 0 : Number(last) + 1;
}
