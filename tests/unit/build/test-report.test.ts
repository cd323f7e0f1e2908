import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { load } from './support.js';

interface Counts {
  readonly passed: number;
  readonly failed: number;
  readonly skipped: number;
}
interface Report {
  readonly Tally: new () => {
    add(counts: Counts, exitCode: number): void;
    check(name: string, ok: boolean): void;
    line(): string;
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
    tally.add({ passed: 10, failed: 0, skipped: 0 }, 0);
    tally.add({ passed: 5, failed: 2, skipped: 0 }, 1);
    expect(tally.line()).toBe('15 passed, 2 failed');
  });

  test('a run that failed without a failed test counts as one', async () => {
    const { Tally } = await load<Report>('setup/tally.mjs');
    const tally = new Tally();
    tally.add({ passed: 3, failed: 0, skipped: 1 }, 1);
    expect(tally.line()).toBe('3 passed, 1 failed, 1 skipped');
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
          { status: 'failed', assertionResults: [] },
          { status: 'failed', assertionResults: [{}] },
        ],
      }),
    );
    expect(readReport(file)).toEqual({ passed: 2, failed: 2, skipped: 0 });
  });

  test('a report that was never written counts nothing by itself', async () => {
    const { readReport } = await load<Report>('setup/tally.mjs');
    expect(readReport(join(folder, 'none.json'))).toEqual({ passed: 0, failed: 0, skipped: 0 });
  });
});
