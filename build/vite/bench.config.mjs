import { join } from 'node:path';
import { defineConfig } from 'vite';
import { ROOT } from '../setup/paths.mjs';
import { nodeConfig } from './node.config.mjs';

/** Programs of the tests, bundled like the programs they measure or stand in for. */
function testPrograms(outDir, input) {
  const config = nodeConfig(outDir);
  return defineConfig({
    ...config,
    build: {
      ...config.build,
      rolldownOptions: {
        ...config.build.rolldownOptions,
        external: [...config.build.rolldownOptions.external, 'playwright', 'vitest'],
        input: Object.fromEntries(Object.entries(input).map(([name, file]) => [name, join(ROOT, file)])),
      },
    },
  });
}

/** The measurements. */
export const benchConfig = (outDir) =>
  testPrograms(outDir, {
    index: 'tests/bench/index.ts',
    child: 'tests/bench/child.ts',
    bigquery: 'tests/bench/bigquery.ts',
    table: 'tests/bench/table.ts',
    record: 'tests/bench/record-runs.ts',
    window: 'tests/bench/window.ts',
    'host-replay': 'tests/bench/host-replay.ts',
  });

/** The loopback BigQuery. */
export const loopbackConfig = (outDir) => testPrograms(outDir, { main: 'tests/bigquery/loopback/main.ts' });
