import { COVERAGE_MOMENTS, type CoverageMoment, type CoverageSnapshotInfo } from '../../../shared/coverage.js';

const MOMENT_WORDS: Readonly<Record<CoverageMoment, string>> = {
  before: 'before a run',
  after: 'after a run',
  manual: 'by hand',
};

/** A moment as a filter holds it, in words. */
export function momentWord(value: string): string {
  const moment = COVERAGE_MOMENTS.find((one) => one === value);
  return moment === undefined ? value : MOMENT_WORDS[moment];
}

/** The pair offered first: the newest run's two moments, else the two newest of one feature. */
export function firstPair(
  snapshots: readonly CoverageSnapshotInfo[],
): { readonly before: string; readonly after: string } | null {
  for (const after of snapshots) {
    if (after.moment !== 'after') continue;
    const before = snapshots.find((one) => one.moment === 'before' && one.runId === after.runId);
    if (before) return { before: before.id, after: after.id };
  }
  const [newest] = snapshots;
  const older = snapshots.find((one) => one !== newest && one.feature === newest?.feature);
  return newest && older ? { before: older.id, after: newest.id } : null;
}
