import { cpSync, readdirSync, writeFileSync, copyFileSync, mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { performance } from 'node:perf_hooks';
import { _electron, type ElectronApplication, type Page } from 'playwright';

export interface BenchWindow {
  readonly app: ElectronApplication;
  readonly page: Page;
  /** From starting the process to a first screen with its figures; the automation's own start is in it. */
  readonly usableMs: number;
}

/** The console on a copy of the demo; `main` is another program than the built one. */
export async function openWindow(
  executable: string,
  demoFile: string,
  work: string,
  main = process.cwd(),
): Promise<BenchWindow> {
  mkdirSync(work, { recursive: true });
  copyFileSync(demoFile, join(work, 'demo.duckdb'));
  const sandbox = process.getuid?.() === 0 ? ['--no-sandbox'] : [];
  const start = performance.now();
  const app = await _electron.launch({
    executablePath: executable,
    args: [...sandbox, main, '--data-dir', work],
    cwd: process.cwd(),
  });
  // A loaded machine is slow to start; what it takes is a figure, no failure.
  const page = await app.firstWindow({ timeout: 120_000 });
  page.setDefaultTimeout(120_000);
  await page.getByRole('heading', { level: 1, name: 'Overview' }).waitFor();
  const usableMs = performance.now() - start;
  return { app, page, usableMs };
}

/** The built program beside a host of its own, which plays a recorded run. Answers its main script. */
export function withReplayHost(out: string): string {
  const folder = join(out, 'bench', 'app');
  mkdirSync(folder, { recursive: true });
  for (const entry of readdirSync(out)) {
    if (
      entry.startsWith('main.js') ||
      entry.startsWith('preload') ||
      ['chunks', 'renderer', 'icon.png'].includes(entry)
    ) {
      cpSync(join(out, entry), join(folder, entry), { recursive: true });
    }
  }
  writeFileSync(join(folder, 'host.js'), "import '../host-replay.js';\n");
  return join(folder, 'main.js');
}

export async function goTo(page: Page, hash: string): Promise<void> {
  await page.evaluate((to) => {
    (globalThis as unknown as { location: { hash: string } }).location.hash = to;
  }, hash);
}
