import { execFile } from 'node:child_process';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import type { TestProject } from 'vitest/node';
import { ROOT } from './runtime.js';

declare module 'vitest' {
  interface ProvidedContext {
    /** A data folder with a fresh demo warehouse; copied by the tests, never opened in place. */
    readonly demoDataDir: string;
  }
}

/** Makes the demo season once for all tests: each would wait for its own otherwise. */
export default async function setup(project: TestProject): Promise<() => Promise<void>> {
  const folder = await mkdtemp(join(tmpdir(), 'backline-demo-'));
  await promisify(execFile)(process.execPath, [join(ROOT, 'out', 'cli.js'), 'demo', '--data-dir', folder]);
  project.provide('demoDataDir', folder);
  return () => rm(folder, { recursive: true, force: true });
}
