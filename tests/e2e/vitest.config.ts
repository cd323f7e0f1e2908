import { defineConfig } from 'vitest/config';

export default defineConfig({
  test: {
    root: import.meta.dirname,
    globalSetup: './support/demo-setup.ts',
    include: ['**/*.test.ts'],
    testTimeout: 120_000,
    hookTimeout: 120_000,
    // The rest of the suite runs beside: a second, the default, is soon over.
    expect: { poll: { timeout: 30_000 } },
    // One window at a time: they would compete for the two cores and for the focus of the one display.
    fileParallelism: false,
    maxWorkers: 1,
  },
});
