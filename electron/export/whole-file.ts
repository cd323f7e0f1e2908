import { createHash, type Hash } from 'node:crypto';
import { open, rename, rm, type FileHandle } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';
import { BacklineError } from '../../shared/errors.js';

/** Small writes are gathered: one system call a row would be the slowest part of an export. */
const BLOCK = 256 * 1024;

export interface WrittenFile {
  readonly bytes: number;
  /** Hex. */
  readonly sha256: string;
}

const REASONS: Readonly<Record<string, string>> = {
  ENOSPC: 'no space is left',
  EACCES: 'permission was denied',
  EPERM: 'permission was denied',
  EROFS: 'the medium is read-only',
  ENOENT: 'the folder does not exist',
  ENOTDIR: 'part of the path is not a folder',
  EISDIR: 'it is a folder',
  EDQUOT: 'the quota is used up',
};

/** A failed file operation as an error that names the path; others are passed on as they are. */
export function diskError(path: string, thrown: unknown): unknown {
  const code = thrown instanceof Error && 'code' in thrown ? String(thrown.code) : '';
  const reason = REASONS[code];
  if (reason === undefined) return thrown;
  return new BacklineError('disk_unwritable', `cannot write ${path}: ${reason}`, { subject: path, cause: thrown });
}

/** The name of the unfinished file: beside the target, so that the rename cannot cross a file system. */
export function besideName(path: string): string {
  return join(dirname(path), `.${basename(path)}.${process.pid}.partial`);
}

async function flush(file: FileHandle, hash: Hash, text: string): Promise<number> {
  const block = Buffer.from(text, 'utf8');
  hash.update(block);
  await file.writeFile(block);
  return block.length;
}

/** Writes text to `path` as it comes, without sync or rename: for files that are only steps on the way. */
export async function writeText(path: string, chunks: AsyncIterable<string> | Iterable<string>): Promise<WrittenFile> {
  const file = await open(path, 'w');
  try {
    const hash = createHash('sha256');
    let bytes = 0;
    let pending: string[] = [];
    let length = 0;
    for await (const chunk of chunks) {
      pending.push(chunk);
      length += chunk.length;
      if (length < BLOCK) continue;
      bytes += await flush(file, hash, pending.join(''));
      pending = [];
      length = 0;
    }
    bytes += await flush(file, hash, pending.join(''));
    await file.sync();
    return { bytes, sha256: hash.digest('hex') };
  } finally {
    await file.close();
  }
}

/**
 * Runs `write` on a file beside `path` and renames it when whole; when anything fails the target stays as it was and
 * nothing is left beside it.
 * @throws BacklineError `disk_unwritable` naming the path.
 */
export async function writeWhole<T>(path: string, write: (beside: string) => Promise<T>): Promise<T> {
  const beside = besideName(path);
  try {
    const result = await write(beside);
    await rename(beside, path);
    return result;
  } catch (thrown) {
    // What failed first is what is told, also when there is nothing that could be removed.
    await rm(beside, { force: true }).catch(() => undefined);
    throw diskError(path, thrown);
  }
}
