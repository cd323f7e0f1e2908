import { BacklineError } from '../../../shared/errors.js';
import type { PartitionWrite, TableRow, WriteReceipt } from '../port.js';
import { dateColumn } from '../tables/definitions.js';
import { failureOf } from './failure.js';
import type { TablePath } from './names.js';
import { isAbsent, objectText, valueText } from './ndjson.js';
import { fieldsOf, getTable, partitionPath, partitionState, requireDaily } from './partitions.js';
import type { TableField, TableResource } from './rest.js';
import { byKey, keyText, storedRows, type StoredRow } from './stored-cells.js';
import { uploadJob } from './upload.js';
import { findDone, partsUntil, receiptOf, runWriteJob, type WriteJob, type WriteParts } from './write-jobs.js';

/** Kept from the stored row of the same key also when the new row brings one (domain: tables section 1). */
const KEPT_ON_REWRITE = 'created_at';

/**
 * Replaces one date by a load job into its partition. What the rows do not carry comes from the stored rows of the same
 * key, read free of charge.
 * @throws BacklineError `bad_rows`, `schema_mismatch`, `plan_stale`, `verify_failed`, `wrong_state`.
 */
export async function writePartition(
  whole: WriteParts,
  table: TablePath,
  write: PartitionWrite,
): Promise<WriteReceipt> {
  const parts = partsUntil(whole, write.signal);
  const { api } = parts;
  const what = `writing ${write.table} ${write.date}`;
  const target = partitionPath(table, write.date);
  const resource = await requireTable(parts, table, target, dateColumn(write.table));
  const fields = fieldsOf(resource);
  const written = writtenNames(write, fields);
  checkRows(write, fields);
  const before = partitionState(resource);
  const carried = fields.filter(({ name }) => !written.has(name) || name === KEPT_ON_REWRITE);
  const stored =
    before.rows > 0 && write.rows.length > 0 && carried.length > 0
      ? byKey(
          await storedRows(api, {
            target,
            fields,
            wanted: new Set([...write.key, ...carried.map(({ name }) => name)]),
            where: `${write.table} ${write.date}`,
          }),
          write.key,
        )
      : new Map<string, StoredRow>();
  const lines = write.rows.map((row) => lineOf(write, fields, written, stored, row));
  const job: WriteJob = loadJob(parts, {
    writeId: write.writeId,
    what,
    labels: write.labels,
    target,
    fields,
    lines,
  });
  // The rows were read after the first look: only when nothing changed until now are they what the plan saw.
  const standing = stored.size > 0 ? partitionState(await getTable(api, target)) : before;
  if (standing.version !== write.expectedVersion) {
    const done = await findDone(parts, write.writeId, job.content);
    if (done !== null) return verified(write, await receiptOf(api, write.writeId, done));
    throw new BacklineError('plan_stale', `${write.table} ${write.date} changed since the plan was made`, {
      subject: write.date,
      remedy: 'Make a new plan.',
    });
  }
  return verified(write, await receiptOf(api, write.writeId, await runWriteJob(whole, job, write.signal)));
}

function verified(
  write: PartitionWrite,
  { standing, ...receipt }: WriteReceipt & { readonly standing: number },
): WriteReceipt {
  const wanted = write.rows.length;
  if (receipt.rows === wanted && standing === wanted) return receipt;
  throw new BacklineError(
    'verify_failed',
    `${write.table} ${write.date}: ${String(wanted)} rows were sent, the job took ${String(receipt.rows)} and ` +
      `${String(standing)} stand in the partition`,
    { subject: write.date, remedy: 'Run the date again, or put back what stood before.', retryable: true },
  );
}

/** The table as it is seen from its partition; a partition that was never written may not answer for itself. */
export async function requireTable(
  parts: WriteParts,
  table: TablePath,
  target: TablePath,
  column: string,
): Promise<TableResource> {
  const { api } = parts;
  const partition = await getTable(api, target).catch(async (thrown: unknown) => {
    // A table without partitions is asked for one: what it is instead says more than that it cannot answer.
    if (failureOf(thrown, 0).status === 400) await requireDailyTable(parts, table, column);
    throw thrown;
  });
  if (partition === null) return { ...(await requireDailyTable(parts, table, column)), numRows: '0' };
  requireDaily(partition, table, column);
  return partition;
}

async function requireDailyTable({ api }: WriteParts, table: TablePath, column: string): Promise<TableResource> {
  const resource = await getTable(api, table);
  if (resource === null) {
    const name = `${table.projectId}.${table.datasetId}.${table.tableId}`;
    throw new BacklineError('schema_mismatch', `there is no table ${name}`, {
      subject: name,
      remedy: 'Compare the warehouse with the table definitions: `schema`.',
    });
  }
  requireDaily(resource, table, column);
  return resource;
}

export interface LoadRequest {
  readonly writeId: string;
  readonly what: string;
  readonly labels: Readonly<Record<string, string>> | undefined;
  readonly target: TablePath;
  readonly fields: readonly TableField[];
  readonly lines: readonly string[];
  /** What makes it the same write when it is asked for again; the lines when absent. */
  readonly content?: string;
}

/** A load of lines of JSON that replaces a partition; no lines empty it. The schema is the live table's own. */
export function loadJob({ jobs }: WriteParts, request: LoadRequest): WriteJob {
  const body = request.lines.join('\n');
  return {
    writeId: request.writeId,
    kind: 'load',
    what: request.what,
    content: request.content ?? body,
    labels: request.labels,
    configuration: {
      load: {
        destinationTable: request.target,
        schema: { fields: request.fields },
        sourceFormat: 'NEWLINE_DELIMITED_JSON',
        writeDisposition: 'WRITE_TRUNCATE',
        createDisposition: 'CREATE_NEVER',
      },
    },
    start: (api, jobId, configuration) =>
      uploadJob(api, { jobReference: jobs.reference(jobId), configuration }, Buffer.from(body)),
  };
}

function writtenNames(write: PartitionWrite, fields: readonly TableField[]): ReadonlySet<string> {
  const names = new Set<string>();
  for (const row of write.rows) for (const name of Object.keys(row)) names.add(name);
  const missing = [...names].filter((name) => !fields.some((field) => field.name === name));
  if (missing.length > 0) {
    throw new BacklineError('schema_mismatch', `table ${write.table} has no column ${missing.join(', ')}`, {
      subject: `${write.table}.${String(missing[0])}`,
    });
  }
  return names;
}

function nameRow(write: PartitionWrite, row: TableRow): string {
  return `${write.table} ${write.date} (${write.key.map((name) => `${name} ${String(row[name])}`).join(', ')})`;
}

function checkRows(write: PartitionWrite, fields: readonly TableField[]): void {
  const date = dateColumn(write.table);
  const keys = new Set<string>();
  const missing = [...write.key, date].find((name) => !fields.some((field) => field.name === name));
  if (missing !== undefined) {
    throw new BacklineError('schema_mismatch', `table ${write.table} has no column ${missing}`, {
      subject: `${write.table}.${missing}`,
    });
  }
  for (const row of write.rows) {
    const key = JSON.stringify(write.key.map((name) => row[name]));
    if (keys.has(key)) throw new BacklineError('bad_rows', `${nameRow(write, row)} is there twice`, { subject: key });
    keys.add(key);
    if (row[date] !== write.date) {
      throw new BacklineError('bad_rows', `${nameRow(write, row)}: ${date} is ${String(row[date])}`, { subject: date });
    }
    for (const name of write.key) {
      if (row[name] === null || row[name] === undefined) {
        throw new BacklineError('bad_rows', `${nameRow(write, row)}: ${name} has no value`, { subject: name });
      }
    }
  }
}

function lineOf(
  write: PartitionWrite,
  fields: readonly TableField[],
  written: ReadonlySet<string>,
  stored: ReadonlyMap<string, StoredRow>,
  row: TableRow,
): string {
  const where = nameRow(write, row);
  const own = (field: TableField): string => valueText(field, row[field.name], where);
  const keyFields = write.key.map((name) => fields.find((field) => field.name === name));
  const known = stored.get(keyText(keyFields.map((field) => (field === undefined ? '' : own(field)))));
  const entries = fields.map((field): readonly [string, string] => {
    const kept = known?.get(field.name);
    if (!written.has(field.name)) return [field.name, kept ?? 'null'];
    if (field.name === KEPT_ON_REWRITE && kept !== undefined && !isAbsent(kept)) return [field.name, kept];
    return [field.name, own(field)];
  });
  for (const [i, [name, text]] of entries.entries()) {
    const field = fields[i];
    if (field?.mode === 'REQUIRED' && isAbsent(text) && field.defaultValueExpression === undefined) {
      throw new BacklineError('bad_rows', `${where}: ${name} has no value`, { subject: name });
    }
  }
  return objectText(entries);
}
