import { existsSync, mkdirSync, mkdtempSync, rmSync, statSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { makeFolder } from '../../../electron/disk/make-folder.js';

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'backline-folder-'));
});
afterEach(() => {
  rmSync(folder, { recursive: true, force: true });
});

function refusal(path: string): unknown {
  try {
    makeFolder(path);
  } catch (thrown) {
    return thrown;
  }
  return null;
}

describe('a folder is made', () => {
  it('with all above it, and again without a word', () => {
    const path = join(folder, 'one', 'two', 'three');
    makeFolder(path);
    makeFolder(path);
    expect(statSync(path).isDirectory()).toBe(true);
  });

  it('below a link to a folder', () => {
    mkdirSync(join(folder, 'real'));
    symlinkSync(join(folder, 'real'), join(folder, 'link'));
    makeFolder(join(folder, 'link', 'below'));
    expect(existsSync(join(folder, 'real', 'below'))).toBe(true);
  });
});

describe('a folder that cannot be made is named', () => {
  it('where a file stands at its place, and where one stands above it', () => {
    const file = join(folder, 'file');
    writeFileSync(file, 'kept');
    expect(refusal(file)).toMatchObject({
      code: 'disk_unwritable',
      message: `cannot make the folder ${file}: this is a file, not a folder`,
      subject: file,
    });
    const below = join(file, 'a', 'b');
    expect(refusal(below)).toMatchObject({
      code: 'disk_unwritable',
      message: `cannot make the folder ${below}: ${file}: this is a file, not a folder`,
      subject: below,
    });
  });

  it('where a link leads to nothing', () => {
    const link = join(folder, 'link');
    symlinkSync(join(folder, 'gone'), link);
    const below = join(link, 'below');
    expect(refusal(below)).toMatchObject({
      code: 'disk_unwritable',
      message: `cannot make the folder ${below}: ${link}: something else stands there`,
    });
  });

  it('where the name is too long', () => {
    const path = join(folder, 'n'.repeat(300));
    expect(refusal(path)).toMatchObject({
      code: 'disk_unwritable',
      message: `cannot make the folder ${path}: the name is too long`,
    });
  });
});
