// The registry's runtime comes without Electron's default app, which makes `electron FOLDER` run the app in FOLDER.
// This does the same. Awaited at top level, because `ready` then waits for the app's own main script.
import { readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { pathToFileURL } from 'node:url';
import { app } from 'electron';

const folder = process.argv.slice(1).find((argument) => !argument.startsWith('-'));
if (!folder) {
  process.stderr.write('usage: electron FOLDER [ARGUMENTS]\n');
  process.exit(2);
}
const root = resolve(folder);
const manifest = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8'));
app.setAppPath(root);
app.setName(manifest.productName ?? manifest.name);
app.setVersion(manifest.version);
await import(pathToFileURL(join(root, manifest.main)).href);
