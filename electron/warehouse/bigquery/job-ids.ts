import { createHash, randomUUID } from 'node:crypto';

/** Letters, digits, `_` and `-`, at most 1024 (BigQuery: JobReference); half of it stays readable. */
const READABLE = 200;

function readable(text: string): string {
  return text.replace(/[^A-Za-z0-9_-]+/g, '-').slice(0, READABLE);
}

export function shortHash(text: string): string {
  return createHash('sha256').update(text).digest('hex').slice(0, 16);
}

/** One call of a statement: readable by run and step, and like no other. `attempt` is made anew for a job that failed. */
export function queryJobId(
  statement: string,
  labels: Readonly<Record<string, string>> | undefined,
): (attempt: number) => string {
  const parts = ['backline', labels?.run, labels?.date, labels?.step, statement].filter((part) => part !== undefined);
  const base = `${readable(parts.join('_'))}_${randomUUID().slice(0, 13)}`;
  return (attempt) => `${base}_${String(attempt)}`;
}

/**
 * The job of a write, from nothing but its write id (which holds run, date and attempt), so that it is found again after
 * a crash. `turn` counts jobs of this write that were refused or ended in an error: a used job id cannot be used again.
 */
export function writeJobId(writeId: string, turn: number): string {
  return `backline_${readable(writeId)}_${shortHash(writeId)}_${String(turn)}`;
}

/** Table of a snapshot: from its id alone, so that it can be dropped by it. */
export function snapshotTableId(id: string): string {
  return `snapshot_${readable(id).replaceAll('-', '_')}_${shortHash(id)}`;
}
