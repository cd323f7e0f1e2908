import { setMaxListeners } from 'node:events';
import { BigQuery, type BigQueryOptions } from '@google-cloud/bigquery';
import { abortedError, failed, failureOf } from './failure.js';
import { withPatience, type RetryParts } from './retry.js';

export interface Request {
  readonly method: 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE';
  /** After `/projects/PROJECT/`, or a whole address. */
  readonly path: string;
  /** Whose project is meant; the client's own when absent. */
  readonly project?: string;
  readonly query?: Readonly<Record<string, string | number | boolean | undefined>>;
  readonly json?: object;
  readonly body?: Buffer;
  readonly headers?: Readonly<Record<string, string>>;
  readonly timeoutMs?: number;
}

export interface Answer<T> {
  readonly body: T;
  readonly headers: Readonly<Record<string, unknown>>;
}

interface RawResponse {
  readonly statusCode?: number;
  readonly headers?: Readonly<Record<string, unknown>>;
  readonly request?: { readonly agent?: unknown };
}

type RequestOptions = Parameters<BigQuery['request']>[0];

export type AuthClientOption = BigQueryOptions['authClient'];

export interface ApiOptions {
  readonly project: string;
  readonly endpoint: string | null;
  readonly authClient: AuthClientOption;
  readonly userAgent?: string;
}

const SERVICE = 'https://bigquery.googleapis.com';

/** What all views of one client share. */
interface Connection {
  readonly client: BigQuery;
  readonly endpoint: string;
  agent: unknown;
  hanging: number;
}

/**
 * Requests through the client library: its authentication, addresses and connections. Its own retries are off, so that
 * one policy (`retry.ts`) holds for all of them and is seen in the log.
 */
export class Api {
  readonly project: string;
  readonly retry: RetryParts;
  readonly #connection: Connection;

  constructor(options: ApiOptions, retry: RetryParts, connection: Connection = connect(options)) {
    this.project = options.project;
    this.retry = retry;
    this.#connection = connection;
  }

  /** The same client for somebody who waits until `signal` is aborted: requests and waits then end with a failure. */
  until(signal: AbortSignal | undefined): Api {
    if (signal === undefined) return this;
    // Every request and wait listens to it.
    setMaxListeners(0, signal);
    const { endpoint } = this.#connection;
    const options = { project: this.project, endpoint, authClient: undefined };
    return new Api(options, { ...this.retry, signal }, this.#connection);
  }

  /** @throws RequestFailed or what the client threw, when the patience is used up. */
  async call<T>(what: string, request: Request): Promise<T> {
    return withPatience(this.retry, what, async () => (await this.once<T>(request)).body);
  }

  /** One try. */
  async once<T>(request: Request): Promise<Answer<T>> {
    const { patience, signal } = this.retry;
    if (signal?.aborted === true) throw abortedError();
    const timeoutMs = request.timeoutMs ?? patience.requestMs;
    const sent = this.#send<T>(request);
    return new Promise<Answer<T>>((resolve, reject) => {
      const leave = (failure: Error): void => {
        // The client cannot take a request back: its connection is closed with the warehouse at the latest.
        this.#connection.hanging += 1;
        sent
          .catch(() => undefined)
          .finally(() => (this.#connection.hanging -= 1))
          .catch(() => undefined);
        reject(failure);
      };
      const aborted = (): void => leave(abortedError());
      const timer = setTimeout(
        () => leave(failed({ network: 'ETIMEDOUT', message: `no answer in ${String(timeoutMs / 1000)} s` })),
        timeoutMs,
      );
      signal?.addEventListener('abort', aborted, { once: true });
      sent
        .finally(() => {
          clearTimeout(timer);
          signal?.removeEventListener('abort', aborted);
        })
        .then(resolve, reject);
    });
  }

  uploadUrl(): string {
    return `${this.#connection.endpoint}/upload/bigquery/v2/projects/${this.project}/jobs`;
  }

  /** Lets go of connections on which an answer is still owed; they would keep the process alive. */
  close(): void {
    const { agent, hanging } = this.#connection;
    if (hanging === 0 || typeof agent !== 'object' || agent === null || !('destroy' in agent)) return;
    (agent as { destroy: () => void }).destroy();
  }

  #send<T>(request: Request): Promise<Answer<T>> {
    const options = {
      method: request.method,
      uri: request.path,
      ...(request.project === undefined ? {} : { projectId: request.project }),
      ...(request.json === undefined ? {} : { json: request.json }),
      ...(request.body === undefined ? {} : { body: request.body }),
      headers: { ...request.headers },
      qs: definedOnly(request.query ?? {}),
      maxRetries: 0,
    } as RequestOptions;
    return new Promise((resolve, reject) => {
      this.#connection.client.request(options, (error: unknown, body: unknown, response: unknown) => {
        const raw = (response ?? {}) as RawResponse;
        this.#connection.agent = raw.request?.agent ?? this.#connection.agent;
        const status = raw.statusCode ?? null;
        const fine = status !== null && status >= 200 && status < 300;
        if (error !== null && error !== undefined) {
          reject(fine ? brokenBody(error) : toError(error));
        } else if (fine && typeof body === 'string' && body.trim() !== '') {
          // The library hands over what it could not parse.
          reject(brokenBody(new Error('the answer is not JSON')));
        } else {
          resolve({ body: body as T, headers: raw.headers ?? {} });
        }
      });
    });
  }
}

function connect(options: ApiOptions): Connection {
  const endpoint = (options.endpoint ?? SERVICE).replace(/\/+$/, '');
  const client = new BigQuery({
    projectId: options.project,
    apiEndpoint: endpoint,
    authClient: options.authClient,
    userAgent: 'backline',
    retryOptions: { autoRetry: false, maxRetries: 0 },
  } as BigQueryOptions);
  // An emulator's environment variable would send everything elsewhere, past the settings.
  client.baseUrl = `${endpoint}/bigquery/v2`;
  return { client, endpoint, agent: null, hanging: 0 };
}

/** An answer that broke off says nothing of what was done; asking again does. */
function brokenBody(error: unknown): Error {
  return failed({ network: 'EBROKENBODY', message: `the answer broke off (${failureOf(error, 0).message})` });
}

function toError(thrown: unknown): Error {
  return thrown instanceof Error ? thrown : new Error(String(thrown));
}

function definedOnly(query: NonNullable<Request['query']>): Record<string, string> {
  const entries = Object.entries(query).flatMap(([name, value]) =>
    value === undefined ? [] : [[name, String(value)] as const],
  );
  return Object.fromEntries(entries);
}
