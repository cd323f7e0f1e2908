import { spawn } from 'node:child_process';
import { constants, setPriority } from 'node:os';
import { createInterface } from 'node:readline';
import { say } from './say.mjs';

const KEPT_OUTPUT = 20_000;

/** The code a shell would give: 128 + n for an end by signal n. */
export function exitCodeOf(code, signal) {
  return code ?? 128 + (constants.signals[signal] ?? 0);
}

/** Gives way to what runs beside it: a third of a processor where both want all of it. */
function giveWay(child) {
  try {
    setPriority(child.pid, 5);
  } catch {
    // It has ended already, or this system allows no other priority: either way it only runs as others do.
  }
}

/**
 * Runs a long step without its chatter, says every `heartbeatMs` that it is still going, and keeps the end of its
 * output for the case that it fails.
 * @returns {Promise<{code: number, output: string, timedOut: boolean}>}
 */
export function runQuietly(command, args, { label, cwd, env, timeoutMs, heartbeatMs = 10_000, behind = false } = {}) {
  return new Promise((done, reject) => {
    const started = Date.now();
    let output = '';
    let timedOut = false;
    const child = spawn(command, args, {
      cwd,
      env: env ?? process.env,
      stdio: ['ignore', 'pipe', 'pipe'],
      shell: process.platform === 'win32' && command === 'npm',
    });
    if (behind) giveWay(child);
    const keep = (chunk) => {
      output = (output + chunk).slice(-KEPT_OUTPUT);
    };
    child.stdout.on('data', keep);
    child.stderr.on('data', keep);
    const beat = label
      ? setInterval(() => say(`${label} … ${Math.round((Date.now() - started) / 1000)} s`), heartbeatMs)
      : undefined;
    const limit = timeoutMs
      ? setTimeout(() => {
          timedOut = true;
          child.kill('SIGKILL');
        }, timeoutMs)
      : undefined;
    const settle = () => {
      clearInterval(beat);
      clearTimeout(limit);
    };
    child.on('error', (error) => {
      settle();
      reject(error);
    });
    child.on('close', (code, signal) => {
      settle();
      done({ code: exitCodeOf(code, signal), output, timedOut });
    });
  });
}

/**
 * Runs a command with this terminal as its own and answers its exit code. Ctrl-C reaches the child by itself (same
 * process group), so this process only waits for it; a plain kill of this process is passed on. With a `prefix` its
 * lines are passed on whole, each behind it, so that two can run beside each other; with `behind` it gives way to others.
 */
export function runThrough(command, args, { cwd, env, prefix, behind = false } = {}) {
  return new Promise((done, reject) => {
    const stdio = prefix === undefined ? 'inherit' : ['ignore', 'pipe', 'pipe'];
    const child = spawn(command, args, { cwd, env: env ?? process.env, stdio });
    if (behind) giveWay(child);
    if (prefix !== undefined) {
      const passLines = (from, to) =>
        createInterface({ input: from }).on('line', (line) => to.write(`${prefix}${line}\n`));
      passLines(child.stdout, process.stdout);
      passLines(child.stderr, process.stderr);
    }
    const stay = () => undefined;
    const passOn = (signal) => child.kill(signal);
    process.on('SIGINT', stay);
    process.on('SIGTERM', passOn);
    process.on('SIGHUP', passOn);
    const settle = () => {
      process.off('SIGINT', stay);
      process.off('SIGTERM', passOn);
      process.off('SIGHUP', passOn);
    };
    child.on('error', (error) => {
      settle();
      reject(error);
    });
    child.on('close', (code, signal) => {
      settle();
      done(exitCodeOf(code, signal));
    });
  });
}
