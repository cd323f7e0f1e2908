import { createHash } from 'node:crypto';
import { ApiError } from './api-error.js';
import type { DatasetEntry, TableEntry } from './catalog.js';
import { nameOf, type Engine } from './engine.js';
import { sqlTypeOf } from './fields.js';
import { bodyOf, json, NOTHING, numberOf, type Answer, type Request } from './http.js';
import { pageOf } from './cells.js';
import { partitionBytes } from './scan-cost.js';
import { splitDecorator } from './translate.js';
import { PAGE_BYTES, timestampFormat } from './results.js';
import type { FieldSchema, TableReference, TimePartitioning } from './wire.js';

interface TableBody {
  readonly tableReference?: TableReference;
  readonly schema?: { readonly fields: readonly FieldSchema[] };
  readonly timePartitioning?: TimePartitioning;
  readonly requirePartitionFilter?: boolean;
  readonly clustering?: { readonly fields: readonly string[] };
  readonly view?: { readonly query: string };
  readonly description?: string;
  readonly labels?: Readonly<Record<string, string>>;
  readonly expirationTime?: string | null;
}

const etagOf = (...parts: readonly unknown[]): string =>
  createHash('sha256').update(JSON.stringify(parts)).digest('base64').slice(0, 24);

function referenceOf(project: string, entry: TableEntry): TableReference {
  return { projectId: project, datasetId: entry.dataset, tableId: entry.table };
}

/** A table, or one of its partitions, as `tables.get` shows it. */
function tableResource(engine: Engine, entry: TableEntry, date: string | null, bytes?: number): unknown {
  const { project } = engine.catalog;
  const reference = referenceOf(project, entry);
  const tableId = date === null ? entry.table : `${entry.table}$${date.replaceAll('-', '')}`;
  const partition = date === null ? null : (entry.partitions.get(date) ?? { rows: 0, modifiedMs: entry.createdMs });
  const modifiedMs = partition?.modifiedMs ?? entry.modifiedMs;
  const { partitioning } = entry;
  return {
    kind: 'bigquery#table',
    etag: etagOf(tableId, modifiedMs, entry.expiresMs, entry.labels),
    id: `${nameOf({ ...reference, tableId })}`,
    tableReference: { ...reference, tableId },
    type: entry.kind,
    location: engine.catalog.dataset(project, entry.dataset).location,
    creationTime: String(entry.createdMs),
    lastModifiedTime: String(modifiedMs),
    numRows: String(partition?.rows ?? entry.rows),
    ...(bytes === undefined ? {} : { numBytes: String(bytes) }),
    schema: { fields: entry.fields },
    labels: entry.labels,
    ...(entry.description === null ? {} : { description: entry.description }),
    ...(entry.expiresMs === null ? {} : { expirationTime: String(entry.expiresMs) }),
    ...(entry.viewQuery === null ? {} : { view: { query: entry.viewQuery, useLegacySql: false } }),
    ...(entry.clustering.length === 0 ? {} : { clustering: { fields: entry.clustering } }),
    ...(partitioning === null
      ? {}
      : {
          timePartitioning: { ...partitioning, ...(entry.requireFilter ? { requirePartitionFilter: true } : {}) },
          requirePartitionFilter: entry.requireFilter,
        }),
  };
}

export async function getTable(engine: Engine, reference: TableReference): Promise<Answer> {
  const { entry, date } = engine.target(reference);
  if (date === null) return json(tableResource(engine, entry, null));
  const bytes = await engine.use((connection) => partitionBytes(connection, entry, date));
  return json(tableResource(engine, entry, date, bytes));
}

export function listTables(engine: Engine, project: string, dataset: string, request: Request): Answer {
  engine.catalog.dataset(project, dataset);
  const all = engine.catalog.tablesOf(dataset);
  const start = numberOf(request.query, 'pageToken', 0);
  const count = numberOf(request.query, 'maxResults', 50);
  const shown = all.slice(start, start + count);
  return json({
    kind: 'bigquery#tableList',
    totalItems: all.length,
    ...(start + count < all.length ? { nextPageToken: String(start + count) } : {}),
    tables: shown.map((entry) => ({
      kind: 'bigquery#table',
      id: nameOf(referenceOf(project, entry)),
      tableReference: referenceOf(project, entry),
      type: entry.kind,
      creationTime: String(entry.createdMs),
      ...(entry.expiresMs === null ? {} : { expirationTime: String(entry.expiresMs) }),
      ...(entry.partitioning === null ? {} : { timePartitioning: entry.partitioning }),
      labels: entry.labels,
    })),
  });
}

export async function insertTable(engine: Engine, project: string, dataset: string, request: Request): Promise<Answer> {
  engine.catalog.dataset(project, dataset);
  const body = bodyOf<TableBody>(request);
  const table = body.tableReference?.tableId ?? '';
  if (!/^\w[\w-]*$/.test(table)) throw new ApiError('invalid', `Invalid table ID "${table}"`);
  if (engine.catalog.find(dataset, table)) {
    throw new ApiError('duplicate', `Already Exists: Table ${project}:${dataset}.${table}`);
  }
  const fields = body.schema?.fields ?? [];
  fields.forEach(sqlTypeOf);
  const field = body.timePartitioning?.field;
  if (field !== undefined && !fields.some((one) => one.name === field)) {
    throw new ApiError('invalid', `The field specified for partitioning cannot be found in the schema: ${field}`);
  }
  const now = engine.catalog.tick();
  const entry: TableEntry = {
    dataset,
    table,
    kind: body.view ? 'VIEW' : 'TABLE',
    fields,
    partitioning: body.timePartitioning ?? null,
    requireFilter: body.requirePartitionFilter ?? body.timePartitioning?.requirePartitionFilter ?? false,
    clustering: body.clustering?.fields ?? [],
    viewQuery: body.view?.query ?? null,
    description: body.description ?? null,
    labels: body.labels ?? {},
    createdMs: now,
    modifiedMs: now,
    expiresMs: (body.expirationTime ?? null) === null ? null : Number(body.expirationTime),
    rows: 0,
    partitions: new Map(),
  };
  const made = await engine.change((connection) => engine.createTable(connection, entry));
  return json(tableResource(engine, made, null));
}

export async function patchTable(engine: Engine, reference: TableReference, request: Request): Promise<Answer> {
  const body = bodyOf<TableBody>(request);
  const made = await engine.change(async (connection) => {
    const { entry, date } = engine.target(reference);
    if (date !== null) throw new ApiError('invalid', `Cannot update metadata of a partition: ${nameOf(reference)}`);
    const expected = request.headers['if-match'];
    const { etag } = tableResource(engine, entry, null) as { readonly etag: string };
    if (expected !== undefined && expected !== etag)
      throw new ApiError('conditionNotMet', 'Precondition check failed.');
    const { expirationTime } = body;
    const patched: TableEntry = {
      ...entry,
      modifiedMs: engine.catalog.tick(),
      description: body.description ?? entry.description,
      labels: body.labels ?? entry.labels,
      requireFilter: body.requirePartitionFilter ?? entry.requireFilter,
      expiresMs:
        expirationTime === undefined ? entry.expiresMs : expirationTime === null ? null : Number(expirationTime),
    };
    if (patched.expiresMs !== null && patched.expiresMs <= Date.now()) {
      throw new ApiError('invalid', 'Table expiration time must be in the future.');
    }
    await engine.catalog.put(connection, patched);
    return patched;
  });
  return json(tableResource(engine, made, null));
}

export async function deleteTable(engine: Engine, reference: TableReference): Promise<Answer> {
  const { table, date } = splitDecorator(reference);
  if (date !== null) throw new ApiError('invalid', 'The loopback does not delete single partitions.');
  await engine.change((connection) =>
    engine.dropTable(connection, engine.catalog.table({ ...reference, tableId: table })),
  );
  return NOTHING;
}

export async function listRows(engine: Engine, reference: TableReference, request: Request): Promise<Answer> {
  const chosen = request.query.get('selectedFields');
  const cells = await engine.tableRows(reference, chosen === null ? null : chosen.split(','));
  const start = numberOf(request.query, 'pageToken', numberOf(request.query, 'startIndex', 0));
  const most = numberOf(request.query, 'maxResults', Number.MAX_SAFE_INTEGER);
  const page = pageOf(cells, start, most, PAGE_BYTES, timestampFormat(request.query));
  const head = JSON.stringify({
    kind: 'bigquery#tableDataList',
    etag: etagOf(nameOf(reference), start),
    totalRows: String(cells.rows),
    ...(page.next === null ? {} : { pageToken: String(page.next) }),
  });
  return { status: 200, text: page.count === 0 ? head : `${head.slice(0, -1)},"rows":${page.rows}}` };
}

// ---------------------------------------------------------------- datasets

function datasetResource(project: string, entry: DatasetEntry): unknown {
  return {
    kind: 'bigquery#dataset',
    etag: etagOf(entry),
    id: `${project}:${entry.dataset}`,
    datasetReference: { projectId: project, datasetId: entry.dataset },
    location: entry.location,
    labels: entry.labels,
    creationTime: String(entry.createdMs),
    lastModifiedTime: String(entry.createdMs),
  };
}

export function getDataset(engine: Engine, project: string, dataset: string): Answer {
  return json(datasetResource(project, engine.catalog.dataset(project, dataset)));
}

export function listDatasets(engine: Engine, project: string, request: Request): Answer {
  engine.catalog.checkProject(project);
  const all = engine.catalog.datasets;
  const start = numberOf(request.query, 'pageToken', 0);
  const count = numberOf(request.query, 'maxResults', 50);
  return json({
    kind: 'bigquery#datasetList',
    ...(start + count < all.length ? { nextPageToken: String(start + count) } : {}),
    datasets: all.slice(start, start + count).map((entry) => datasetResource(project, entry)),
  });
}

export async function insertDataset(engine: Engine, project: string, request: Request): Promise<Answer> {
  engine.catalog.checkProject(project);
  const body = bodyOf<{
    readonly datasetReference?: { readonly datasetId: string };
    readonly location?: string;
    readonly labels?: Readonly<Record<string, string>>;
  }>(request);
  const dataset = body.datasetReference?.datasetId ?? '';
  if (!/^\w+$/.test(dataset)) throw new ApiError('invalid', `Invalid dataset ID "${dataset}"`);
  if (engine.catalog.datasets.some((entry) => entry.dataset === dataset)) {
    throw new ApiError('duplicate', `Already Exists: Dataset ${project}:${dataset}`);
  }
  const entry = await engine.change((connection) => engine.catalog.createDataset(connection, dataset, body));
  return json(datasetResource(project, entry));
}

/** Who may do all is told so; `denied` are permissions that nobody has. */
export function testPermissions(request: Request, denied: ReadonlySet<string>): Answer {
  const { permissions } = bodyOf<{ readonly permissions: readonly string[] }>(request);
  const granted = permissions.filter((permission) => !denied.has(permission));
  return json(granted.length === 0 ? {} : { permissions: granted });
}
