import { basename } from 'node:path';
import { BacklineError } from '../../../shared/errors.js';
import type { JournalRecord } from './records.js';
import { parseRecord } from './record-schema.js';

export interface ReadJournal {
  readonly records: readonly JournalRecord[];
  /** Bytes up to and including the last whole line; what follows is a record that a crash cut off. */
  readonly wholeBytes: number;
}

const NEWLINE = 0x0a;

/**
 * The records of a journal's bytes. A last line without its newline was being written when the process died: nothing
 * was acted on for it, so it is left out. Any other damage is named by file and line.
 *
 * @throws BacklineError `bad_rows`, `subject` = `file:line`.
 */
export function readJournal(bytes: Buffer, path: string): ReadJournal {
  const wholeBytes = bytes.lastIndexOf(NEWLINE) + 1;
  const lines = wholeBytes === 0 ? [] : bytes.toString('utf8', 0, wholeBytes - 1).split('\n');
  const records = lines.map((line, index) => {
    const record = parseRecord(line);
    if (typeof record === 'string') throw damaged(path, index + 1, record);
    if (record.n !== index + 1) throw damaged(path, index + 1, `record ${record.n} stands where ${index + 1} belongs`);
    if ((record.type === 'run-created') !== (index === 0)) {
      throw damaged(path, index + 1, `${record.type} cannot stand here`);
    }
    return record;
  });
  return { records, wholeBytes };
}

function damaged(path: string, line: number, what: string): BacklineError {
  const subject = `${path}:${line}`;
  return new BacklineError('bad_rows', `the journal ${basename(path)} is damaged at line ${line}: ${what}`, {
    subject,
    remedy: `Put the file right or move it out of the folder; other runs are not affected (${path}).`,
  });
}
