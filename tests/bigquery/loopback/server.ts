import { randomUUID } from 'node:crypto';
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';
import { errorBody, REASON_STATUS, toApiError } from './api-error.js';
import { Engine } from './engine.js';
import { FaultPlan, wordsOf, type Fault, type Incoming } from './faults.js';
import { json, readRequest, sendAnswer, sendHalf, type Answer, type Request } from './http.js';
import { JobBook } from './jobs.js';
import { Routes } from './routes.js';

export interface LoopbackOptions {
  /** A DuckDB warehouse file; the server alone has it open. */
  readonly warehouse: string;
  readonly project?: string;
  readonly location?: string;
  /** A free one when absent. */
  readonly port?: number;
  /** How long the answer to a new job waits for its end: 0 as the service, more where a test would only poll. */
  readonly swiftMs?: number;
  /** 0..1, for faults by probability. */
  readonly random?: () => number;
}

/** A request as it was answered. */
export interface Seen extends Incoming {
  /** 0: the connection was cut or left hanging. */
  readonly status: number;
}

export type Dies = (when: 'before' | 'after', request: Incoming) => boolean;

interface Client {
  readonly dies: Dies;
  dead: boolean;
}

/** The part of BigQuery's REST interface that the real client uses, on 127.0.0.1, answered by a DuckDB file. */
export class LoopbackBigQuery {
  readonly engine: Engine;
  readonly jobs: JobBook;
  readonly faults: FaultPlan;
  readonly project: string;
  readonly location: string;
  readonly swiftMs: number;
  /** Permissions that nobody has. */
  readonly denied = new Set<string>();
  readonly seen: Seen[] = [];
  /** Told of each request when it was worked on; the answer goes out afterwards. */
  onAnswer: (seen: Seen) => void | Promise<void> = () => undefined;
  readonly #server: Server;
  readonly #routes: Routes;
  readonly #clients = new Map<string, Client>();

  private constructor(engine: Engine, server: Server, options: LoopbackOptions) {
    this.engine = engine;
    this.#server = server;
    this.project = engine.catalog.project;
    this.location = engine.catalog.location;
    this.swiftMs = options.swiftMs ?? 0;
    this.jobs = new JobBook(engine);
    this.faults = new FaultPlan(options.random ?? Math.random);
    this.#routes = new Routes(this);
    server.on('request', (message, response) => void this.#serve(message, response));
  }

  static async start(options: LoopbackOptions): Promise<LoopbackBigQuery> {
    const engine = await Engine.open(
      options.warehouse,
      options.project ?? 'loopback-project',
      options.location ?? 'US',
    );
    const server = createServer({ keepAliveTimeout: 60_000 });
    const loopback = new LoopbackBigQuery(engine, server, options);
    await new Promise<void>((resolve, reject) => {
      server.once('error', reject).listen(options.port ?? 0, '127.0.0.1', () => {
        resolve();
      });
    });
    return loopback;
  }

  get endpoint(): string {
    return `http://127.0.0.1:${String((this.#server.address() as AddressInfo).port)}`;
  }

  /**
   * An address of its own for one client. Once `dies` says so, the client is dead to the server: what it still sends is
   * not heard, and it gets no answer. `dies` is asked before and after each request is worked on.
   */
  client(dies: Dies): string {
    const name = `client-${this.#clients.size + 1}`;
    this.#clients.set(name, { dies, dead: false });
    return `${this.endpoint}/${name}`;
  }

  async stop(): Promise<void> {
    for (const job of this.jobs.running) job.cancel.abort();
    this.#server.closeAllConnections();
    await new Promise<void>((resolve) => this.#server.close(() => resolve()));
    await Promise.all(this.jobs.running.map((job) => job.done));
    await this.engine.close();
  }

  async #serve(message: IncomingMessage, response: ServerResponse): Promise<void> {
    let request: Request;
    try {
      request = await readRequest(message);
    } catch {
      // The client has cut the connection while it was still sending.
      response.destroy();
      return;
    }
    const [, name = '', path] = /^\/(client-\d+)(\/.*)$/.exec(request.path) ?? [];
    const client = this.#clients.get(name);
    if (path !== undefined) request = { ...request, path };
    const incoming = this.#routes.incoming(request);
    if (isDead(client, 'before', incoming)) return;
    const fault = this.faults.next(incoming);
    const seen = async (status: number): Promise<void> => {
      this.seen.push({ ...incoming, status });
      await this.onAnswer({ ...incoming, status });
    };
    if (fault?.kind === 'hang') {
      await seen(0);
      return;
    }
    if (fault?.kind === 'cut') {
      await seen(0);
      response.socket?.destroy();
      return;
    }
    if (fault?.kind === 'slow') await sleep(fault.ms, undefined, { ref: false });
    let answer = this.#refusal(fault) ?? (await this.#answer(request, fault));
    if (fault?.kind === 'duplicate') answer = await this.#answer(request, null);
    if (isDead(client, 'after', incoming)) return;
    if (fault?.kind === 'lose-answer') {
      await seen(0);
      response.socket?.destroy();
      return;
    }
    await seen(answer.status);
    if (fault?.kind === 'cut-answer') sendHalf(response, answer);
    else if (fault?.kind === 'truncate') {
      sendAnswer(response, { ...answer, text: answer.text.slice(0, Math.floor(answer.text.length / 2)) });
    } else sendAnswer(response, answer);
  }

  #refusal(fault: Fault | null): Answer | null {
    if (fault?.kind === 'page') {
      return {
        status: fault.status,
        text: '<html><body>Bad gateway</body></html>',
        headers: { 'content-type': 'text/html' },
      };
    }
    if (fault?.kind !== 'refuse') return null;
    const status = fault.status ?? REASON_STATUS[fault.reason];
    const reason = fault.reason === 'tooManyRequests' ? 'rateLimitExceeded' : fault.reason;
    return json(
      errorBody(status, reason, wordsOf(fault.reason, fault.message)),
      status,
      fault.retryAfter === undefined ? {} : { 'retry-after': String(fault.retryAfter) },
    );
  }

  async #answer(request: Request, fault: Fault | null): Promise<Answer> {
    try {
      return await this.#routes.answer(request, fault);
    } catch (thrown) {
      const error = toApiError(thrown);
      return json(error.body, error.status);
    }
  }

  /** Dry runs that were asked for; they leave no job. */
  get dryRuns(): number {
    return this.#routes.dryRuns;
  }

  /** A job id as the service makes one. */
  newJobId(): string {
    return `job_${randomUUID().replaceAll('-', '')}`;
  }
}

function isDead(client: Client | undefined, when: 'before' | 'after', request: Incoming): boolean {
  if (client === undefined) return false;
  client.dead ||= client.dies(when, request);
  return client.dead;
}
