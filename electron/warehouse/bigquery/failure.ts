import type { ErrorProto, JobResource } from './rest.js';

/** What went wrong with a request or a job, in one shape whatever threw it. Holds no header, body or token. */
export interface Failure {
  /** HTTP status; null when no answer came, or when a job failed. */
  readonly status: number | null;
  /** The service's reason, for example `rateLimitExceeded`; null when it gave none. */
  readonly reason: string | null;
  /** The system's code of a connection that failed, for example `ECONNREFUSED`; null when an answer came. */
  readonly network: string | null;
  /** `invalid_grant` and the like: the token could not be had. */
  readonly auth: string | null;
  readonly message: string;
  /** From Retry-After; null when the service named none. */
  readonly retryAfterMs: number | null;
}

/** Thrown between the parts of this adapter; `errors.ts` makes of it what people read. */
export class RequestFailed extends Error {
  readonly failure: Failure;

  constructor(failure: Failure) {
    super(failure.message);
    this.name = 'RequestFailed';
    this.failure = failure;
  }
}

export function failed(failure: Partial<Failure> & { readonly message: string }): RequestFailed {
  return new RequestFailed({ status: null, reason: null, network: null, auth: null, retryAfterMs: null, ...failure });
}

/** What was waited for is not wanted any more; whoever asked knows why. */
export function abortedError(): RequestFailed {
  return failed({ message: 'cancelled' });
}

/** A job that ended in an error. */
export function jobFailure(job: JobResource): RequestFailed | null {
  const result = job.status?.errorResult;
  if (result === undefined) return null;
  // The first of `errors` often says more than the result ("Error while reading data ... see errors").
  const details = (job.status?.errors ?? [])
    .filter((error) => error.message !== undefined && error.message !== result.message)
    .slice(0, 2)
    .map(({ message }) => firstLine(message ?? ''));
  const message = [firstLine(result.message ?? 'the job ended in an error'), ...details].join('; ');
  return failed({ reason: result.reason ?? null, message: withoutSecrets(message) });
}

/** Takes anything the client threw; `now` turns a Retry-After date into a wait. */
export function failureOf(thrown: unknown, now: number): Failure {
  if (thrown instanceof RequestFailed) return thrown.failure;
  const error = record(thrown);
  const response = record(error.response);
  const status = firstNumber(error.code, response.statusCode, response.status, error.status);
  const [proto] = Array.isArray(error.errors) ? (error.errors as readonly ErrorProto[]) : [];
  const auth = authCode(error, response);
  const answered = status !== null && status >= 100;
  return {
    status: answered ? status : null,
    reason: proto?.reason ?? reasonOfStatus(error) ?? null,
    network: answered || auth !== null ? null : networkCode(error),
    auth,
    message: withoutSecrets(proto?.message ?? authMessage(response) ?? textOf(thrown)),
    retryAfterMs: retryAfter(header(response, 'retry-after'), now),
  };
}

function record(value: unknown): Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null ? (value as Readonly<Record<string, unknown>>) : {};
}

function firstLine(text: string): string {
  return text.split('\n', 1)[0] ?? text;
}

function textOf(thrown: unknown): string {
  return firstLine(thrown instanceof Error ? thrown.message : String(thrown));
}

function firstNumber(...values: readonly unknown[]): number | null {
  for (const value of values) if (typeof value === 'number' && Number.isInteger(value)) return value;
  return null;
}

/** Newer answers carry no list of errors but a word: `{error: {status: 'PERMISSION_DENIED'}}`. */
function reasonOfStatus(error: Readonly<Record<string, unknown>>): string | undefined {
  const body = record(record(error.response).body);
  const word = record(body.error).status;
  return typeof word === 'string' ? word : undefined;
}

/** System codes stand on the error itself or on what caused it. */
function networkCode(error: Readonly<Record<string, unknown>>): string {
  for (const value of [error.code, error.errno, record(error.cause).code, error.type]) {
    if (typeof value === 'string') return value;
  }
  return 'UNKNOWN';
}

/** Token end points answer `{error: 'invalid_grant', error_description}`, the credential service `{error: {status}}`. */
function authCode(
  error: Readonly<Record<string, unknown>>,
  response: Readonly<Record<string, unknown>>,
): string | null {
  const data = record(response.data);
  if (typeof data.error === 'string') return data.error;
  const { message } = error;
  if (typeof message !== 'string') return null;
  if (/could not load the default credentials|unable to detect a project id/i.test(message)) return 'no_credentials';
  if (/invalid_grant|invalid_rapt|invalid_client|unauthorized_client/.test(message)) {
    return /invalid_grant|invalid_rapt|invalid_client|unauthorized_client/.exec(message)?.[0] ?? null;
  }
  if (/getAccessToken|unable to impersonate/i.test(message)) return 'impersonation';
  if (/no refresh token|no access, refresh token/i.test(message)) return 'no_refresh_token';
  if (/DECODER routines|PEM|asn1|private key/i.test(message)) return 'bad_key';
  return null;
}

function authMessage(response: Readonly<Record<string, unknown>>): string | undefined {
  const { error_description: description } = record(response.data);
  return typeof description === 'string' ? description : undefined;
}

function header(response: Readonly<Record<string, unknown>>, name: string): string | null {
  const headers = response.headers;
  if (headers instanceof Headers) return headers.get(name);
  const value = record(headers)[name];
  return typeof value === 'string' ? value : null;
}

/** Seconds or an HTTP date (RFC 9110 section 10.2.3). */
export function retryAfter(text: string | null, now: number): number | null {
  if (text === null) return null;
  if (/^\d+$/.test(text.trim())) return Number(text) * 1000;
  const at = Date.parse(text);
  return Number.isNaN(at) ? null : Math.max(0, at - now);
}

/** Proxies carry a password in their address, and a library may quote a token or a key. */
export function withoutSecrets(text: string): string {
  return text
    .replace(/\/\/[^/\s@]+@/g, '//…@')
    .replace(/\b(ya29\.|1\/\/)[\w.-]+/g, '…')
    .replace(/\bBearer\s+\S+/gi, 'Bearer …')
    .replace(/\beyJ[\w-]+\.[\w-]+\.[\w-]+/g, '…')
    .replace(/-----BEGIN[\s\S]*?(?:-----END[^-]*-----|$)/g, '…');
}
