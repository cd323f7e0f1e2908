import { rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterEach, describe, expect, test } from 'vitest';
import type { BridgeClient } from '../../shared/ipc/types.js';
import { launchConsole, newDataDir, newDemoDataDir, startAndWait, type RunningConsole } from './support/launch.js';

let running: RunningConsole | undefined;
let dataDir: string | undefined;

afterEach(async () => {
  await running?.close();
  running = undefined;
  if (dataDir !== undefined) await rm(dataDir, { recursive: true, force: true });
  dataDir = undefined;
});

async function servicesReady(console: RunningConsole): Promise<void> {
  await expect
    .poll(
      async () => {
        const page = await console.window();
        return page.evaluate(async () => {
          const { backline } = globalThis as unknown as { backline: BridgeClient };
          const status = await backline.app.services();
          return status.ok ? status.value.phase : status.error.message;
        });
      },
      { timeout: 60_000 },
    )
    .toBe('ready');
}

describe('a start that cannot succeed says why and ends', () => {
  test.each([
    [['--today', '2026-02-30'], 2, '--today: "2026-02-30" is not a date'],
    [['--today'], 2, '--today needs a value'],
    [['--warehouse', '/nowhere/store.duckdb'], 3, '/nowhere/store.duckdb'],
  ])('%j', async (flags, exitCode, message) => {
    dataDir = await newDataDir();
    const start = await startAndWait(dataDir, { flags });
    expect(start.errors).toContain(message);
    expect(start.errors).not.toContain('stopped unexpectedly');
    expect(start.exitCode).toBe(exitCode);
  });

  test('a data folder that cannot be written', async () => {
    dataDir = await newDataDir();
    const file = join(dataDir, 'a-file');
    await writeFile(file, '');
    const start = await startAndWait(join(file, 'inside'));
    expect(start.errors).toContain(join(file, 'inside'));
    expect(start.exitCode).toBe(3);
  });

  test('a warehouse that is no database', async () => {
    dataDir = await newDataDir();
    const file = join(dataDir, 'notes.duckdb');
    await writeFile(file, 'these are notes, not a database\n'.repeat(1000));
    const start = await startAndWait(dataDir, { flags: ['--warehouse', file] });
    expect(start.errors).toContain(file);
    expect(start.exitCode).toBe(3);
  });
});

describe('one console per data folder', () => {
  test('a second start ends at once and brings the first to the front', async () => {
    running = await launchConsole();
    await running.app.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows()[0]?.minimize());
    const second = await startAndWait(running.dataDir);
    expect(second.exitCode).toBe(0);
    await expect
      .poll(() =>
        running?.app.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows().map((one) => one.isMinimized())),
      )
      .toEqual([false]);
  });

  test('another data folder has its own', async () => {
    running = await launchConsole();
    const other = await launchConsole();
    expect(other.hasEnded).toBe(false);
    await other.close();
    expect(running.hasEnded).toBe(false);
  });
});

describe('the services', () => {
  test('are started again when their process dies, and what was asked meanwhile fails visibly', async () => {
    running = await launchConsole();
    await servicesReady(running);
    const pid = await running.app.evaluate(
      ({ app }) => app.getAppMetrics().find((one) => one.type === 'Utility' && one.name === 'Backline services')?.pid,
    );
    expect(pid).toBeTypeOf('number');
    const died = running.page.evaluate(
      () =>
        new Promise<string>((resolve) => {
          const { backline } = globalThis as unknown as { backline: BridgeClient };
          const off = backline.app.servicesChanged((status) => {
            if (status.phase !== 'opening') return;
            off();
            resolve(status.phase);
          });
        }),
    );
    process.kill(Number(pid), 'SIGKILL');
    expect(await died).toBe('opening');
    await servicesReady(running);
    expect(running.errors()).toContain('stopped unexpectedly');
    expect(running.hasEnded).toBe(false);
  });

  test('let go of their files when the window is closed', async () => {
    dataDir = await newDemoDataDir();
    running = await launchConsole({ dataDir });
    await servicesReady(running);
    await running.app.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows()[0]?.close());
    expect(await running.ended()).toBe(0);
    running = await launchConsole({ dataDir });
    await servicesReady(running);
  });
});

test('on first use the demo season is made, and the window says so meanwhile', async () => {
  dataDir = await newDataDir();
  running = await launchConsole({ dataDir });
  await expect.poll(() => running?.page.getByText(/Making the demo season/).count(), { timeout: 60_000 }).toBe(1);
  await servicesReady(running);
});
