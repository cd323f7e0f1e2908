import { spawn, spawnSync } from 'node:child_process';
import { copyFile, mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest';
import { goldenStore, parityWarehouse, type TestWarehouse } from '../unit/plan/parity-warehouse.js';

/** The bundled program as an operator runs it, in a process of its own. */
const ROOT = join(import.meta.dirname, '../..');
const PROGRAM = join(ROOT, 'out/cli.js');

const ALLOW = ['--allow', 'upstream,row-loss,regression'];
const SHORT = ['--from', '2026-01-01', '--to', '2026-02-01', ...ALLOW];
/** Four chunks: when the first dates are told as done, months are still to come. */
const RUN = ['--from', '2025-11-04', '--to', '2026-02-01', ...ALLOW];

/** Told once a run is in the journal, before its first date is read. */
const STARTED = /\nRun \d/;

vi.setConfig({ testTimeout: 240_000, hookTimeout: 240_000 });

let season: TestWarehouse;
let folder: string;
let common: readonly string[];

beforeAll(async () => {
  // Brings the bundle up to date; without a word when it is.
  const built = spawnSync(process.execPath, [join(ROOT, 'build/cli.mjs'), '--help'], { encoding: 'utf8' });
  expect(built.status, built.stderr).toBe(0);
  season = await parityWarehouse(goldenStore('production'));
  await season.warehouse.close();
}, 300_000);
afterAll(() => season.close());

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'backline-spawned-'));
  await copyFile(season.path, join(folder, 'season.duckdb'));
  common = ['--data-dir', join(folder, 'data'), '--warehouse', join(folder, 'season.duckdb'), '--today', '2026-02-02'];
});
afterEach(() => rm(folder, { recursive: true, force: true }));

interface Ended {
  readonly code: number | null;
  readonly signal: NodeJS.Signals | null;
  readonly out: string;
  readonly err: string;
}

/** Runs the program; `onOut` sees what it has said so far and may send it a signal. */
function program(
  argv: readonly string[],
  onOut: (out: string, kill: (signal: NodeJS.Signals) => void) => void = () => undefined,
): Promise<Ended> {
  return new Promise((resolve, reject) => {
    const child = spawn(process.execPath, [PROGRAM, ...argv], { stdio: ['ignore', 'pipe', 'pipe'] });
    let out = '';
    let err = '';
    child.stdout.on('data', (chunk: Buffer) => {
      out += chunk.toString();
      onOut(out, (signal) => child.kill(signal));
    });
    child.stderr.on('data', (chunk: Buffer) => {
      err += chunk.toString();
    });
    child.on('error', reject);
    child.on('close', (code, signal) => resolve({ code, signal, out, err }));
  });
}

async function exported(name: string, ...flags: readonly string[]): Promise<string> {
  const path = join(folder, name);
  const ended = await program([
    'export',
    ...common,
    '--from',
    '2025-11-04',
    '--to',
    '2026-02-01',
    '--out',
    path,
    ...flags,
  ]);
  expect(ended.code, ended.err).toBe(0);
  return readFile(path, 'utf8');
}

async function undisturbed(): Promise<string> {
  expect((await program(['backfill', ...common, ...RUN])).code).toBe(0);
  return exported('undisturbed.ndjson');
}

async function startAgain(): Promise<void> {
  await rm(join(folder, 'data'), { recursive: true });
  await rm(join(folder, 'season.duckdb.wal'), { force: true });
  await copyFile(season.path, join(folder, 'season.duckdb'));
}

async function newestRun(): Promise<{
  readonly id: string;
  readonly state: string;
  readonly counts: { readonly done: number };
}> {
  const [run] = JSON.parse((await program(['runs', ...common, '--json'])).out) as readonly {
    id: string;
    state: string;
    counts: { done: number };
  }[];
  if (run === undefined) throw new Error('no run');
  return run;
}

describe('the bundled program', () => {
  it('exits with the code of what happened', async () => {
    expect((await program(['--help'])).code).toBe(0);
    expect((await program(['plan', '--bogus'])).code).toBe(2);
    expect((await program(['plan', ...common, '--warehouse=', '--from', '2026-01-30'])).code).toBe(2);
    const missing = await program(['coverage', '--data-dir', folder, '--warehouse', join(folder, 'none.duckdb')]);
    expect([missing.code, missing.err]).toEqual([3, expect.stringContaining('none.duckdb')]);
  });

  it('writes a long document whole into a pipe', async () => {
    const ended = await program(['plan', ...common, '--from', '2025-10-21', '--to', '2026-02-01', '--json']);
    expect(ended.code).toBe(0);
    expect(() => JSON.parse(ended.out) as unknown).not.toThrow();
    expect(ended.out.length).toBeGreaterThan(64 * 1024);
  });

  it('goes on quietly when its reader has gone', () => {
    const script = `"${process.execPath}" "${PROGRAM}" backfill ${[...common, ...SHORT].map((word) => `"${word}"`).join(' ')} | head -1`;
    const ended = spawnSync('bash', ['-c', `set -o pipefail; ${script}`], { encoding: 'utf8' });
    expect([ended.status, ended.stderr]).toEqual([0, '']);
    expect(ended.stdout).toMatch(/^Plan 2026-01-01/);
  });

  it.runIf(process.platform === 'linux')('does not call it done when its output is lost', () => {
    const ended = spawnSync('bash', ['-c', `"${process.execPath}" "${PROGRAM}" help > /dev/full`], {
      encoding: 'utf8',
    });
    expect(ended.status).toBe(1);
    expect(ended.stderr).toMatch(/^error: the output could not be written: ENOSPC.*\n$/);
  });
});

describe('a run that does not come to its end', () => {
  it('killed in its middle and resumed ends in the same store as an undisturbed one', async () => {
    let dying = false;
    const killed = await program(['backfill', ...common, ...RUN], (out, kill) => {
      if (dying || (out.match(/ done /g) ?? []).length < 3) return;
      dying = true;
      // What is told reaches the disk a moment later; months are still to come then.
      setTimeout(() => kill('SIGKILL'), 100);
    });
    expect(killed.signal).toBe('SIGKILL');
    const run = await newestRun();
    expect(run.state).toBe('interrupted');
    expect(run.counts.done).toBeGreaterThan(0);
    const resumed = await program(['resume', run.id, ...common]);
    expect(resumed.code, resumed.err).toBe(0);
    const disturbed = await exported('disturbed.ndjson');
    await startAgain();
    expect(await undisturbed()).toBe(disturbed);
  });

  it('killed, resumed and put back is what stood before, times included', async () => {
    const before = await exported('before.ndjson', '--times');
    await program(['backfill', ...common, ...RUN], (out, kill) => {
      if (out.includes(' done ')) kill('SIGKILL');
    });
    const { id } = await newestRun();
    expect((await program(['resume', id, ...common])).code).toBe(0);
    expect((await program(['restore', id, ...common])).code).toBe(0);
    expect(await exported('after.ndjson', '--times')).toBe(before);
  });

  it('cancelled by an interrupt exits with 130, and resumed ends in the same store as an undisturbed one', async () => {
    let asked = false;
    const ended = await program(['backfill', ...common, ...RUN], (out, kill) => {
      if (asked || !STARTED.test(out)) return;
      asked = true;
      kill('SIGINT');
    });
    expect(ended.code).toBe(130);
    expect(ended.err).toContain('cancelling');
    const { id, state } = await newestRun();
    expect(state).toBe('cancelled');
    expect(ended.out).toContain(`\nThe dates that are left: backline resume ${id}\n`);
    expect((await program(['resume', id, ...common])).code).toBe(0);
    const disturbed = await exported('disturbed.ndjson');
    await startAgain();
    expect(await undisturbed()).toBe(disturbed);
  });

  it('turns a second backfill away while it runs', async () => {
    let second: Promise<Ended> | null = null;
    const first = await program(['backfill', ...common, ...SHORT], (out, kill) => {
      if (second !== null || !STARTED.test(out)) return;
      // Held in its middle, so that it cannot end before the second has tried.
      kill('SIGSTOP');
      second = program(['backfill', ...common, ...SHORT]).finally(() => kill('SIGCONT'));
    });
    expect(first.code).toBe(0);
    const refused = await (second as Promise<Ended> | null);
    expect(refused?.code).toBe(3);
    expect(refused?.err).toMatch(/in use by another/);
  });
});

describe('a data folder that no file system takes', () => {
  // Node's own recursive mkdir never comes back there.
  it.runIf(process.platform === 'linux').each([['demo'], ['import', tmpdir()], ['backfill', ...SHORT]])(
    'is refused by name: %s',
    (...argv) => {
      const dataDir = '/proc/backline/data';
      const { status, stderr } = spawnSync(process.execPath, [PROGRAM, ...argv, '--data-dir', dataDir], {
        encoding: 'utf8',
        timeout: 60_000,
        killSignal: 'SIGKILL',
      });
      expect(stderr).toContain(
        `cannot make the folder ${dataDir}: /proc/backline: the file system takes no folders there`,
      );
      expect(status).not.toBeNull();
      expect(status).not.toBe(0);
    },
  );
});
