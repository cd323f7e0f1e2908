import { constants } from 'node:fs';
import { open, readdir, readFile, rm, stat, type FileHandle } from 'node:fs/promises';
import { dirname } from 'node:path';
import { BacklineError } from '../../../shared/errors.js';
import { makeFolder } from '../../disk/make-folder.js';

/** One journal file open for appending; offsets are given so that a partly written record can be cut off again. */
export interface JournalFile {
  /** Bytes taken, possibly fewer than given. */
  write(data: Uint8Array, at: number): Promise<number>;
  /** Returns when everything written is on the medium. */
  sync(): Promise<void>;
  truncate(length: number): Promise<void>;
  close(): Promise<void>;
}

/** The few file operations the journal needs; tests put a full disk here. */
export interface JournalFiles {
  /** Creates a file that must not exist, durable as a name when it returns. */
  create(path: string): Promise<JournalFile>;
  open(path: string): Promise<JournalFile>;
  read(path: string): Promise<Buffer>;
  /** Size and change time, which together change whenever the content does. */
  stamp(path: string): Promise<string>;
  /** File names, empty when there is no such folder. */
  list(folder: string): Promise<readonly string[]>;
  remove(path: string): Promise<void>;
}

const UNWRITABLE = new Set(['ENOSPC', 'EDQUOT', 'EROFS', 'EACCES', 'EPERM', 'EIO', 'EFBIG', 'ENOTDIR', 'EMFILE']);

export function codeOf(thrown: unknown): string | undefined {
  return thrown instanceof Error && 'code' in thrown && typeof thrown.code === 'string' ? thrown.code : undefined;
}

const WHY: Readonly<Record<string, string>> = {
  ENOSPC: 'no space left on the disk',
  EDQUOT: 'the disk quota is used up',
  EROFS: 'the disk is read-only',
  EACCES: 'no permission to write',
  EPERM: 'no permission to write',
};

/** A file error as `disk_unwritable` naming the path; anything else is passed on as it is. */
export function diskError(thrown: unknown, path: string): unknown {
  const code = codeOf(thrown);
  if (code === undefined || !UNWRITABLE.has(code)) return thrown;
  return new BacklineError('disk_unwritable', `cannot write ${path}: ${WHY[code] ?? code}`, {
    subject: path,
    remedy: 'Free space or make the data folder writable, then resume the run.',
    retryable: true,
    cause: thrown,
  });
}

function wrap(handle: FileHandle): JournalFile {
  return {
    write: async (data, at) => (await handle.write(data, 0, data.length, at)).bytesWritten,
    sync: () => handle.datasync(),
    truncate: (length) => handle.truncate(length),
    close: () => handle.close(),
  };
}

async function syncFolder(folder: string): Promise<void> {
  // Windows can neither open nor sync a folder; the name is durable there with the file.
  if (process.platform === 'win32') return;
  const handle = await open(folder, constants.O_RDONLY);
  try {
    await handle.sync();
  } finally {
    await handle.close();
  }
}

export const nodeFiles: JournalFiles = {
  create: async (path) => {
    makeFolder(dirname(path));
    const handle = await open(path, 'wx');
    await syncFolder(dirname(path));
    return wrap(handle);
  },
  open: async (path) => wrap(await open(path, 'r+')),
  read: (path) => readFile(path),
  stamp: async (path) => {
    const { size, mtimeMs } = await stat(path);
    return `${size}:${mtimeMs}`;
  },
  list: async (folder) => {
    try {
      return await readdir(folder);
    } catch (thrown) {
      if (codeOf(thrown) === 'ENOENT') return [];
      throw thrown;
    }
  },
  remove: (path) => rm(path, { force: true }),
};
