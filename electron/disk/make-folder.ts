import { mkdirSync, statSync } from 'node:fs';
import { dirname, resolve } from 'node:path';
import { BacklineError } from '../../shared/errors.js';

const REASONS: Readonly<Record<string, string>> = {
  ENOENT: 'the file system takes no folders there',
  EEXIST: 'something else stands there',
  ELOOP: 'its links lead in a circle',
  EACCES: 'permission denied',
  EPERM: 'not permitted',
  EROFS: 'the file system is read-only',
  ENOSPC: 'no space left on the disk',
  EDQUOT: 'the disk quota is used up',
  ENAMETOOLONG: 'the name is too long',
};

function codeOf(thrown: unknown): string {
  return thrown instanceof Error && 'code' in thrown ? String(thrown.code) : '';
}

function unmakeable(path: string, at: string, reason: string, cause?: unknown): BacklineError {
  const where = at === path ? '' : `${at}: `;
  return new BacklineError('disk_unwritable', `cannot make the folder ${path}: ${where}${reason}`, {
    subject: path,
    remedy: 'Correct its permissions, free some space, or give another folder.',
    cause,
  });
}

/** Null where nothing stands. */
function isFolder(at: string): boolean | null {
  try {
    return statSync(at).isDirectory();
  } catch (thrown) {
    if (codeOf(thrown) === 'ENOENT') return null;
    // What stands above is a file; it is named when the climb reaches it.
    if (codeOf(thrown) === 'ENOTDIR') return null;
    throw thrown;
  }
}

/**
 * Makes a folder with all above it. Level by level, because Node's own recursive `mkdir` never comes back where a file
 * system that exists answers that it does not, as `/proc` does.
 * @throws BacklineError `disk_unwritable` naming the folder, and where it is another one that cannot be made, that one.
 */
export function makeFolder(path: string): void {
  const missing: string[] = [];
  let at = resolve(path);
  const whole = at;
  try {
    for (;;) {
      const found = isFolder(at);
      if (found === true) break;
      if (found === false) throw unmakeable(whole, at, 'this is a file, not a folder');
      missing.push(at);
      if (dirname(at) === at) break;
      at = dirname(at);
    }
    for (at of missing.toReversed()) makeOne(at);
  } catch (thrown) {
    const reason = REASONS[codeOf(thrown)];
    throw reason === undefined ? thrown : unmakeable(whole, at, reason, thrown);
  }
}

/** Another process may make the same folder at the same moment. */
function makeOne(at: string): void {
  try {
    mkdirSync(at);
  } catch (thrown) {
    if (codeOf(thrown) !== 'EEXIST' || isFolder(at) !== true) throw thrown;
  }
}
