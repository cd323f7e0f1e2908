import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { load, node, ROOT } from './support.js';

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'backline-setup-'));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

describe('the Node version', () => {
  test.each([
    ['20.19.0', '>=20.19', true],
    ['v22.1.0', '>=20.19', true],
    ['20.18.9', '>=20.19', false],
    ['18.20.0', '>=20.19', false],
  ])('%s for %s', async (version, range, fits) => {
    const { satisfies } = await load<{ satisfies: (version: string, range: string) => boolean }>(
      'setup/node-version.mjs',
    );
    expect(satisfies(version, range)).toBe(fits);
  });

  test('too old is said with what is needed', async () => {
    const { checkNodeVersion } = await load<{ checkNodeVersion: (version: string) => void }>('setup/node-version.mjs');
    expect(() => checkNodeVersion('18.0.0')).toThrow(/Node 18\.0\.0 is too old: Backline needs Node >=20\.19/);
  });
});

describe('whether an installed tree is the lockfile’s', () => {
  const lock = (packages: object): string => JSON.stringify({ packages: { '': {}, ...packages } });
  const wanted = lock({
    'node_modules/a': { version: '1.0.0' },
    'node_modules/b': { version: '2.0.0', optional: true },
  });
  const matches = async (installed: string): Promise<boolean> => {
    const module = await load<{ treeMatchesLock: (lock: string, installed: string) => boolean }>(
      'setup/dependencies.mjs',
    );
    return module.treeMatchesLock(wanted, installed);
  };

  test('the same versions match; what is optional may be absent', async () => {
    expect(
      await matches(lock({ 'node_modules/a': { version: '1.0.0' }, 'node_modules/b': { version: '2.0.0' } })),
    ).toBe(true);
    expect(await matches(lock({ 'node_modules/a': { version: '1.0.0' } }))).toBe(true);
  });

  test('another version or a missing package do not', async () => {
    expect(await matches(lock({ 'node_modules/a': { version: '1.0.1' } }))).toBe(false);
    expect(await matches(lock({ 'node_modules/b': { version: '2.0.0' } }))).toBe(false);
    expect(
      await matches(lock({ 'node_modules/a': { version: '1.0.0' }, 'node_modules/b': { version: '2.1.0' } })),
    ).toBe(false);
  });
});

describe('the lock', () => {
  const script = (file: string, log: string): string => `
    import { appendFileSync } from 'node:fs';
    import { withLock } from ${JSON.stringify(join(ROOT, 'build', 'setup', 'lock.mjs'))};
    await withLock(${JSON.stringify(file)}, 'working', async () => {
      appendFileSync(${JSON.stringify(log)}, 'in ');
      await new Promise((resolve) => setTimeout(resolve, 150));
      appendFileSync(${JSON.stringify(log)}, 'out ');
    });`;

  test('lets one process in at a time', async () => {
    const file = join(folder, 'work.lock');
    const log = join(folder, 'log');
    const once = (): Promise<unknown> => node(['--input-type=module', '-e', script(file, log)]);
    await Promise.all([once(), once(), once()]);
    expect(readFileSync(log, 'utf8')).toBe('in out in out in out ');
  });

  test('is not held by a process that died', async () => {
    const file = join(folder, 'work.lock');
    const log = join(folder, 'log');
    const dead = await node(['-e', 'process.stdout.write(String(process.pid))']);
    writeFileSync(file, dead.stdout);
    await node(['--input-type=module', '-e', script(file, log)]);
    expect(readFileSync(log, 'utf8')).toBe('in out ');
  });
});

describe('the Electron runtime', () => {
  const resolve = `
    import { ensureElectron } from ${JSON.stringify(join(ROOT, 'build', 'setup', 'index.mjs'))};
    import { runMain } from ${JSON.stringify(join(ROOT, 'build', 'setup', 'say.mjs'))};
    await runMain(async () => { process.stdout.write(JSON.stringify(await ensureElectron())); return 0; });`;

  test('an explicit folder comes first', async () => {
    writeFileSync(join(folder, 'electron'), '');
    writeFileSync(join(folder, 'version'), 'v99.0.0');
    const { stdout } = await node(['--input-type=module', '-e', resolve], { BACKLINE_ELECTRON_DIST: folder });
    expect(JSON.parse(stdout)).toMatchObject({ source: 'override', version: '99.0.0', dist: folder });
  });

  test('an explicit folder without one is an error that names both', async () => {
    mkdirSync(join(folder, 'empty'));
    const ended = await node(['--input-type=module', '-e', resolve], {
      ELECTRON_OVERRIDE_DIST_PATH: join(folder, 'empty'),
    });
    expect(ended.code).toBe(1);
    expect(ended.stderr).toContain('ELECTRON_OVERRIDE_DIST_PATH');
    expect(ended.stderr).toContain(join(folder, 'empty'));
  });
});

describe('npm start', () => {
  test.each([
    [['--wharehouse', 'x'], '--wharehouse'],
    [['--today'], '--today'],
    [['stray'], 'stray'],
  ])('refuses %j before it does anything', async (args, named) => {
    const ended = await node([join(ROOT, 'build', 'start.mjs'), ...args]);
    expect(ended.code).toBe(2);
    expect(ended.stderr).toContain(named);
  });
});

describe('npm test', () => {
  test('an unknown group is refused by name', async () => {
    const ended = await node([join(ROOT, 'build', 'test.mjs'), '--only', 'nothing']);
    expect(ended.code).toBe(2);
    expect(ended.stderr).toContain('"nothing"');
  });
});
