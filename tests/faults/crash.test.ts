import { spawn } from 'node:child_process';
import { appendFileSync, mkdirSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { rolldown } from 'rolldown';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { RunDetail } from '../../shared/backfill.js';
import type { GameDate } from '../../shared/game-date.js';
import type { Orders } from './crashing-run.js';
import { freshPlace, Harness, removeTemplate, type Place } from './harness.js';
import { DATES } from './small-season.js';

const HERE = import.meta.dirname;
/** Under node_modules, so that the bundle finds the database engine as the project does. */
const BUNDLE_DIR = join(HERE, '../../node_modules/.cache', `backline-faults-${process.pid}`);
const BUNDLE = join(BUNDLE_DIR, 'crashing-run.mjs');

let place: Place;
let before: readonly string[];
let undisturbed: readonly string[];

beforeAll(async () => {
  mkdirSync(BUNDLE_DIR, { recursive: true });
  const bundle = await rolldown({
    input: join(HERE, 'crashing-run.ts'),
    platform: 'node',
    external: [/^@duckdb\//],
    resolve: { extensionAlias: { '.js': ['.ts', '.js'] } },
  });
  await bundle.write({ file: BUNDLE, format: 'esm' });
  await bundle.close();
  const clean = await freshPlace();
  const harness = await Harness.open(clean);
  await harness.run();
  undisturbed = await harness.export();
  await harness.close();
  clean.remove();
});
afterAll(async () => {
  rmSync(BUNDLE_DIR, { recursive: true, force: true });
  await removeTemplate();
});

beforeEach(async () => {
  place = await freshPlace();
  before = await withHarness((harness) => harness.export(true));
});
afterEach(() => place.remove());

async function withHarness<T>(work: (harness: Harness) => Promise<T>): Promise<T> {
  const harness = await Harness.open(place);
  try {
    return await work(harness);
  } finally {
    await harness.close();
  }
}

/** Runs the child until it dies. */
async function crash(dieAt: Orders['dieAt'], restore: string | null = null): Promise<void> {
  const { dataDir, warehousePath } = place;
  const orders: Orders = { dataDir, warehousePath, restore, dieAt };
  const child = spawn(process.execPath, [BUNDLE, JSON.stringify(orders)], { stdio: ['ignore', 'inherit', 'inherit'] });
  const signal = await new Promise((resolve) => child.on('exit', (_, by) => resolve(by)));
  expect(signal).toBe('SIGKILL');
}

async function onlyRun(harness: Harness): Promise<RunDetail> {
  const [run] = await harness.service.runs();
  return harness.service.run(run?.id ?? '');
}

const victim = DATES[2] as GameDate;

describe('a process killed during a run', () => {
  const moments: readonly (readonly [string, Orders['dieAt'], 'done' | 'pending'])[] = [
    ['while reading', { what: 'read', when: 'after', step: 'read' }, 'pending'],
    ['before the snapshot', { what: 'snapshot', when: 'before', date: victim }, 'pending'],
    ['after the snapshot', { what: 'snapshot', when: 'after', date: victim }, 'pending'],
    ['before the write', { what: 'write', when: 'before', date: victim }, 'pending'],
    ['after the write, before the journal knew', { what: 'write', when: 'after', date: victim }, 'done'],
    ['before the counting back', { what: 'read', when: 'before', step: 'verify' }, 'done'],
  ];

  it.each(moments)('%s: found interrupted, reconciled, resumed to the same store', async (_, dieAt, state) => {
    await crash(dieAt);
    await withHarness(async (harness) => {
      expect(await harness.service.recover()).toEqual([]);
      const found = await onlyRun(harness);
      expect(found.state).toBe('interrupted');
      expect(found.counts.running).toBe(0);
      expect(found.dates[2]?.state).toBe(state);
      // What the console says of each date is what stands in the store.
      const rows = await harness.export();
      const of = (some: readonly string[], date: string): readonly string[] =>
        some.filter((row) => row.startsWith(date));
      for (const { date, state: told } of found.dates) {
        expect(of(rows, date).join() === of(undisturbed, date).join()).toBe(told === 'done');
      }
      // Recovering again finds nothing to do.
      const journal = readFileSync(harness.journals.pathOf(found.id), 'utf8');
      await harness.service.recover();
      expect(readFileSync(harness.journals.pathOf(found.id), 'utf8')).toBe(journal);

      await harness.service.resume(found.id);
      const done = await harness.finished(found.id);
      expect(done.state).toBe('succeeded');
      expect(done.dates.every((date) => date.state === 'done')).toBe(true);
      expect(await harness.export()).toEqual(undisturbed);
      await harness.service.restore(found.id);
      expect(await harness.export(true)).toEqual(before);
    });
  });

  it('can be resumed at once, without recovering first, and by a journal whose last line is torn', async () => {
    await crash({ what: 'write', when: 'after', date: victim });
    await withHarness(async (harness) => {
      const [run] = await harness.service.runs();
      const id = run?.id ?? '';
      appendFileSync(harness.journals.pathOf(id), '{"n":99999,"at":"2026-');
      await harness.service.resume(id);
      expect((await harness.finished(id)).state).toBe('succeeded');
      expect(await harness.export()).toEqual(undisturbed);
      // The whole story can be read again.
      expect((await harness.journals.load(id)).state).toBe('succeeded');
    });
  });
});

describe('a process killed during a restore', () => {
  it.each([
    ['before it took place', 'before', 'done'],
    ['after it took place, before the journal knew', 'after', 'restored'],
  ] as const)('%s: reconciled, and the restore goes on', async (_, when, state) => {
    const { id } = await withHarness((harness) => harness.run());
    await crash({ what: 'restore', when, date: victim }, id);
    await withHarness(async (harness) => {
      await harness.service.recover();
      const run = await harness.service.run(id);
      expect(run.state).toBe('succeeded');
      expect(run.dates.map((date) => date.state)).toEqual([
        'restored',
        'restored',
        state,
        ...DATES.slice(3).map(() => 'done'),
      ]);
      await harness.service.restore(id);
      expect(await harness.export(true)).toEqual(before);
    });
  });
});
