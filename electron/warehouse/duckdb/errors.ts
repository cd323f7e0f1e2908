import { BacklineError } from '../../../shared/errors.js';

function textOf(thrown: unknown): string {
  return thrown instanceof Error ? thrown.message : String(thrown);
}

const FULL_OR_READ_ONLY =
  /no space left|disk full|file too large|read-only|permission denied|not permitted|out of disk|could not (?:write|create|remove|truncate|fsync)|failed to (?:write|create|fsync)|max_temp_directory_size/i;

/** Opening: who can help depends on why the file would not open. */
export function openError(thrown: unknown, path: string): BacklineError {
  const text = textOf(thrown);
  const more = { subject: path, cause: thrown };
  const holder = /PID (\d+)/.exec(text)?.[1];
  if (/could not set lock|conflicting lock|being used by another process|unique file handle/i.test(text)) {
    return new BacklineError(
      'warehouse_locked',
      `${path} is in use by another process${holder ? ` (${holder})` : ''}`,
      {
        ...more,
        remedy: 'Close the other console or wait for its command to end.',
        retryable: true,
      },
    );
  }
  if (/version number|serialization|storage version|newer version/i.test(text)) {
    return new BacklineError('warehouse_foreign', `${path} was written by another version of DuckDB`, {
      ...more,
      remedy: 'Open it with the Backline that wrote it, or import its tables anew.',
    });
  }
  if (/not a valid DuckDB database|corrupt|checksum|magic bytes|could not read|read enough bytes/i.test(text)) {
    return new BacklineError('warehouse_foreign', `${path} is not a DuckDB file, or it is damaged`, {
      ...more,
      remedy: 'Name a warehouse that `demo` or `import` made.',
    });
  }
  if (FULL_OR_READ_ONLY.test(text)) return unwritable(path, text, thrown);
  return new BacklineError('warehouse_failed', `${path} could not be opened: ${firstLine(text)}`, more);
}

export function unwritable(path: string, text: string, cause: unknown): BacklineError {
  return new BacklineError('disk_unwritable', `${path} cannot be written: ${firstLine(text)}`, {
    subject: path,
    remedy: 'Free some space, or choose a folder that may be written to.',
    cause,
  });
}

function firstLine(text: string): string {
  return text.split('\n', 1)[0] ?? text;
}

/** A failed statement or write; `what` names it for a person. */
export function statementError(thrown: unknown, what: string, path: string): BacklineError {
  if (thrown instanceof BacklineError) return thrown;
  const text = textOf(thrown);
  if (/INTERRUPT/i.test(text)) return new BacklineError('cancelled', `${what} was cancelled`, { cause: thrown });
  if (FULL_OR_READ_ONLY.test(text)) return unwritable(path, text, thrown);
  const missing = missingObject(text);
  if (missing !== null) {
    return new BacklineError('schema_mismatch', `${what}: the warehouse has no ${missing}`, {
      subject: missing,
      remedy: 'Compare the warehouse with the table definitions.',
      cause: thrown,
    });
  }
  return new BacklineError('warehouse_failed', `${what}: ${firstLine(text)}`, { cause: thrown });
}

function missingObject(text: string): string | null {
  const table = /Table with name (\S+) does not exist/.exec(text)?.[1];
  if (table !== undefined) return `table ${table}`;
  const column =
    /Referenced column "([^"]+)" not found/.exec(text)?.[1] ?? /does not have a column named "([^"]+)"/.exec(text)?.[1];
  return column === undefined ? null : `column ${column}`;
}
