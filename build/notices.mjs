import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { dirname, join, sep } from 'node:path';

/** Names under which packages carry their terms, and what they add to them. */
const TERMS = /^(licen[cs]e|copying|notice|ofl)/i;

/**
 * The package that a module or an asset belongs to: the nearest folder with a name and a version, as packages carry
 * nameless package.json files inside.
 * @returns {string | null} its folder; null for what is our own
 */
export function packageFolderOf(file) {
  if (!file.split(sep).includes('node_modules')) return null;
  for (let folder = dirname(file); folder !== dirname(folder); folder = dirname(folder)) {
    const manifest = join(folder, 'package.json');
    if (!existsSync(manifest)) continue;
    const { name, version } = JSON.parse(readFileSync(manifest, 'utf8'));
    if (name !== undefined && version !== undefined) return folder;
  }
  return null;
}

/**
 * A plugin of the build that hands over the folders of the packages whose modules or assets (fonts, pictures) are in
 * the bundle.
 */
export function packagesOf(root, found) {
  return {
    name: 'backline:packages',
    generateBundle(_, bundle) {
      for (const part of Object.values(bundle)) {
        const files =
          part.type === 'asset' ? part.originalFileNames.map((name) => join(root, name)) : Object.keys(part.modules);
        for (const file of files) {
          const folder = packageFolderOf(file.replace(/[?#].*$/, ''));
          if (folder !== null) found.add(folder);
        }
      }
    },
  };
}

/**
 * Folders of the packages that are shipped as they are: those that the program needs and that are installed, by the
 * lock file. Packages of other platforms are not there.
 */
export function shippedPackages(root) {
  const { packages } = JSON.parse(readFileSync(join(root, 'package-lock.json'), 'utf8'));
  return Object.entries(packages)
    .filter(([path, { dev, devOptional }]) => path !== '' && !dev && !devOptional)
    .map(([path]) => join(root, path))
    .filter((folder) => existsSync(join(folder, 'package.json')));
}

function personOf(author) {
  return typeof author === 'string' ? author : (author?.name ?? null);
}

function noticeOf(folder) {
  const { name, version, license, author, homepage, repository } = JSON.parse(
    readFileSync(join(folder, 'package.json'), 'utf8'),
  );
  const texts = readdirSync(folder)
    .filter((file) => TERMS.test(file) && !/\.(js|ts|json)$/.test(file))
    .sort()
    .map((file) => readFileSync(join(folder, file), 'utf8').replaceAll('\r\n', '\n').trim());
  const home = homepage ?? (typeof repository === 'string' ? repository : repository?.url);
  const person = personOf(author);
  const declared = [
    'The package carries no text of its licence',
    license ? `; it declares ${license}` : '',
    person === null ? '' : ` by ${person}`,
    home === undefined ? '' : ` (${home})`,
  ].join('');
  return {
    title: `${name} ${version}${typeof license === 'string' ? ` (${license})` : ''}`,
    text: texts.length > 0 ? texts.join('\n\n') : `${declared}.`,
  };
}

/**
 * One text that names every package of `folders` with the terms it comes under; terms that are the same word for word
 * stand once, under all who have them.
 */
export function noticesText(folders) {
  const byText = new Map();
  const notices = [...folders].map(noticeOf).sort((a, b) => (a.title < b.title ? -1 : a.title > b.title ? 1 : 0));
  for (const { title, text } of notices) byText.set(text, [...new Set([...(byText.get(text) ?? []), title])]);
  const rule = '-'.repeat(80);
  const sections = [...byText].map(([text, titles]) => `${rule}\n${titles.join('\n')}\n${rule}\n\n${text}\n`);
  return `Backline contains this software and these typefaces of others. The terms of Electron and Chromium stand in files\nof their own beside the program.\n\n${sections.join('\n')}`;
}
