import { existsSync, readFileSync } from 'node:fs';
import { say } from './say.mjs';

/** Counts over everything a test run does; its line is the last one printed. */
export class Tally {
  passed = 0;
  failed = 0;
  skipped = 0;

  /** One static check counts as one test. */
  check(name, ok) {
    if (ok) this.passed += 1;
    else this.failed += 1;
    say(`${ok ? 'ok  ' : 'FAIL'}  ${name}`);
  }

  add(report, exitCode) {
    this.passed += report.passed;
    this.skipped += report.skipped;
    // A file that does not load, or an error outside any test, fails the run without a failed test of its own.
    this.failed += report.failed === 0 && exitCode !== 0 ? 1 : report.failed;
  }

  line() {
    return `${this.passed} passed, ${this.failed} failed${this.skipped > 0 ? `, ${this.skipped} skipped` : ''}`;
  }
}

/** Counts of vitest's JSON report; a report that was not written counts nothing. */
export function readReport(file) {
  if (!existsSync(file)) return { passed: 0, failed: 0, skipped: 0 };
  const report = JSON.parse(readFileSync(file, 'utf8'));
  const unloaded = report.testResults.filter((one) => one.status === 'failed' && one.assertionResults.length === 0);
  return {
    passed: report.numPassedTests,
    failed: report.numFailedTests + unloaded.length,
    skipped: report.numPendingTests + (report.numTodoTests ?? 0),
  };
}
