import type { CoverageReport } from '../../shared/coverage.js';
import type { DateRange } from '../../shared/game-date.js';
import type { LoneReads } from './lone-reads.js';
import { answered, asking, GIVEN_UP, IDLE, type Resource } from './resource.js';
import type { SliceTools } from './slice.js';

export interface CoverageSlice {
  readonly coverage: Resource<CoverageReport>;

  readonly loadCoverage: (range: DateRange, feature: string) => Promise<void>;
  /** Ends the reading of the coverage asked for; what was known of it before stays. */
  readonly stopCoverage: () => void;
  /** As `stopCoverage`, for a screen that is left: there is nobody to tell that it was cancelled. */
  readonly leaveCoverage: () => void;
}

/** The coverage asked for last, which more than one screen looks at. */
export function coverageSlice({ client, now, set, get }: SliceTools<CoverageSlice>, reads: LoneReads): CoverageSlice {
  function end(instead: Resource<CoverageReport>): void {
    reads.giveUp('coverage');
    const { coverage } = get();
    if (coverage.state !== 'loading') return;
    const { key, stale } = coverage;
    set({ coverage: stale === null ? instead : { state: 'ready', key, value: stale } });
  }

  return {
    coverage: IDLE,

    async loadCoverage(range, feature) {
      const key = `${range.from}..${range.to} ${feature}`;
      set((state) => ({ coverage: asking(state.coverage, key, now()) }));
      await reads.ask(
        'coverage',
        (ticket) => client.coverage.report({ ...range, feature }, ticket),
        (answer) => {
          set((state) => ({ coverage: answered(state.coverage, key, answer) }));
        },
      );
    },

    stopCoverage() {
      const { coverage } = get();
      if (coverage.state === 'loading') end({ state: 'failed', key: coverage.key, error: GIVEN_UP });
    },

    leaveCoverage() {
      end(IDLE);
    },
  };
}
