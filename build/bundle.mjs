import { createHash } from 'node:crypto';
import {
  copyFileSync,
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { dirname, join } from 'node:path';
import { stripVTControlCharacters } from 'node:util';
import { noticesText, packagesOf, shippedPackages } from './notices.mjs';
import { withLock } from './setup/lock.mjs';
import { ROOT } from './setup/paths.mjs';
import { runMain, say, SetupError } from './setup/say.mjs';

const OUT = join(ROOT, 'out');
/** What the licences of others ask to be passed on; shown under Help and shipped with the program. */
export const NOTICES = join(OUT, 'third-party-notices.txt');

function filesUnder(path) {
  const full = join(ROOT, path);
  if (!existsSync(full)) return [];
  const entries = readdirSync(full, { withFileTypes: true, recursive: true });
  return entries
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath ?? entry.path, entry.name))
    .sort();
}

/** Over the content of everything a bundle is made from, so that a fresh checkout or a touched file changes nothing. */
function fingerprintOf(folders) {
  const hash = createHash('sha256');
  const fixed = ['package.json', 'package-lock.json', 'build/bundle.mjs', 'build/notices.mjs'].map((file) =>
    join(ROOT, file),
  );
  for (const file of [...fixed, ...folders.flatMap(filesUnder)]) {
    hash.update(file.slice(ROOT.length)).update('\0').update(readFileSync(file)).update('\0');
  }
  return hash.digest('hex');
}

/** Moves what was built into its place, entry by entry: a program that starts meanwhile finds the old or the new. */
function install(built, place) {
  for (const file of readdirSync(built, { withFileTypes: true, recursive: true })) {
    if (!file.isFile()) continue;
    const from = join(file.parentPath ?? file.path, file.name);
    const to = join(place, from.slice(built.length + 1));
    mkdirSync(dirname(to), { recursive: true });
    renameSync(from, to);
  }
}

/** Chunks of earlier builds, which nothing refers to any more. */
function dropStale(folder, kept) {
  if (!existsSync(folder)) return;
  for (const name of readdirSync(folder)) if (!kept.has(name)) rmSync(join(folder, name), { recursive: true });
}

/** The folders of the packages that are bundled are told to `found`. */
async function buildPrograms(work, found) {
  const { build } = await import('vite');
  const { nodeConfig, preloadConfig } = await import('./vite/node.config.mjs');
  for (const config of [nodeConfig(work), preloadConfig(work)]) {
    await build({ ...config, plugins: [packagesOf(ROOT, found)] });
  }
  copyFileSync(join(ROOT, 'build', 'icons', 'icon.png'), join(work, 'icon.png'));
  const chunks = join(work, 'chunks');
  const kept = new Set(existsSync(chunks) ? readdirSync(chunks) : []);
  install(work, OUT);
  dropStale(join(OUT, 'chunks'), kept);
}

async function buildPage(work, found) {
  const { build } = await import('vite');
  const page = join(ROOT, 'renderer');
  await build({
    configFile: join(page, 'vite.config.ts'),
    logLevel: 'warn',
    plugins: [packagesOf(page, found)],
    build: { outDir: work, emptyOutDir: true },
  });
  const assets = new Set(readdirSync(join(work, 'assets')));
  install(work, join(OUT, 'renderer'));
  dropStale(join(OUT, 'renderer', 'assets'), assets);
}

function packagesFile(target) {
  return join(OUT, `.packages-${target.name}.json`);
}

/** Over the packages of every target, whichever was built last. */
function writeNotices() {
  const bundled = TARGETS.map(packagesFile).filter(existsSync);
  const folders = bundled.flatMap((file) => JSON.parse(readFileSync(file, 'utf8')).map((path) => join(ROOT, path)));
  writeFileSync(`${NOTICES}.part`, noticesText(new Set([...folders, ...shippedPackages(ROOT)])));
  renameSync(`${NOTICES}.part`, NOTICES);
}

const TARGETS = [
  { name: 'programs', sources: ['electron', 'shared', 'build/vite', 'build/icons'], make: buildPrograms },
  // The guide and its pictures are part of the page.
  { name: 'page', sources: ['renderer', 'shared', 'build/vite', 'docs'], make: buildPage },
];

function isFresh(target, fingerprint) {
  const stamp = join(OUT, `.${target.name}`);
  return existsSync(stamp) && readFileSync(stamp, 'utf8') === fingerprint;
}

/**
 * Builds what changed since the last time into out/: programs (main.js, host.js, cli.js, preload.cjs) and the page
 * (renderer/). Needs the dependencies; safe to call from several processes at once.
 * @returns {Promise<string[]>} names of the targets that were built
 */
export async function ensureBundle({ only } = {}) {
  const wanted = TARGETS.filter((target) => !only || only.includes(target.name)).map((target) => ({
    ...target,
    fingerprint: fingerprintOf(target.sources),
  }));
  if (wanted.every((target) => isFresh(target, target.fingerprint))) return [];
  return withLock(join(OUT, '.lock'), 'building', async () => {
    const built = [];
    for (const target of wanted) {
      if (isFresh(target, target.fingerprint)) continue;
      const started = Date.now();
      const work = join(OUT, `.work-${target.name}`);
      rmSync(work, { recursive: true, force: true });
      const found = new Set();
      await target.make(work, found).catch((error) => {
        throw new SetupError(`the ${target.name} cannot be built: ${stripVTControlCharacters(error.message)}`);
      });
      rmSync(work, { recursive: true, force: true });
      const packages = [...found].map((folder) => folder.slice(ROOT.length + 1)).sort();
      writeFileSync(packagesFile(target), JSON.stringify(packages));
      writeNotices();
      writeFileSync(join(OUT, `.${target.name}`), target.fingerprint);
      say(`built the ${target.name} in ${((Date.now() - started) / 1000).toFixed(1)} s`);
      built.push(target.name);
    }
    return built;
  });
}

if (process.argv[1] === import.meta.filename) {
  await runMain(async () => {
    await ensureBundle();
    return 0;
  });
}
