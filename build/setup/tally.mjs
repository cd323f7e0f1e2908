import { existsSync, readFileSync } from 'node:fs';
import { say } from './say.mjs';

/** Counts over everything a test run does; its line is the last one printed. */
export class Tally {
  passed = 0;
  failed = 0;
  skipped = 0;
  /** What failed, by name: the end of a log is what is read of it first. */
  failures = [];

  /** One static check counts as one test. */
  check(name, ok) {
    if (ok) this.passed += 1;
    else {
      this.failed += 1;
      this.failures.push(name);
    }
    say(`${ok ? 'ok  ' : 'FAIL'}  ${name}`);
  }

  /** A part that could not be run, or not to its end, is one failure. */
  broken(name, error) {
    const reason = error instanceof Error ? error.message : String(error);
    this.failed += 1;
    this.failures.push(`${name}: ${firstLine([reason])}`);
    say(`FAIL  ${name}: ${reason}${error?.remedy ? `\n${error.remedy}` : ''}`);
  }

  add(report, exitCode) {
    this.passed += report.passed;
    this.skipped += report.skipped;
    // A file that does not load, or an error outside any test, fails the run without a failed test of its own.
    this.failed += report.failed === 0 && exitCode !== 0 ? 1 : report.failed;
    this.failures.push(...report.failures);
    if (report.failed === 0 && exitCode !== 0) this.failures.push(`an error outside any test (exit code ${exitCode})`);
  }

  line() {
    return `${this.passed} passed, ${this.failed} failed${this.skipped > 0 ? `, ${this.skipped} skipped` : ''}`;
  }
}

/** Counts of vitest's JSON report; one that was not written is a failure, whatever the exit code says. */
export function readReport(file, name = 'a run') {
  if (!existsSync(file)) return { passed: 0, failed: 1, skipped: 0, failures: [`${name}: no report was written`] };
  const report = JSON.parse(readFileSync(file, 'utf8'));
  const unloaded = report.testResults.filter((one) => one.status === 'failed' && one.assertionResults.length === 0);
  const failures = report.testResults.flatMap(({ name, assertionResults }) =>
    assertionResults
      .filter(({ status }) => status === 'failed')
      .map(({ fullName, failureMessages }) => `${name}: ${fullName}\n      ${firstLine(failureMessages)}`),
  );
  return {
    passed: report.numPassedTests,
    failed: report.numFailedTests + unloaded.length,
    skipped: report.numPendingTests + (report.numTodoTests ?? 0),
    failures: [
      ...failures,
      ...unloaded.map(({ name, message }) => `${name}: not loaded\n      ${firstLine([message])}`),
    ],
  };
}

function firstLine(messages) {
  return (messages?.[0] ?? '').split('\n')[0].slice(0, 300);
}
