import { formatBytes, formatBytesApart } from '../../../shared/bytes.js';
import { BacklineError, toErrorInfo } from '../../../shared/errors.js';
import { DATASETS, type BigQuerySettings } from '../../../shared/settings.js';
import {
  CONNECTION_STEPS,
  type ConnectionReport,
  type ConnectionStep,
  type ConnectionStepId,
} from '../../../shared/warehouse-report.js';
import { FEATURE_STORE, TABLE_NAMES } from '../tables/names.js';
import { dateColumn, tableDefinition } from '../tables/definitions.js';
import type { Api } from './client.js';
import { openCredentials, type Credentials } from './credentials.js';
import { warehouseError } from './errors.js';
import { failureOf } from './failure.js';
import { Jobs } from './jobs.js';
import { jobLabels } from './labels.js';
import { datasetPath, liveName, tablePath } from './names.js';
import { openApi, requireLocation } from './open.js';
import { getTable, requireDaily } from './partitions.js';
import { LEAST_BILLED_PER_TABLE } from './pricing.js';
import type { DatasetResource, TableResource } from './rest.js';
import { IMPATIENT } from './retry.js';
import { checkSettings } from './settings-check.js';

type Env = Readonly<Record<string, string | undefined>>;

const TITLES: Readonly<Record<ConnectionStepId, string>> = {
  settings: 'Settings',
  credentials: 'Credentials',
  reach: 'Reach the service',
  project: 'Project and API',
  datasets: 'Datasets and location',
  tables: 'Tables',
  query: 'Run a query',
  write: 'Write the feature store',
  snapshots: 'Keep snapshots',
};

/** Walks CONNECTION_STEPS in order and stops at the first that fails. Changes nothing and bills nothing. */
export async function testConnection(settings: BigQuerySettings, env: Env): Promise<ConnectionReport> {
  const walk = new ConnectionWalk(settings, env);
  const steps: ConnectionStep[] = [];
  let failed = false;
  for (const id of CONNECTION_STEPS) {
    const title = TITLES[id];
    if (failed) {
      steps.push({ id, title, state: 'skipped', finding: 'not tried', error: null, ms: 0 });
      continue;
    }
    const began = performance.now();
    const ms = (): number => Math.round(performance.now() - began);
    try {
      const finding = await walk[id]();
      steps.push({ id, title, state: 'passed', finding, error: null, ms: ms() });
    } catch (thrown) {
      const error = toErrorInfo(
        warehouseError(thrown, { what: title.toLowerCase(), project: settings.project || 'without a name' }),
      );
      steps.push({ id, title, state: 'failed', finding: error.message, error, ms: ms() });
      failed = true;
    }
  }
  walk.close();
  return { passed: !failed, steps };
}

type Steps = { readonly [K in ConnectionStepId]: () => Promise<string> };

class ConnectionWalk implements Steps {
  readonly #settings: BigQuerySettings;
  readonly #env: Env;
  #credentials: Credentials | null = null;
  #api: Api | null = null;
  #location = '';

  constructor(settings: BigQuerySettings, env: Env) {
    this.#settings = settings;
    this.#env = env;
  }

  async settings(): Promise<string> {
    checkSettings(this.#settings);
    const { project, location } = this.#settings;
    return `project ${project}, ${location === '' ? 'location of the datasets' : `location ${location}`}`;
  }

  async credentials(): Promise<string> {
    this.#credentials = await openCredentials(this.#settings, this.#env);
    await this.#credentials.check();
    return this.#credentials.description;
  }

  /** Any answer will do, also a refusal: the next step reads it. */
  async reach(): Promise<string> {
    const credentials = this.#credentials;
    if (credentials === null) throw new BacklineError('internal', 'no credentials were opened');
    const api = openApi(this.#settings, credentials, IMPATIENT, () => undefined);
    this.#api = api;
    try {
      await api.once({ method: 'GET', path: 'datasets', query: { maxResults: 1 } });
    } catch (thrown) {
      const { status } = failureOf(thrown, 0);
      if (status === null || status === 407) throw thrown;
    }
    return this.#settings.apiEndpoint ?? 'bigquery.googleapis.com answers';
  }

  async project(): Promise<string> {
    await this.#open.call(`looking up project ${this.#settings.project}`, {
      method: 'GET',
      path: 'datasets',
      query: { maxResults: 1 },
    });
    return `project ${this.#settings.project} lists its datasets`;
  }

  async datasets(): Promise<string> {
    const found: string[] = [];
    for (const dataset of DATASETS) {
      const { projectId, datasetId } = datasetPath(this.#settings.datasets[dataset] ?? dataset, this.#settings.project);
      const { location = '' } = await this.#open.call<DatasetResource>(`looking up dataset ${datasetId}`, {
        method: 'GET',
        path: `datasets/${datasetId}`,
        project: projectId,
      });
      requireLocation(this.#settings, location, datasetId);
      if (found.length === 0) this.#location = location;
      else requireLocation({ ...this.#settings, location: this.#location }, location, datasetId);
      found.push(datasetId);
    }
    return `${String(found.length)} datasets in ${this.#location}`;
  }

  async tables(): Promise<string> {
    const missing: string[] = [];
    for (const table of TABLE_NAMES) {
      if ((await getTable(this.#open, tablePath(table, this.#settings))) === null) {
        missing.push(liveName(table, this.#settings));
      }
    }
    const [first] = missing;
    if (first !== undefined) {
      throw new BacklineError('schema_mismatch', `there is no table ${missing.join(', ')}`, {
        subject: first,
        remedy: 'The schema check says what does not work without them, and can print how to create them.',
      });
    }
    return `all ${String(TABLE_NAMES.length)} tables are there`;
  }

  /** A dry run needs the right to create jobs and to read the table, and costs nothing. */
  async query(): Promise<string> {
    const name = liveName(FEATURE_STORE, this.#settings);
    const day = dateColumn(FEATURE_STORE);
    const job = await this.#jobs.dryRun('trying a query', {
      labels: jobLabels({ step: 'test' }),
      query: {
        query: `SELECT COUNT(t.${day}) AS days FROM \`${name}\` AS t WHERE t.${day} = DATE '2026-01-01'`,
        useLegacySql: false,
        maximumBytesBilled: String(this.#settings.maxBytesPerQuery),
      },
    });
    const bytes = Number(job.statistics?.totalBytesProcessed ?? 0);
    // A dry run is not held to the cap, the query itself would be.
    const billed = Math.max(bytes, LEAST_BILLED_PER_TABLE);
    const cap = this.#settings.maxBytesPerQuery;
    if (billed > cap) {
      const [least, most] = formatBytesApart(billed, cap);
      throw new BacklineError(
        'over_budget',
        `one date of one table is billed as ${least}, the cap of a query is ${most}`,
        { subject: 'maximum bytes per query', remedy: 'Raise the byte cap of a query.' },
      );
    }
    return `jobs may be created and ${name} read (${formatBytes(bytes)} for one date, not run)`;
  }

  async write(): Promise<string> {
    const path = tablePath(FEATURE_STORE, this.#settings);
    const name = liveName(FEATURE_STORE, this.#settings);
    const resource = await getTable(this.#open, path);
    requireDaily(resource ?? ({} satisfies TableResource), path, dateColumn(FEATURE_STORE));
    const columns = new Set(resource?.schema?.fields?.map((field) => field.name));
    const lacking = tableDefinition(FEATURE_STORE).columns.filter(
      (column) => column.needed && !columns.has(column.name),
    );
    if (lacking.length > 0) {
      const names = lacking.map((column) => column.name).join(', ');
      throw new BacklineError('schema_mismatch', `${name} lacks the column ${names}`, { subject: name });
    }
    await this.#requirePermissions(
      `datasets/${path.datasetId}/tables/${path.tableId}:testIamPermissions`,
      path.projectId,
      // What a load job that replaces a partition, and a copy job out of one, ask for (BigQuery: loading, copying).
      ['bigquery.tables.get', 'bigquery.tables.getData', 'bigquery.tables.update', 'bigquery.tables.updateData'],
      `table ${name}`,
    );
    return `${name} may be written, partitioned by day of ${dateColumn(FEATURE_STORE)}`;
  }

  async snapshots(): Promise<string> {
    const { snapshotDataset, snapshotDays, project } = this.#settings;
    const { projectId, datasetId } = datasetPath(snapshotDataset, project);
    const kept = `kept for ${String(snapshotDays)} days`;
    try {
      const { location = '' } = await this.#open.call<DatasetResource>(`looking up dataset ${datasetId}`, {
        method: 'GET',
        path: `datasets/${datasetId}`,
        project: projectId,
      });
      requireLocation({ ...this.#settings, location: this.#location }, location, datasetId);
      return `dataset ${datasetId} is there, in ${location}; copies are ${kept}. A run makes tables in it (bigquery.tables.create)`;
    } catch (thrown) {
      if (failureOf(thrown, 0).status !== 404) throw thrown;
      return (
        `dataset ${datasetId} is not there yet: the first run makes it in ${this.#location}, copies are ${kept}. ` +
        `That needs bigquery.datasets.create on project ${projectId}, which cannot be tried without making it`
      );
    }
  }

  close(): void {
    this.#api?.close();
  }

  get #open(): Api {
    if (this.#api === null) throw new BacklineError('internal', 'the service was not reached');
    return this.#api;
  }

  get #jobs(): Jobs {
    return new Jobs(this.#open, () => this.#location);
  }

  async #requirePermissions(
    path: string,
    project: string,
    permissions: readonly string[],
    place: string,
  ): Promise<void> {
    const { permissions: granted = [] } = await this.#open.call<{ readonly permissions?: readonly string[] }>(
      `asking for permissions on ${place}`,
      { method: 'POST', path, project, json: { permissions } },
    );
    const denied = permissions.filter((permission) => !granted.includes(permission));
    if (denied.length === 0) return;
    throw new BacklineError('permission_denied', `${denied.join(', ')} is missing on ${place}`, {
      subject: `${denied.join(', ')} on ${place}`,
      remedy: 'Ask for the role BigQuery Data Editor on it.',
    });
  }
}
