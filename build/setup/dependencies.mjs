import { createHash } from 'node:crypto';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { withLock } from './lock.mjs';
import { cacheDir, ROOT } from './paths.mjs';
import { runQuietly } from './run.mjs';
import { say, SetupError } from './say.mjs';

const STAMP = '.backline-setup';

/** What an installed tree depends on: the lockfile, and the machine that native parts were chosen for. */
function fingerprintOf(lockfile) {
  const machine = [process.platform, process.arch, process.versions.modules].join(' ');
  return createHash('sha256').update(lockfile).update(machine).digest('hex');
}

/**
 * True when npm's own record of the tree holds every package of the lockfile at its version: somebody ran npm by hand,
 * and installing again would only take time. Packages for other platforms may be absent.
 */
export function treeMatchesLock(lockText, installedText) {
  const wanted = JSON.parse(lockText).packages;
  const installed = JSON.parse(installedText).packages;
  return Object.entries(wanted).every(([path, entry]) => {
    if (path === '') return true;
    const found = installed[path];
    return found ? found.version === entry.version : entry.optional === true || entry.devOptional === true;
  });
}

function isReady(root, fingerprint) {
  const modules = join(root, 'node_modules');
  const stamp = join(modules, STAMP);
  if (existsSync(stamp) && readFileSync(stamp, 'utf8').trim() === fingerprint) return true;
  const record = join(modules, '.package-lock.json');
  if (existsSync(stamp) || !existsSync(record)) return false;
  const lock = readFileSync(join(root, 'package-lock.json'), 'utf8');
  if (!treeMatchesLock(lock, readFileSync(record, 'utf8'))) return false;
  writeFileSync(stamp, fingerprint);
  return true;
}

/** Brings `node_modules` to the lockfile. Nothing happens, in a few milliseconds, when it is there already. */
export async function ensureDependencies(root = ROOT) {
  const fingerprint = fingerprintOf(readFileSync(join(root, 'package-lock.json')));
  if (isReady(root, fingerprint)) return;
  const lockName = createHash('sha256').update(root).digest('hex').slice(0, 16);
  await withLock(join(cacheDir(), `install-${lockName}.lock`), 'installing dependencies', async () => {
    if (isReady(root, fingerprint)) return;
    say('installing the dependencies of the lockfile (npm ci, once)');
    const started = Date.now();
    const { code, output } = await runQuietly('npm', ['ci', '--no-audit', '--no-fund'], {
      cwd: root,
      label: 'npm ci',
    });
    if (code !== 0) {
      const telling = output.split('\n').filter((line) => !line.startsWith('npm warn'));
      process.stderr.write(`${telling.join('\n').trimEnd()}\n`);
      throw new SetupError(`npm ci failed with exit code ${code}`, {
        remedy: 'check the network and the messages above, then run the same command again',
        exitCode: code > 128 ? code : 1,
      });
    }
    // Written last: an interrupted install has no stamp and is done again.
    writeFileSync(join(root, 'node_modules', STAMP), fingerprint);
    say(`dependencies installed in ${Math.round((Date.now() - started) / 1000)} s`);
  });
}
