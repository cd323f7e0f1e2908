import type { CoverageReport, CoverageSnapshot, CoverageSnapshotInfo, CoverageMoment } from '../../shared/coverage.js';
import { BacklineError } from '../../shared/errors.js';

/** Coverage reports kept in the data folder, so that "before" and "after" can be compared later. */
export class CoverageSnapshots {
  constructor(protected readonly dataDir: string) {}

  async list(): Promise<readonly CoverageSnapshotInfo[]> {
    return [];
  }

  async get(id: string): Promise<CoverageSnapshot> {
    throw new BacklineError('not_found', `there is no snapshot ${id}`, { subject: id });
  }

  async save(
    report: CoverageReport,
    about: { readonly name: string; readonly moment: CoverageMoment; readonly runId: string | null },
  ): Promise<CoverageSnapshotInfo> {
    throw new BacklineError('internal', `${report.feature} ${about.name}`);
  }

  async delete(id: string): Promise<void> {
    throw new BacklineError('not_found', `there is no snapshot ${id}`, { subject: id });
  }
}
