import { spawn } from 'node:child_process';
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { hostname, tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { LOCK_FILE, takeDataLock } from '../../../electron/backfill/journal/data-lock.js';
import { processStartedAt } from '../../../electron/backfill/journal/process-identity.js';

let folder: string;
beforeEach(() => (folder = mkdtempSync(join(tmpdir(), 'backline-lock-'))));
afterEach(() => rmSync(folder, { recursive: true, force: true }));

const owner = (more: object): string => JSON.stringify({ pid: 1, host: hostname(), startedAt: 0, token: 't', ...more });
const plant = (text: string): void => writeFileSync(join(folder, LOCK_FILE), text);

describe('data lock', () => {
  it('refuses a second holder, naming folder and process, until the first lets go', () => {
    const lock = takeDataLock(folder);
    expect(() => takeDataLock(folder)).toThrow(
      expect.objectContaining({ code: 'warehouse_locked', subject: folder }) as Error,
    );
    expect(() => takeDataLock(folder)).toThrow(String(process.pid));
    lock.release();
    takeDataLock(folder).release();
    expect(readdirSync(folder)).toEqual([]);
  });

  it('takes over from a process that is gone', async () => {
    const child = spawn(process.execPath, ['-e', '']);
    const pid = child.pid;
    await new Promise((resolve) => child.on('exit', resolve));
    plant(owner({ pid }));
    const lock = takeDataLock(folder);
    expect(readFileSync(join(folder, LOCK_FILE), 'utf8')).toContain(`"pid":${process.pid}`);
    lock.release();
  });

  it('takes over a number that now belongs to another process', () => {
    plant(owner({ pid: process.pid, startedAt: 1000 }));
    takeDataLock(folder).release();
  });

  it.runIf(process.platform === 'linux')('respects another living process', async () => {
    const child = spawn(process.execPath, ['-e', 'setTimeout(() => {}, 60000)']);
    try {
      await new Promise((resolve) => child.on('spawn', resolve));
      plant(owner({ pid: child.pid, startedAt: processStartedAt(child.pid ?? 0) }));
      expect(() => takeDataLock(folder)).toThrow('in use');
    } finally {
      child.kill();
    }
  });

  it('believes a lock of another machine, and takes over one that nobody wrote whole', () => {
    plant(owner({ host: 'elsewhere' }));
    expect(() => takeDataLock(folder)).toThrow('on elsewhere');
    plant('{"pid":');
    takeDataLock(folder).release();
  });

  it('does not remove a lock that was taken over from it', () => {
    const lock = takeDataLock(folder);
    plant(owner({ pid: process.pid, startedAt: processStartedAt(process.pid), token: 'other' }));
    lock.release();
    expect(existsSync(join(folder, LOCK_FILE))).toBe(true);
  });
});
