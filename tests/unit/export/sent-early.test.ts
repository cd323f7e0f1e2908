import { createHash } from 'node:crypto';
import { mkdtemp, open, readdir, rm, stat } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { writeText, writeWhole } from '../../../electron/export/whole-file.js';

const MEGABYTE = 1024 * 1024;
/** More than is written before the disk is asked to take a part. */
const PIECES = 70;

let folder: string;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'backline-sent-'));
});
afterEach(async () => {
  vi.restoreAllMocks();
  await rm(folder, { recursive: true });
});

function* pieces(): Generator<Uint8Array> {
  for (let i = 0; i < PIECES; i += 1) yield Buffer.alloc(MEGABYTE, i);
}

async function fileHandle(): Promise<{ datasync: () => Promise<void> }> {
  const file = await open(join(folder, 'any'), 'w');
  await file.close();
  await rm(join(folder, 'any'));
  return Object.getPrototypeOf(file) as { datasync: () => Promise<void> };
}

it('a large file is sent to the disk in parts, with the sum and the length of all of it', async () => {
  const sent = vi.spyOn(await fileHandle(), 'datasync');
  const path = join(folder, 'large');
  const sum = createHash('sha256');
  for (const piece of pieces()) sum.update(piece);
  expect(await writeText(path, pieces())).toEqual({ bytes: PIECES * MEGABYTE, sha256: sum.digest('hex') });
  expect((await stat(path)).size).toBe(PIECES * MEGABYTE);
  expect(sent).toHaveBeenCalledTimes(1);
});

it('what the disk tells of an early part is not lost: no file takes the name', async () => {
  const told = Object.assign(new Error('EIO: i/o error, fdatasync'), { code: 'EIO' });
  vi.spyOn(await fileHandle(), 'datasync').mockRejectedValue(told);
  const path = join(folder, 'large');
  await expect(writeWhole(path, (beside) => writeText(beside, pieces()))).rejects.toMatchObject({
    code: 'disk_unwritable',
    message: `cannot write ${path}: the medium failed`,
  });
  expect(await readdir(folder)).toEqual([]);
});
