import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { readNotices } from '../../../electron/app/notices.js';

interface Manifest {
  readonly name: string;
  readonly version: string;
}

const ROOT = join(import.meta.dirname, '..', '..', '..');
const read = (path: string): string => readFileSync(join(ROOT, path), 'utf8');
const titleOf = (folder: string): string => {
  const { name, version } = JSON.parse(read(join(folder, 'package.json'))) as Manifest;
  return `${name} ${version}`;
};
const modules = <T>(path: string): Promise<T> => import(path) as Promise<T>;

let notices = '';
let noticesText: (folders: Iterable<string>) => string;
const folder = mkdtempSync(join(tmpdir(), 'backline-notices-'));

beforeAll(async () => {
  const { ensureBundle } = await modules<{ ensureBundle: () => Promise<unknown> }>('../../../build/bundle.mjs');
  ({ noticesText } = await modules<{ noticesText: typeof noticesText }>('../../../build/notices.mjs'));
  await ensureBundle();
  notices = read('out/third-party-notices.txt');
}, 120_000);
afterAll(() => {
  rmSync(folder, { recursive: true });
});

describe('the notices shipped with the program', () => {
  it('name every package whose code is in a program, by its source maps', () => {
    // A chunk that only passes on what others hold has no map.
    const chunks = readdirSync(join(ROOT, 'out', 'chunks')).map((name) => join('chunks', name));
    const files = ['main.js.map', 'host.js.map', 'preload.cjs.map', ...chunks.filter((name) => name.endsWith('.map'))];
    const maps = files.map((name) => join('out', name));
    const sources = maps.flatMap((map) => (JSON.parse(read(map)) as { readonly sources: readonly string[] }).sources);
    const packages = sources.flatMap((source) => /node_modules\/(?:@[^/]+\/)?[^/]+(?=\/)/.exec(source) ?? []);
    expect(packages).toContain('node_modules/zod');
    for (const one of new Set(packages)) expect(notices).toContain(titleOf(one));
  });

  it('name every package that the page imports, and the typefaces with their licence', () => {
    const files = readdirSync(join(ROOT, 'renderer'), { recursive: true, encoding: 'utf8' });
    const texts = files
      .filter((file) => /\.(tsx?|css)$/.test(file) && file !== 'vite.config.ts')
      .map((file) => read(join('renderer', file)));
    const names = texts.flatMap((text) =>
      [...text.matchAll(/(?:from|@import) '((?:@[^/']+\/)?[^./'][^/']*)/g)].flatMap(([, name]) => name ?? []),
    );
    const packages = new Set(names);
    expect(packages.size).toBeGreaterThan(5);
    for (const one of packages) expect(notices).toContain(titleOf(join('node_modules', one)));
    expect(notices).toContain('The Inter Project Authors');
    expect(notices).toContain('The JetBrains Mono Project Authors');
    expect(notices).toContain('SIL OPEN FONT LICENSE');
  });

  it('name every installed package that is shipped as it is', () => {
    const { packages } = JSON.parse(read('package-lock.json')) as {
      readonly packages: Readonly<Record<string, { readonly dev?: true; readonly optional?: true }>>;
    };
    const needed = Object.entries(packages).filter(([path, { dev, optional }]) => path !== '' && !dev && !optional);
    expect(needed.length).toBeGreaterThan(30);
    for (const [path] of needed) expect(notices).toContain(titleOf(path));
  });

  it('are what the program shows under Help, or it says which file is missing', async () => {
    expect(await readNotices(join(ROOT, 'out'))).toBe(notices);
    await expect(readNotices(folder)).rejects.toMatchObject({
      code: 'not_found',
      subject: join(folder, 'third-party-notices.txt'),
    });
  });

  it('say the same terms once, keep what is added to them, and admit where a package carries none', () => {
    const make = (name: string, files: Readonly<Record<string, string>>): string => {
      const place = join(folder, name);
      mkdirSync(place);
      writeFileSync(
        join(place, 'package.json'),
        JSON.stringify({ name, version: '1.0.0', license: 'MIT', author: 'A' }),
      );
      for (const [file, text] of Object.entries(files)) writeFileSync(join(place, file), text);
      return place;
    };
    const text = noticesText([
      make('b', { LICENSE: 'Terms of many.' }),
      make('a', { 'licence.md': 'Terms of many.\r\n' }),
      make('c', { LICENSE: 'Own terms.', NOTICE: 'Further words.' }),
      make('d', {}),
    ]);
    expect(text.match(/Terms of many/g)).toHaveLength(1);
    expect(text).toContain('a 1.0.0 (MIT)\nb 1.0.0 (MIT)\n');
    expect(text).toContain('Own terms.\n\nFurther words.');
    expect(text).toContain('d 1.0.0 (MIT)\n');
    expect(text).toContain('The package carries no text of its licence; it declares MIT by A.');
  });
});
