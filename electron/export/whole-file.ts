import { createHash, type Hash } from 'node:crypto';
import { open, realpath, rename, rm, stat, type FileHandle } from 'node:fs/promises';
import { dirname, join } from 'node:path';
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
  EFBIG: 'the file is too large for the medium',
  EIO: 'the medium failed',
  EBUSY: 'it is in use by another program',
  ETXTBSY: 'it is in use by another program',
  ENAMETOOLONG: 'the name is too long',
};

/** Why an engine that names a file of its own could not write, where its words tell. */
export function reasonIn(message: string): string | null {
  if (/no space left/i.test(message)) return 'no space is left';
  if (/quota exceeded/i.test(message)) return 'the quota is used up';
  return /permission denied/i.test(message) ? 'permission was denied' : null;
}

/** A failed file operation as an error that names the path; others are passed on as they are. */
export function diskError(path: string, thrown: unknown): unknown {
  const code = thrown instanceof Error && 'code' in thrown ? String(thrown.code) : '';
  const reason = REASONS[code];
  if (reason === undefined) return thrown;
  return new BacklineError('disk_unwritable', `cannot write ${path}: ${reason}`, { subject: path, cause: thrown });
}

let besides = 0;

/**
 * The name of an unfinished file: beside the target, so that the rename cannot cross a file system, and short, because
 * the target's own may be as long as names can be.
 */
export function besideName(path: string): string {
  besides += 1;
  return join(dirname(path), `.backline-${process.pid}-${besides}.partial`);
}

/** What is written is sent to the disk in parts of this size while the next rows are made, not all of it at the end. */
const SENT_BYTES = 64 * 1024 * 1024;

/** A file that is written once, from its start to its end. */
class Written {
  #bytes = 0;
  #sent = 0;
  #sending: Promise<void> | null = null;
  /** Told once by the system, and then forgotten by it: kept until somebody is told. */
  #problem: Error | null = null;

  constructor(
    private readonly file: FileHandle,
    private readonly hash: Hash = createHash('sha256'),
  ) {}

  async add(block: Uint8Array): Promise<void> {
    const writing = this.file.writeFile(block);
    // The sum is made while the system takes the block.
    this.hash.update(block);
    await writing;
    this.#bytes += block.length;
    if (this.#problem !== null) throw this.#problem;
    if (this.#sending === null && this.#bytes - this.#sent >= SENT_BYTES) this.#send();
  }

  #send(): void {
    this.#sent = this.#bytes;
    this.#sending = this.file.datasync().then(
      () => {
        this.#sending = null;
      },
      (thrown: unknown) => {
        this.#problem = thrown instanceof Error ? thrown : new Error(String(thrown));
      },
    );
  }

  async end(): Promise<WrittenFile> {
    await this.settled();
    if (this.#problem !== null) throw this.#problem;
    await this.file.sync();
    return { bytes: this.#bytes, sha256: this.hash.digest('hex') };
  }

  /** Nothing is on its way any more: the file may be closed. */
  async settled(): Promise<void> {
    await this.#sending;
  }
}

/** Bytes are written before the next piece is asked for, so their memory may be used again then. */
export type Piece = string | Uint8Array;

/** Writes text, or bytes of text, to `path` as it comes, and syncs it; without rename. */
export async function writeText(path: string, pieces: AsyncIterable<Piece> | Iterable<Piece>): Promise<WrittenFile> {
  const file = await open(path, 'w');
  const written = new Written(file);
  try {
    let pending: string[] = [];
    let length = 0;
    const flushPending = async (): Promise<void> => {
      if (length === 0) return;
      await written.add(Buffer.from(pending.join(''), 'utf8'));
      pending = [];
      length = 0;
    };
    for await (const piece of pieces) {
      if (typeof piece !== 'string') {
        await flushPending();
        await written.add(piece);
        continue;
      }
      pending.push(piece);
      length += piece.length;
      if (length >= BLOCK) await flushPending();
    }
    await flushPending();
    return await written.end();
  } finally {
    await written.settled();
    await file.close();
  }
}

/**
 * The file that is to be written: a link is followed, so that it stays one. What is no file, as a device, would be
 * replaced by one when the new file takes its name.
 * @throws BacklineError `disk_unwritable` naming the path.
 */
async function targetOf(path: string): Promise<string> {
  try {
    const target = await realpath(path);
    const found = await stat(target);
    if (found.isFile()) return target;
    const reason = found.isDirectory() ? 'it is a folder' : 'it is no file that could be replaced';
    throw new BacklineError('disk_unwritable', `cannot write ${path}: ${reason}`, { subject: path });
  } catch (thrown) {
    if (thrown instanceof Error && 'code' in thrown && thrown.code === 'ENOENT') return path;
    throw diskError(path, thrown);
  }
}

/**
 * Runs `write` on a file beside `path` and renames it when whole; when anything fails the target stays as it was and
 * nothing is left beside it.
 * @throws BacklineError `disk_unwritable` naming the path.
 */
export async function writeWhole<T>(path: string, write: (beside: string) => Promise<T>): Promise<T> {
  const target = await targetOf(path);
  const beside = besideName(target);
  try {
    const result = await write(beside);
    await rename(beside, target);
    return result;
  } catch (thrown) {
    // What failed first is what is told, also when there is nothing that could be removed.
    await rm(beside, { force: true }).catch(() => undefined);
    throw diskError(path, thrown);
  }
}

/**
 * As `writeWhole`, for a file and the text that describes it: both are whole on the disk before either takes its name,
 * so that a disk that fills with the second leaves neither.
 * @throws BacklineError `disk_unwritable` naming the path that could not be written.
 */
export async function writeDescribed<T>(
  path: string,
  textPath: string,
  write: (beside: string) => Promise<{ readonly result: T; readonly text: string }>,
): Promise<T> {
  const [target, textTarget] = [await targetOf(path), await targetOf(textPath)];
  const beside = besideName(target);
  const besideText = besideName(textTarget);
  try {
    const { result, text } = await write(beside);
    await naming(textPath, () => writeText(besideText, [text]));
    await rename(beside, target);
    await naming(textPath, () => rename(besideText, textTarget));
    return result;
  } catch (thrown) {
    await Promise.all([beside, besideText].map((left) => rm(left, { force: true }).catch(() => undefined)));
    throw diskError(path, thrown);
  }
}

async function naming<T>(path: string, work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (thrown) {
    throw diskError(path, thrown);
  }
}
