import { mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { say } from './say.mjs';

function holderOf(file) {
  try {
    return Number(readFileSync(file, 'utf8'));
  } catch {
    return undefined;
  }
}

function isAlive(pid) {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return error.code === 'EPERM';
  }
}

/**
 * Runs `work` while no other process holds `file`. A holder that died without letting go (interrupted, killed) is
 * recognised by its process id and does not block.
 */
export async function withLock(file, what, work) {
  mkdirSync(dirname(file), { recursive: true });
  let told = false;
  let unreadable = 0;
  for (;;) {
    try {
      writeFileSync(file, String(process.pid), { flag: 'wx' });
      break;
    } catch (error) {
      if (error.code !== 'EEXIST') throw error;
    }
    const pid = holderOf(file);
    // Between creating the file and writing the id it is empty for a moment; empty for a second is a corpse.
    unreadable = pid ? 0 : unreadable + 1;
    if ((pid && !isAlive(pid)) || unreadable > 10) {
      rmSync(file, { force: true });
      continue;
    }
    if (!told) say(`waiting for another process (${pid ?? 'starting'}) that is ${what}`);
    told = true;
    await sleep(100);
  }
  const release = () => rmSync(file, { force: true });
  process.on('exit', release);
  try {
    return await work();
  } finally {
    process.off('exit', release);
    release();
  }
}
