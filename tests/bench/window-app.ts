import { copyFileSync, mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { performance } from 'node:perf_hooks';
import { _electron, type ElectronApplication, type Page } from 'playwright';

export interface BenchWindow {
  readonly app: ElectronApplication;
  readonly page: Page;
  /** From starting the process to a first screen with its figures; the automation's own start is in it. */
  readonly usableMs: number;
}

/** The console on a copy of the demo. */
export async function openWindow(executable: string, demoFile: string, work: string): Promise<BenchWindow> {
  mkdirSync(work, { recursive: true });
  copyFileSync(demoFile, join(work, 'demo.duckdb'));
  const sandbox = process.getuid?.() === 0 ? ['--no-sandbox'] : [];
  const start = performance.now();
  const app = await _electron.launch({
    executablePath: executable,
    args: [...sandbox, process.cwd(), '--data-dir', work],
    cwd: process.cwd(),
  });
  // A loaded machine is slow to start; what it takes is a figure, no failure.
  const page = await app.firstWindow({ timeout: 120_000 });
  page.setDefaultTimeout(120_000);
  await page.getByRole('heading', { level: 1, name: 'Overview' }).waitFor();
  const usableMs = performance.now() - start;
  return { app, page, usableMs };
}

/**
 * Puts the host that plays a recorded run in the place of the services' process: that one is ended, and what main starts
 * after it is the other. Main, preload and page are as they are built.
 */
export async function replaceHost({ app, page }: BenchWindow, entry: string): Promise<void> {
  const pid = await app.evaluate(({ app: electron, utilityProcess }, replay) => {
    const fork = utilityProcess.fork.bind(utilityProcess);
    utilityProcess.fork = (_entry, args, options) => fork(replay, args, options);
    return electron.getAppMetrics().find(({ name }) => name === 'Backline services')?.pid;
  }, entry);
  if (pid === undefined) throw new Error('the services have no process');
  process.kill(pid, 'SIGKILL');
  await page.getByRole('contentinfo', { name: 'Status' }).getByRole('link').filter({ hasText: '2022-10-18' }).waitFor();
}

export async function goTo(page: Page, hash: string): Promise<void> {
  await page.evaluate((to) => {
    (globalThis as unknown as { location: { hash: string } }).location.hash = to;
  }, hash);
}
