import { randomUUID } from 'node:crypto';
import { linkSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { hostname } from 'node:os';
import { join } from 'node:path';
import { BacklineError } from '../../../shared/errors.js';
import { makeFolder } from '../../disk/make-folder.js';
import { codeOf, diskError } from './files.js';
import { isAlive, processStartedAt } from './process-identity.js';

interface Owner {
  readonly pid: number;
  readonly host: string;
  /** Process start, ms since the epoch, so that a number used again is told apart. */
  readonly startedAt: number;
  readonly token: string;
}

export const LOCK_FILE = 'backfill.lock';

/** Clocks of `uptime` and `/proc` agree within this. */
const SAME_START_MS = 5_000;

/** Held by the one process that may run backfills on a data folder. */
export interface DataLock {
  release(): void;
}

/**
 * Takes the lock of a data folder; a lock whose process is gone is taken over.
 *
 * @throws BacklineError `warehouse_locked` naming the folder and the process that holds it; `disk_unwritable`.
 */
export function takeDataLock(dataDir: string): DataLock {
  const path = join(dataDir, LOCK_FILE);
  const mine: Owner = {
    pid: process.pid,
    host: hostname(),
    startedAt: processStartedAt(process.pid) ?? 0,
    token: randomUUID(),
  };
  try {
    makeFolder(dataDir);
    // Each round either takes the lock, meets a living owner, or clears away one dead one.
    for (let round = 0; round < 10; round += 1) {
      if (create(path, mine)) return { release: () => release(path, mine) };
      const text = readText(path);
      if (text === null) continue;
      const owner = parseOwner(text);
      if (owner !== null && lives(owner)) throw locked(dataDir, owner);
      clear(path, text, mine.token);
    }
  } catch (thrown) {
    throw diskError(thrown, path);
  }
  throw new BacklineError('warehouse_locked', `the data folder ${dataDir} is being taken by another Backline`, {
    subject: dataDir,
    retryable: true,
  });
}

/** The text arrives under a name of its own first, so that nobody ever reads a lock half written. */
function create(path: string, owner: Owner): boolean {
  const draft = `${path}.${owner.token}`;
  writeFileSync(draft, JSON.stringify(owner));
  try {
    linkSync(draft, path);
    return true;
  } catch (thrown) {
    if (codeOf(thrown) === 'EEXIST') return false;
    throw thrown;
  } finally {
    rmSync(draft, { force: true });
  }
}

/** Removes a dead lock; if another process replaced it meanwhile, that one is put back. */
function clear(path: string, seen: string, token: string): void {
  const aside = `${path}.dead-${token}`;
  try {
    renameSync(path, aside);
    if (readText(aside) !== seen) linkSync(aside, path);
  } catch (thrown) {
    if (codeOf(thrown) !== 'ENOENT' && codeOf(thrown) !== 'EEXIST') throw thrown;
  } finally {
    rmSync(aside, { force: true });
  }
}

function release(path: string, mine: Owner): void {
  const text = readText(path);
  if (text !== null && parseOwner(text)?.token === mine.token) rmSync(path, { force: true });
}

function readText(path: string): string | null {
  try {
    return readFileSync(path, 'utf8');
  } catch (thrown) {
    if (codeOf(thrown) === 'ENOENT') return null;
    throw thrown;
  }
}

/** Null for a file that no Backline wrote whole: nobody can hold it. */
function parseOwner(text: string): Owner | null {
  try {
    const value = JSON.parse(text) as Partial<Owner> | null;
    return typeof value?.pid === 'number' &&
      typeof value.startedAt === 'number' &&
      typeof value.host === 'string' &&
      typeof value.token === 'string'
      ? (value as Owner)
      : null;
  } catch {
    return null;
  }
}

function lives(owner: Owner): boolean {
  // A folder shared between machines: the other machine's processes cannot be looked at, so its word is taken.
  if (owner.host !== hostname()) return true;
  if (!isAlive(owner.pid)) return false;
  const startedAt = processStartedAt(owner.pid);
  return startedAt === null || Math.abs(startedAt - owner.startedAt) < SAME_START_MS;
}

function locked(dataDir: string, owner: Owner): BacklineError {
  const where = owner.host === hostname() ? `process ${owner.pid}` : `process ${owner.pid} on ${owner.host}`;
  return new BacklineError('warehouse_locked', `the data folder ${dataDir} is in use by another Backline (${where})`, {
    subject: dataDir,
    remedy: 'Close the other Backline or wait for its run to end, or give another folder with --data-dir.',
    retryable: true,
  });
}
