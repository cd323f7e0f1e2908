import { spawn } from 'node:child_process';
import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { commandOf, newDemoDataDir } from './support/launch.js';

let dataDir: string;
beforeAll(async () => {
  dataDir = await newDemoDataDir();
});
afterAll(() => rm(dataDir, { recursive: true, force: true }));

interface Ended {
  readonly code: number | null;
  readonly out: string;
  readonly err: string;
}

/** The desktop program with a command, where there is no display. */
async function command(
  argv: readonly string[],
  onOut: (out: string, cancel: () => void) => void = () => undefined,
): Promise<Ended> {
  const { executable, args, env } = await commandOf(dataDir);
  const folder = args.filter((argument) => argument === '--no-sandbox' || !argument.startsWith('-')).slice(0, 2);
  const { DISPLAY: _, WAYLAND_DISPLAY: __, ...headless } = env;
  return new Promise((resolve, reject) => {
    const child = spawn(executable, [...folder, ...argv, '--data-dir', dataDir], { env: headless });
    let [out, err] = ['', ''];
    child.stdout.on('data', (chunk: Buffer) => {
      out += chunk.toString();
      onOut(out, () => child.kill('SIGINT'));
    });
    child.stderr.on('data', (chunk: Buffer) => (err += chunk.toString()));
    child.on('error', reject).on('close', (code) => resolve({ code, out, err }));
  });
}

test('the desktop program answers commands, without a display', async () => {
  const exported = join(dataDir, 'day.csv');
  const day = ['--from', '2026-01-12', '--to', '2026-01-12'];
  expect(await command(['export', ...day, '--out', exported])).toMatchObject({ code: 0 });
  const { code, out } = await command(['coverage', '--by', 'date', ...day, '--json']);
  expect(code).toBe(0);
  expect(JSON.parse(out)).toMatchObject({ dates: [{ date: '2026-01-12' }] });
  const wrong = await command(['plam']);
  expect(wrong).toMatchObject({ code: 2, out: '' });
  expect(wrong.err).toContain('unknown command "plam"');
});

test('Ctrl-C cancels a run that it makes', async () => {
  let asked = false;
  const { code, out, err } = await command(
    ['backfill', '--from', '2025-11-04', '--to', '2026-02-01'],
    (said, cancel) => {
      if (asked || !/\nRun \d/.test(said)) return;
      asked = true;
      cancel();
    },
  );
  expect(code, out + err).toBe(130);
});
