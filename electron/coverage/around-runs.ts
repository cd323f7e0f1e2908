import type { CoverageMonth } from '../../shared/coverage.js';
import { toErrorInfo } from '../../shared/errors.js';
import type { DateRange } from '../../shared/game-date.js';
import { LINE_FEATURE } from './features.js';
import type { Warehouse } from '../warehouse/port.js';
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
  /** Settles when no read of `work` is under way any more; each carries the run. */
  readonly readFor: <T>(runId: string, signal: AbortSignal, work: (over: Warehouse) => Promise<T>) => Promise<T>;
  readonly coverageOf: (over: Warehouse) => CoverageService;
  readonly snapshots: CoverageSnapshots;
  /** What else is kept of the rows as they stand before a run. */
  readonly keepBefore: (over: Warehouse, runId: string, range: DateRange) => Promise<void>;
}

/**
 * The months a run shows before and after itself, and what is kept of these moments. The report is made once for both;
 * that something cannot be kept is told in the run's log and does not fail it.
 */
export function coverageAroundRuns({ coverageOf, keepBefore, readFor, snapshots }: AroundRunsParts): {
  months(range: DateRange, about: RunMoment): Promise<readonly CoverageMonth[]>;
} {
  return {
    months: async (range, { runId, moment, signal, warn }) => {
      const report = await readFor(runId, signal, (over) => coverageOf(over).report(range, LINE_FEATURE));
      const name = `${moment === 'before' ? 'Before' : 'After'} run ${runId}`;
      try {
        await snapshots.save(report, { name, moment, runId });
        if (moment === 'before') await readFor(runId, signal, (over) => keepBefore(over, runId, range));
      } catch (thrown) {
        warn(`what stood ${moment} the run could not be kept for comparing: ${toErrorInfo(thrown).message}`);
      }
      return report.months;
    },
  };
}
