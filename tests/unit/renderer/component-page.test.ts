import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { dirname, join, relative } from 'node:path';
import { expect, it } from 'vitest';

const RENDERER = join(import.meta.dirname, '..', '..', '..', 'renderer');

/** The files of the page that a file imports, types left out: what only names a shape draws nothing. */
function importedBy(file: string): readonly string[] {
  const text = readFileSync(file, 'utf8').replaceAll(/import type [^;]+;/g, '');
  return [...text.matchAll(/from '(\.[^']+)\.js'/g)].flatMap(([, path]) => {
    const bare = join(dirname(file), path ?? '');
    return [`${bare}.tsx`, `${bare}.ts`].filter((candidate) => existsSync(candidate));
  });
}

function reachedFrom(start: string): ReadonlySet<string> {
  const reached = new Set<string>();
  const open = [start];
  for (let file = open.pop(); file !== undefined; file = open.pop()) {
    if (reached.has(file)) continue;
    reached.add(file);
    open.push(...importedBy(file));
  }
  return reached;
}

it('the page of components draws every component there is', () => {
  const reached = reachedFrom(join(RENDERER, 'features', 'components', 'ComponentsScreen.tsx'));
  const all = readdirSync(join(RENDERER, 'components'), { recursive: true, encoding: 'utf8' })
    .filter((name) => name.endsWith('.tsx'))
    .map((name) => join(RENDERER, 'components', name));
  expect(all.length).toBeGreaterThan(35);
  expect(all.filter((file) => !reached.has(file)).map((file) => relative(RENDERER, file))).toEqual([]);
});
