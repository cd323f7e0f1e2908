import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { ROOT } from './paths.mjs';
import { SetupError } from './say.mjs';

/** True when `version` (`20.19.0`, with or without `v`) is at least the `>=a.b` of package.json's engines. */
export function satisfies(version, range) {
  const parse = (text) =>
    text
      .replace(/^[^\d]*/, '')
      .split('.')
      .map(Number);
  const [major = 0, minor = 0] = parse(version);
  const [needMajor = 0, needMinor = 0] = parse(range);
  return major > needMajor || (major === needMajor && minor >= needMinor);
}

export function checkNodeVersion(version = process.versions.node) {
  const range = JSON.parse(readFileSync(join(ROOT, 'package.json'), 'utf8')).engines.node;
  if (satisfies(version, range)) return;
  throw new SetupError(`Node ${version} is too old: Backline needs Node ${range}`, {
    remedy: 'install a current Node (https://nodejs.org) and run the same command again',
  });
}
