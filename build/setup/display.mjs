import { spawnSync } from 'node:child_process';
import { hasCommand } from './system-libraries.mjs';

/** True when a window can be shown: always but on a Linux without a display server. */
export function hasDisplay(env = process.env, platform = process.platform) {
  return platform !== 'linux' || Boolean(env.DISPLAY || env.WAYLAND_DISPLAY);
}

/** Chromium refuses to start its sandbox as root; only then is it left out. */
export function runsAsRoot() {
  return process.platform === 'linux' && process.getuid() === 0;
}

/** A command and arguments wrapped so that it gets a display of its own, where Xvfb is there. */
export function underXvfb(command, args) {
  if (process.platform !== 'linux' || !hasCommand('xvfb-run')) return { command, args };
  return {
    command: 'xvfb-run',
    args: ['--auto-servernum', '--server-args=-screen 0 1440x900x24 -nolisten tcp', command, ...args],
  };
}

/** Shared libraries an executable needs and this machine lacks; empty where that cannot be told. */
export function missingLibrariesOf(executable) {
  if (process.platform !== 'linux' || !hasCommand('ldd')) return [];
  const { stdout } = spawnSync('ldd', [executable], { encoding: 'utf8' });
  return (stdout ?? '')
    .split('\n')
    .filter((line) => line.includes('not found'))
    .map((line) => line.trim().split(' ')[0]);
}
