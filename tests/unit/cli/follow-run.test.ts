import { expect, it } from 'vitest';
import type { Args } from '../../../electron/cli/args.js';
import { followRun } from '../../../electron/cli/follow-run.js';
import type { Io } from '../../../electron/cli/io.js';
import type { Services } from '../../../electron/services.js';
import type { RunDelta, RunDetail } from '../../../shared/backfill.js';
import { makeRun, summaryOf } from '../renderer/support/fixtures.js';

/** Runs a run of which only these deltas are told before it has ended. */
async function told(run: RunDetail, deltas: readonly RunDelta[], flags: readonly string[]): Promise<string> {
  const out: string[] = [];
  let listener: (delta: RunDelta) => void = () => undefined;
  const services = {
    runs: {
      onDelta: (to: typeof listener) => {
        listener = to;
        return () => undefined;
      },
      settled: async () => undefined,
      run: async () => run,
    },
  } as unknown as Services;
  const io = {
    out: (text: string) => void out.push(text),
    err: () => undefined,
    onInterrupt: () => () => undefined,
    errIsTerminal: false,
    columns: 80,
  } as unknown as Io;
  const args = { has: (name: string) => flags.includes(name) } as unknown as Args;
  await followRun(services, args, io, async () => {
    deltas.forEach((delta) => listener(delta));
    return summaryOf(run);
  });
  return out.join('');
}

it.each([[[]], [['json']]])(
  'a run that ends before its first delta tells every date all the same, once (%s)',
  async (flags) => {
    const run = makeRun('succeeded', 999);
    const over = run.dates.filter(({ state }) => state !== 'skipped');
    expect(over.length).toBeGreaterThan(10);
    const lines = (await told(run, [], flags)).split('\n');
    const isLine = (date: string): ((line: string) => boolean) =>
      flags.length > 0
        ? (line) => line.startsWith('{"event":"date"') && line.includes(`"date":"${date}"`)
        : (line) => line.startsWith(date);
    expect(over.map(({ date }) => lines.filter(isLine(date)).length)).toEqual(over.map(() => 1));
  },
);

it('what a delta told is not told again at the end', async () => {
  const run = makeRun('succeeded', 999);
  const [first] = run.dates.filter(({ state }) => state === 'done');
  if (first === undefined) throw new Error('no date is done');
  const delta = { runId: run.id, summary: summaryOf(run), dates: [first], log: [] } as unknown as RunDelta;
  const lines = (await told(run, [delta], [])).split('\n');
  expect(lines.filter((line) => line.startsWith(first.date))).toHaveLength(1);
});

it.each([
  ['succeeded', null],
  ['cancelled', /^The dates that are left: backline resume \S+$/],
  ['stopped', /^The dates that are left: backline resume \S+$/],
  ['failed', /^The failed dates once more: backline backfill --only failed --from 2025-11-04 --to 2026-02-01$/],
] as const)('a run that is %s says what to type next', async (state, next) => {
  const lines = (await told(makeRun(state, 40), [], [])).split('\n');
  const said = lines.filter((line) => line.includes('backline '));
  if (next === null) expect(said).toEqual([]);
  else expect(said).toEqual([expect.stringMatching(next)]);
});
