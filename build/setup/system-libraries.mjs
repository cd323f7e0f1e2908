import { spawnSync } from 'node:child_process';
import { accessSync, constants, existsSync } from 'node:fs';
import { delimiter, join } from 'node:path';
import { runQuietly } from './run.mjs';
import { say, SetupError } from './say.mjs';

/** What Chromium links against on Debian and its kin, and a font to draw with. */
const RUNTIME_PACKAGES = [
  'libgtk-3-0',
  'libnss3',
  'libasound2',
  'libgbm1',
  'libxss1',
  'libxtst6',
  'libnotify4',
  'libatspi2.0-0',
  'libdrm2',
  'libxkbcommon0',
  'fonts-dejavu-core',
];
/** What the desktop tests need besides: a display without a screen. */
const TEST_PACKAGES = ['xvfb', 'xauth', 'dbus-x11'];

export function hasCommand(name) {
  return (process.env.PATH ?? '').split(delimiter).some((folder) => {
    try {
      accessSync(join(folder, name), constants.X_OK);
      return true;
    } catch {
      return false;
    }
  });
}

/** Newer releases renamed some libraries for 64-bit time (`libgtk-3-0t64`): either name counts. */
function isInstalled(name) {
  return [name, `${name}t64`].some((candidate) => {
    const { stdout } = spawnSync('dpkg-query', ['-W', '-f=${Status}', candidate], { encoding: 'utf8' });
    return stdout?.includes('install ok installed');
  });
}

async function apt(args, label) {
  const result = await runQuietly('apt-get', args, {
    label,
    env: { ...process.env, DEBIAN_FRONTEND: 'noninteractive' },
  });
  return result;
}

/** Names as this release knows them. */
function availableName(name) {
  const { stdout } = spawnSync('apt-cache', ['show', '--no-all-versions', `${name}t64`], { encoding: 'utf8' });
  return stdout?.startsWith('Package:') ? `${name}t64` : name;
}

/**
 * Installs missing Debian packages when it may (root), else throws a SetupError that names them and the command.
 * Elsewhere than on Debian-like Linux there is nothing to do here.
 */
export async function ensureDebianPackages(packages, purpose) {
  if (process.platform !== 'linux' || !existsSync('/etc/debian_version') || !hasCommand('dpkg-query')) return;
  const missing = packages.filter((name) => !isInstalled(name));
  if (missing.length === 0) return;
  const command = `apt-get install -y --no-install-recommends ${missing.join(' ')}`;
  if (process.getuid() !== 0 || !hasCommand('apt-get')) {
    throw new SetupError(`system packages are missing for ${purpose}: ${missing.join(', ')}`, {
      remedy: `install them and run the same command again:  sudo ${command}`,
    });
  }
  say(`installing system packages for ${purpose}: ${missing.join(' ')}`);
  await apt(['update', '-q'], 'apt-get update');
  const names = missing.map(availableName);
  const { code, output } = await apt(['install', '-y', '-q', '--no-install-recommends', ...names], 'apt-get install');
  if (code !== 0) {
    process.stderr.write(output);
    throw new SetupError(`apt-get install failed with exit code ${code}`, {
      remedy: `see the messages above, or install by hand:  ${command}`,
    });
  }
}

export function ensureRuntimeLibraries() {
  return ensureDebianPackages(RUNTIME_PACKAGES, 'the window');
}

export async function ensureTestDisplay() {
  await ensureDebianPackages([...RUNTIME_PACKAGES, ...TEST_PACKAGES], 'the desktop tests');
  if (process.platform === 'linux' && !process.env.DISPLAY && !hasCommand('xvfb-run')) {
    throw new SetupError('the desktop tests need a display and xvfb-run is not installed', {
      remedy: 'install Xvfb (package xvfb or xorg-x11-server-Xvfb) and run the same command again',
    });
  }
}
