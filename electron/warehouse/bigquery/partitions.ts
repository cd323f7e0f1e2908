import { BacklineError } from '../../../shared/errors.js';
import type { GameDate } from '../../../shared/game-date.js';
import type { Api } from './client.js';
import { failureOf } from './failure.js';
import { pathText, type TablePath } from './names.js';
import type { ResultRow, TableField, TableResource, TableRows } from './rest.js';

/** A date without rows. */
export const EMPTY_VERSION = '0';

export interface PartitionState {
  readonly rows: number;
  readonly version: string;
  /** Milliseconds since 1970; null when there are no rows. */
  readonly modifiedAt: number | null;
}

export function partitionPath(table: TablePath, date: GameDate): TablePath {
  return { ...table, tableId: `${table.tableId}$${date.replaceAll('-', '')}` };
}

function resourcePath({ datasetId, tableId }: TablePath): string {
  return `datasets/${datasetId}/tables/${encodeURIComponent(tableId)}`;
}

/** Null when there is no such table. A table with a partition decorator answers for that partition; it costs nothing. */
export async function getTable(api: Api, table: TablePath): Promise<TableResource | null> {
  try {
    return await api.call<TableResource>(`looking up ${pathText(table)}`, {
      method: 'GET',
      path: resourcePath(table),
      project: table.projectId,
    });
  } catch (thrown) {
    const failure = failureOf(thrown, 0);
    // A missing dataset or project is another matter than a missing table.
    if (failure.status === 404 && !/not found: (?:dataset|project)/i.test(failure.message)) return null;
    throw thrown;
  }
}

export async function createTable(api: Api, table: TablePath, resource: object): Promise<void> {
  await api.call(`creating ${pathText(table)}`, {
    method: 'POST',
    path: `datasets/${table.datasetId}/tables`,
    project: table.projectId,
    json: { tableReference: table, ...resource },
  });
}

/** Missing is fine. */
export async function deleteTable(api: Api, table: TablePath): Promise<void> {
  try {
    await api.call(`dropping ${pathText(table)}`, {
      method: 'DELETE',
      path: resourcePath(table),
      project: table.projectId,
    });
  } catch (thrown) {
    if (failureOf(thrown, 0).status !== 404) throw thrown;
  }
}

/**
 * Rows, bytes and the time of the last change (milliseconds): any job that writes a partition changes the last, while
 * writing other partitions does not.
 */
export function partitionState(resource: TableResource | null): PartitionState {
  const rows = Number(resource?.numRows ?? 0);
  if (rows === 0) return { rows: 0, version: EMPTY_VERSION, modifiedAt: null };
  const modified = resource?.lastModifiedTime ?? '0';
  return {
    rows,
    version: `${String(rows)}-${resource?.numBytes ?? '0'}-${modified}`,
    modifiedAt: Number(modified),
  };
}

export function fieldsOf(resource: TableResource): readonly TableField[] {
  return resource.schema?.fields ?? [];
}

/**
 * @throws BacklineError `schema_mismatch` for what cannot be written date by date: a view, or a table that is not
 * partitioned by day on the column that is meant.
 */
export function requireDaily(resource: TableResource, table: TablePath, column: string): void {
  const name = pathText(table);
  const mismatch = (message: string): BacklineError =>
    new BacklineError('schema_mismatch', message, {
      subject: name,
      remedy: 'Compare the warehouse with the table definitions: `schema`.',
    });
  if (resource.type !== undefined && resource.type !== 'TABLE') {
    throw mismatch(`${name} is a ${resource.type.toLowerCase().replaceAll('_', ' ')}, not a table that can be written`);
  }
  const partitioning = resource.timePartitioning;
  if (partitioning === undefined) throw mismatch(`${name} is not partitioned; its dates cannot be written one by one`);
  if (partitioning.type !== 'DAY' || partitioning.field !== column) {
    const by = `${partitioning.type ?? 'DAY'} of ${partitioning.field ?? 'the time of loading'}`;
    throw mismatch(`${name} is partitioned by ${by}, not by DAY of ${column}`);
  }
}

const PAGE_ROWS = 2_000;

/** Raw cells of a partition, only the columns named; free of charge (tabledata.list). */
export async function listRows(api: Api, table: TablePath, columns: readonly string[]): Promise<readonly ResultRow[]> {
  const rows: ResultRow[] = [];
  let token: string | undefined;
  do {
    const page: TableRows = await api.call<TableRows>(`reading rows of ${pathText(table)}`, {
      method: 'GET',
      path: `${resourcePath(table)}/data`,
      project: table.projectId,
      query: {
        maxResults: PAGE_ROWS,
        pageToken: token,
        selectedFields: columns.join(','),
        'formatOptions.useInt64Timestamp': true,
      },
    });
    rows.push(...(page.rows ?? []));
    token = page.pageToken === '' ? undefined : page.pageToken;
  } while (token !== undefined);
  return rows;
}
