import { join } from 'node:path';
import { defineConfig } from 'vite';
import { ROOT } from '../setup/paths.mjs';
import { nodeConfig } from './node.config.mjs';

/** The measurements, bundled like the programs they measure. */
export const benchConfig = (outDir) => {
  const config = nodeConfig(outDir);
  return defineConfig({
    ...config,
    build: {
      ...config.build,
      rolldownOptions: {
        ...config.build.rolldownOptions,
        external: [...config.build.rolldownOptions.external, 'playwright', 'vitest'],
        input: {
          index: join(ROOT, 'tests/bench/index.ts'),
          child: join(ROOT, 'tests/bench/child.ts'),
        },
      },
    },
  });
};
