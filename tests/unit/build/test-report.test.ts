import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { load, node, ROOT } from './support.js';

interface Counts {
  readonly passed: number;
  readonly failed: number;
  readonly skipped: number;
  readonly failures: readonly string[];
}
interface TallyLike {
  add(counts: Counts, exitCode: number): void;
  check(name: string, ok: boolean): void;
  line(): string;
  readonly failures: readonly string[];
}
interface Report {
  readonly Tally: new () => TallyLike;
  readonly readReport: (file: string, name?: string) => Counts;
}
interface Part {
  readonly name: string;
  readonly run: () => Promise<unknown>;
}
interface Lanes {
  readonly runLanes: (
    lanes: readonly (readonly Part[])[],
    tally: TallyLike,
    isInterrupted?: () => boolean,
  ) => Promise<void>;
}

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'backline-report-'));
});
afterEach(() => rmSync(folder, { recursive: true }));

describe('the closing line', () => {
  test('adds up everything', async () => {
    const { Tally } = await load<Report>('setup/tally.mjs');
    const tally = new Tally();
    tally.add({ passed: 10, failed: 0, skipped: 0, failures: [] }, 0);
    tally.add({ passed: 5, failed: 2, skipped: 0, failures: ['one', 'two'] }, 1);
    expect(tally.line()).toBe('15 passed, 2 failed');
    expect(tally.failures).toEqual(['one', 'two']);
  });

  test('a run that failed without a failed test counts as one', async () => {
    const { Tally } = await load<Report>('setup/tally.mjs');
    const tally = new Tally();
    tally.add({ passed: 3, failed: 0, skipped: 1, failures: [] }, 1);
    expect(tally.line()).toBe('3 passed, 1 failed, 1 skipped');
    expect(tally.failures).toEqual(['an error outside any test (exit code 1)']);
  });

  test('a file that does not load is a failure', async () => {
    const { readReport } = await load<Report>('setup/tally.mjs');
    const file = join(folder, 'report.json');
    writeFileSync(
      file,
      JSON.stringify({
        numPassedTests: 2,
        numFailedTests: 1,
        numPendingTests: 0,
        numTodoTests: 0,
        testResults: [
          { name: 'a.test.ts', status: 'failed', message: 'no such module\nat line 1', assertionResults: [] },
          {
            name: 'b.test.ts',
            status: 'failed',
            assertionResults: [
              { status: 'failed', fullName: 'adds up', failureMessages: ['1 is not 2\nat line 2'] },
              { status: 'passed', fullName: 'counts' },
            ],
          },
        ],
      }),
    );
    expect(readReport(file)).toEqual({
      passed: 2,
      failed: 2,
      skipped: 0,
      failures: ['b.test.ts: adds up\n      1 is not 2', 'a.test.ts: not loaded\n      no such module'],
    });
  });

  test('a report that was never written is a failure, even of a run that ended well', async () => {
    const { Tally, readReport } = await load<Report>('setup/tally.mjs');
    const tally = new Tally();
    tally.add(readReport(join(folder, 'none.json'), 'the window'), 0);
    expect(tally.line()).toBe('0 passed, 1 failed');
    expect(tally.failures).toEqual(['the window: no report was written']);
  });
});

describe('lanes beside each other', () => {
  test('a part that throws fails by its name, and neither the rest of its lane nor another lane is lost', async () => {
    const { Tally } = await load<Report>('setup/tally.mjs');
    const { runLanes } = await load<Lanes>('setup/lanes.mjs');
    const tally = new Tally();
    const broken = { name: 'broken', run: () => Promise.reject(new Error('no display\nat line 1')) };
    const late = async (): Promise<void> => {
      await new Promise((resolve) => setTimeout(resolve, 20));
      tally.add({ passed: 4, failed: 1, skipped: 0, failures: ['late'] }, 1);
    };
    const after = async (): Promise<void> => tally.check('after', true);
    await runLanes([[broken, { name: 'after', run: after }], [{ name: 'late', run: late }]], tally);
    expect(tally.line()).toBe('5 passed, 2 failed');
    expect(tally.failures).toEqual(['broken: no display', 'late']);
  });

  test('after an interruption no further part begins', async () => {
    const { Tally } = await load<Report>('setup/tally.mjs');
    const { runLanes } = await load<Lanes>('setup/lanes.mjs');
    const begun: string[] = [];
    const part = (name: string): Part => ({ name, run: async () => void begun.push(name) });
    await runLanes([[part('one'), part('two')]], new Tally(), () => begun.length > 0);
    expect(begun).toEqual(['one']);
  });

  test('their lines are passed on whole, each behind the name of its lane, with the exit code', async () => {
    const script = `
      import { runThrough } from ${JSON.stringify(pathToFileURL(join(ROOT, 'build', 'setup', 'run.mjs')).href)};
      const say = (text, code) => ['-e', 'process.stdout.write(' + JSON.stringify(text) + ');process.exitCode=' + code];
      const one = runThrough(process.execPath, say('a\\nb', 3), { prefix: 'one | ', behind: true });
      const two = runThrough(process.execPath, say('c\\n', 0), { prefix: 'two | ' });
      console.log('codes ' + (await one) + ' ' + (await two));
    `;
    const { stdout, code } = await node(['--input-type=module', '-e', script]);
    expect(code).toBe(0);
    const lines = stdout.trimEnd().split('\n');
    expect(lines.at(-1)).toBe('codes 3 0');
    expect(lines.slice(0, -1).sort()).toEqual(['one | a', 'one | b', 'two | c']);
  });
});
