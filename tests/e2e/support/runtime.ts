import { join } from 'node:path';
import { pathToFileURL } from 'node:url';

export const ROOT = join(import.meta.dirname, '..', '..', '..');

interface Setup {
  readonly ensureElectron: () => Promise<{ readonly executable: string; readonly version: string }>;
}

let found: Promise<string> | undefined;

/** The Electron that `npm start` would run, by the same order. */
export function electronExecutable(): Promise<string> {
  found ??= import(pathToFileURL(join(ROOT, 'build', 'setup', 'index.mjs')).href)
    .then((setup: Setup) => setup.ensureElectron())
    .then((runtime) => runtime.executable);
  return found;
}
