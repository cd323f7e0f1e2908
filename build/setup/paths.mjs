import { homedir } from 'node:os';
import { join, resolve } from 'node:path';

/** The checkout. */
export const ROOT = resolve(import.meta.dirname, '..', '..');

/**
 * Folder for what is large, can be made again, and serves every checkout of this user: outside the project, so that a
 * fresh clone finds it. `BACKLINE_CACHE_DIR` overrides it.
 */
export function cacheDir() {
  if (process.env.BACKLINE_CACHE_DIR) return resolve(process.env.BACKLINE_CACHE_DIR);
  if (process.platform === 'darwin') return join(homedir(), 'Library', 'Caches', 'backline');
  if (process.platform === 'win32') {
    return join(process.env.LOCALAPPDATA ?? join(homedir(), 'AppData', 'Local'), 'backline', 'Cache');
  }
  return join(process.env.XDG_CACHE_HOME || join(homedir(), '.cache'), 'backline');
}

/**
 * Node and the built command line. Rows live for a moment each: a larger nursery spares a rebuild a tenth of its time
 * and costs 40 MB.
 */
export const CLI = ['--max-semi-space-size=32', join(ROOT, 'out', 'cli.js')];
