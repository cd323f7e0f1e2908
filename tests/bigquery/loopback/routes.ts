import { setTimeout as sleep } from 'node:timers/promises';
import { ApiError } from './api-error.js';
import type { Engine } from './engine.js';
import type { Fault, Incoming } from './faults.js';
import { bodyOf, json, numberOf, type Answer, type Request } from './http.js';
import { jobResource, kindOf, type Job, type JobBook } from './jobs.js';
import { queryResults } from './results.js';
import {
  deleteTable,
  getDataset,
  getTable,
  insertDataset,
  insertTable,
  listDatasets,
  listRows,
  listTables,
  patchTable,
  testPermissions,
} from './tables.js';
import { ResumableUploads, splitMultipart } from './uploads.js';
import type { JobConfiguration, JobKind, JobReference, QueryConfiguration } from './wire.js';

interface JobBody {
  readonly jobReference?: Partial<JobReference>;
  readonly configuration: JobConfiguration;
}

interface QueryBody extends QueryConfiguration {
  readonly requestId?: string;
  readonly location?: string;
  readonly labels?: Readonly<Record<string, string>>;
  readonly timeoutMs?: number;
  readonly maxResults?: number;
  readonly formatOptions?: { readonly useInt64Timestamp?: boolean; readonly timestampOutputFormat?: string };
}

/** What the routes need of the server. */
interface Parts {
  readonly engine: Engine;
  readonly jobs: JobBook;
  readonly denied: ReadonlySet<string>;
  readonly endpoint: string;
  readonly swiftMs: number;
  newJobId(): string;
}

const PROJECT = /^(\/upload)?\/bigquery\/v2\/projects\/([^/]+)(\/.*)$/;

/** From a request to its answer. */
export class Routes {
  dryRuns = 0;
  readonly #uploads = new ResumableUploads();
  /** Small queries that were sent with an id of their request: sent again, they are not run again. */
  readonly #requests = new Map<string, Job>();

  constructor(private readonly parts: Parts) {}

  /** What faults are chosen by. */
  incoming(request: Request): Incoming {
    const path = PROJECT.exec(request.path)?.[3] ?? request.path;
    return { method: request.method, path, job: this.#jobKind(request, path) };
  }

  #jobKind(request: Request, path: string): JobKind | null {
    if (request.method === 'PUT') return path === '/jobs' ? 'load' : null;
    if (request.method !== 'POST') return null;
    if (path === '/queries') return 'query';
    if (path !== '/jobs') return null;
    if (request.path.startsWith('/upload')) return 'load';
    try {
      return kindOf(bodyOf<JobBody>(request).configuration);
    } catch {
      return null;
    }
  }

  async answer(request: Request, fault: Fault | null): Promise<Answer> {
    if (request.path === '/token') return this.#token(request);
    const [, upload, project = '', path = ''] = PROJECT.exec(request.path) ?? [];
    if (project === '') throw new ApiError('notFound', `Not found: ${request.path}`);
    if (upload !== undefined) return this.#upload(request, project, fault);
    const { method } = request;
    const parts = path.split('/').slice(1);
    const [collection, id] = parts;
    if (collection === 'queries') {
      if (method === 'POST' && id === undefined) return this.#query(request, project, fault);
      if (method === 'GET' && id !== undefined) {
        const job = this.parts.jobs.get(project, id, request.query.get('location'));
        return queryResults(this.parts.jobs, job, request.query, 'bigquery#getQueryResultsResponse');
      }
    }
    if (collection === 'jobs') return this.#jobs(request, project, parts, fault);
    if (collection === 'datasets') return this.#datasets(request, project, parts);
    throw new ApiError('notFound', `Not found: ${method} ${request.path}`);
  }

  // ---------------------------------------------------------------- jobs

  #jobs(
    request: Request,
    project: string,
    [, id, verb]: readonly string[],
    fault: Fault | null,
  ): Answer | Promise<Answer> {
    const { method, query } = request;
    if (method === 'POST' && id === undefined) {
      const { jobReference = {}, configuration } = bodyOf<JobBody>(request);
      return this.#insert(project, jobReference, configuration, null, fault);
    }
    if (method === 'GET' && id === undefined) {
      const most = numberOf(query, 'maxResults', 50);
      const state = query.get('stateFilter')?.toUpperCase();
      const jobs = this.parts.jobs.all.filter((job) => state === undefined || job.state === state);
      return json({ kind: 'bigquery#jobList', jobs: jobs.slice(-most).map(jobResource) });
    }
    if (id !== undefined) {
      const job = this.parts.jobs.get(project, id, query.get('location'));
      if (method === 'GET' && verb === undefined) return json(jobResource(job));
      if (method === 'POST' && verb === 'cancel') {
        job.cancel.abort();
        return json({ kind: 'bigquery#jobCancelResponse', job: jobResource(job) });
      }
    }
    throw new ApiError('notFound', `Not found: ${method} ${request.path}`);
  }

  async #insert(
    project: string,
    reference: Partial<JobReference>,
    configuration: JobConfiguration,
    body: Buffer | null,
    fault: Fault | null,
  ): Promise<Answer> {
    const { jobs, engine, swiftMs } = this.parts;
    const location = reference.location ?? engine.catalog.location;
    if (configuration.dryRun === true) return this.#dryRun(project, configuration, location);
    const jobId = reference.jobId ?? this.parts.newJobId();
    const job = jobs.insert({ projectId: project, jobId, location }, configuration, body, fault);
    if (swiftMs > 0) await Promise.race([job.done, sleep(swiftMs, undefined, { ref: false })]);
    return json(jobResource(job));
  }

  /** Costs nothing and leaves no job. */
  async #dryRun(project: string, configuration: JobConfiguration, location: string): Promise<Answer> {
    const { engine } = this.parts;
    this.dryRuns += 1;
    engine.catalog.checkProject(project);
    if (!configuration.query) throw new ApiError('invalid', 'Only query jobs can be dry runs.');
    const { processed } = await engine.cost(configuration.query, location);
    const bytes = String(processed);
    return json({
      kind: 'bigquery#job',
      jobReference: { projectId: project, location },
      configuration: { ...configuration, jobType: 'QUERY' },
      status: { state: 'DONE' },
      statistics: {
        creationTime: String(Date.now()),
        totalBytesProcessed: bytes,
        query: { totalBytesProcessed: bytes, totalBytesBilled: '0', cacheHit: false, statementType: 'SELECT' },
      },
    });
  }

  /** `jobs.query`: makes a job and waits a while for its first page. */
  async #query(request: Request, project: string, fault: Fault | null): Promise<Answer> {
    const body = bodyOf<QueryBody>(request);
    const { requestId, location, labels, timeoutMs, maxResults, formatOptions, ...query } = body;
    const known = requestId === undefined ? undefined : this.#requests.get(requestId);
    const job =
      known ??
      this.parts.jobs.insert(
        {
          projectId: project,
          jobId: this.parts.newJobId(),
          location: location ?? this.parts.engine.catalog.location,
        },
        labels === undefined ? { query } : { query, labels },
        null,
        fault,
      );
    if (requestId !== undefined) this.#requests.set(requestId, job);
    const asked = new URLSearchParams();
    if (timeoutMs !== undefined) asked.set('timeoutMs', String(timeoutMs));
    if (maxResults !== undefined) asked.set('maxResults', String(maxResults));
    if (formatOptions?.useInt64Timestamp === true) asked.set('formatOptions.useInt64Timestamp', 'true');
    if (formatOptions?.timestampOutputFormat !== undefined) {
      asked.set('formatOptions.timestampOutputFormat', formatOptions.timestampOutputFormat);
    }
    return queryResults(this.parts.jobs, job, asked, 'bigquery#queryResponse');
  }

  // ---------------------------------------------------------------- uploads

  async #upload(request: Request, project: string, fault: Fault | null): Promise<Answer> {
    const finish = async (metadata: unknown, data: Buffer): Promise<Answer> => {
      const { jobReference = {}, configuration } = metadata as JobBody;
      return this.#insert(project, jobReference, configuration, data, fault);
    };
    const uploadId = request.query.get('upload_id');
    if (uploadId !== null) return this.#uploads.put(request, uploadId, finish);
    const type = request.query.get('uploadType');
    if (type === 'multipart') {
      const { metadata, data } = splitMultipart(request);
      return finish(metadata, data);
    }
    if (type === 'resumable') {
      const address = `${this.parts.endpoint}${request.path}?uploadType=resumable&upload_id=`;
      return this.#uploads.begin(request, (id) => `${address}${id}`);
    }
    throw new ApiError('invalid', `Unknown uploadType ${String(type)}`);
  }

  // ---------------------------------------------------------------- datasets and tables

  #datasets(request: Request, project: string, parts: readonly string[]): Answer | Promise<Answer> {
    const { method } = request;
    const { engine, denied } = this.parts;
    const [, datasetId, tables, named, verb] = parts;
    if (datasetId === undefined) {
      if (method === 'GET') return listDatasets(engine, project, request);
      if (method === 'POST') return insertDataset(engine, project, request);
    } else if (tables === undefined) {
      if (method === 'GET') return getDataset(engine, project, datasetId);
    } else if (tables === 'tables' && named === undefined) {
      if (method === 'GET') return listTables(engine, project, datasetId, request);
      if (method === 'POST') return insertTable(engine, project, datasetId, request);
    } else if (tables === 'tables' && named !== undefined) {
      const [tableId = '', action = verb] = named.split(':');
      const reference = { projectId: project, datasetId, tableId };
      if (method === 'GET' && action === undefined) return getTable(engine, reference);
      if (method === 'GET' && action === 'data') return listRows(engine, reference, request);
      if (method === 'PATCH' && action === undefined) return patchTable(engine, reference, request);
      if (method === 'DELETE' && action === undefined) return deleteTable(engine, reference);
      if (method === 'POST' && action?.replace(':', '') === 'testIamPermissions') {
        engine.target(reference);
        return testPermissions(request, denied);
      }
    }
    throw new ApiError('notFound', `Not found: ${method} ${request.path}`);
  }

  // ---------------------------------------------------------------- credentials

  /** The token address that a service-account key file may name. */
  #token(request: Request): Answer {
    const form = new URLSearchParams(request.body.toString('utf8'));
    if (form.get('grant_type') !== 'urn:ietf:params:oauth:grant-type:jwt-bearer' || form.get('assertion') === null) {
      return json({ error: 'unsupported_grant_type', error_description: 'Invalid grant_type' }, 400);
    }
    return json({ access_token: 'loopback-token', expires_in: 3600, token_type: 'Bearer' });
  }
}
