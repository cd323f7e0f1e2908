import { spawn, type ChildProcess } from 'node:child_process';
import { cp, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { _electron, type ElectronApplication, type Page } from 'playwright';
import { inject } from 'vitest';
import { electronExecutable, ROOT } from './runtime.js';

export interface LaunchOptions {
  /** Kept by the caller when given; otherwise one with a fresh demo season, removed at the end. */
  readonly dataDir?: string;
  /** `--warehouse` and other flags. */
  readonly flags?: readonly string[];
  readonly env?: Readonly<Record<string, string>>;
}

/** A running console on a data folder of its own. */
export class RunningConsole {
  /** Main's process; the automation forgets it once the app has ended. */
  readonly process: ChildProcess;

  constructor(
    readonly app: ElectronApplication,
    readonly page: Page,
    readonly dataDir: string,
    /** What the app wrote to standard error so far. */
    readonly errors: () => string,
    private readonly ownsDataDir: boolean,
  ) {
    this.process = app.process();
  }

  /** The window as it is now: a new one after it was closed and opened. */
  async window(): Promise<Page> {
    return this.app.windows()[0] ?? this.app.waitForEvent('window');
  }

  get hasEnded(): boolean {
    return this.process.exitCode !== null || this.process.signalCode !== null;
  }

  /** Waits for the end of the app and answers its exit code. */
  async ended(): Promise<number | null> {
    if (!this.hasEnded) await new Promise<void>((resolve) => this.process.once('exit', () => resolve()));
    return this.process.exitCode;
  }

  /** Ends the app without a question; the data folder goes with it when it was made here. */
  async close(): Promise<void> {
    if (!this.hasEnded) {
      const ended = this.ended();
      this.process.kill('SIGTERM');
      await ended;
    }
    if (this.ownsDataDir) await rm(this.dataDir, { recursive: true, force: true });
  }
}

/** An empty data folder, as on first use. */
export function newDataDir(): Promise<string> {
  return mkdtemp(join(tmpdir(), 'backline-e2e-'));
}

/** A data folder in which the demo season stands as it was made. */
export async function newDemoDataDir(): Promise<string> {
  const dataDir = await newDataDir();
  await cp(inject('demoDataDir'), dataDir, { recursive: true });
  return dataDir;
}

/** Command line and environment of a console, as `npm start` makes them. */
export async function commandOf(
  dataDir: string,
  options: LaunchOptions = {},
): Promise<{ executable: string; args: string[]; env: Record<string, string> }> {
  const inherited = Object.entries(process.env).filter(
    (entry): entry is [string, string] => entry[1] !== undefined && entry[0] !== 'ELECTRON_RUN_AS_NODE',
  );
  const sandbox = process.platform === 'linux' && process.getuid?.() === 0 ? ['--no-sandbox'] : [];
  return {
    executable: await electronExecutable(),
    args: [...sandbox, ROOT, '--data-dir', dataDir, ...(options.flags ?? [])],
    env: { ...Object.fromEntries(inherited), BACKLINE_NO_DIALOG: '1', ...options.env },
  };
}

export async function launchConsole(options: LaunchOptions = {}): Promise<RunningConsole> {
  const dataDir = options.dataDir ?? (await newDemoDataDir());
  const { executable, args, env } = await commandOf(dataDir, options);
  const app = await _electron.launch({ executablePath: executable, args, env, cwd: ROOT });
  let errors = '';
  app.process().stderr?.on('data', (chunk: Buffer) => {
    errors += chunk.toString();
  });
  const page = await app.firstWindow();
  await page.waitForLoadState('domcontentloaded');
  return new RunningConsole(app, page, dataDir, () => errors, options.dataDir === undefined);
}

export interface FailedStart {
  readonly exitCode: number | null;
  readonly errors: string;
}

/** Starts a console that is to end by itself, without automation, and answers how it did; null when it had to be ended. */
export async function startAndWait(dataDir: string, options: LaunchOptions = {}): Promise<FailedStart> {
  const { executable, args, env } = await commandOf(dataDir, options);
  const child = spawn(executable, args, { cwd: ROOT, env, stdio: ['ignore', 'ignore', 'pipe'] });
  let errors = '';
  child.stderr.on('data', (chunk: Buffer) => {
    errors += chunk.toString();
  });
  const limit = setTimeout(() => child.kill('SIGKILL'), 90_000);
  const exitCode = await new Promise<number | null>((resolve) => child.once('close', (code) => resolve(code)));
  clearTimeout(limit);
  return { exitCode, errors };
}
