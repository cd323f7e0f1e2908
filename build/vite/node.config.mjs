import { builtinModules } from 'node:module';
import { join } from 'node:path';
import { defineConfig } from 'vite';
import { ROOT } from '../setup/paths.mjs';

const BUILTINS = [...builtinModules, ...builtinModules.map((name) => `node:${name}`)];
/** Native, provided by the runtime, or loading parts of themselves by name: resolved when the program runs. */
const EXTERNAL = [...BUILTINS, 'electron', /^@duckdb\//, /^@google-cloud\//, 'google-auth-library'];

const common = {
  configFile: false,
  root: ROOT,
  publicDir: false,
  logLevel: 'warn',
  resolve: { conditions: ['node'] },
  ssr: {
    noExternal: true,
    external: ['electron', '@duckdb/node-api', '@google-cloud/bigquery', 'google-auth-library'],
  },
};

const output = (format) => ({
  target: 'node20',
  minify: false,
  sourcemap: true,
  emptyOutDir: false,
  reportCompressedSize: false,
  ssr: true,
  rolldownOptions: {
    external: EXTERNAL,
    output: { format },
  },
});

function entries(names) {
  return Object.fromEntries(Object.entries(names).map(([name, file]) => [name, join(ROOT, file)]));
}

/** Programs that run in Node or Electron's main side: one ES module each, shared parts in chunks/. */
export const nodeConfig = (outDir) => {
  const build = output('es');
  return defineConfig({
    ...common,
    build: {
      ...build,
      outDir,
      rolldownOptions: {
        ...build.rolldownOptions,
        input: entries({ main: 'electron/main.ts', host: 'electron/host/entry.ts', cli: 'electron/cli.ts' }),
        output: { format: 'es', entryFileNames: '[name].js', chunkFileNames: 'chunks/[name]-[hash].js' },
      },
    },
  });
};

/** A sandboxed preload can neither import nor require: one CommonJS file. */
export const preloadConfig = (outDir) => {
  const build = output('cjs');
  return defineConfig({
    ...common,
    build: {
      ...build,
      outDir,
      rolldownOptions: {
        ...build.rolldownOptions,
        input: entries({ preload: 'electron/preload.ts' }),
        output: { format: 'cjs', entryFileNames: '[name].cjs', codeSplitting: false },
      },
    },
  });
};
