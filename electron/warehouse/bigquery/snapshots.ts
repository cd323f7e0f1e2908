import { BacklineError } from '../../../shared/errors.js';
import type { BigQuerySettings } from '../../../shared/settings.js';
import type { SnapshotRef, SnapshotRequest } from '../port.js';
import { dateColumn } from '../tables/definitions.js';
import type { TableName } from '../tables/names.js';
import type { Api } from './client.js';
import { mapLimited } from './concurrency.js';
import { failureOf } from './failure.js';
import { shortHash, snapshotTableId } from './job-ids.js';
import { jobLabels } from './labels.js';
import { datasetPath, pathText, type TablePath } from './names.js';
import {
  createTable,
  deleteTable,
  fieldsOf,
  getTable,
  partitionPath,
  partitionState,
  type PartitionState,
} from './partitions.js';
import type { JobConfiguration, TableResource } from './rest.js';
import { partsUntil, runWriteJob, type WriteJob, type WriteParts } from './write-jobs.js';
import { requireTable } from './write-partition.js';

/** Copies under way at once: many small jobs side by side, far below the service's limits. */
const AT_ONCE = 8;
/** A partition that changes while it is copied is copied again; one that never rests is not kept. */
const MOST_COPIES = 5;
const DAY_MS = 86_400_000;

export interface SnapshotParts extends WriteParts {
  readonly settings: Pick<BigQuerySettings, 'project' | 'snapshotDataset' | 'snapshotDays'>;
  readonly location: () => string;
}

export function snapshotPath(settings: SnapshotParts['settings'], id: string): TablePath {
  return { ...datasetPath(settings.snapshotDataset, settings.project), tableId: snapshotTableId(id) };
}

/** Copies each date into a table of its own, which the service drops by itself after the days set. */
export async function snapshotPartitions(
  whole: SnapshotParts,
  live: TablePath,
  table: TableName,
  wanted: readonly SnapshotRequest[],
  signal?: AbortSignal,
): Promise<readonly SnapshotRef[]> {
  if (wanted.length === 0) return [];
  const parts = { ...partsUntil(whole, signal), whole, signal };
  await ensureDataset(parts);
  return mapLimited(wanted, AT_ONCE, (request) => snapshotPartition(parts, live, table, request));
}

/** Parts that wait until the signal is aborted, and the ones that can still end a job after that. */
interface KeepingParts extends SnapshotParts {
  readonly whole: SnapshotParts;
  readonly signal: AbortSignal | undefined;
}

async function snapshotPartition(
  parts: KeepingParts,
  live: TablePath,
  table: TableName,
  request: SnapshotRequest,
): Promise<SnapshotRef> {
  const { api } = parts;
  const { id, date } = request;
  const source = partitionPath(live, date);
  const resource = await requireTable(parts, live, source, dateColumn(table));
  await makeTable(parts, resource, request);
  let before = partitionState(resource);
  for (let copy = 0; copy < MOST_COPIES; copy++) {
    if (before.rows > 0) await copyOnce(parts, source, request, before, copy);
    const kept = before.rows === 0 ? before : await keptState(parts, request);
    const after = partitionState(await getTable(api, source));
    if (after.version === before.version && kept.rows === before.rows) {
      return { id, table, date, rows: before.rows, version: before.version };
    }
    before = after;
    if (before.rows === 0 && kept.rows > 0) await makeTable(parts, resource, request);
  }
  throw new BacklineError('plan_stale', `${table} ${date} kept changing while it was copied`, {
    subject: date,
    remedy: 'Wait until the other job that writes the table has ended, and make a new plan.',
  });
}

async function keptState({ api, settings }: SnapshotParts, { id, date }: SnapshotRequest): Promise<PartitionState> {
  return partitionState(await getTable(api, partitionPath(snapshotPath(settings, id), date)));
}

/**
 * A job id cannot be used again, so the id holds what was copied and how often it was tried; a job of an earlier call
 * is adopted, and the rows that stand in the snapshot tell whether it serves.
 */
async function copyOnce(
  parts: KeepingParts,
  source: TablePath,
  request: SnapshotRequest,
  state: PartitionState,
  copy: number,
): Promise<void> {
  const { id, date } = request;
  const target = partitionPath(snapshotPath(parts.settings, id), date);
  const write = copyJob(parts, {
    writeId: `${id}/snapshot-${shortHash(state.version)}-${String(copy)}`,
    what: `keeping ${pathText(source)}`,
    source,
    target,
    labels: { ...snapshotLabels(id, date), ...request.labels },
  });
  await runWriteJob(parts.whole, write, parts.signal);
}

function snapshotLabels(id: string, date: string): Readonly<Record<string, string>> {
  return { run: id.split('/')[0] ?? id, date, step: 'snapshot' };
}

interface CopyRequest {
  readonly writeId: string;
  readonly what: string;
  readonly source: TablePath;
  readonly target: TablePath;
  readonly labels: Readonly<Record<string, string>> | undefined;
}

/** What tells one copy from another. */
export function copiedContent(source: TablePath, target: TablePath): string {
  return `${pathText(source)} -> ${pathText(target)}`;
}

export function copyJob({ jobs }: SnapshotParts, request: CopyRequest): WriteJob {
  const { source, target } = request;
  return {
    writeId: request.writeId,
    kind: 'copy',
    what: request.what,
    content: copiedContent(source, target),
    labels: request.labels,
    configuration: {
      copy: {
        sourceTable: source,
        destinationTable: target,
        writeDisposition: 'WRITE_TRUNCATE',
        createDisposition: 'CREATE_NEVER',
      },
    },
    start: async (api: Api, jobId: string, configuration: JobConfiguration) => {
      const { body } = await api.once<object>({
        method: 'POST',
        path: 'jobs',
        json: { jobReference: jobs.reference(jobId), configuration },
      });
      return body;
    },
  };
}

/** An empty table like the live one, partitioned alike so that a partition can be copied in and back out. */
async function makeTable(parts: SnapshotParts, live: TableResource, { id, date }: SnapshotRequest): Promise<void> {
  const { api, settings } = parts;
  const path = snapshotPath(settings, id);
  const resource = {
    schema: { fields: fieldsOf(live) },
    timePartitioning: { type: 'DAY', field: live.timePartitioning?.field },
    ...(live.clustering === undefined ? {} : { clustering: live.clustering }),
    expirationTime: String(api.retry.now() + settings.snapshotDays * DAY_MS),
    description: `Backline: what stood in ${date} before ${id}`,
    labels: jobLabels(snapshotLabels(id, date)),
  };
  try {
    await createTable(api, path, resource);
  } catch (thrown) {
    if (failureOf(thrown, 0).status !== 409) throw thrown;
    // An earlier snapshot under this id, perhaps of other columns: repeating an id replaces it.
    await deleteTable(api, path);
    await createTable(api, path, resource);
  }
}

async function ensureDataset(parts: SnapshotParts): Promise<void> {
  const { api, settings } = parts;
  const { projectId, datasetId } = datasetPath(settings.snapshotDataset, settings.project);
  const path = `datasets/${datasetId}`;
  try {
    await api.call(`looking up dataset ${datasetId}`, { method: 'GET', path, project: projectId });
    return;
  } catch (thrown) {
    if (failureOf(thrown, 0).status !== 404) throw thrown;
  }
  try {
    await api.call(`creating dataset ${datasetId}`, {
      method: 'POST',
      path: 'datasets',
      project: projectId,
      json: {
        datasetReference: { projectId, datasetId },
        location: parts.location(),
        description: 'Backline: partitions as they stood before they were rebuilt; each is dropped by itself',
        labels: jobLabels(),
      },
    });
  } catch (thrown) {
    // Another Backline was quicker.
    if (failureOf(thrown, 0).status !== 409) throw thrown;
  }
}

/** Missing ones are fine: they expired. */
export async function dropSnapshots(parts: SnapshotParts, ids: readonly string[]): Promise<void> {
  await mapLimited(ids, AT_ONCE, (id) => deleteTable(parts.api, snapshotPath(parts.settings, id)));
}
