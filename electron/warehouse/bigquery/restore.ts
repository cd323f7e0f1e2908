import { BacklineError } from '../../../shared/errors.js';
import type { SnapshotRef, WriteReceipt } from '../port.js';
import { dateColumn, tableDefinition } from '../tables/definitions.js';
import type { TableName } from '../tables/names.js';
import { typeText } from './fields.js';
import type { TablePath } from './names.js';
import { isAbsent, objectText } from './ndjson.js';
import { fieldsOf, getTable, partitionPath } from './partitions.js';
import type { TableField } from './rest.js';
import { copiedContent, copyJob, snapshotPath, type SnapshotParts } from './snapshots.js';
import { byKey, keyText, storedRows, type StoredRow } from './stored-cells.js';
import { partsUntil, receiptOf, runWriteJob } from './write-jobs.js';
import { loadJob, requireTable } from './write-partition.js';

/**
 * Puts a snapshot back by a copy job into the partition; a snapshot of no rows empties it. Where the live table has
 * gained columns since, or changed them, a copy would be refused: the kept rows are loaded then, and a gained column
 * keeps what stands in the row of the same natural key, because the snapshot knows nothing of it.
 * @throws BacklineError `not_found` for one that has expired, `schema_mismatch` when the live table has lost columns,
 * `verify_failed`.
 */
export async function restorePartition(
  whole: SnapshotParts,
  live: TablePath,
  snapshot: SnapshotRef,
  writeId: string,
  signal?: AbortSignal,
): Promise<WriteReceipt> {
  const parts = partsUntil(whole, signal);
  const { api, settings } = parts;
  const { id, table, date, rows } = snapshot;
  const kept = await getTable(api, snapshotPath(settings, id));
  if (kept === null) {
    throw new BacklineError(
      'not_found',
      `what stood in ${table} ${date} before is gone: snapshots are kept for ${String(settings.snapshotDays)} days`,
      {
        subject: date,
        remedy: 'Within seven days the service itself can still show the table as it was (time travel).',
      },
    );
  }
  const target = partitionPath(live, date);
  const fields = fieldsOf(await requireTable(parts, live, target, dateColumn(table)));
  const then = fieldsOf(kept);
  if (rows > 0) refuseLost(table, fields, then);
  const source = partitionPath(snapshotPath(settings, id), date);
  const what = `putting back ${table} ${date}`;
  const labels = { step: 'restore' };
  const write =
    rows > 0 && areSame(fields, then)
      ? copyJob(parts, { writeId, what, labels, source, target })
      : loadJob(parts, {
          writeId,
          what,
          labels,
          target,
          fields,
          // What stands in gained columns may differ when it is asked for again; it is the same putting back.
          content: copiedContent(source, target),
          lines: rows === 0 ? [] : await keptLines(parts, { source, target, table, date, fields, then }),
        });
  const { standing, ...receipt } = await receiptOf(api, writeId, await runWriteJob(whole, write, signal));
  if (standing !== rows) {
    throw new BacklineError(
      'verify_failed',
      `${table} ${date}: ${String(rows)} rows were kept and ${String(standing)} stand in the partition after putting back`,
      { subject: date, retryable: true },
    );
  }
  return { ...receipt, rows: standing };
}

function refuseLost(table: TableName, now: readonly TableField[], then: readonly TableField[]): void {
  const lost = then.filter(({ name }) => !now.some((field) => field.name === name)).map(({ name }) => name);
  if (lost.length === 0) return;
  throw new BacklineError(
    'schema_mismatch',
    `table ${table} has lost ${lost.join(', ')} since the snapshot was taken`,
    {
      subject: `${table}.${String(lost[0])}`,
      remedy: 'Give the table the columns it had, or rebuild the date.',
    },
  );
}

/** A copy needs the columns it was made of. */
function areSame(now: readonly TableField[], then: readonly TableField[]): boolean {
  const texts = (fields: readonly TableField[]): readonly string[] =>
    fields.map((field) => `${field.name} ${typeText(field)} ${String(field.mode === 'REQUIRED')}`).sort();
  return texts(now).join() === texts(then).join();
}

interface KeptLines {
  readonly source: TablePath;
  readonly target: TablePath;
  readonly table: TableName;
  readonly date: string;
  readonly fields: readonly TableField[];
  readonly then: readonly TableField[];
}

async function keptLines({ api }: SnapshotParts, request: KeptLines): Promise<readonly string[]> {
  const { source, target, table, date, fields, then } = request;
  const where = `${table} ${date}`;
  const key = tableDefinition(table).naturalKey;
  const known = new Set(then.map(({ name }) => name));
  const gained = fields.filter(({ name }) => !known.has(name)).map(({ name }) => name);
  const rows = await storedRows(api, { target: source, fields: then, wanted: known, where });
  const standing =
    gained.length === 0
      ? new Map<string, StoredRow>()
      : byKey(await storedRows(api, { target, fields, wanted: new Set([...key, ...gained]), where }), key);
  return rows.map((row) => {
    const now = standing.get(keyText(key.map((name) => row.get(name) ?? '')));
    const entries = fields.flatMap(({ name }): readonly (readonly [string, string])[] => {
      const text = row.get(name) ?? now?.get(name);
      return text === undefined || isAbsent(text) ? [] : [[name, text]];
    });
    return objectText(entries);
  });
}
