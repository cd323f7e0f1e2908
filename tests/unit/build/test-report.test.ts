import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { load } from './support.js';

interface Counts {
  readonly passed: number;
  readonly failed: number;
  readonly skipped: number;
  readonly failures: readonly string[];
}
interface Report {
  readonly Tally: new () => {
    add(counts: Counts, exitCode: number): void;
    check(name: string, ok: boolean): void;
    line(): string;
    readonly failures: readonly string[];
  };
  readonly readReport: (file: string) => Counts;
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

  test('a report that was never written counts nothing by itself', async () => {
    const { readReport } = await load<Report>('setup/tally.mjs');
    expect(readReport(join(folder, 'none.json'))).toEqual({ passed: 0, failed: 0, skipped: 0, failures: [] });
  });
});
