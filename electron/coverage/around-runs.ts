import type { CoverageMonth } from '../../shared/coverage.js';
import { toErrorInfo } from '../../shared/errors.js';
import type { DateRange } from '../../shared/game-date.js';
import { LINE_FEATURE } from './features.js';
import type { CoverageService } from './service.js';
import type { CoverageSnapshots } from './snapshots.js';

/** Which run is beginning or has ended. */
export interface RunMoment {
  readonly runId: string;
  readonly moment: 'before' | 'after';
  /** Aborted when nobody waits for it any more. */
  readonly signal: AbortSignal;
  /** Into the run's log. */
  readonly warn: (message: string) => void;
}

export interface AroundRunsParts {
  /** Over a warehouse whose reads carry the run. */
  readonly coverageOf: (runId: string, signal: AbortSignal) => CoverageService;
  readonly snapshots: CoverageSnapshots;
  /** What else is kept of the rows as they stand before a run. */
  readonly keepBefore: (runId: string, range: DateRange, signal: AbortSignal) => Promise<void>;
}

/**
 * The months a run shows before and after itself, and what is kept of these moments. The report is made once for both;
 * that something cannot be kept is told in the run's log and does not fail it.
 */
export function coverageAroundRuns({ coverageOf, snapshots, keepBefore }: AroundRunsParts): {
  months(range: DateRange, about: RunMoment): Promise<readonly CoverageMonth[]>;
} {
  return {
    months: async (range, { runId, moment, signal, warn }) => {
      const report = await coverageOf(runId, signal).report(range, LINE_FEATURE);
      const name = `${moment === 'before' ? 'Before' : 'After'} run ${runId}`;
      try {
        await snapshots.save(report, { name, moment, runId });
        if (moment === 'before') await keepBefore(runId, range, signal);
      } catch (thrown) {
        warn(`what stood ${moment} the run could not be kept for comparing: ${toErrorInfo(thrown).message}`);
      }
      return report.months;
    },
  };
}
